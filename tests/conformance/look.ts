import assert from "node:assert/strict";
import { bash } from "../../shells/bash.ts";
import { initText } from "../../shells/functions.ts";
import { directWords } from "../../src/cli/direct_words.ts";
import { script } from "../support/script.ts";
import { realShells } from "../support/shells.ts";
import { awsumeWords, type RunOptions, type World } from "../support/world.ts";

/** What a switch came to. */
export interface Switched {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The variables of AWS and awsume that are exported after it, but for what a test's world itself sets. */
  readonly exports: Readonly<Record<string, string>>;
}

/** One `awsume WORDS` in a bash that has loaded its function. */
export async function inBash(
  world: World,
  words: readonly string[],
  { env = {}, stdin = "" }: RunOptions = {},
): Promise<Switched> {
  const real = realShells.bash;
  assert.ok(real);
  const init = initText(bash, awsumeWords(), directWords);
  await Deno.remove(`${world.home}/seen`).catch(() => {});
  const setting = { init, folder: world.home, env: { ...world.env, ...env }, stdin };
  const { stdout, stderr, runs } = await script(real, setting).run("awsume", ...words).end();
  const [seen] = runs;
  assert.ok(seen, stderr);
  const exports = Object.entries(seen.env).filter(([name]) => /^AWS/.test(name) && !(name in world.env));
  return { status: seen.status, stdout, stderr, exports: Object.fromEntries(exports) };
}

/** The same as `inBash`, and it has to succeed. */
export async function switchInBash(
  world: World,
  words: readonly string[],
  options: RunOptions = {},
): Promise<Switched> {
  const outcome = await inBash(world, words, options);
  assert.equal(outcome.status, 0, outcome.stderr);
  return outcome;
}

/** Runs awsume directly; it has to succeed. */
export async function succeed(
  world: World,
  words: readonly string[],
  options: RunOptions = {},
): ReturnType<World["awsume"]> {
  const outcome = await world.awsume(words, options);
  assert.equal(outcome.status, 0, outcome.stderr);
  return outcome;
}

/** Runs awsume directly; it has to end with that code and say that, and to print nothing that a shell would set. */
export async function fail(
  world: World,
  words: readonly string[],
  { status, says, ...options }: RunOptions & { readonly status: number; readonly says: RegExp },
): ReturnType<World["awsume"]> {
  const outcome = await world.awsume(words, options);
  assert.equal(outcome.status, status, outcome.stderr);
  assert.match(outcome.stderr, says);
  assert.doesNotMatch(outcome.stdout, /AWS/);
  assert.doesNotMatch(outcome.stderr, /\n\s+at /, "a stack trace");
  return outcome;
}

/** What AWS was asked, in order, from that call on: `{ action: "AssumeRole", by: "AKIA…", RoleArn: … }`. */
export function callsOf({ aws }: World, from = 0): readonly Readonly<Record<string, string>>[] {
  return aws.calls.slice(from).map(({ action, accessKeyId = "nobody", params }) => ({
    action,
    by: accessKeyId,
    ...params,
  }));
}

/** The access key id of the credentials that AWS gave out as the `number`th, counted from 1. */
export function issuedKey({ aws }: World, number: number): string {
  const issued = aws.issued[number - 1];
  assert.ok(issued, `${aws.issued.length} sets of credentials were issued`);
  return issued.accessKeyId;
}

/** The three variables of the credentials that AWS gave out as the `number`th, counted from 1. */
export function issuedVariables({ aws }: World, number: number): Readonly<Record<string, string>> {
  const issued = aws.issued[number - 1];
  assert.ok(issued?.sessionToken, `${aws.issued.length} sets of credentials were issued`);
  return {
    AWS_ACCESS_KEY_ID: issued.accessKeyId,
    AWS_SECRET_ACCESS_KEY: issued.secretAccessKey,
    AWS_SESSION_TOKEN: issued.sessionToken,
    AWS_ACCOUNT_ID: issued.arn.split(":")[4] ?? "",
  };
}

/** AWSUME_EXPIRATION is an instant in UTC that many hours from now, give or take a minute. */
export function assertExpiresIn(hours: number, { exports }: Switched): void {
  const text = exports.AWSUME_EXPIRATION ?? "";
  assert.match(text, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  assert.ok(Math.abs(Date.parse(text) - Date.now() - hours * 3_600_000) < 60_000, text);
}

/** The entries of the cache that hold credentials, as paths. */
export async function cacheEntries({ home }: World): Promise<readonly string[]> {
  const folder = `${home}/.awsume/cache`;
  const names: string[] = [];
  // Where nothing was ever cached there is no folder.
  await Deno.mkdir(folder, { recursive: true });
  for await (const { name } of Deno.readDir(folder)) {
    if (/^[0-9a-f]{64}\.json$/.test(name)) names.push(`${folder}/${name}`);
  }
  return names.sort();
}

/** "cache" of the table: `user` has taken an MFA session before. Says how many calls were made until now. */
export async function withMfaCache(world: World): Promise<number> {
  await succeed(world, ["user", "--mfa-token", "123456"]);
  return world.aws.calls.length;
}
