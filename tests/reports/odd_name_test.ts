import assert from "node:assert/strict";
import { startWorld, type World } from "../support/world.ts";

/**
 * Names that not every program reads: with `dev#2` in a header Go and Terraform read its settings into the profile above,
 * Java and Rust refuse the file, as the Go SDK 1 does for `:` at the beginning; the others are seen by some and not by all.
 * awsume reads them, and writes none.
 */
const names: readonly (readonly [name: string, near: string])[] = [
  ["dev#2", "dev_2"],
  ["#x", "_x"],
  ["a;b", "a_b"],
  [";x", "_x"],
  ["prod,eu", "prod_eu"],
  ["prød", "pr_d"],
  ["x!", "x_"],
  ["a$b", "a_b"],
  ["it's", "it_s"],
  ["a=b", "a_b"],
  ["p(1)", "p_1_"],
  ["日本", "__"],
  ["50%", "50_"],
  ["a&b", "a_b"],
  ["two words", "two_words"],
  [":a", "_a"],
  ["::", "_:"],
  ["constructor", "constructor_"],
  ["__proto__", "__proto___"],
];

/** awsume itself reads no such header, or none as it is written. */
const unreadable: typeof names = [["[x", "_x"], ["a]b", "a_b"], ["a\\b", "a_b"], ["DEFAULT", "DEFAULT_"]];

const config = names.map(([name]) =>
  `[profile ${/[' ]/.test(name) ? `"${name}"` : name}]\nrole_arn = arn:aws:iam::222222222222:role/one\n` +
  "source_profile = alice\nregion = us-east-1\n"
).join("\n");

async function textsOf({ home }: World): Promise<readonly string[]> {
  return await Promise.all(
    ["config", "credentials"].map((name) => Deno.readTextFile(`${home}/.aws/${name}`)),
  );
}

/** Awsume says no as for a wrong command line, names the nearest name, writes nothing and calls nobody. */
async function assertRefused(words: readonly string[], near: string, world: World): Promise<void> {
  const before = await textsOf(world);
  const { status, stdout, stderr } = await world.inside(words);
  assert.equal(status, 2, stderr);
  assert.doesNotMatch(stdout, /ASIA|AKIA/);
  assert.ok(stderr.includes(`Use ${near}: `), stderr);
  assert.deepEqual(await textsOf(world), before);
  assert.deepEqual(world.calls(), []);
}

Deno.test("a name that a person chose and not every program reads is refused, with one that all do", async (t) => {
  await using world = await startWorld({ config });
  for (const [name, near] of [...names, ...unreadable]) {
    await t.step(name, async () => {
      await assertRefused(["alice", "-o", name], near, world);
      await assertRefused(["alice", "-a", "-o", name], near, world);
      const add = ["add", "--role-arn", "arn:aws:iam::222222222222:role/one", "--source-profile", "alice"];
      await assertRefused([...add, "--", name], near, world);
      await assertRefused(["mv", "--", "alice", name], near, world);
    });
  }
  for (const [name, near] of names) {
    await t.step(`export --format ini ${name}`, async () => {
      await assertRefused(["export", "--format", "ini", "--", name], near, world);
    });
  }
});

Deno.test("-a gives such a profile a section of its own under a name that every program reads", async (t) => {
  await using world = await startWorld({ config });
  const seen = new Set<string>();
  for (const [name, near] of names) {
    await t.step(name, async () => {
      const { status, stdout, stderr } = await world.inside(["-a", "--", name]);
      assert.equal(status, 0, stderr);
      const section = /AWS_PROFILE='?([^';\n]+)/.exec(stdout)?.[1] ?? "";
      assert.match(section, /^autoawsume-[\w./@:+-]+-[0-9a-f]{8}$/);
      assert.equal(section.slice(0, -9), `autoawsume-${near}`);
      const [, credentials = ""] = await textsOf(world);
      assert.ok(credentials.includes(`[${section}]\n`), credentials);
      seen.add(section);
    });
  }
  assert.equal(seen.size, names.length);
});

Deno.test("-k takes such a profile by its own name, and by the name that the original gave its section", async () => {
  const old = "[autoawsume-dev#2]\nmanager = awsume\nautoawsume = true\ncredential_process = x\n";
  await using world = await startWorld({ config, credentials: old });
  await world.inside(["-a", "dev#2"]);
  assert.equal((await world.inside(["-k", "dev#2"])).status, 0);
  const [, credentials = ""] = await textsOf(world);
  assert.doesNotMatch(credentials, /autoawsume/);
});

Deno.test("exec --refresh gives such a profile a name that every program reads", async () => {
  await using world = await startWorld({ config });
  const script = 'echo "$AWS_PROFILE"; grep "profile $AWS_PROFILE" "$AWS_CONFIG_FILE"';
  const { status, stdout, stderr } = await world.run(["exec", "a;b", "--refresh", "--", "sh", "-c", script]);
  assert.equal(status, 0, stderr);
  const [name = "", header] = stdout.split("\n");
  assert.match(name, /^awsume-exec-a_b-[0-9a-f]{8}$/);
  assert.equal(header, `[profile ${name}]`);
});

Deno.test("a role that only its ARN names gets a name of awsume's where its own has other characters", async () => {
  const arn = "arn:aws:iam::222222222222:role/a=b,c";
  await using world = await startWorld({
    accounts: {
      users: [{
        accessKeyId: "AKIAFAKEALICEEXAMPLE",
        secretAccessKey: "fake/alice+secret/==",
        arn: "arn:aws:iam::111111111111:user/alice",
      }],
      roles: [{ arn }],
    },
  });
  const words = ["--role-arn", arn, "--source-profile", "alice", "--region", "us-east-1"];
  const written = await world.inside(["export", ...words, "--format", "ini"]);
  assert.equal(written.status, 0, written.stderr);
  assert.match(written.stdout, /^\[arn:aws:iam::222222222222:role\/a_b_c-[0-9a-f]{8}\]\n/);
});

Deno.test("ls and doctor say once which programs such names are lost to, and which read them elsewhere", async () => {
  const usual = "[profile plain]\nregion = x-y-1\n[profile 50%]\nregion = x-y-1\n";
  await using world = await startWorld({ config: `${usual}${config}` });
  for (const command of ["ls", "doctor"]) {
    const { stdout, stderr } = await world.inside([command]);
    const lines = `${stdout}${stderr}`.split("\n").filter((line) =>
      line.includes("ther programs cannot use")
    );
    assert.equal(lines.length, 3, `${stdout}${stderr}`);
    assert.match(lines.join("\n"), /"dev#2".*Go, Terraform.*profile above/);
    assert.match(lines.join("\n"), /"a&b".*and 7 more: .*do not find them/);
    assert.match(lines.join("\n"), /"::", ":a": the Go SDK 1 refuses/);
    assert.doesNotMatch(lines.join("\n"), /plain|50%/);
  }
  const { stdout } = await world.inside(["ls", "--json"]);
  assert.ok(Array.isArray(JSON.parse(stdout)));
});

Deno.test("ls and doctor have no word about names that every program reads", async () => {
  await using world = await startWorld();
  for (const command of ["ls", "doctor"]) {
    const { stdout, stderr } = await world.inside([command]);
    assert.doesNotMatch(`${stdout}${stderr}`, /ther programs cannot use/);
  }
});
