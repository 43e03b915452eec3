/** `-o` wrote keys into a file that others can read, and said nothing of it. */
import assert from "node:assert/strict";
import { run } from "../../src/cli/run.ts";
import { fakeSystem } from "../support/fake_system.ts";

const path = "/home/me/.aws/credentials";
const text = "[keys]\naws_access_key_id = AKIAFAKE\naws_secret_access_key = s\n";

const rows:
  readonly (readonly [title: string, mode: number | undefined, words: string, says: RegExp | undefined])[] = [
    [
      "everybody",
      0o644,
      "keys -o out",
      /which holds these credentials now, is open to others \(mode 644\)\n +Run chmod go-rwx \/home\/me\/\.aws\/credentials$/,
    ],
    ["a group", 0o640, "keys -o out", /\(mode 640\)/],
    ["who may write it alone", 0o622, "keys -o out", /\(mode 622\)/],
    ["nobody else", 0o600, "keys -o out", undefined],
    ["a system without modes", undefined, "keys -o out", undefined],
    ["everybody, and nothing is written", 0o644, "keys", undefined],
  ];

for (const [title, mode, words, says] of rows) {
  Deno.test(`awsume ${words} into a file that is open to ${title}`, async () => {
    using fake = fakeSystem({
      env: { HOME: "/home/me", AWSUME_SHELL: "bash" },
      files: { [path]: text },
      statuses: { [path]: mode === undefined ? { mode: undefined as never } : { mode } },
    });
    assert.equal(await run(words.split(" "), fake.system), 0);
    const told = fake.told.join("\n");
    if (says === undefined) assert.doesNotMatch(told, /open to others/);
    else assert.match(told, says);
    assert.match(fake.printed.join(""), /AKIAFAKE/);
  });
}
