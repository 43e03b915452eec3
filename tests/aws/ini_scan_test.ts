import assert from "node:assert/strict";
import fc from "fast-check";
import { type Ini, parseIni } from "../../src/aws/ini.ts";
import { outlineIni, type Wanted } from "../../src/aws/ini_scan.ts";

const pieces = [
  "[a]",
  "[profile b]",
  "[profile 'c d']",
  "[e",
  "[f] # comment",
  " [g]",
  "key = value",
  "key=",
  "KEY = Value # comment",
  "key =  a;b ;c",
  "other\t=\tx = y",
  "two words = x",
  "key : a = b",
  "= x",
  "nonsense",
  "  more",
  "  nested = 1",
  "# comment",
  ";",
  "",
  "   ",
  "\t",
  "é = 1",
  "role_arn = x",
  "role_arn =y",
  "a-b_1  = z",
];

/** All sections read; the last ones first, because each must stand for itself. */
function readAll(text: string, wanted?: Wanted): Ini {
  const { sections, problems } = outlineIni(text, wanted);
  const read = sections.toReversed().map(({ kind, name, title, line, read }) => {
    const { settings, problems } = read();
    return { kind, name, title, line, settings, problems };
  });
  return { sections: read.toReversed(), problems };
}

Deno.test("outlineIni() reads any file as parseIni() does", () => {
  const line = fc.constantFrom(...pieces);
  const ends = fc.constantFrom("\n", "\n", "\n", "\n", "\r\n");
  fc.assert(
    fc.property(fc.array(line, { maxLength: 14 }), ends, fc.boolean(), (lines, end, isEnded) => {
      const text = `${lines.join(end)}${isEnded ? end : ""}`;
      assert.deepEqual(readAll(text), parseIni(text));
    }),
    { numRuns: 5000 },
  );
});

Deno.test("outlineIni() leaves out what is not wanted, and no problem", () => {
  const text = "[a]\nkey = 1\nother = 2\nkeys = 3\n[b]\noops\n";
  const { sections } = readAll(text, new Set(["key"]));
  assert.deepEqual(sections.map(({ settings }) => [...settings.keys()]), [["key"], []]);
  assert.deepEqual(sections[1]?.problems, [{ line: 6, text: 'expected "key = value"' }]);
});

Deno.test("outlineIni() with nothing wanted reads no setting", () => {
  assert.deepEqual(
    readAll("[a]\nkey = 1\n=\n[b]\nkey = 1\n", new Set()).sections.map((
      { line, settings },
    ) => [line, settings.size]),
    [[1, 1], [4, 0]],
  );
});
