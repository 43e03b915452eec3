/** cmd of Windows: what its statements are. What cmd makes of them is in tests/windows/cmd.ts. */
import assert from "node:assert/strict";
import { cmd } from "../../shells/cmd.ts";
import { initText } from "../../shells/functions.ts";
import { pathFiles } from "../../shells/on_path.ts";
import { ConfigError } from "../../src/errors.ts";
import { passThrough } from "../support/fake_awsume.ts";
import { hostileValues } from "../support/hostile.ts";

/** What cmd has no spelling for that holds everywhere. */
const isRefused = (value: string): boolean => /["%!]/.test(value) || value.length > 7000;

Deno.test("cmd render() refuses each value that it cannot write, and names the variable alone", () => {
  for (const value of hostileValues().filter(isRefused)) {
    assert.throws(() => cmd.render(new Map([["AWSUME_PROFILE", value]])), (error: unknown) => {
      assert.ok(error instanceof ConfigError);
      assert.match(error.message, /^Cannot write (AWSUME_PROFILE for cmd: it holds ["%!]|a change of \d+ )/);
      return true;
    });
  }
  assert.throws(() => cmd.render(new Map([["AWSUME_PROFILE", "100%"]])), {
    message: "Cannot write AWSUME_PROFILE for cmd: it holds %",
  });
});

Deno.test("cmd render() refuses a change that is longer than a line of cmd", () => {
  const values = Array.from({ length: 3 }, (_, i) => [`V${i}`, "x".repeat(3000)] as const);
  assert.throws(() => cmd.render(new Map(values)), ConfigError);
  assert.equal(cmd.render(new Map(values.slice(1))).length, 2 * (3000 + 'set "V0="\n'.length));
});

const said: readonly (readonly [text: string, code: string])[] = [
  ["a\n\n b", "echo:a\necho:\necho: b\n"],
  ["/? \\x ..\\..\\calc", "echo(/? \\x ..\\..\\calc\n"],
  ["..\\..\\calc", "echo(..\\..\\calc\n"],
  ['100% !x! "q" & <|>^\n', 'echo:100% !x! "q" & <|>^\n'],
];

for (const [text, code] of said) {
  Deno.test(`cmd say() writes ${JSON.stringify(text)} as lines`, () => assert.equal(cmd.say(text), code));
}

Deno.test("cmd say() refuses a line that cmd would cut off", () => {
  assert.throws(() => cmd.say("x".repeat(8000)), ConfigError);
});

Deno.test("the files of Windows are ASCII, and the one for cmd has the line ends that it wants", () => {
  for (const { name, text } of pathFiles(passThrough)) {
    assert.doesNotMatch(text, /[^\r\n -~]/, name);
    assert.doesNotMatch(text, /::[A-Z_]+::/, name);
  }
  assert.doesNotMatch(initText(cmd, ["C:\\awsume.exe"], passThrough), /[^\r]\n/);
});

Deno.test("every line of awsume.cmd is silent where echo is on", () => {
  for (const line of initText(cmd, ["C:\\awsume.exe"], passThrough).split("\r\n")) {
    assert.match(line, /^(@.*|:_awsume_\w+|)$/);
  }
});
