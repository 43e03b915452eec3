/** The decision table for the words of a command line: what they name, or nothing. */
import assert from "node:assert/strict";
import { lines } from "../support/fall_lines.ts";
import { columnNames, startFalls } from "../support/falls.ts";

for (const [words, row] of lines) {
  const about = [words.join(" "), JSON.stringify(row.env ?? row.around ?? row.config ?? "")].join(" with ");
  Deno.test(`awsume ${about}: nothing, among everything else`, async () => {
    await using falls = await startFalls();
    await falls.write(row);
    const filled = words.map((word) => word.replace("HOME", falls.world.home));
    const { status, stdout, stderr } = await falls.world.awsume(filled, { env: falls.env(row, columnNames) });
    assert.deepEqual([status, stdout], [row.status, `(exit ${row.status});\n`], stderr);
    assert.match(stderr, row.says);
    assert.deepEqual(falls.foreign(), [], stderr);
    assert.deepEqual(await falls.changed(), [], stderr);
  });
}
