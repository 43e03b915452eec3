import type { FakeAws } from "../../tests/support/fake_aws.ts";

/** One whole process, from its start to its exit. */
export interface Subject {
  readonly words: readonly string[];
  /** Its whole environment. */
  readonly env: Readonly<Record<string, string>>;
  /** What its stdout must hold: a run that did not do its work is no measurement. */
  readonly prints: RegExp;
  /** How many requests it makes of the loopback AWS. */
  readonly calls: number;
  /** Other words that fill the cache for it, run once before anything is timed. */
  readonly prepare?: readonly string[];
  /** Takes back what a run has written, before each of them and not timed. */
  readonly restore?: () => Promise<void>;
}

/** The wall times of many runs. */
export interface Timing {
  /** The 10th percentile: on a busy machine the median moves by a third, this by a few percent. */
  readonly p10Ms: number;
  readonly medianMs: number;
}

/** Runs before the first that counts: they fill the caches of awsume, of Deno and of the disk. */
const warmUps = 2;

/** Runs all subjects in turn, `runs` times over, so that other load on the machine hits each the same. */
export async function measure<Name extends string>(
  subjects: ReadonlyMap<Name, Subject>,
  runs: number,
  aws: FakeAws,
): Promise<ReadonlyMap<Name, Timing>> {
  const times = new Map<Name, number[]>([...subjects.keys()].map((name) => [name, []]));
  for (const [name, subject] of subjects) {
    if (subject.prepare !== undefined) await time(name, { ...subject, words: subject.prepare });
  }
  for (let round = 0; round < warmUps + runs; round++) {
    for (const [name, subject] of inTurn(subjects, round)) {
      const before = aws.calls.length;
      const elapsedMs = await time(name, subject);
      if (round < warmUps) continue;
      const calls = aws.calls.length - before;
      if (calls !== subject.calls) throw new Error(`${name}: ${calls} calls instead of ${subject.calls}`);
      times.get(name)?.push(elapsedMs);
    }
  }
  return new Map([...times].map(([name, each]) => [name, summarize(each)]));
}

/** Backwards every other round: what ran just before, a large program or a small one, weighs on the next. */
function inTurn<Name>(
  subjects: ReadonlyMap<Name, Subject>,
  round: number,
): readonly (readonly [Name, Subject])[] {
  return round % 2 === 0 ? [...subjects] : [...subjects].toReversed();
}

/** Throws when the process fails or does not print what it should. */
async function time(name: string, subject: Subject): Promise<number> {
  const { words: [program = "", ...args], env, prints } = subject;
  await subject.restore?.();
  const child = new Deno.Command(program, { args, env, clearEnv: true, stdin: "null" });
  const start = performance.now();
  const { success, stdout, stderr } = await child.output();
  const elapsedMs = performance.now() - start;
  if (success && prints.test(new TextDecoder().decode(stdout))) return elapsedMs;
  throw new Error(`${name} failed: ${new TextDecoder().decode(stderr).trim()}`);
}

function summarize(times: readonly number[]): Timing {
  const sorted = times.toSorted((left, right) => left - right);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? NaN;
  return { p10Ms: at(0.1), medianMs: at(0.5) };
}
