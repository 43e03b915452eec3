import assert from "node:assert/strict";
import { ConfigError } from "../../src/errors.ts";
import { denoSystem, toPath } from "../../src/system/deno.ts";

const module = JSON.stringify(new URL("../../src/system/deno.ts", import.meta.url).href);
const later = JSON.stringify(new URL("../support/loaded_later.ts", import.meta.url).href);

/** What a program prints that has the real System as `system`, in an environment of its own. */
async function run(script: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
  const file = await Deno.makeTempFile({ prefix: "awsume 100% é ", suffix: ".ts" });
  try {
    await Deno.writeTextFile(
      file,
      `import { denoSystem } from ${module}; const system = denoSystem(() => import(${later}));\n${script}`,
    );
    const { stdout, stderr } = await new Deno.Command(Deno.execPath(), { args: ["run", "-A", file], env })
      .output();
    const decoder = new TextDecoder();
    return (decoder.decode(stdout) + decoder.decode(stderr)).replaceAll(file, "FILE");
  } finally {
    await Deno.remove(file);
  }
}

Deno.test("denoSystem() loads nothing lazily for what a cached switch does", async () => {
  const script = `
    const { env, os, self, stdoutIsTerminal } = system;
    await system.read(${JSON.stringify(new URL(import.meta.url).pathname)});
    await system.read("/no/such/file");
    system.tell([typeof env, typeof os, self.length, stdoutIsTerminal, system.now() > 0].join(" "));
    system.print("printed\\n");`;
  assert.equal(await run(script, { DENO_LOG_LAZY_LOAD: "1" }), "printed\nobject string 4 false true\n");
});

Deno.test("denoSystem() names the words that run a checkout again", async () => {
  const words = JSON.parse(await run("system.print(JSON.stringify(system.self))"));
  assert.deepEqual(words, [Deno.execPath(), "run", "-A", "FILE"]);
});

Deno.test("denoSystem() has the environment of the process", async () => {
  assert.equal(await run("system.print(system.env.AWSUME_TEST)", { AWSUME_TEST: "wörd" }), "wörd");
});

Deno.test("denoSystem() finds the home folder that the environment does not name", async () => {
  const home = await run(`Deno.env.delete("HOME"); system.print(await system.home())`);
  assert.match(home, /^(\/|[A-Z]:\\)/);
});

Deno.test("denoSystem() rejects, rather than throws, when a file cannot be read or written", async () => {
  const { read, write } = denoSystem(() => import("../support/loaded_later.ts"));
  const folder = await Deno.makeTempDir();
  await assert.rejects(write(folder, ""), ConfigError);
  if (Deno.build.os !== "windows") await assert.rejects(read(folder), ConfigError);
  await Deno.remove(folder);
});

const paths: readonly (readonly [url: string, os: "linux" | "windows", path: string])[] = [
  ["file:///opt/awsume/main.ts", "linux", "/opt/awsume/main.ts"],
  ["file:///opt/my%20tools/100%25/%C3%A9/main.ts", "linux", "/opt/my tools/100%/é/main.ts"],
  ["file:///C:/Program%20Files/awsume/main.ts", "windows", "C:\\Program Files\\awsume\\main.ts"],
  ["file://server/share/main.ts", "windows", "\\\\server\\share\\main.ts"],
  ["https://example.com/main.ts", "linux", "https://example.com/main.ts"],
];
for (const [url, os, path] of paths) {
  Deno.test(`toPath() turns ${url} into ${path}`, () => assert.equal(toPath(url, os), path));
}
