/**
 * Measures awsume: `deno task bench [--json] [--runs N] [--only PATTERN]`.
 *
 * Whole processes are timed from start to exit, all programs in turn, N times over (60 unless told), in an environment
 * and a home folder made for them, against an AWS on loopback. A ratio is that of the 10th percentiles, because the
 * medians of an empty program scatter by 8 % on a busy machine. PATTERN is a regular expression for the names of
 * the rows to measure. A figure that falls short is reported as it is, and the exit code is 0. The rows of two
 * hundred callers start so many processes at once: 40 MB of memory each.
 *
 * The executable is `dist/awsume`. It and an empty program have to be compiled by one and the same Deno: the running
 * one, or the one that AWSUME_BENCH_DENO names, with DENORT_BIN as for `deno task compile`. What cannot be compiled
 * here is not measured, and the report says why. AWSUME_ORIGINAL names the Python tool's executable (`awsumepy`).
 *
 * @module
 */
import { parseArgs } from "node:util";
import { judge } from "./bench/judge.ts";
import { type Result, toTable } from "./bench/report.ts";
import { rows } from "./bench/rows.ts";
import { setStage, type Stage } from "./bench/stage.ts";

async function main(): Promise<void> {
  const { values } = parseArgs({
    args: Deno.args,
    options: {
      json: { type: "boolean", default: false },
      runs: { type: "string", default: "60" },
      only: { type: "string", default: "" },
    },
  });
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1) throw new Error(`Cannot use --runs ${values.runs}`);
  const chosen = rows.filter(({ name }) => new RegExp(values.only, "i").test(name));
  await using stage = await setStage((text) => write(Deno.stderr, `${text}\n`));
  Deno.addSignalListener("SIGINT", () => leave(stage));
  const results = await judge(chosen, runs, stage);
  write(Deno.stdout, values.json ? toJson(runs, results) : toTable(results));
}

function toJson(runs: number, results: readonly Result[]): string {
  return `${JSON.stringify({ deno: Deno.version.deno, runs, results }, undefined, 2)}\n`;
}

/** Ctrl-C ends the measured programs, too; what was made for them is not left behind. */
function leave(stage: Stage): void {
  try {
    // At once, or the rest of the run would report that its ground is gone.
    stage.leave();
  } finally {
    Deno.exit(130);
  }
}

function write(output: { writeSync(bytes: Uint8Array): number }, text: string): void {
  output.writeSync(new TextEncoder().encode(text));
}

if (import.meta.main) await main();
