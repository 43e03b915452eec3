import assert from "node:assert/strict";
import type { AssumeOptions } from "../../src/cli/assume_options.ts";
import { parse } from "../../src/cli/parse.ts";
import { run } from "../../src/cli/run.ts";
import { fakeSystem } from "../support/fake_system.ts";

const policyArn = "arn:aws:iam::aws:policy/ReadOnlyAccess";
const other = "arn:aws:iam::123456789012:policy/other";

const table: readonly (readonly [string, Partial<AssumeOptions>])[] = [
  ["-t k1=a=b,k2=", { tags: [{ key: "k1", value: "a=b" }, { key: "k2", value: "" }] }],
  ["--tags=a=1 --transitive-tags a", { tags: [{ key: "a", value: "1" }], transitiveTagKeys: ["a"] }],
  ["-ta=1", { tags: [{ key: "a", value: "1" }] }],
  ['--session-policy {"a":1}', { policy: '{"a":1}' }],
  ["--source-identity me", { sourceIdentity: "me" }],
  [`--session-policy-arns ${policyArn} dev`, { policyArns: [policyArn], profile: "dev" }],
  [`--session-policy-arns ${policyArn} ${other} dev`, { policyArns: [policyArn, other], profile: "dev" }],
  [`dev --session-policy-arns=${policyArn},${other}`, { policyArns: [policyArn, other], profile: "dev" }],
  [
    `--session-policy-arns ${policyArn} dev --session-policy-arns ${other} -r`,
    { policyArns: [policyArn, other], profile: "dev", refresh: true },
  ],
  ["--no-cache", { noCache: true }],
  ["--config-file ~/c --credentials-file=k", { configFile: "~/c", credentialsFile: "k" }],
];

for (const [line, expected] of table) {
  Deno.test(`parse() reads the options of "awsume ${line}"`, () => {
    const command = parse(line.split(" "));
    assert.ok(command.kind === "assume");
    assert.deepEqual(command.options, { refresh: false, ...expected });
  });
}

Deno.test("parse() looks at --who behind --version and before --unset, as the original", () => {
  assert.deepEqual(parse(["--who", "-u", "dev"]), { kind: "who" });
  assert.deepEqual(parse(["--who", "-v"]), { kind: "version" });
});

Deno.test("parse() reads awsume help as -h", () => {
  assert.deepEqual(parse(["help"]), parse(["-h"]));
  assert.deepEqual(parse(["help", "init"]), parse(["init", "-h"]));
  assert.deepEqual(parse(["help", "help"]), parse(["help", "-h"]));
});

Deno.test("awsume help completes to the command words", async () => {
  using fake = fakeSystem();
  assert.equal(await run(["__complete", "bash", "awsume help expl", "expl"], fake.system), 0);
  assert.equal(fake.printed.join("").trim(), "explain");
});
