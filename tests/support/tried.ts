/** What files come to in every way into the program, in this process and without a real file or service. */
import assert from "node:assert/strict";
import { answeringAws } from "./fake_aws.ts";
import { describeWhole, oracleAccounts, type Whole } from "./oracle_people.ts";
import { readExports } from "./oracle.ts";
import { type Came, comeTo, givingWays, type Place, tellingWays } from "./ways.ts";

/** What one command line came to, among the people of the oracles. */
export interface Trial extends Came {
  /** Whose credentials were given, as `describeWhole` says it; undefined where none were. */
  readonly gives?: string;
  /** The actions that AWS was called with. */
  readonly calls: readonly string[];
}

/** Runs one command line. */
export async function tryWords(words: readonly string[], place: Place): Promise<Trial> {
  const aws = answeringAws({ ...oracleAccounts });
  const env = { PATH: "/usr/bin", AWS_ENDPOINT_URL_STS: "http://127.0.0.1:1", ...place.env };
  const came = await comeTo(words, { now: () => new Date(), http: aws.answer, ...place, env });
  const whole = readWhole(came);
  return {
    ...came,
    ...(whole === undefined ? {} : { gives: describeWhole(whole, aws) }),
    calls: aws.calls.map(({ action }) => action),
  };
}

function readWhole({ stdout, given }: Came): Whole | undefined {
  const isJson = stdout.startsWith('{"Version":1');
  const { AccessKeyId, SecretAccessKey, SessionToken } = isJson ? JSON.parse(stdout) : {};
  const {
    AWS_ACCESS_KEY_ID: key = AccessKeyId,
    AWS_SECRET_ACCESS_KEY: secret = SecretAccessKey,
    AWS_SESSION_TOKEN: token = SessionToken,
  } = given;
  if (key !== undefined) return { key, secret, ...(token === undefined ? {} : { token }) };
  return /^export AWS_ACCESS_KEY_ID=/m.test(stdout) ? readExports(stdout) : undefined;
}

/** What must not stand in any answer but in the credentials themselves. */
const secrets = [
  ...oracleAccounts.users.flatMap((
    user,
  ) => [user.secretAccessKey, ...("sessionToken" in user ? [user.sessionToken] : [])]),
  "SECRET",
];

/** Throws AssertionError for a secret, or a stack trace, in what was said. */
export function assertKept({ stdout, stderr }: Pick<Trial, "stdout" | "stderr">, where: string): void {
  for (const secret of secrets) {
    assert.ok(
      !stderr.includes(secret) && !stdout.includes(secret),
      `a secret in ${where}: ${stdout}${stderr}`,
    );
  }
  assert.doesNotMatch(stderr, /\n\s+at /, `a stack trace in ${where}`);
}

/** One input of a report, and what is right for it. `profile` is `p` unless told. */
export type ReportRow =
  & { readonly title: string; readonly profile?: string }
  & Place
  & (
    /** Whose credentials every way gives. */
    | { readonly gives: string }
    /** Every way refuses it with exit code 3 and these words, before any call; `ls` and the doctor say `place`, `-l` where it cannot be read. */
    | { readonly says: RegExp; readonly place?: string }
  );

/** Tries a row in every way. */
export async function tryRow(row: ReportRow): Promise<void> {
  if ("gives" in row) await assertGiven(row, row.gives);
  else await assertRefused(row, row);
}

async function assertGiven(row: ReportRow, gives: string): Promise<void> {
  const { profile = "p" } = row;
  for (const [way, toWords] of Object.entries(givingWays)) {
    const words = toWords(profile);
    const trial = await tryWords(words, row);
    assert.deepEqual([trial.status, trial.gives], [0, gives], `${way}: ${trial.stderr}`);
    assertKept({ stdout: "", stderr: trial.stderr }, way);
    if (trial.calls.length === 0) continue;
    const again = await tryWords(words, { ...row, files: trial.kept });
    const seen = ({ status, stdout, given }: Trial): unknown => [status, stdout, given];
    assert.deepEqual([seen(again), again.calls], [seen(trial), []], `${way}, from memory: ${again.stderr}`);
  }
  await assertTold(row, (way, told) => {
    assert.equal(told.status, way === "doctor" ? told.status : 0, `${way}: ${told.stderr}`);
    if (way === "-l" || way === "ls") {
      assert.doesNotMatch(told.stdout, new RegExp(`^${profile} .* ! `, "m"), way);
    }
  });
}

async function assertRefused(
  row: ReportRow,
  { says, place = "" }: { readonly says: RegExp; readonly place?: string },
): Promise<void> {
  const { profile = "p" } = row;
  for (const [way, toWords] of Object.entries(givingWays)) {
    const trial = await tryWords(toWords(profile), row);
    assert.deepEqual([trial.status, trial.gives, trial.calls], [3, undefined, []], `${way}: ${trial.stderr}`);
    assert.match(trial.stderr, says, way);
    assertKept(trial, way);
  }
  await assertTold(row, (way, { status, stdout, stderr }) => {
    if (way.startsWith("explain")) {
      assert.equal(status, 3, `${way}: ${stdout}`);
      assert.match(stderr, says, way);
    }
    // `-l` reads every profile, and follows none.
    const isTold = way === "ls" || way === "doctor" || (way === "-l" && says.source.includes("read"));
    if (isTold) assert.ok(`${stdout}${stderr}`.includes(place), `${way} does not say ${place}: ${stdout}`);
  });
}

/** What the ways that give nothing say, without a call and without a secret. Commands are not run by them. */
async function assertTold(
  { outputs: _unused, ...row }: ReportRow,
  look: (way: string, told: Trial) => void,
): Promise<void> {
  const ways: typeof tellingWays = { ...tellingWays, "-l --json": () => ["-l", "--json"] };
  for (const [way, toWords] of Object.entries(ways)) {
    const told = await tryWords(toWords(row.profile ?? "p"), row);
    assert.deepEqual([told.gives, told.calls, told.commands], [undefined, [], []], way);
    assertKept(told, way);
    look(way, told);
  }
}

/** A test for each row. */
export function testReport(rows: readonly ReportRow[]): void {
  for (const row of rows) Deno.test(row.title, () => tryRow(row));
}
