/**
 * The decision table: whatever is wrong with the source that a profile names, and whatever else could give credentials,
 * the end is an error, and nobody else was asked.
 */
import assert from "node:assert/strict";
import { rows } from "../support/fall_rows.ts";
import type { Row } from "../support/fall_rows_places.ts";
import { columnNames, type Falls, startFalls } from "../support/falls.ts";

/** How a profile is used, and what a failure may print. */
const ways: readonly (readonly [words: readonly string[], stdout: (status: number) => string])[] = [
  [["p"], (status) => `(exit ${status});\n`],
  [["top"], (status) => `(exit ${status});\n`],
  [["exec", "p", "echo", "ran"], () => ""],
  [["credential-process", "p"], () => ""],
  [["export", "p", "--format", "json"], () => ""],
];

for (const [what, row] of Object.entries(rows)) {
  Deno.test(`${what}: nothing, among everything else`, async () => {
    await using falls = await startFalls();
    await falls.write(row);
    for (const [words, stdout] of ways) {
      await assertNothing({ falls, row, words, stdout: stdout(row.status) }, columnNames);
    }
  });
}

for (const [what, row] of Object.entries(rows)) {
  Deno.test(`${what}: nothing, beside each of the others alone`, async () => {
    await using falls = await startFalls();
    await falls.write(row);
    const cell = { falls, row, words: ["p"], stdout: `(exit ${row.status});\n` };
    await Promise.all(columnNames.map((column) => assertNothing(cell, [column])));
  });
}

interface Cell {
  readonly falls: Falls;
  readonly row: Row;
  readonly words: readonly string[];
  readonly stdout: string;
}

async function assertNothing(
  { falls, row, words, stdout }: Cell,
  around: Parameters<Falls["env"]>[1],
): Promise<void> {
  const outcome = await falls.world.run(words, { env: falls.env(row, around) });
  const told = `${words.join(" ")} beside ${around.join(", ")}: ${outcome.stderr}`;
  assert.deepEqual([outcome.status, outcome.stdout], [row.status, stdout], told);
  assert.match(outcome.stderr, row.says, told);
  assert.deepEqual(falls.foreign(), [], told);
}
