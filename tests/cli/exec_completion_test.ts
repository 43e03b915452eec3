import assert from "node:assert/strict";
import { run } from "../../src/cli/run.ts";
import { fakeSystem } from "../support/fake_system.ts";

const completions: readonly (readonly [line: string, typed: string, candidates: string])[] = [
  ["awsume exec p", "p", "prod"],
  ["awsume exec prod --rot", "--rot", "--rotate"],
  ["awsume exec prod --region x p", "p", ""],
  ["awsume exec prod aws --re", "--re", ""],
  ["awsume exec prod aws p", "p", ""],
];

for (const [line, typed, candidates] of completions) {
  Deno.test(`"${line}" completes to ${candidates || "nothing"}`, async () => {
    using fake = fakeSystem({ files: { "/home/me/.aws/config": "[profile prod]\n" } });
    assert.equal(await run(["__complete", "bash", line, typed], fake.system), 0);
    assert.equal(fake.printed.join("").trim(), candidates);
  });
}
