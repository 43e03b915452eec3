/**
 * What the campaign of readers reads: names at random, written by awsume between profiles of a person's, in files of
 * their own for every few dozen.
 *
 * @module
 */
import fc from "fast-check";
import { parseIni } from "../../src/aws/ini.ts";
import { toProcessValue } from "../../src/assume/process_value.ts";
import type { Place } from "../../tests/support/readers.ts";
import { awsumeWords, startWorld, type World } from "../../tests/support/world.ts";

/** A profile as it must be read. */
export interface Case extends Place {
  readonly key: string;
  /** Who wrote it. */
  readonly writer: "-o" | "-a" | "exec --refresh" | "export --format ini" | "a person";
}

/** All that one world has written, and how many names `-o` and `export` have refused, with 2. */
export interface Written {
  readonly cases: readonly Case[];
  readonly refused: number;
}

/** Names of one line that awsume reads in a header between double quotes; half of them of characters that are safe. */
export function makeNames(cases: number, seed: number): readonly string[] {
  const safe = fc.constantFrom(..."abcXYZ019_-./@:+");
  const odd = fc.constantFrom(..."#;,!$'=()%&*?~^{}|<> \\\"[`", "ø", "日", "😀", "é");
  const nameOf = (character: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    fc.array(character, { minLength: 1, maxLength: 8 }).map((each) => each.join(""));
  const name = fc.oneof(nameOf(safe), nameOf(fc.oneof({ weight: 2, arbitrary: safe }, odd)))
    .filter((text) => text.trim() === text && !text.startsWith("-"));
  return [...new Set(fc.sample(name, { numRuns: cases, seed }))];
}

/** Writes these names into two files of a folder that is made, by every writer. */
export async function writeAll(names: readonly string[], folder: string): Promise<Written> {
  await Deno.mkdir(folder);
  await using world = await startWorld({
    config: "[default]\nregion = us-east-1\n\n[profile above]\nregion = us-east-1\n",
    credentials: around("default") + around("base"),
  });
  await Deno.writeTextFile(`${world.home}/own`, ownFile(names));
  const files = { config: `${folder}/config`, credentials: `${folder}/credentials` };
  const cases: Case[] = [];
  const renewed = new Map<string, string>();
  let refused = 0;
  for (const [index, name] of names.entries()) {
    if (index === Math.floor(names.length / 2)) await append(world, around("between"));
    const key = keyOf(await ask(world, ["--", name]));
    // No name at random has this letter.
    const profile = `${name}o`;
    const chosen = await ask(world, [`--output-profile=${profile}`, "--", name], [0, 2]);
    if (chosen.status === 0) cases.push({ ...files, profile, key, writer: "-o" });
    else refused++;
    renewed.set(valueOf("AWS_PROFILE", await ask(world, ["-a", "--", name])), key);
    const ini = await ask(world, ["export", "--format=ini", "--", name], [0, 2]);
    if (ini.status !== 0) refused++;
    else cases.push(await exported(name, key, `${folder}/ini${index}`, ini.stdout));
    // In a process of its own, which takes its time.
    if (index % 20 === 0) cases.push(await refreshed(name, key, world, `${folder}/refresh${index}`));
  }
  await append(world, around("after"));
  for (const [profile, key] of renewed) cases.push({ ...files, profile, key, writer: "-a" });
  for (const name of ["default", "base", "between", "after"]) {
    cases.push({ ...files, profile: name, key: personsKey(name), writer: "a person" });
  }
  await Deno.copyFile(`${world.home}/.aws/config`, files.config);
  const text = await Deno.readTextFile(`${world.home}/.aws/credentials`);
  await Deno.writeTextFile(files.credentials, await withAnswers(text, `${folder}/awsume`, world));
  return { cases, refused };
}

async function exported(name: string, key: string, path: string, text: string): Promise<Case> {
  await Deno.writeTextFile(path, around("default") + text + around("after"));
  return { config: "/dev/null", credentials: path, profile: name, key, writer: "export --format ini" };
}

/** The file of `exec --refresh` goes with the program that it is for: a copy stays. */
async function refreshed(name: string, key: string, world: World, path: string): Promise<Case> {
  const script = 'cp "$AWS_CONFIG_FILE" "$1"; printf "AWS_PROFILE=%s\\n" "$AWS_PROFILE"';
  const words = [`--config-file=${world.home}/own`, "--refresh", name, "--", "sh", "-c", script, "sh", path];
  const profile = valueOf("AWS_PROFILE", await world.run(["exec", ...words]));
  await Deno.writeTextFile(path, await withAnswers(await Deno.readTextFile(path), `${path}-awsume`, world));
  await Deno.writeTextFile(`${path}-credentials`, around("default"));
  return { config: path, credentials: `${path}-credentials`, profile, key, writer: "exec --refresh" };
}

/**
 * The text with another program in its commands, which is made here: it knows what awsume has answered to these words,
 * each in its place, and answers in a hundredth of the time. It refuses all others.
 */
async function withAnswers(text: string, program: string, world: World): Promise<string> {
  const self = toProcessValue(awsumeWords(), [], "linux").trimEnd();
  const lines: string[] = [];
  for (const { settings } of parseIni(text).sections) {
    const command = settings.get("credential_process")?.value;
    if (command === undefined) continue;
    if (!command.startsWith(`${self} `)) throw new Error(`Not awsume's command: ${command}`);
    // Awsume's own words are plain: that every reader splits them at blanks alone is what is tried.
    const words = command.slice(self.length + 1).split(" ");
    const { status, stdout, stderr } = await world.inside(words);
    if (status !== 0) throw new Error(`${words.join(" ")}: ${stderr}`);
    lines.push(`${words.join("\t")}\n${JSON.stringify(JSON.parse(stdout))}\n`);
  }
  const find = 'while IFS= read -r words && IFS= read -r answer; do\n  [ "$words" = "$*" ] || continue\n' +
    "  printf '%s\\n' \"$answer\"\n  exit\ndone <\"$0-answers\"\necho 'Other words' >&2\nexit 1\n";
  await Deno.writeTextFile(`${program}-answers`, lines.join(""));
  await Deno.writeTextFile(program, `#!/bin/sh\nIFS='\t'\n${find}`, { mode: 0o755 });
  return text.replaceAll(`credential_process = ${self} `, `credential_process = ${program} `);
}

type Done = Awaited<ReturnType<World["inside"]>>;

/** In this process, with the profiles of the file that awsume alone is told to read. */
async function ask(world: World, words: readonly string[], statuses: readonly number[] = [0]): Promise<Done> {
  const own = `--config-file=${world.home}/own`;
  const at = words[0] === "export" ? 1 : 0;
  const done = await world.inside([...words.slice(0, at), own, ...words.slice(at)]);
  if (statuses.includes(done.status)) return done;
  throw new Error(`${JSON.stringify(words)} ends with ${done.status}: ${done.stderr}`);
}

async function append(world: World, text: string): Promise<void> {
  await Deno.writeTextFile(`${world.home}/.aws/credentials`, text, { append: true });
}

function around(name: string): string {
  return `\n[${name}]\naws_access_key_id = ${personsKey(name)}\naws_secret_access_key = secret\n`;
}

function personsKey(name: string): string {
  return `AKIA${name.toUpperCase()}`;
}

function ownFile(names: readonly string[]): string {
  const profiles = names.map((name, index) =>
    `[profile "${name.replaceAll(/["\\]/g, "\\$&")}"]\nrole_arn = arn:aws:iam::222222222222:role/one\n` +
    `source_profile = alice of the file\nregion = us-east-1\nrole_session_name = person${index}\n`
  );
  return `[profile "alice of the file"]\naws_access_key_id = AKIAFAKEALICEEXAMPLE\n` +
    `aws_secret_access_key = fake/alice+secret/==\n\n${profiles.join("\n")}`;
}

function keyOf(done: Done): string {
  return valueOf("AWS_ACCESS_KEY_ID", done);
}

function valueOf(name: string, { stdout, stderr }: Done): string {
  const value = new RegExp(`${name}='?([^';\n]+)`).exec(stdout)?.[1];
  if (value === undefined) throw new Error(`awsume has not set ${name}: ${stderr}`);
  return value;
}
