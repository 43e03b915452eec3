/**
 * One row of the table of what awsume 4.5 does, with what awsume 5 does about it and the test that shows it.
 *
 * How rows are written: `rows/<theme>.ts` exports `const <theme>Rows: readonly Row[]`, in the table's order, and
 * `rows.ts` lists the modules. Nothing runs when such a module is imported: `conformance_test.ts` makes a test of
 * each row, `scripts/generate_conformance.ts` a line of `.github/CONFORMANCE.md`; after any change of a row's
 * words run `deno task conformance`. In a row:
 *
 * - `number` and `ids` are the table's; `title` says what is tried, `original` what awsume 4.5 does. A difference
 *   also says what a user sees in `ours` and the reason in `why`. Whole sentences in our own words, markdown
 *   allowed, no line breaks.
 * - `setup` holds the texts of both files and the accounts; what is left out is that of `setup.ts`: nothing in
 *   the config file, the keys of `[user]` in the credentials file. Each row has a home folder and an AWS of its own.
 * - `test` runs the real program and looks at what the person gets: `world.run([...])` (directly),
 *   `inBash(world, [...])` (what the shell exports then), `callsOf(world)` (what AWS was asked). A row that stands
 *   for several cases may start further worlds: `await using other = await startRowWorld({ … })`.
 * - `needs` names the programs without which the test is skipped (bash for `inBash`).
 * - exit codes are awsume 5's: the original's 1 is one of 1, 3, 4 or 130.
 *
 * @module
 */
import { testWith } from "../support/programs.ts";
import type { Setup, World } from "../support/world.ts";
import { startRowWorld } from "./setup.ts";

interface CommonRow {
  readonly number: number;
  readonly ids: string;
  readonly title: string;
  readonly original: string;
  readonly setup?: Setup;
  readonly needs?: readonly string[];
  readonly test: (world: World) => void | Promise<void>;
}

/** A person sees what awsume 4.5 showed, apart from wording, colour and time zones. */
export interface SameRow extends CommonRow {
  readonly verdict: "same";
}

/**
 * `better`: what awsume 4.5 does is a fault. `decided`: the table leaves it open. `later`: a source that is not
 * supported yet; the test holds today's clear error.
 */
export interface DifferentRow extends CommonRow {
  readonly verdict: "better" | "decided" | "later";
  readonly ours: string;
  readonly why: string;
}

export type Row = SameRow | DifferentRow;

/** Makes a test of a row. */
export function testRow(row: Row): void {
  const name = `conformance ${row.number} (${row.ids}): ${row.title}`;
  const test = async (): Promise<void> => {
    await using world = await startRowWorld(row.setup);
    await row.test(world);
  };
  const { needs = [] } = row;
  testWith(needs, name, test);
}
