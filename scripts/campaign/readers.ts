/**
 * Random names in what awsume writes, as every program at hand reads them: exactly the identity that was written, or an
 * error; never another's. What a person has beside it is read as before. `-o` and `export --format ini` take a name or
 * refuse it with 2; `-a` and `exec --refresh` take every one.
 *
 * @module
 */
import { isInstalled } from "../../tests/support/programs.ts";
import {
  type Answer,
  askReader,
  campaignReaders,
  type Reader,
  readers,
} from "../../tests/support/readers.ts";
import type { CampaignOptions } from "../campaign.ts";
import { type Case, makeNames, writeAll, type Written } from "./readers_written.ts";

/** Names that share two files. */
const together = 40;

/** Of so many profiles a slow reader is asked about one. No factor of the profiles of a few files. */
const some = 11;

/** Tries as many names as there are cases; returns how many profiles a program has taken for another, or lost. */
export async function tryReaders({ cases: count, seed, tell: say }: CampaignOptions): Promise<number> {
  const names = makeNames(count, seed);
  const folder = await Deno.makeTempDir({ prefix: "awsume-test-" });
  try {
    const { cases, refused } = await writeChunks(names, folder);
    say(`seed ${seed}: ${names.length} names, ${cases.length} profiles written, ${refused} refused`);
    let wrong = 0;
    for (const reader of [...readers, ...campaignReaders]) {
      if (isInstalled(reader.needs)) wrong += await tryReader(reader, cases, folder, say);
      else say(`${reader.name}: not here`);
    }
    return wrong;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function writeChunks(names: readonly string[], folder: string): Promise<Written> {
  const chunks: Written[] = [];
  for (let start = 0; start < names.length; start += together) {
    chunks.push(await writeAll(names.slice(start, start + together), `${folder}/${start}`));
  }
  const refused = chunks.reduce((sum, each) => sum + each.refused, 0);
  return { cases: chunks.flatMap(({ cases }) => cases), refused };
}

async function tryReader(
  reader: Reader,
  cases: readonly Case[],
  folder: string,
  say: (line: string) => void,
): Promise<number> {
  const started = performance.now();
  const own = cases.filter((each, index) => isAsked(reader, each) && (index % some === 0 || !reader.isSlow));
  // Where nothing is to be reached: a reader that asks anybody has no answer from there.
  const answers = await askReader(reader, own, { folder, env: {} });
  const verdicts = own.map((each, index) => judge(each, answers[index], reader));
  const number = (verdict: string): number => verdicts.filter((each) => each === verdict).length;
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  const counts = `${number("exact")} exact, ${number("none")} without an answer`;
  const wrong = verdicts.filter((each) => each !== "exact" && each !== "none");
  say(`${reader.name}: ${counts}, ${wrong.length} wrong (${seconds} s)`);
  [...new Set(wrong)].slice(0, 20).forEach((line) => say(`  ${line}`));
  return wrong.length;
}

function isAsked({ readsCredentialsAlone, takes }: Reader, { writer, profile }: Case): boolean {
  return (writer !== "exec --refresh" || !readsCredentialsAlone) && (takes?.test(profile) ?? true);
}

/** "exact"; "none", where the program says that it has no credentials; else what is wrong. */
function judge({ profile, key, writer }: Case, answer: Answer | undefined, reader: Reader): string {
  if (answer !== undefined && "key" in answer) {
    return answer.key === key ? "exact" : `${writer} ${JSON.stringify(profile)}: ${answer.key}, not ${key}`;
  }
  if (reader.readsKeysAlone && (writer === "-a" || writer === "exec --refresh")) return "none";
  // awsume refuses what not every program reads.
  return `${writer} ${JSON.stringify(profile)}: lost, ${answer?.error}`;
}
