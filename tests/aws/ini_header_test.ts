import { strictEqual as equal } from "node:assert/strict";
import { readHeader } from "../../src/aws/ini_header.ts";

const headers: readonly (readonly [string, string | undefined])[] = [
  ["[a]", "|a"],
  ["[ \tprofile \t a\t]", "profile|a"],
  ["[profile a]# c", "profile|a"],
  ["[profile a] // c", "profile|a"],
  ["[profile a]b", "profile|a"],
  ["[profile a] ; c]", undefined],
  ["[profile 'my dev']", "profile|my dev"],
  ['[profile "my dev"]', "profile|my dev"],
  [`[profile 'it'"'"'s']`, "profile|it's"],
  ['[profile "a\\"b\\\\c\\d"]', 'profile|a"b\\c\\d'],
  ["[profile 'a]#b']", undefined],
  ["[profile o'brien]", "profile|o'brien"],
  ["[profile 'a]", undefined],
  ['[profile a"]', undefined],
  ["[profile 'a' 'b]", undefined],
  ["[profile\u00a0a]", "|profile\u00a0a"],
  ["[profile a\u200b]", "profile|a\u200b"],
  ["[Profile a]", undefined],
  ['[a"q"]', '|a"q"'],
  ["[a'q']", "|a'q'"],
  ['[a"q]', '|a"q'],
  ['[a"q"x"]', undefined],
  ['[profile a"q"]', undefined],
  ["[profilea]", "|profilea"],
  ["[profile ACME\\user]", "profile|ACME\\user"],
  ["[profile a#b;c!d]", "profile|a#b;c!d"],
  ["[profile tést]", "profile|tést"],
  ["[profile in valid]", "profile|"],
  ["[in valid]", "in|valid"],
  ["[]", undefined],
  ["[profile a", undefined],
  ["[profile a]b]", undefined],
  ["profile a]", undefined],
];

for (const [text, expected] of headers) {
  Deno.test(`readHeader() reads ${text}`, () => {
    const header = readHeader(text);
    equal(header && `${header.kind}|${header.name}`, expected);
  });
}
