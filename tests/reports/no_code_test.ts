/**
 * A role whose trust policy asks for no code, over a source that has a device, could not be used unattended, which the
 * AWS CLI can: it looks at the role's own `mfa_serial` alone.
 */
import assert from "node:assert/strict";
import { keys, role } from "../support/oracle_people.ts";
import { mfaSerial, startWorld, type World } from "../support/world.ts";

const alice = keys("alice");
const printed = '{"Version":1,"AccessKeyId":"AKIAFAKEALICEEXAMPLE","SecretAccessKey":"fake/alice+secret/=="}';
const one = role("one");
const two = `${role("two")}external_id = x2\n`;
const locked = role("locked");

const config = `
[default]
region = us-east-1
[profile user]
mfa_serial = ${mfaSerial}
[profile asks]
${one}source_profile = user
[profile none]
${one}source_profile = user
awsume_mfa = none
[profile capital]
${one}source_profile = user
awsume_mfa = NONE
[profile both]
${one}source_profile = user
mfa_serial = ${mfaSerial}
awsume_mfa = none
[profile own]
${one}source_profile = user
mfa_serial = ${mfaSerial}
[profile long]
${two}source_profile = user
awsume_mfa = none
[profile over]
${two}source_profile = none
[profile device]
${two}source_profile = none
mfa_serial = ${mfaSerial}
[profile locked]
${locked}source_profile = user
awsume_mfa = none
[profile command]
credential_process = printf '%s' '${printed}'
[profile process]
${one}source_profile = command
mfa_serial = ${mfaSerial}
awsume_mfa = none
[profile wrong]
${one}source_profile = user
awsume_mfa = false
[profile blank]
${one}source_profile = user
awsume_mfa =
[profile three]
${role("three")}source_profile = user
[profile plain]
${one}source_profile = keys
`;
const credentials = `[user]\n${alice}[keys]\n${alice}`;

async function startOne(): Promise<World> {
  return await startWorld({ config, credentials });
}

/** What STS was asked, each with the code that was given. */
function asked({ aws }: World): readonly string[] {
  return aws.calls.map(({ action, params: { RoleArn, TokenCode } }) =>
    [action, RoleArn?.split("/").at(-1), TokenCode].filter(Boolean).join(" ")
  );
}

const ways: Readonly<Record<string, (profile: string) => readonly string[]>> = {
  "a switch": (profile) => [profile],
  "export": (profile) => ["export", profile],
  "credential-process": (profile) => ["credential-process", profile],
};

const rows: readonly (readonly [title: string, words: readonly string[], calls: readonly string[]])[] = [
  ["awsume_mfa = none in the role", ["none"], ["AssumeRole one"]],
  ["awsume_mfa = NONE", ["capital"], ["AssumeRole one"]],
  ["awsume_mfa = none beside the role's own device", ["both"], ["AssumeRole one"]],
  ["awsume_mfa = none in a role under the one asked for", ["over"], ["AssumeRole one", "AssumeRole two"]],
  ["awsume_mfa = none over a command", ["process"], ["AssumeRole one"]],
  ["--no-mfa for a role", ["asks", "--no-mfa"], ["AssumeRole one"]],
  ["--no-mfa for a role with a device of its own", ["own", "--no-mfa"], ["AssumeRole one"]],
  ["--no-mfa for a user", ["user", "--no-mfa"], []],
  ["--no-mfa beside awsume_mfa = none", ["none", "--no-mfa"], ["AssumeRole one"]],
  ["--no-mfa for a role that is named", [
    "--role-arn",
    "222222222222:one",
    "--source-profile",
    "user",
    "--no-mfa",
  ], ["AssumeRole one"]],
  ["--no-mfa and a long life", ["three", "--no-mfa", "--role-duration", "14400"], ["AssumeRole three"]],
];

for (const [title, [profile = "", ...options], calls] of rows) {
  Deno.test(`nobody is asked for a code: ${title}`, async () => {
    for (const [way, wordsFor] of Object.entries(ways)) {
      if (way === "credential-process" && profile === "--role-arn") continue;
      await using world = await startOne();
      const { status, stdout, stderr } = await world.inside([...wordsFor(profile), ...options]);
      assert.equal(status, 0, `${way}: ${stderr}`);
      assert.match(stdout, calls.length === 0 ? /AKIAFAKEALICEEXAMPLE/ : /ASIAFAKE\w+/);
      assert.deepEqual(asked(world), calls, way);
    }
  });
}

const asking: readonly (readonly [title: string, profile: string])[] = [
  ["nothing says otherwise", "asks"],
  ["awsume_mfa is blank", "blank"],
  ["the role asked for names a device, and one under it says none", "device"],
];

for (const [title, profile] of asking) {
  Deno.test(`a code is asked for where ${title}`, async () => {
    await using world = await startOne();
    const { status, stdout, stderr } = await world.inside([profile]);
    assert.deepEqual([status, asked(world)], [4, []], stderr);
    assert.doesNotMatch(stdout, /ASIA|AKIA/);
    const { status: done } = await world.inside([profile, "--mfa-token", "123456"]);
    assert.equal(done, 0);
    assert.equal(asked(world)[0], "GetSessionToken 123456");
  });
}

Deno.test("a role without a code is remembered apart from the one taken with it", async () => {
  await using world = await startOne();
  const keyOf = async (words: readonly string[]): Promise<string> => {
    const { status, stdout, stderr } = await world.inside(words);
    assert.equal(status, 0, stderr);
    return /ASIAFAKE\w+/.exec(stdout)?.[0] ?? "";
  };
  const withCode = await keyOf(["asks", "--mfa-token", "123456"]);
  const without = await keyOf(["asks", "--no-mfa"]);
  assert.notEqual(without, withCode);
  assert.deepEqual([await keyOf(["asks"]), await keyOf(["asks", "--no-mfa"])], [withCode, without]);
  assert.deepEqual(asked(world), ["GetSessionToken 123456", "AssumeRole one", "AssumeRole one"]);
  // One line in the file makes the same profile another way: nothing of the one before answers it.
  await Deno.writeTextFile(
    `${world.home}/.aws/config`,
    config.replace("[profile asks]\n", "[profile asks]\nawsume_mfa = none\n"),
  );
  assert.equal(await keyOf(["asks"]), without);
  await Deno.writeTextFile(`${world.home}/.aws/config`, config);
  assert.equal(await keyOf(["asks"]), withCode);
});

Deno.test("the session of a code lies unused where none is asked for, and the other way round", async () => {
  await using world = await startOne();
  await world.inside(["user", "--mfa-token", "123456"]);
  await world.inside(["none"]);
  const { stdout } = await world.inside(["user", "--no-mfa"]);
  assert.match(stdout, /AKIAFAKEALICEEXAMPLE/);
  assert.deepEqual(world.aws.calls.map(({ action, accessKeyId }) => [action, accessKeyId]), [
    ["GetSessionToken", "AKIAFAKEALICEEXAMPLE"],
    ["AssumeRole", "AKIAFAKEALICEEXAMPLE"],
  ]);
});

const refusals: readonly (readonly [
  title: string,
  words: readonly string[],
  status: number,
  says: RegExp,
])[] = [
  [
    "--mfa-token beside --no-mfa",
    ["asks", "--no-mfa", "--mfa-token", "123456"],
    2,
    /--no-mfa with --mfa-token/,
  ],
  [
    "--mfa-token beside awsume_mfa = none",
    ["none", "--mfa-token", "123456"],
    2,
    /Cannot use --mfa-token with profile "none": awsume_mfa = none \(\S+config:\d+\)/,
  ],
  [
    "--mfa-token beside awsume_mfa = none of a role under the one asked for",
    ["over", "--mfa-token", "123456"],
    2,
    /Cannot use --mfa-token with profile "over": awsume_mfa = none \(\S+config:\d+\)/,
  ],
  [
    "another word",
    ["wrong"],
    3,
    /Cannot use awsume_mfa of profile "wrong" \(\S+config:\d+\): it is not "none"/,
  ],
  ["another word, and --no-mfa", ["wrong", "--no-mfa"], 3, /Cannot use awsume_mfa of profile "wrong"/],
];

for (const [title, [profile = "", ...options], status, says] of refusals) {
  Deno.test(`refused before anybody is called: ${title}`, async () => {
    await using world = await startOne();
    for (
      const [way, wordsFor] of [
        ...Object.entries(ways),
        ["explain", (name: string) => ["explain", name]] as const,
      ]
    ) {
      const came = await world.inside([...wordsFor(profile), ...options]);
      assert.equal(came.status, status, `${way}: ${came.stderr}`);
      assert.match(came.stderr, says, way);
      assert.doesNotMatch(came.stdout, /A[KS]IA/);
      assert.doesNotMatch(came.stderr, /123456/);
    }
    assert.deepEqual(asked(world), []);
  });
}

Deno.test("a role that wants a code all the same is AWS's error, with the line that asked for none", async () => {
  await using world = await startOne();
  const { status, stdout, stderr } = await world.inside(["locked"]);
  assert.equal(status, 1);
  assert.doesNotMatch(stdout, /A[KS]IA/);
  assert.match(stderr, /AccessDenied/);
  assert.match(stderr, /awsume_mfa = none \(\S+config:\d+\)/);
  const flagged = await world.inside(["own", "--no-mfa"]);
  assert.equal(flagged.status, 0, flagged.stderr);
});

Deno.test("awsume explain says that no code is asked for, and why", async () => {
  await using world = await startOne();
  const explained = async (...words: readonly string[]): Promise<string> => {
    const { status, stdout, stderr } = await world.inside(["explain", ...words]);
    assert.equal(status, 0, stderr);
    assert.doesNotMatch(stdout, /with an MFA code|GetSessionToken/);
    return stdout;
  };
  assert.match(
    await explained("none"),
    /^ {2}MFA code +none is asked for +awsume_mfa = none \(\S+config:\d+\)$/m,
  );
  assert.match(await explained("none"), /^ {2}awsume_mfa +none +\S+config:\d+$/m);
  assert.match(await explained("over"), /MFA code +none is asked for +awsume_mfa = none \(\S+config:\d+\)/);
  assert.match(await explained("asks", "--no-mfa"), /MFA code +none is asked for +--no-mfa$/m);
  const { decisions, calls } = JSON.parse(await explained("none", "--json"));
  assert.equal(
    decisions.find(({ name }: { name: string }) => name === "MFA code")?.value,
    "none is asked for",
  );
  assert.deepEqual(calls.map(({ action, needsMfaCode }: Record<string, unknown>) => [action, needsMfaCode]), [
    ["AssumeRole", false],
  ]);
});

Deno.test("--no-mfa where no code would be asked for is said to do nothing", async () => {
  await using world = await startOne();
  const { status, stderr } = await world.inside(["plain", "--no-mfa"]);
  assert.equal(status, 0);
  assert.match(stderr, /^--no-mfa has no effect: no code is asked for\n/);
});

Deno.test("the lists agree that no code is asked for", async () => {
  await using world = await startOne();
  const { stdout } = await world.inside(["-l", "--json"]);
  const mfa = Object.fromEntries(
    JSON.parse(stdout).map(({ name, mfa }: { name: string; mfa: boolean }) => [name, mfa]),
  );
  assert.deepEqual([mfa.both, mfa.own, mfa.user, mfa.none], [false, true, true, false]);
  const doctor = await world.inside(["doctor", "--offline", "--json"]);
  const problems = JSON.parse(doctor.stdout).findings.filter((
    { check, level }: Record<string, string>,
  ) => check === "profiles" && level === "problem");
  assert.deepEqual(problems.map(({ text }: { text: string }) => /profile "\w+"/.exec(text)?.[0]), [
    'profile "wrong"',
  ]);
});

Deno.test("awsume -a with --no-mfa renews without a code", async () => {
  await using world = await startOne();
  const switched = await world.run(["asks", "-a", "--no-mfa"]);
  assert.equal(switched.status, 0, switched.stderr);
  const written = await Deno.readTextFile(`${world.home}/.aws/credentials`);
  assert.match(written, /credential_process = .* credential-process .*--no-mfa.* asks/);
});

Deno.test("a repeated switch without a code is answered from memory, and goes by the line", async () => {
  await using world = await startOne();
  const keyOf = async (): Promise<string> => {
    const { status, stdout, stderr } = await world.run(["none"]);
    assert.equal(status, 0, stderr);
    return /ASIAFAKE\w+/.exec(stdout)?.[0] ?? "";
  };
  const first = await keyOf();
  assert.equal(await keyOf(), first);
  assert.deepEqual(asked(world), ["AssumeRole one"]);
  await Deno.writeTextFile(`${world.home}/.aws/config`, config.replaceAll(/^awsume_mfa.*\n/gm, ""));
  const { status, stderr } = await world.run(["none"]);
  assert.deepEqual([status, asked(world)], [4, ["AssumeRole one"]], stderr);
});
