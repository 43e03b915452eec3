import assert from "node:assert/strict";
import { fitRows } from "../../src/cli/fit.ts";
import { cutCell } from "../../src/cli/table.ts";

const rows = [["NAME", "MIDDLE", "END"], ["a-long-name", "middle-words", "done"], [
  "short",
  "! a long remark of its own",
]];
const places = { columnsToDrop: [1], leastWidths: [4, 6] };

for (
  const [columns, expected] of [
    [80, rows],
    [39, rows],
    [28, [["NAME", "MIDDLE", "END"], ["a-long-name", "middle-w…", "done"], ["short", "! a long remar…"]]],
    [20, [["NAME", "MIDDLE", "END"], ["a-lon…", "middl…", "done"], ["short", "! a long re…"]]],
    [17, [["NAME", "END"], ["a-long-name", "done"], ["short", "! a…"]]],
    [10, [["NAME", "END"], ["a-l…", "done"], ["sho…", "! a…"]]],
  ] as const
) {
  Deno.test(`fitRows() fits ${columns} columns`, () => {
    assert.deepEqual(fitRows([rows], places, columns), expected);
  });
}

Deno.test("cutCell() counts what is drawn wide, and spells out what would drive the terminal", () => {
  assert.deepEqual(
    ["日本語", "日本語", "a\x1b[0m", "abc"].map((text, index) => cutCell(text, [6, 5, 5, 3][index] ?? 0)),
    [
      "日本語",
      "日本…",
      "a\\x1…",
      "abc",
    ],
  );
});
