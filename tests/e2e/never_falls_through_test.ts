/**
 * The decision table: whatever is wrong with the source that a profile names, and whatever else could give credentials,
 * the end is an error, and nobody else was asked.
 */
import assert from "node:assert/strict";
import { rows } from "../support/fall_rows.ts";
import type { Row } from "../support/fall_row.ts";
import { columnNames, type Falls, startFalls } from "../support/falls.ts";

/** How a profile is used, and what a failure may print. */
type Way = readonly [words: readonly string[], stdout: (status: number) => string];

const failing = (status: number): string => `(exit ${status});\n`;
const top: Way = [["top"], failing];
const nothing = (): string => "";

/** By the program as people run it. */
const outside: readonly Way[] = [[["p"], failing], top, [["exec", "p", "touch", "ran"], nothing]];

/** In this process, which is fast enough for the whole product. */
const inside: readonly Way[] = [
  ...outside,
  [["p", "-o", "kept"], failing],
  [["credential-process", "p"], nothing],
  [["export", "p", "--format", "json"], nothing],
];

const alone = columnNames.map((name) => [name]);

/** The first row of each class, which stands for the others: a class is what is before the colon of their names. */
const representatives = Object.entries(rows).filter(([what], index, all) =>
  all.findIndex(([other]) => classOf(other) === classOf(what)) === index
);

function classOf(what: string): string {
  return /^[^:]+: /.exec(what)?.[0] ?? what;
}

for (const [what, row] of representatives) {
  Deno.test(`${what}: nothing, among everything else`, async () => {
    await using falls = await startFalls();
    await falls.write(row);
    const env = falls.env(row, columnNames);
    for (const [words, stdout] of waysOf(row, outside)) {
      const outcome = await falls.world.run(words, { env });
      await assertNothing(outcome, { falls, row, stdout: stdout(row.status), told: words.join(" ") });
    }
    assert.deepEqual(await namesIn(falls.world.home, "ran"), []);
  });
}

for (const [what, row] of Object.entries(rows)) {
  Deno.test(`${what}: nothing, beside each of the others alone and beside all`, async () => {
    await using falls = await startFalls();
    await falls.write(row);
    for (const [index, [words, stdout]] of waysOf(row, inside).entries()) {
      // What is taken where it is alone does not depend on the way.
      for (const around of index === 0 ? [...alone, columnNames] : [columnNames]) {
        const told = `${words.join(" ")} beside ${around.join(", ")}`;
        const outcome = await falls.inside(words, falls.env(row, around));
        await assertNothing(outcome, { falls, row, stdout: stdout(row.status), told });
      }
    }
  });
}

function waysOf({ wrongFor }: Row, ways: readonly Way[]): readonly Way[] {
  return wrongFor === undefined ? ways : ways.filter((way) => way !== top);
}

interface Cell {
  readonly falls: Falls;
  readonly row: Row;
  readonly stdout: string;
  /** What was tried. */
  readonly told: string;
}

type Outcome = Awaited<ReturnType<Falls["inside"]>>;

async function assertNothing({ status, stdout: printed, stderr }: Outcome, cell: Cell): Promise<void> {
  const { falls, row, stdout, told } = cell;
  const message = `${told}: ${stderr}`;
  assert.deepEqual([status, printed], [row.status, stdout], message);
  assert.match(stderr, row.says, message);
  assert.deepEqual(falls.foreign(), [], message);
  assert.deepEqual(await falls.changed(), [], message);
}

async function namesIn(folder: string, name: string): Promise<readonly string[]> {
  const entries = await Array.fromAsync(Deno.readDir(folder));
  return entries.map((entry) => entry.name).filter((found) => found === name);
}
