import assert from "node:assert/strict";
import { conformancePath, toConformanceText } from "../../scripts/generate_conformance.ts";
import { oracleInputs } from "./oracle/inputs.ts";
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

Deno.test("every input of the oracles has a title of its own, and whole sentences for a difference", () => {
  const titles = oracleInputs.map(({ title }) => title);
  assert.deepEqual([...new Set(titles)], titles);
  for (const { title, gives, differs } of oracleInputs) {
    assert.match(title, /^[^\n]*[^.\n]$/);
    if (differs === undefined) continue;
    assert.notEqual(differs.others, gives, title);
    assert.match(differs.why, /^[^\n]+\.$/, title);
  }
});

Deno.test("CONFORMANCE.md says what the rows say", async () => {
  const text = await Deno.readTextFile(conformancePath);
  assert.equal(text, toConformanceText(allRows, oracleInputs), "run deno task conformance");
});
