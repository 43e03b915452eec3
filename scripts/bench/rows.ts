import { shells } from "../../shells/mod.ts";
import { NotMeasured } from "./binaries.ts";
import { findCdkRatio } from "./cdk_diff.ts";
import { crowdRows } from "./crowd_rows.ts";
import { findStarts } from "./sdk_starts.ts";
import { startPairs } from "./shell_start.ts";
import { findIdleStarts } from "./plugged.ts";
import { findSourceCalls, leastCalls, sourceNames } from "./sources.ts";
import type { Stage } from "./stage.ts";
import { completingShells } from "./completion.ts";
import { makeSubject, type SubjectName } from "./subjects.ts";

/** One line of the report. */
export type Row = RatioRow | FactRow;

/** How many times as long as `over` the program `of` takes. Without a bound it is only reported. */
export interface RatioRow {
  readonly kind: "ratio";
  readonly name: string;
  readonly of: SubjectName;
  readonly over: SubjectName;
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** Anything else that is found out about awsume. Without a target it is only reported. */
export interface FactRow {
  readonly kind: "fact";
  readonly name: string;
  readonly target?: string;
  readonly find: (stage: Stage) => Promise<Fact>;
}

export interface Fact {
  readonly found: string;
  readonly isMet: boolean;
}

/** The report. A new ratio is one entry here, and one in `programs` when it needs another program. */
export const rows: readonly Row[] = [
  ratio("noise: empty program / its copy, compiled", "empty twin, compiled", "empty, compiled"),
  ratio("cached switch / empty program, compiled", "cached, compiled", "empty, compiled", { atMost: 1.1 }),
  ratio("cached switch / empty program, deno run", "cached, deno run", "empty, deno run", { atMost: 1.3 }),
  ratio(
    "cached switch / empty program, deno run main.ts",
    "cached, deno run, not bundled",
    "empty, deno run",
  ),
  fact("modules of Deno loaded lazily by a cached switch", "none", findLazyLoads),
  ratio("5,000 profiles / 10, compiled", "cached of 5,000, compiled", "cached, compiled", { atMost: 1.3 }),
  ratio("5,000 profiles / 10, deno run", "cached of 5,000, deno run", "cached, deno run", { atMost: 1.3 }),
  ratio(
    "cached switch with a module / without, compiled",
    "cached with a module, compiled",
    "cached, compiled",
    { atMost: 1.11 },
  ),
  ratio(
    "cached switch with a program that is not due / without, compiled",
    "cached with a program, compiled",
    "cached, compiled",
  ),
  fact("starts of a program that is not due, in ten cached switches", "0", findIdleStarts),
  ratio("cold AssumeRole / empty program, compiled", "cold, compiled", "empty, compiled"),
  ratio("cold AssumeRole / empty program, deno run", "cold, deno run", "empty, deno run"),
  ratio("cold AssumeRole by boto3 / compiled", "cold, boto3", "cold, compiled", { atLeast: 4 }),
  ...sourceNames.map((source) =>
    ratio(
      `cached role of ${source} / of keys, compiled`,
      `cached role of ${source}, compiled`,
      "cached, compiled",
      { atMost: 1.05 },
    )
  ),
  ...(["process", "container", "instance", "web identity"] as const).map((source) =>
    ratio(
      `cold ${source} by boto3 / compiled`,
      `cold ${source}, boto3`,
      `cold ${source}, compiled`,
      source === "web identity" ? {} : { atLeast: 3 },
    )
  ),
  fact("calls for one switch", leastCalls, findSourceCalls),
  ratio("plain switch by the original / compiled", "plain, original", "plain, compiled", { atLeast: 10 }),
  ratio("explain / empty program, compiled", "explain, compiled", "empty, compiled", { atMost: 1.5 }),
  ...shells.map(({ name }) =>
    ratio(`init ${name} / empty program, compiled`, `init ${name}, compiled`, "empty, compiled", {
      atMost: 1.1,
    })
  ),
  ...completingShells.map((shell) =>
    ratio(
      `completion in ${shell} at 5,000 / empty program, compiled`,
      `completion in ${shell} of 5,000, compiled`,
      "empty, compiled",
      { atMost: 2 },
    )
  ),
  ratio("-l with 5,000 profiles / empty program, compiled", "list of 5,000, compiled", "empty, compiled", {
    atMost: 2,
  }),
  ratio(
    "-l of changed files, 5,000 / empty program, compiled",
    "new list of 5,000, compiled",
    "empty, compiled",
  ),
  ratio("ls with 10 profiles / empty program, compiled", "ls, compiled", "empty, compiled"),
  ratio("ls with 5,000 profiles / empty program, compiled", "ls of 5,000, compiled", "empty, compiled"),
  ratio(
    "cached credential-process / empty program, compiled",
    "credential-process, compiled",
    "empty, compiled",
    { atMost: 1.1 },
  ),
  ratio(
    "exec -- true from cache / empty program and true, compiled",
    "exec, compiled",
    "empty and true, compiled",
    {
      atMost: 1.2,
    },
  ),
  ratio(
    "-o into 5,000 sections / a switch from these files, compiled",
    "output profile, compiled",
    "cached of 5,000 users, compiled",
    { atMost: 2 },
  ),
  ...startPairs.map(([of, over]) => ratio(`${of} / nothing`, of, over)),
  fact("memory of a waiting exec, kB (VmRSS)", "reported", findWaitingMemory),
  fact("bytes of the executable over an empty one", "at most 1,048,576", findSize),
  ...crowdRows(),
  fact("awsume is started by twenty calls of boto3, 17 minutes and an hour", "1, 1", findStarts),
  fact("cdk diff with awsume's plugin / with keys in the environment", "reported", findCdkRatio),
];

function ratio(
  name: string,
  of: SubjectName,
  over: SubjectName,
  bounds: Pick<RatioRow, "atMost" | "atLeast"> = {},
): RatioRow {
  return { kind: "ratio", name, of, over, ...bounds };
}

function fact(name: string, target: string, find: FactRow["find"]): FactRow {
  return { kind: "fact", name, target, find };
}

/** On Deno 2.9 each such module costs 6 to 25 ms. */
async function findLazyLoads(stage: Stage): Promise<Fact> {
  const { words, env } = await makeSubject("cached, deno run", stage);
  const loads = async (words: readonly string[]): Promise<readonly string[]> => {
    const [program = "", ...args] = words;
    const traced = { ...env, DENO_LOG_LAZY_LOAD: "1" };
    const command = new Deno.Command(program, { args, env: traced, clearEnv: true, stdin: "null" });
    const { stderr } = await command.output();
    return new TextDecoder().decode(stderr).split("\n").filter((line) => line.startsWith("[lazy]"));
  };
  const control = await loads([Deno.execPath(), "eval", 'import "node:path"']);
  if (control.length === 0) throw new NotMeasured("this Deno does not tell what it loads");
  await loads(words); // fills awsume's cache
  const found = await loads(words);
  return { found: found.length === 0 ? "none" : found.join("; "), isMet: found.length === 0 };
}

/** While its command runs, which looks at its parent itself. */
async function findWaitingMemory(stage: Stage): Promise<Fact> {
  const { words: [program = "", ...args], env } = await makeSubject("exec, compiled", stage);
  const look = ["/bin/sh", "-c", 'grep VmRSS "/proc/$PPID/status"'];
  const command = new Deno.Command(program, {
    args: [...args.slice(0, -1), ...look],
    env: { ...env, PATH: "/usr/bin:/bin" },
    clearEnv: true,
    stdin: "null",
  });
  await command.output(); // fills awsume's cache
  const found = /\d+/.exec(new TextDecoder().decode((await command.output()).stdout))?.[0];
  if (found === undefined) throw new NotMeasured("this system does not tell the memory of a process");
  return { found, isMet: true };
}

async function findSize(stage: Stage): Promise<Fact> {
  const sizes = [await stage.binary(), await stage.emptyBinary()].map((path) => Deno.stat(path));
  const [own, empty] = await Promise.all(sizes);
  const bytes = (own?.size ?? NaN) - (empty?.size ?? NaN);
  return { found: bytes.toLocaleString("en"), isMet: bytes <= 1_048_576 };
}
