import assert from "node:assert/strict";
import { accounts, type Setup, startWorld, type World } from "./world.ts";
import { type Outcome, script } from "./script.ts";
import { testWith } from "./programs.ts";
import { nameOf, type RealShell, realShells } from "./shells.ts";

/** What a shell holds of awsume; what is left out must not be exported. */
export interface Held {
  /** Whose keys: the user's own, or those of the session that STS gave out as the first, the second … */
  readonly keys?: "alice" | number;
  readonly region?: string;
  /** AWSUME_PROFILE. */
  readonly profile?: string;
  /** What no other member can say. */
  readonly also?: Readonly<Record<string, string>>;
}

/** A command as a person types it. */
export interface Step {
  readonly words: readonly string[];
  readonly status?: number;
  readonly held?: Held;
}

/** One script of the original's. */
export interface Story {
  readonly name: string;
  readonly setup?: Setup;
  readonly prepare?: (world: World) => Promise<unknown>;
  /** What the shell is started with, beside what leads to the test's own AWS. */
  readonly env?: (world: World) => Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
  /** Every call that AWS gets, with the parameters it must have, among others. */
  readonly calls?: readonly Readonly<Record<string, string>>[];
  /** What is printed and said, in this order, with anything in between. */
  readonly stdout?: readonly RegExp[];
  readonly stderr?: readonly RegExp[];
}

/** `awsume` and these words: with status 0, `held` is in the environment afterwards. */
export function switches(words: readonly string[], held: Held): Step {
  return { words, held };
}

/** The same with a status that leaves the environment as it was. */
export function keeps(words: readonly string[], status = 0): Step {
  return { words, status };
}

/** The shells that the original has a script for; `tests/shells` is about the language of each shell. */
const originals = ["bash", "zsh", "fish", "powershell"] as const;

/** A test of each story, told in bash: what awsume does about it has nothing to do with the shell. */
export function tellStories(stories: readonly Story[]): void {
  for (const story of stories) tellIn("bash", story);
}

/** The same in each of the original's shells, for what is about the shell: the variables must be the same in all. */
export function tellInEachShell(stories: readonly Story[]): void {
  for (const story of stories) for (const name of originals) tellIn(name, story);
}

function tellIn(name: typeof originals[number], story: Story): void {
  const real = realShells[name];
  assert.ok(real);
  const { start: [program = ""] } = real;
  testWith(program, `${nameOf(real)}: ${story.name}`, () => tell(story, real));
}

async function tell(story: Story, real: RealShell): Promise<void> {
  await using world = await startWorld(story.setup);
  await story.prepare?.(world);
  const start = { ...world.env, ...story.env?.(world) };
  const init = await initOf(real, world);
  const empty = script(real, { init, folder: world.home, env: start });
  const told = story.steps.reduce(
    (before, { words, status = 0 }) => before.run("awsume", ...words).expectStatus(status),
    empty,
  );
  const outcome = await told.end();
  checkHeld(story, outcome, { world, start });
  assertOrder(outcome.stdout, story.stdout ?? []);
  assertOrder(outcome.stderr, story.stderr ?? []);
  assert.doesNotMatch(outcome.stderr, /\n\s+at /, "a stack trace");
  for (const secret of secretsOf(world)) assert.ok(!outcome.stderr.includes(secret), "a secret on stderr");
  if (story.calls) assertCalls(world, story.calls);
}

/** What `awsume init` printed, which says nothing of a world. */
const inits = new Map<string, string>();

async function initOf({ shell: { name } }: RealShell, world: World): Promise<string> {
  const init = inits.get(name) ?? (await world.run(["init", name])).stdout;
  inits.set(name, init);
  return init;
}

/** After each command all variables of AWS and awsume, none left out and none too many. */
function checkHeld(
  { steps }: Story,
  { runs, stderr }: Outcome,
  { world, start }: { readonly world: World; readonly start: Readonly<Record<string, string>> },
): void {
  let expected = ownVariables(start);
  for (const [index, step] of steps.entries()) {
    if (step.held) expected = { ...ownVariables(kept(start)), ...toVariables(step.held, world) };
    const env = settle(ownVariables(runs[index]?.env ?? {}), expected);
    assert.deepEqual(toLines(env), toLines(expected), `${step.words.join(" ")}; ${stderr}`);
  }
}

/** Where the files and the test's AWS are, which no switch changes. */
function kept(env: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => /_FILE$|_URL_/.test(name) && !/TOKEN/.test(name)),
  );
}

function ownVariables(env: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => /awsume|^aws_/i.test(name)));
}

function toLines(env: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(env).map(([name, value]) => `${name}=${value}`).sort();
}

/** An end is told by this computer's clock, so it may be the next second by AWS's. */
function settle(
  env: Readonly<Record<string, string>>,
  expected: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(env).map(([name, value]) => {
      const other = expected[name] ?? "";
      const isNear = name.endsWith("EXPIRATION") && Math.abs(Date.parse(value) - Date.parse(other)) <= 2000;
      return [name, isNear ? other : value];
    }),
  );
}

function toVariables(
  { keys, region, profile, also }: Held,
  world: World,
): Record<string, string> {
  return {
    ...keys === undefined ? {} : keyVariables(keys, world),
    ...region === undefined ? {} : { AWS_REGION: region, AWS_DEFAULT_REGION: region },
    ...profile === undefined ? {} : { AWSUME_PROFILE: profile },
    ...also,
  };
}

function keyVariables(keys: "alice" | number, { aws }: World): Record<string, string> {
  const identity = keys === "alice" ? accounts.users[0] : aws.issued[keys - 1];
  assert.ok(identity, `STS gave out ${aws.issued.length} sessions only`);
  const { accessKeyId, secretAccessKey } = identity;
  const named = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
  if (!("sessionToken" in identity) || identity.sessionToken === undefined) return named;
  const end = identity.expiresAt?.toISOString().replace(/\.\d+Z/, "Z") ?? "";
  return {
    ...named,
    AWS_SESSION_TOKEN: identity.sessionToken,
    AWSUME_EXPIRATION: end,
    AWS_CREDENTIAL_EXPIRATION: end,
    AWS_ACCOUNT_ID: identity.arn.split(":")[4] ?? "",
  };
}

/** Each is found behind the one before. */
function assertOrder(text: string, patterns: readonly RegExp[]): void {
  let rest = text;
  for (const pattern of patterns) {
    const found = pattern.exec(rest);
    assert.ok(found, `${pattern} is not in its place in ${text}`);
    rest = rest.slice(found.index + found[0].length);
  }
}

function assertCalls({ aws }: World, expected: NonNullable<Story["calls"]>): void {
  const calls = aws.calls.map(({ action, accessKeyId = "", params }, index) => {
    const all: Readonly<Record<string, string>> = { action, by: accessKeyId, ...params };
    const names = Object.keys(expected[index] ?? all);
    return Object.fromEntries(names.map((name) => [name, all[name] ?? "(absent)"]));
  });
  assert.deepEqual(calls, expected);
}

/** Every secret that this world knows. */
export function secretsOf({ aws }: World): readonly string[] {
  const tokens = aws.issued.map(({ sessionToken = "" }) => sessionToken);
  const secrets = [...accounts.users, ...aws.issued].map(({ secretAccessKey }) => secretAccessKey);
  return [...tokens, ...secrets].filter(Boolean);
}
