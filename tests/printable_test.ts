import assert from "node:assert/strict";
import { isPrintable, toOneLine, toPrintable, toPrintableJson } from "../src/printable.ts";

const printable: readonly (readonly [text: string, shown: string])[] = [
  ["plain, ünïcode 😀", "plain, ünïcode 😀"],
  ["two\nlines\tand a tab", "two\nlines\tand a tab"],
  ["a server's\r\nline", "a server's\nline"],
  ["\x1b[2J\x1b]0;title\x07", "\\x1b[2J\\x1b]0;title\\x07"],
  ["over\rwritten", "over\\x0dwritten"],
  ["\0\b\x7f\x9b", "\\x00\\x08\\x7f\\x9b"],
  ["soft\u00adhyphen", "soft\\xadhyphen"],
  [
    "right \u202eto left\u202c, isolated \u2067x\u2069",
    "right \\u202eto left\\u202c, isolated \\u2067x\\u2069",
  ],
  ["marks \u200e\u200f\u061c", "marks \\u200e\\u200f\\u061c"],
  ["zero\u200bwidth \u200c\u200d\u2060\ufeff", "zero\\u200bwidth \\u200c\\u200d\\u2060\\ufeff"],
  ["tags \u{e0070}\u{e007f}", "tags \\u{e0070}\\u{e007f}"],
  ["fillers \u3164\uffa0\u115f", "fillers \\u3164\\uffa0\\u115f"],
  ["variants \ufe0f\u{e0100}", "variants \\ufe0f\\u{e0100}"],
  ["lines\u2028of\u2029Unicode", "lines\\u2028of\\u2029Unicode"],
  ["annotated \ufff9\ufffa\ufffb", "annotated \\ufff9\\ufffa\\ufffb"],
  ["letters that look alike: рrоd, １, é, e\u0301", "letters that look alike: рrоd, １, é, e\u0301"],
];
for (const [text, shown] of printable) {
  Deno.test(`toPrintable() shows ${JSON.stringify(shown)}`, () => {
    assert.equal(toPrintable(text), shown);
    assert.equal(toPrintable(shown), shown);
    assert.equal(isPrintable(text), text === shown && !/[\n\t]/.test(text));
  });
}

Deno.test("toOneLine() makes no line and no column of its own", () => {
  assert.equal(toOneLine("a\nb\tc\r\nd"), "a\\nb\\tc\\nd");
});

Deno.test("toPrintableJson() escapes what cannot be seen, and loses nothing", () => {
  for (const [text] of printable) {
    const json = toPrintableJson({ [text]: [text] });
    assert.deepEqual(JSON.parse(json), { [text]: [text] });
    assert.doesNotMatch(json, /(?!\n)[\p{Cc}\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u);
  }
  assert.equal(toPrintableJson({ a: "\u{e0070}\x85" }, 0), '{"a":"\\udb40\\udc70\\u0085"}');
});
