import { type Crowd, gather, type Size } from "./crowd.ts";
import type { Fact, FactRow } from "./rows.ts";
import type { Stage } from "./stage.ts";

const whole: Size = { callers: 200, kills: 0 };
const thinned: Size = { callers: 200, kills: 20 };

/** So often one caller alone is timed. */
const loneRuns = 5;

/** What is found out about two hundred callers at once. All rows of one crowd are of one and the same run. */
export function crowdRows(): readonly FactRow[] {
  return [...rowsOfAll(once((stage) => gather(whole, stage))), ...rowsOfRest()];
}

function rowsOfAll(find: FindCrowd): readonly FactRow[] {
  const row = toRow(`${whole.callers} callers at once`, find);
  return [
    row("prompts", "1", ({ prompts }) => ({ found: `${prompts}`, isMet: prompts === 1 })),
    row("calls", "1 of each kind", ({ calls }) => {
      const isMet = calls.join() === "GetSessionToken,AssumeRole";
      return { found: countCalls(calls), isMet };
    }),
    row("corrupt files", "0", judgeCache),
    row("same valid answer", `${whole.callers}`, (crowd) => judgeAnswers(crowd, whole)),
    {
      kind: "fact",
      name: `${whole.callers} callers at once / one caller, cold`,
      find: async (stage) => await compareWithOne(await find(stage), stage),
    },
  ];
}

function rowsOfRest(): readonly FactRow[] {
  const find = once((stage) => gather(thinned, stage));
  const row = toRow(`${thinned.callers} callers, ${thinned.kills} killed`, find);
  return [
    // Who asks anew does so because one who asked is dead.
    row("prompts", "at most 1 + killed askers", ({ prompts, killedAskers }) => ({
      found: `${prompts}, killed askers: ${killedAskers}`,
      isMet: prompts >= 1 && prompts <= 1 + killedAskers,
    })),
    row("calls", undefined, ({ calls }) => ({ found: countCalls(calls), isMet: true })),
    row("corrupt files", "0", judgeCache),
    row("same valid answer", `${thinned.callers - thinned.kills}`, (crowd) => judgeAnswers(crowd, thinned)),
  ];
}

type FindCrowd = (stage: Stage) => Promise<Crowd>;

function once(find: FindCrowd): FindCrowd {
  let found: Promise<Crowd> | undefined;
  return (stage) => found ??= find(stage);
}

function toRow(
  crowd: string,
  find: FindCrowd,
): (name: string, target: string | undefined, judge: (crowd: Crowd) => Fact) => FactRow {
  return (name, target, judge) => ({
    kind: "fact",
    name: `${crowd}: ${name}`,
    ...(target === undefined ? {} : { target }),
    find: async (stage) => judge(await find(stage)),
  });
}

function countCalls(calls: readonly string[]): string {
  const kinds = [...new Set(calls)];
  return kinds.map((kind) => `${kind} ${calls.filter((call) => call === kind).length}`).join(", ");
}

function judgeCache({ cache: { entries, corrupt, unfinished } }: Crowd): Fact {
  const left = unfinished === 0 ? "" : `, unfinished: ${unfinished}`;
  return { found: `${corrupt} of ${entries}${left}`, isMet: corrupt === 0 && entries > 0 };
}

function judgeAnswers({ sameAnswers, killed, isTimedOut }: Crowd, { callers, kills }: Size): Fact {
  const missed = killed === kills ? "" : `, killed: ${killed}`;
  const late = isTimedOut ? ", the rest not in time" : "";
  return {
    found: `${sameAnswers}${missed}${late}`,
    isMet: sameAnswers === callers - killed && !isTimedOut,
  };
}

async function compareWithOne({ wallMs }: Crowd, stage: Stage): Promise<Fact> {
  const times: number[] = [];
  for (let run = 0; run < loneRuns; run++) {
    times.push((await gather({ callers: 1, kills: 0 }, stage)).wallMs);
  }
  const median = times.toSorted((left, right) => left - right)[Math.floor(loneRuns / 2)] ?? NaN;
  const found = `${(wallMs / median).toFixed(1)} (${wallMs.toFixed(0)} / ${median.toFixed(0)} ms)`;
  return { found, isMet: true };
}
