import { givingWays, tellingWays } from "../../tests/support/ways.ts";
import { assertKept, type Trial, tryWords } from "../../tests/support/tried.ts";
import { startRandom } from "../../tests/support/random.ts";
import type { CampaignOptions } from "../campaign.ts";
import { type Boto3, startBoto3 } from "./files_boto3.ts";
import { differences, refusals } from "./files_differences.ts";
import { type MadeFiles, makeFiles } from "./files_made.ts";
import { askExecutable } from "./files_executable.ts";

/** Every so many cases are run through the executable, too. */
const executableEvery = 200;

/**
 * Pairs of files at random, read by awsume in this process beside boto3 in one of Python: the same whole credentials, or
 * a refusal with file and line. Where both give some and they differ, it is for a reason of `files_differences.ts`, and
 * awsume gives what boto3 does for the files as docs/config-files.md reads them. No answer holds a secret.
 */
export async function tryFiles({ cases, seed, python, tell }: CampaignOptions): Promise<number> {
  await using boto3 = await startBoto3(python);
  const counts = new Map<string, number>();
  let wrong = 0;
  for (let index = 0; index < cases; index++) {
    const files = makeFiles(startRandom(seed * 1_000_003 + index));
    const verdict = await judge(files, index, boto3);
    counts.set(verdict.name, (counts.get(verdict.name) ?? 0) + 1);
    if (verdict.isWrong) {
      wrong++;
      tell(`case ${index}, seed ${seed}: ${verdict.name}: ${verdict.why}\n${JSON.stringify(files)}`);
    }
    if ((index + 1) % 5000 === 0) tell(`${index + 1} cases, ${wrong} wrong`);
  }
  tell(`${cases} cases with seed ${seed} beside boto3 ${boto3.version}: ${wrong} wrong`);
  for (const [name, count] of [...counts].sort()) tell(`${String(count).padStart(7)}  ${name}`);
  return wrong;
}

interface Verdict {
  readonly name: string;
  readonly isWrong: boolean;
  readonly why: string;
}

async function judge(files: MadeFiles, index: number, boto3: Boto3): Promise<Verdict> {
  try {
    const own = await tryFilesOnce(files, index);
    return await compare(own, files, boto3);
  } catch (error) {
    return {
      name: "wrong: by itself",
      isWrong: true,
      why: error instanceof Error ? error.message : String(error),
    };
  }
}

/** A switch, and one other way, which must agree with it. Throws AssertionError. */
async function tryFilesOnce(files: MadeFiles, index: number): Promise<Trial> {
  const place = { config: files.config, credentials: files.credentials };
  const own = await tryWords([files.profile], place);
  assertKept(own.gives === undefined ? own : { ...own, stdout: "" }, "a switch");
  const givers = Object.entries(givingWays);
  const tellers = Object.entries(tellingWays);
  const [way = "", toWords] = [...givers, ...tellers][index % (givers.length + tellers.length)] ?? [];
  const isGiver = way in givingWays;
  const other = await tryWords(toWords?.(files.profile) ?? [], place);
  assertKept(isGiver ? { ...other, stdout: "" } : other, way);
  if (isGiver) agree([other.status, other.gives], [own.status, own.gives], way);
  if (way.startsWith("explain")) agree([other.status === 3], [own.status === 3], way);
  if (index % executableEvery === 0) {
    agree(await askExecutable(files), [own.status, own.gives], "the executable");
  }
  return own;
}

function agree(other: readonly unknown[], own: readonly unknown[], way: string): void {
  if (JSON.stringify(other) !== JSON.stringify(own)) throw new Error(`${way}: ${other}, a switch: ${own}`);
}

/** Where a refusal says what is to be mended. */
const place = /\/home\/me\/\.aws\/(?:config|credentials):\d+/;

async function compare(own: Trial, files: MadeFiles, boto3: Boto3): Promise<Verdict> {
  const { gives, stderr, status } = own;
  const theirs = await boto3.ask(files, false);
  if (gives === undefined) {
    if (status === 0) return wrong("nothing given, and no error", stderr);
    if (theirs.gives === undefined) return right("both refuse");
    if (place.test(stderr)) return right("refused with its line");
    const why = refusals.find(({ applies }) => applies(files, theirs));
    if (why !== undefined) return right(why.name);
    return wrong("refused without a line", `boto3: ${theirs.gives}, awsume: ${stderr}`);
  }
  if (gives === theirs.gives) return right("the same");
  const reason = differences.find(({ applies }) => applies(files, theirs));
  const says = `awsume: ${gives}, boto3: ${theirs.gives ?? theirs.error}`;
  if (reason === undefined) return wrong("other credentials", says);
  const cleaned = await boto3.ask(files, true);
  if (cleaned.gives === gives) return right(reason.name);
  const meant = `for the files as awsume reads them: ${cleaned.gives ?? cleaned.error}`;
  return wrong("other credentials than the files say", `${says}, ${meant}`);
}

function right(name: string): Verdict {
  return { name, isWrong: false, why: "" };
}

function wrong(name: string, why: string): Verdict {
  return { name: `wrong: ${name}`, isWrong: true, why: why.trim() };
}
