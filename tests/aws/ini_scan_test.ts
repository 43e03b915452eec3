import assert from "node:assert/strict";
import fc from "fast-check";
import { parseIni } from "../../src/aws/ini.ts";
import { scanIni } from "../../src/aws/ini_scan.ts";

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

Deno.test("scanIni() reads any file as parseIni() does", () => {
  const line = fc.constantFrom(...pieces);
  const ends = fc.constantFrom("\n", "\n", "\n", "\n", "\r\n");
  fc.assert(
    fc.property(fc.array(line, { maxLength: 14 }), ends, fc.boolean(), (lines, end, isEnded) => {
      const text = `${lines.join(end)}${isEnded ? end : ""}`;
      assert.deepEqual(scanIni(text, () => true), parseIni(text));
    }),
    { numRuns: 5000 },
  );
});

Deno.test("scanIni() leaves out what is not wanted, and no problem", () => {
  const { sections } = scanIni("[a]\nkey = 1\nother = 2\n[b]\noops\n", (key) => key === "key");
  assert.deepEqual(sections.map(({ settings }) => [...settings.keys()]), [["key"], []]);
  assert.deepEqual(sections[1]?.problems, [{ line: 5, text: 'expected "key = value"' }]);
});
