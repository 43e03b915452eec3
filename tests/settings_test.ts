import assert from "node:assert/strict";
import { ConfigError } from "../src/errors.ts";
import { readSettings } from "../src/settings.ts";
import { fakeSystem } from "./support/fake_system.ts";

const path = "/home/me/.awsume/config.yaml";

for (
  const [text, expected] of [
    ["colors: true\nfuzzy-match: false\nrole-duration: 0\n", { durationSeconds: 0 }],
    ["region: eu-west-1 # home\r\nrole-duration: '3600'\r\n", { region: "eu-west-1", durationSeconds: 3600 }],
    ['role-session-name: "me"\nregion: null\n', { sessionName: "me" }],
    ["console:\n  region: us-east-1\n#region: x\n", {}],
    ["region:\n", {}],
    ["", {}],
  ] as const
) {
  Deno.test(`readSettings() reads ${JSON.stringify(text)}`, async () => {
    using fake = fakeSystem({ env: { HOME: "/home/me" }, files: { [path]: text } });
    assert.deepEqual(await readSettings(fake.system), expected);
  });
}

for (const text of ["role-duration: soon", "role-duration: 43201", "region: [a, b]", "region: 'it''s'"]) {
  Deno.test(`readSettings() refuses ${text}`, async () => {
    using fake = fakeSystem({ env: { HOME: "/home/me" }, files: { [path]: text } });
    await assert.rejects(
      readSettings(fake.system),
      (error) => error instanceof ConfigError && error.message.includes(path),
    );
  });
}

Deno.test("readSettings() honours XDG_CONFIG_HOME", async () => {
  using fake = fakeSystem({
    env: { HOME: "/home/me", XDG_CONFIG_HOME: "/xdg" },
    files: { "/xdg/awsume/config.yaml": "region: eu-west-1", [path]: "region: us-east-1" },
  });
  assert.deepEqual(await readSettings(fake.system), { region: "eu-west-1" });
});
