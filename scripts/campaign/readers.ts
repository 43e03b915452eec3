/**
 * Random names in what `-o` and `-a` write, as every program at hand reads them: exactly the identity that was written, or
 * an error; never another's. `-o` takes a name or refuses it with 2; `-a` takes every one.
 *
 * @module
 */
import fc from "fast-check";
import { isInstalled } from "../../tests/support/programs.ts";
import { askReader, oldReaders, type Place, type Reader, readers } from "../../tests/support/readers.ts";
import { startWorld, type World } from "../../tests/support/world.ts";
import type { CampaignOptions } from "../campaign.ts";

/** A profile as it must be read. */
interface Case extends Place {
  readonly key: string;
}

/** What a reader made of all of them. */
interface Count {
  exact: number;
  failed: number;
  readonly wrong: string[];
}

/** Tries as many names as there are cases; returns how many profiles a program has taken for another. */
export async function tryReaders({ cases, seed, tell: say }: CampaignOptions): Promise<number> {
  const names = makeNames(cases, seed);
  const odd = names.map((name) => `[profile "${name.replaceAll(/["\\]/g, "\\$&")}"]\n`);
  await using world = await startWorld({ credentials: around("base") });
  await Deno.writeTextFile(`${world.home}/own`, ownFile(odd));
  const { written, refused } = await writeAll(names, world);
  say(`seed ${seed}: ${names.length} names, ${refused} refused by -o; ${written.length} profiles written`);
  const all = [...readers, ...oldReaders];
  let mistaken = 0;
  for (const reader of all) {
    if (!isInstalled(reader.needs)) {
      say(`${reader.name}: not here`);
      continue;
    }
    const { exact, failed, wrong } = await count(reader, written, world);
    say(`${reader.name}: ${exact} exact, ${failed} failed, ${wrong.length} another's`);
    wrong.forEach((line) => say(`  ${line}`));
    mistaken += wrong.length;
  }
  return mistaken;
}

/** Names of one line that awsume reads in a header between double quotes. */
function makeNames(cases: number, seed: number): readonly string[] {
  const plain = [..."abcXYZ019_-./@:+"];
  const odd = [..."#;,!$'=()%&*?~^{}|<> \\\"[`", "ø", "日", "😀", "\u00a0"];
  const character = fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...plain) }, fc.constantFrom(...odd));
  const name = fc.array(character, { minLength: 1, maxLength: 8 }).map((each) => each.join("")).filter((
    text,
  ) => text.trim() === text && !text.startsWith("-"));
  return [...new Set(fc.sample(name, { numRuns: cases, seed }))];
}

function around(name: string): string {
  return `[${name}]\naws_access_key_id = AKIA${name.toUpperCase()}\naws_secret_access_key = secret\n\n`;
}

function ownFile(headers: readonly string[]): string {
  const profiles = headers.map((header, index) =>
    `${header}role_arn = arn:aws:iam::222222222222:role/one\nsource_profile = alice\nregion = us-east-1\n` +
    `role_session_name = person${index}\n`
  );
  return `[profile alice]\naws_access_key_id = AKIAFAKEALICEEXAMPLE\n` +
    `aws_secret_access_key = fake/alice+secret/==\n\n${profiles.join("\n")}`;
}

async function writeAll(
  names: readonly string[],
  world: World,
): Promise<{ readonly written: readonly Case[]; readonly refused: number }> {
  const files = { config: `${world.home}/.aws/config`, credentials: `${world.home}/.aws/credentials` };
  const own = `--config-file=${world.home}/own`;
  const written: Case[] = [{ ...files, profile: "base", key: "AKIABASE" }];
  let refused = 0;
  for (const name of names) {
    const chosen = await world.run([own, `--output-profile=o${name}`, "--", name]);
    if (chosen.status === 2) refused++;
    else written.push({ ...files, profile: `o${name}`, key: keyOf(chosen) });
    const key = keyOf(await world.run([own, "--", name]));
    const renewing = await world.run([own, "-a", "--", name]);
    written.push({ ...files, profile: valueOf("AWS_PROFILE", renewing), key });
  }
  await Deno.writeTextFile(files.credentials, around("after"), { append: true });
  return { written: [...written, { ...files, profile: "after", key: "AKIAAFTER" }], refused };
}

type Done = Awaited<ReturnType<World["run"]>>;

function keyOf(done: Done): string {
  return valueOf("AWS_ACCESS_KEY_ID", done);
}

function valueOf(name: string, { stdout, stderr }: Done): string {
  const value = new RegExp(`${name}='?([^';\n]+)`).exec(stdout)?.[1];
  if (value === undefined) throw new Error(`awsume has not set ${name}: ${stderr}`);
  return value;
}

async function count(reader: Reader, cases: readonly Case[], { home, env }: World): Promise<Count> {
  const answers = await askReader(reader, cases, { folder: home, env });
  const counted: Count = { exact: 0, failed: 0, wrong: [] };
  cases.forEach(({ profile, key }, index) => {
    const answer = answers[index];
    if (answer === undefined || !("key" in answer)) counted.failed++;
    else if (answer.key === key) counted.exact++;
    else counted.wrong.push(`${JSON.stringify(profile)}: ${answer.key} in place of ${key}`);
  });
  return counted;
}
