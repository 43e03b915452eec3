import assert from "node:assert/strict";
import { emptyLine, type Line, press, redraw } from "../../src/system/keys.ts";

function type(keys: string): Line {
  return new TextEncoder().encode(keys).reduce(press, emptyLine);
}

const entered: readonly (readonly [criterion: string, keys: string, text: string])[] = [
  ["ends at a carriage return", "123456\r", "123456"],
  ["ends at a line feed and takes nothing after it", "123456\n789\r", "123456"],
  ["takes an empty line", "\r", ""],
  ["keeps blanks", " a b \r", " a b "],
  ["removes a character at Backspace", "12x\x7f3\r", "123"],
  ["removes a character at Ctrl-H", "12x\b3\r", "123"],
  ["has nothing to remove on an empty line", "\x7f\x7f1\r", "1"],
  ["removes a whole character, not a byte", "é😀\x7f\r", "é"],
  ["removes the line at Ctrl-U", "wrong\x15right\r", "right"],
  ["removes a word at Ctrl-W", "one two  \x17\r", "one "],
  ["takes UTF-8", "pässwörd€😀\r", "pässwörd€😀"],
  ["ignores Ctrl-D on a line with text", "1\x042\r", "12"],
  ["ignores tabs and other control keys", "1\t\x00\x01\x1a2\r", "12"],
  ["ignores arrow keys", "1\x1b[D\x1b[A2\r", "12"],
  ["ignores keys with parameters", "1\x1b[3~\x1b[1;5C2\r", "12"],
  ["ignores keys in application mode", "1\x1bOA\x1bOP2\r", "12"],
  ["ignores the Linux console's function keys", "1\x1b[[A2\r", "12"],
  ["ignores the marks of a bracketed paste", "\x1b[200~123456\x1b[201~\r", "123456"],
  ["ends at a line end within a paste", "\x1b[200~123456\n\x1b[201~", "123456"],
  ["ignores a late reply that ends with Ctrl-G", "1\x1b]11;rgb:0000/0000/0000\x072\r", "12"],
  ["ignores a late reply that ends with a string terminator", "1\x1bP1$r0m\x1b\\2\r", "12"],
  ["keeps what is typed after a lone Escape", "1\x1b2\r", "12"],
  ["hears Enter after a lone Escape", "1\x1b\r", "1"],
  ["ignores C1 controls", "1\u009b2\r", "12"],
];
for (const [criterion, keys, text] of entered) {
  Deno.test(`press() ${criterion}`, () => assert.deepEqual(type(keys), { kind: "entered", text }));
}

const ended: readonly (readonly [criterion: string, keys: string, kind: Line["kind"]])[] = [
  ["is interrupted by Ctrl-C", "12\x03", "interrupted"],
  ["is interrupted by Ctrl-C within an escape sequence", "\x1b[1\x03", "interrupted"],
  ["is interrupted by Ctrl-C within a reply that does not end", "\x1b]11;\x03", "interrupted"],
  ["is closed by Ctrl-D on an empty line", "1\x7f\x04", "closed"],
  ["hears nothing after the end", "\x03123\r", "interrupted"],
];
for (const [criterion, keys, kind] of ended) {
  Deno.test(`press() ${criterion}`, () => assert.deepEqual(type(keys), { kind }));
}

const broken: readonly (readonly [criterion: string, bytes: readonly number[]])[] = [
  ["a continuation without a beginning", [0x31, 0x80, 0x32, 0x0d]],
  ["a beginning without a continuation", [0x31, 0xe2, 0x82, 0x32, 0x0d]],
  ["bytes that UTF-8 does not have", [0x31, 0xff, 0x80, 0x80, 0x80, 0x32, 0x0d]],
  ["an overlong form", [0x31, 0xc0, 0xaf, 0x32, 0x0d]],
];
for (const [criterion, bytes] of broken) {
  Deno.test(`press() drops ${criterion}`, () => {
    assert.deepEqual(bytes.reduce(press, emptyLine), { kind: "entered", text: "12" });
  });
}

const redrawn:
  readonly (readonly [before: string, after: string, mask: string | undefined, written: string])[] = [
    ["", "1", undefined, "1"],
    ["12", "12", undefined, ""],
    ["12", "1", undefined, "\b \b"],
    ["123", "", undefined, "\b \b\b \b\b \b"],
    ["a漢", "a", undefined, "\b \b\b \b"],
    ["a😀", "a", undefined, "\b \b\b \b"],
    ["e\u0301", "e", undefined, ""],
    ["", "s", "*", "*"],
    ["", "漢", "*", "*"],
    ["a漢", "a", "*", "\b \b"],
  ];
for (const [before, after, mask, written] of redrawn) {
  Deno.test(`redraw() from "${before}" to "${after}"${mask ? " masked" : ""}`, () => {
    assert.equal(redraw(before, after, mask), written);
  });
}
