import assert from "node:assert/strict";
import { readHeader } from "../../src/aws/ini_header.ts";
import { editLines, renameTitle, withTitle, withValue } from "../../src/aws/ini_rename.ts";

const headers: readonly (readonly [line: string, after: string])[] = [
  ["[x]", "[new]"],
  ["[profile x]", "[profile new]"],
  ["[ profile\t x ]  # x of old", "[ profile\t new ]  # x of old"],
  ["  [profile 'x']; x", "  [profile new]; x"],
  ["[services x]", "[services new]"],
];

for (const [line, after] of headers) {
  Deno.test(`withTitle() makes ${JSON.stringify(line)} another name's and keeps the rest`, () => {
    const header = readHeader(line.trim());
    assert.ok(header);
    assert.equal(withTitle(line, header, renameTitle(header, "new")), after);
  });
}

const values: readonly (readonly [line: string, after: string])[] = [
  ["source_profile = x", "source_profile = new"],
  ["  Source_Profile=x\t# x", "  Source_Profile=new\t# x"],
  ["x = x", "x = new"],
];

for (const [line, after] of values) {
  Deno.test(`withValue() makes ${JSON.stringify(line)} another value and keeps the rest`, () => {
    assert.equal(withValue(line, "x", "new"), after);
  });
}

Deno.test("editLines() edits lines by number and keeps every line end", () => {
  const upper = (line: string): string => line.toUpperCase();
  assert.equal(editLines("a\r\nb\rc\nd", new Map([[2, upper], [4, upper]])), "a\r\nB\rc\nD");
  assert.equal(editLines("a\n", new Map([[1, upper]])), "A\n");
  assert.equal(editLines("a\nb", new Map()), "a\nb");
});
