import { NotMeasured } from "./binaries.ts";
import { measure, type Subject, type Timing } from "./measure.ts";
import type { Result } from "./report.ts";
import type { FactRow, RatioRow, Row } from "./rows.ts";
import type { Stage } from "./stage.ts";
import { makeSubject, type SubjectName } from "./subjects.ts";

/** Why something cannot be had on this machine. */
interface Missing {
  readonly why: string;
}

/** Measures what the rows need and judges each. Throws when a program does not do its work. */
export async function judge(rows: readonly Row[], runs: number, stage: Stage): Promise<readonly Result[]> {
  const needed = new Set(rows.flatMap((row) => row.kind === "ratio" ? [row.of, row.over] : []));
  const ready = new Map<SubjectName, Subject>();
  const timings = new Map<SubjectName, Timing | Missing>();
  for (const name of needed) {
    const subject = await orMissing(() => makeSubject(name, stage));
    if ("why" in subject) timings.set(name, subject);
    else ready.set(name, subject);
  }
  for (const [name, timing] of await measure(ready, runs, stage.aws)) timings.set(name, timing);
  const results: Result[] = [];
  for (const row of rows) {
    results.push(row.kind === "ratio" ? judgeRatio(row, timings) : await judgeFact(row, stage));
  }
  return results;
}

async function orMissing<T>(make: () => Promise<T>): Promise<T | Missing> {
  try {
    return await make();
  } catch (error) {
    if (error instanceof NotMeasured) return { why: error.message };
    throw error;
  }
}

function judgeRatio(
  { name, of: ofName, over: overName, atMost, atLeast }: RatioRow,
  timings: ReadonlyMap<SubjectName, Timing | Missing>,
): Result {
  const target = describeBounds(atMost, atLeast);
  const of = timings.get(ofName) ?? { why: `no ${ofName}` };
  const over = timings.get(overName) ?? { why: `no ${overName}` };
  if ("why" in of) return { name, ...target, verdict: "not measured", found: of.why };
  if ("why" in over) return { name, ...target, verdict: "not measured", found: over.why };
  const found = of.p10Ms / over.p10Ms;
  const isMet = found <= (atMost ?? Infinity) && found >= (atLeast ?? 0);
  const verdict = target.target === undefined ? "reported" : isMet ? "ok" : "short";
  return { name, ...target, verdict, found, of, over };
}

function describeBounds(
  atMost: number | undefined,
  atLeast: number | undefined,
): Pick<Result, "target"> {
  if (atMost !== undefined) return { target: `at most ${atMost}` };
  return atLeast === undefined ? {} : { target: `at least ${atLeast}` };
}

async function judgeFact({ name, target: wanted, find }: FactRow, stage: Stage): Promise<Result> {
  const target = wanted === undefined ? {} : { target: wanted };
  const fact = await orMissing(() => find(stage));
  if ("why" in fact) return { name, ...target, verdict: "not measured", found: fact.why };
  const verdict = wanted === undefined ? "reported" : fact.isMet ? "ok" : "short";
  return { name, ...target, verdict, found: fact.found };
}
