import assert from "node:assert/strict";
import { run } from "../../src/cli/run.ts";
import { type FakeSystem, fakeSystem } from "../support/fake_system.ts";

const paths = { config: "/home/me/.aws/config", credentials: "/home/me/.aws/credentials" };
const memory = "/home/me/.awsume/cache/list-table.json";

/** Long enough to be worth a memory. */
const many = Array.from(
  { length: 4000 },
  (_, index) => `[profile p${index}]\nrole_arn = role/${"x".repeat(40)}\n`,
).join("");

function fakeWorld(config = many): FakeSystem {
  return fakeSystem({
    env: { HOME: "/home/me" },
    files: { [paths.config]: config, [paths.credentials]: "[a]\n" },
  });
}

/** Marks what is remembered, so that a list from memory can be told from another. */
async function markMemory({ system, files }: FakeSystem): Promise<void> {
  await system.write(memory, files.get(memory)?.replace("PROFILE", "REMEMBERED") ?? "");
}

Deno.test("-l is answered from memory while both files are the same", async () => {
  using fake = fakeWorld();
  await run(["-l"], fake.system);
  await markMemory(fake);
  await run(["-l"], fake.system);
  assert.equal(fake.printed[1], fake.printed[0]?.replace("PROFILE", "REMEMBERED"));
  assert.equal(fake.printed[0]?.split("\n").length, 4003);
});

for (const [name, path] of Object.entries(paths)) {
  Deno.test(`-l is made anew when a byte of the ${name} file is another`, async () => {
    using fake = fakeWorld();
    await run(["-l"], fake.system);
    await markMemory(fake);
    await fake.system.write(path, `${fake.files.get(path)}[profile z]\n[z]\n`);
    await run(["-l"], fake.system);
    assert.match(fake.printed[1] ?? "", /^PROFILE [^]*\nz /);
  });
}

for (const words of [["-l", "-r"], ["-l", "--no-cache"], ["-l", "--json"], ["-l", "more"]]) {
  Deno.test(`${words.join(" ")} is not answered from the memory of -l`, async () => {
    using fake = fakeWorld();
    await run(["-l"], fake.system);
    await markMemory(fake);
    await run(words, fake.system);
    assert.ok(!fake.printed[1]?.includes("REMEMBERED"));
  });
}

Deno.test("-l that has to say something else is not remembered, nor is one of short files", async () => {
  for (const config of [`${many}[broken\n`, "[profile a]\n"]) {
    using fake = fakeWorld(config);
    await run(["-l"], fake.system);
    assert.equal(fake.files.has(memory), false);
  }
});

Deno.test("-l is made anew when its memory is no JSON, or none of a list", async () => {
  using fake = fakeWorld();
  await run(["-l"], fake.system);
  for (const text of ["{", "[]", "{}", '{"inputs":1}']) {
    await fake.system.write(memory, text);
    await run(["-l"], fake.system);
    assert.equal(fake.printed.at(-1), fake.printed[0]);
  }
});
