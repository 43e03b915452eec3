import assert from "node:assert/strict";
import { load } from "js-yaml";
import { readConfig } from "../../src/plugins/settings.ts";
import { fakeSystem } from "../support/fake_system.ts";

/** Files of which some need no YAML library: they come to what that library makes of them. */
const files: readonly string[] = [
  "",
  "\n# nothing\n",
  "colors: true\nfuzzy-match: false\nrole-duration: 0\n",
  "colors: true\r\nregion: eu-west-1\r\n",
  "a: yes\n",
  "a: no\nb: on\nc: Null\nd: n\n",
  "a: TRUE\nb: True\n",
  "a: 0900\nb: 012\nc: 1_000\nd: 1e3\ne: -5\n",
  "a: 123456789012\n",
  "a: one two\n",
  "a: one # two\n",
  "a: 'one'\nb: \"two\"\n",
  "a:\n  b: one\n",
  "a: one\n  two\n",
  "a: one\n\n  two\n",
  "a:\nb: ~\n",
  "a: one\na: two\n",
  "yes: one\n",
  "plugins: [one, two]\n",
  "plugins:\n- one\n",
  "a: 2026-11-23\n",
  "a: nan\nb: inf\nc: x/y-z\n",
];
for (const text of files) {
  Deno.test(`readConfig() reads ${JSON.stringify(text)} as the YAML library does`, async () => {
    const { system } = fakeSystem({ files: { "/home/me/.awsume/config.yaml": text } });
    const expected = text.trim() === "" || text.trim().startsWith("#") ? {} : load(text, { json: true });
    assert.deepEqual(await readConfig(system), expected);
  });
}
