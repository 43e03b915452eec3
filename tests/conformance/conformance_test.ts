import assert from "node:assert/strict";
import { conformancePath, toConformanceText } from "../../scripts/generate_conformance.ts";
import { testRow } from "./row.ts";
import { allRows } from "./rows.ts";

/** The table has rows 1 to this. */
const tableRows = 98;

allRows.forEach(testRow);

Deno.test("every row of the table is a test, and no other", () => {
  const numbers = allRows.map(({ number }) => number);
  assert.deepEqual(numbers, Array.from({ length: tableRows }, (_, index) => index + 1));
});

Deno.test("every row has whole sentences, and a title that is none", () => {
  for (const row of allRows) {
    const sentences = row.verdict === "same" ? [row.original] : [row.original, row.ours, row.why];
    for (const text of sentences) assert.match(text, /^[^\n]+\.$/, `row ${row.number}`);
    assert.match(row.title, /^[^\n]*[^.\n]$/, `row ${row.number}`);
  }
});

Deno.test("CONFORMANCE.md says what the rows say", async () => {
  const text = await Deno.readTextFile(conformancePath);
  assert.equal(text, toConformanceText(allRows), "run deno task conformance");
});
