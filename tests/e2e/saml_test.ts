import assert from "node:assert/strict";
import { type AssertionText, makeAssertion } from "../support/fake_federation.ts";
import { startWorld, type World } from "../support/world.ts";

const corp = "arn:aws:iam::222222222222:saml-provider/corp";
const partner = "arn:aws:iam::222222222222:saml-provider/partner";
const [dev, ops] = ["arn:aws:iam::222222222222:role/dev", "arn:aws:iam::222222222222:role/ops"];
const accounts = {
  users: [],
  roles: [
    { arn: dev, federation: { samlProvider: corp }, maxDurationSeconds: 43200 },
    { arn: ops, federation: { samlProvider: corp } },
    { arn: "arn:aws:iam::333333333333:role/one", trusts: [dev] },
    { arn: "arn:aws:iam::444444444444:role/two", trusts: ["arn:aws:iam::333333333333:role/one"] },
    { arn: "arn:aws:iam::555555555555:role/three", trusts: ["arn:aws:iam::444444444444:role/two"] },
  ],
};

/** Keys of others, which must never be used. */
const others = { AWS_ACCESS_KEY_ID: "AKIAFAKEOTHEREXAMPLE", AWS_SECRET_ACCESS_KEY: "fake/other" };

const both = [`${dev},${corp}`, `${corp},${ops}`];

interface Given extends AssertionText {
  /** Lines of the profile `saml` beside its command. */
  readonly lines?: readonly string[];
}

/** The command leaves a line in `runs` each time. */
async function startSamlWorld(
  { lines = [`role_arn = ${dev}`], roles = both, ...more }: Given = {},
): Promise<World> {
  const chain = (name: string, account: string, source: string): string =>
    `[profile ${name}]\nrole_arn = arn:aws:iam::${account}:role/${name}\nsource_profile = ${source}\n`;
  const world = await startWorld({
    accounts,
    config:
      `[profile saml]\nregion = eu-west-1\nsaml_process = echo run >>~/runs; cat ~/assertion\n${
        lines.join("\n")
      }\n` +
      chain("one", "333333333333", "saml") + chain("two", "444444444444", "one") +
      chain("three", "555555555555", "two") +
      `[profile original]\nrole_arn = ${ops}\nprincipal_arn = ${corp}\n`,
    credentials:
      "[default]\naws_access_key_id = AKIAFAKEDEFAULTEXAMP\naws_secret_access_key = fake/default\n",
  });
  const base64 = btoa(makeAssertion({ roles, ...more }));
  await Deno.writeTextFile(`${world.home}/assertion`, `${base64.replaceAll(/.{64}/g, "$&\n")}\n`);
  return world;
}

async function readBase64({ home }: World): Promise<string> {
  return (await Deno.readTextFile(`${home}/assertion`)).replaceAll("\n", "");
}

async function countRuns({ home }: World): Promise<number> {
  return (await Deno.readTextFile(`${home}/runs`).catch(() => "")).split("\n").length - 1;
}

Deno.test("awsume takes the profile's role by its assertion, unsigned, and keeps what it gets", async () => {
  await using world = await startSamlWorld();
  const first = await world.awsume(["saml"], { env: others });
  assert.equal(first.status, 0, first.stderr);
  assert.match(first.stdout, /export AWS_ACCESS_KEY_ID='?ASIAFAKE0001EXAMPLE0/);
  assert.match(first.stdout, /export AWSUME_PROFILE='?saml/);
  assert.deepEqual(world.aws.calls.map(({ action, params, accessKeyId }) => [action, params, accessKeyId]), [[
    "AssumeRoleWithSAML",
    { RoleArn: dev, PrincipalArn: corp, SAMLAssertion: await readBase64(world) },
    undefined,
  ]]);
  assert.equal((await world.awsume(["saml"])).stdout, first.stdout);
  assert.equal(world.calls().length, 1);
  assert.equal(await countRuns(world), 1);
});

Deno.test("awsume goes on from a SAML role through one role and through three", async () => {
  await using world = await startSamlWorld();
  assert.equal((await world.awsume(["one"])).status, 0);
  const { status, stdout } = await world.awsume(["three"]);
  assert.equal(status, 0);
  assert.match(stdout, /ASIAFAKE0004EXAMPLE0/);
  assert.deepEqual(world.calls(), ["AssumeRoleWithSAML", "AssumeRole", "AssumeRole", "AssumeRole"]);
});

const durations: Readonly<
  Record<string, readonly [Given, words: readonly string[], seconds: string | undefined]>
> = {
  "the assertion": [{ sessionDuration: "28800" }, [], "28800"],
  "nobody": [{}, [], undefined],
  "the profile": [
    { sessionDuration: "28800", lines: [`role_arn = ${dev}`, "duration_seconds = 7200"] },
    [],
    "7200",
  ],
  "the option": [{ sessionDuration: "28800" }, ["--role-duration", "1800"], "1800"],
  "the option that leaves it to the role": [
    { sessionDuration: "28800" },
    ["--role-duration", "0"],
    undefined,
  ],
};

for (const [name, [given, words, seconds]] of Object.entries(durations)) {
  Deno.test(`awsume takes a SAML role for as long as says ${name}`, async () => {
    await using world = await startSamlWorld(given);
    const { status, stderr } = await world.awsume(["saml", ...words]);
    assert.equal(status, 0, stderr);
    assert.equal(world.aws.calls[0]?.params.DurationSeconds, seconds);
  });
}

/** Which role each command line takes, of an assertion that offers two. */
const choices: Readonly<Record<string, readonly [Given, words: readonly string[], role: string]>> = {
  "the only role of the assertion": [{ lines: [], roles: [`${ops},${corp}`] }, ["saml"], ops],
  "the role of the profile": [{}, ["saml"], dev],
  "the role of the profile, with the option": [{}, ["saml", "--with-saml"], dev],
  "the role of role_arn and principal_arn": [
    {},
    ["original", "--with-saml", "--saml-assertion", "assertion"],
    ops,
  ],
  "the role of --role-arn, not the profile's": [{}, ["saml", "--with-saml", "--role-arn", ops], ops],
  "the role of both options": [
    { lines: [] },
    ["saml", "--with-saml", "--role-arn", ops, "--principal-arn", corp],
    ops,
  ],
  "the role in its short form, without a profile": [
    {},
    [
      "--with-saml",
      "--saml-assertion",
      "assertion",
      "--role-arn",
      "222222222222:ops",
      "--principal-arn",
      "222222222222:corp",
    ],
    ops,
  ],
  "the role of the provider that is named": [
    { lines: [], roles: [`${dev},${partner}`, `${ops},${corp}`] },
    ["saml", "--with-saml", "--principal-arn", corp],
    ops,
  ],
};

for (const [name, [given, words, role]] of Object.entries(choices)) {
  Deno.test(`awsume --with-saml takes ${name}`, async () => {
    await using world = await startSamlWorld(given);
    const { status, stderr } = await world.awsume(words, { env: others });
    assert.equal(status, 0, stderr);
    assert.deepEqual(world.aws.calls.map(({ params }) => params.RoleArn), [role]);
  });
}

Deno.test("awsume asks the command again while no role is named, and remembers no choice", async () => {
  await using world = await startSamlWorld({ lines: [], roles: [`${ops},${corp}`] });
  const { stderr } = await world.awsume(["saml"]);
  assert.match(stderr, /Using arn:aws:iam::222222222222:role\/ops, a role that the SAML assertion offers/);
  const base64 = btoa(makeAssertion({ roles: [`${dev},${corp}`] }));
  await Deno.writeTextFile(`${world.home}/assertion`, base64);
  assert.equal((await world.awsume(["saml"])).status, 0);
  assert.deepEqual(world.aws.calls.map(({ params }) => params.RoleArn), [ops, dev]);
});

Deno.test("awsume takes an assertion from a pipe, and does not answer it from another's entry", async () => {
  await using world = await startSamlWorld();
  const words = ["--with-saml", "--saml-assertion", "/dev/stdin", "--role-arn", dev];
  const [first, other] = ["a", "b"].map((name) => btoa(makeAssertion({ roles: [...both, name] })));
  for (const stdin of [first, first, other]) {
    const { status, stderr } = await world.awsume(words, { stdin: stdin ?? "" });
    assert.equal(status, 0, stderr);
  }
  assert.deepEqual(world.aws.calls.map(({ params }) => params.SAMLAssertion), [first, other]);
});

Deno.test("awsume credential-process, -o and explain know SAML, and show no assertion", async () => {
  await using world = await startSamlWorld();
  const plan = await world.awsume(["explain", "one", "--json"]);
  const { calls } = JSON.parse(plan.stdout);
  assert.deepEqual([calls[0].action, calls[0].host, calls[0].parameters.roleArn], [
    "AssumeRoleWithSAML",
    new URL(world.aws.url).host,
    dev,
  ]);
  assert.match(calls[0].parameters.assertion, /^saml_process of profile "saml" \(.*config:3\)$/);
  const open = await world.awsume(["explain", "--with-saml", "--saml-assertion", "assertion"]);
  assert.match(open.stdout, /roleArn = \(one that the assertion offers\)/);
  assert.equal(await countRuns(world), 0);
  const process = await world.awsume(["credential-process", "one"]);
  assert.equal(JSON.parse(process.stdout).AccessKeyId, "ASIAFAKE0002EXAMPLE0");
  const output = await world.awsume(["saml", "-o", "out", "--debug", "--info"]);
  assert.equal(output.status, 0, output.stderr);
  assert.match(await Deno.readTextFile(`${world.home}/.aws/credentials`), /aws_access_key_id = ASIAFAKE0001/);
  const base64 = await readBase64(world);
  for (const { stdout, stderr } of [plan, open, process, output]) {
    assert.ok(!`${stdout}${stderr}`.includes(base64.slice(0, 40)) && !stderr.includes("cat ~/assertion"));
  }
});

Deno.test("awsume takes an assertion that is nearly as long as AWS allows", async () => {
  const roles = Array.from({ length: 500 }, (_, index) => `${dev}${index},${corp}`);
  await using world = await startSamlWorld({ roles: [...roles, ...both] });
  const { status, stderr } = await world.awsume(["saml"]);
  assert.equal(status, 0, stderr);
  const length = world.aws.calls[0]?.params.SAMLAssertion?.length ?? 0;
  assert.ok(length > 80_000 && length < 100_000, String(length));
});

Deno.test("awsume lists the roles of an assertion where nobody can choose", async () => {
  const roles = Array.from({ length: 40 }, (_, index) => `${dev}${index},${corp}`);
  await using world = await startSamlWorld({ lines: [], roles });
  for (
    const words of [["saml"], ["credential-process", "saml"], [
      "--with-saml",
      "--saml-assertion",
      "assertion",
    ]]
  ) {
    const { status, stderr } = await world.awsume(words, { env: others });
    assert.equal(status, 4);
    assert.match(stderr, /Cannot tell which role of the SAML assertion is meant: it offers 40\n/);
    assert.match(stderr, /role\/dev0 by .*saml-provider\/corp\n(.*\n)+.*role\/dev39 by/);
  }
  assert.deepEqual(world.calls(), []);
});

const bad: readonly {
  readonly name: string;
  readonly given?: Given;
  readonly text?: string;
  readonly words?: readonly string[];
  readonly status: number;
  readonly says: RegExp;
  readonly calls?: number;
}[] = [
  {
    name: "a role that is none",
    given: { lines: ["role_arn = dev"] },
    status: 3,
    says: /profile "saml": .*config:4 is no role ARN/,
  },
  {
    name: "a role without a value",
    given: { lines: ["role_arn ="] },
    status: 3,
    says: /role_arn has no value at .*config:4/,
  },
  {
    name: "an assertion that has ended",
    given: { notOnOrAfter: "2026-01-01T00:00:00Z" },
    status: 4,
    says: /it ended at 2026-01-01/,
  },
  { name: "an assertion without a role", given: { roles: [] }, status: 4, says: /it names no role of AWS/ },
  {
    name: "an assertion of other roles",
    given: { roles: [`${ops},${corp}`] },
    status: 4,
    says: /Cannot assume .*role\/dev: .*does not offer it\n.*It offers\n.*role\/ops by/,
  },
  {
    name: "an assertion of another provider",
    words: ["saml", "--with-saml", "--principal-arn", partner],
    status: 4,
    says: /role\/dev by .*partner: the SAML assertion does not offer it/,
  },
  {
    name: "a role of two providers",
    given: { roles: [`${dev},${corp}`, `${dev},${partner}`] },
    status: 4,
    says: /it offers 2\n/,
  },
  { name: "no XML", text: btoa("secret".repeat(9)), status: 4, says: /it is no XML in base64/ },
  { name: "no base64", text: "!".repeat(99), status: 4, says: /it is no XML in base64/ },
  {
    name: "entities",
    text: btoa('<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'),
    status: 4,
    says: /it defines entities of its own/,
  },
  { name: "an empty assertion", text: " ", status: 4, says: /it is empty/ },
  {
    name: "a huge assertion",
    text: "x".repeat(100_001),
    status: 4,
    says: /it is longer than the 100000 characters/,
  },
  { name: "megabytes", text: "x".repeat(1_000_000), status: 1, says: /prints more than 256 KiB/ },
  {
    name: "a command that is empty",
    given: { lines: ["saml_process ="] },
    status: 3,
    says: /saml_process has no value at/,
  },
  {
    name: "a profile with a source too",
    given: { lines: [`role_arn = ${dev}`, "source_profile = default"] },
    status: 3,
    says: /exclude each other/,
  },
  {
    name: "a profile with keys too",
    given: { lines: ["aws_access_key_id = AKIAX", "aws_secret_access_key = x"] },
    status: 3,
    says: /exclude each other/,
  },
  {
    name: "a profile with another provider's form",
    given: { lines: [`role_arn = ${dev}`, "principal_arn = corp"] },
    status: 3,
    says: /principal_arn of profile "saml" .* is no ARN of a SAML provider/,
  },
  {
    name: "a profile without a source of an assertion",
    words: ["original"],
    status: 3,
    says: /there is no source of a SAML assertion\n.*saml_process.*--saml-assertion/,
  },
  {
    name: "an option without a source of an assertion",
    words: ["original", "--with-saml"],
    status: 3,
    says: /there is no source of an assertion for profile "original"\n.*--saml-assertion.*saml_process/,
  },
  {
    name: "no such file",
    words: ["--with-saml", "--saml-assertion", "nothing"],
    status: 3,
    says: /" does not exist/,
  },
  { name: "a folder", words: ["--with-saml", "--saml-assertion", "."], status: 3, says: /" is a folder/ },
  {
    name: "an assertion alone",
    words: ["--saml-assertion", "assertion"],
    status: 2,
    says: /--saml-assertion without --with-saml/,
  },
  {
    name: "a provider that is none",
    words: ["saml", "--with-saml", "--principal-arn", "corp"],
    status: 2,
    says: /Cannot read --principal-arn "corp"/,
  },
  {
    name: "a source profile",
    words: ["--with-saml", "--role-arn", dev, "--source-profile", "saml"],
    status: 2,
    says: /--source-profile with --with-saml/,
  },
  {
    name: "renewal by a file",
    words: ["saml", "--with-saml", "--saml-assertion", "assertion", "-a"],
    status: 3,
    says: /--auto-refresh with --saml-assertion/,
  },
  {
    name: "an unknown profile",
    words: ["nobody", "--with-saml"],
    status: 3,
    says: /Cannot find profile "nobody"/,
  },
  {
    name: "a role that trusts another",
    given: { roles: [`${dev},${partner}`] },
    status: 1,
    says: /AccessDenied: Not authorized to perform sts:AssumeRoleWithSAML/,
    calls: 1,
  },
];

for (const { name, given = {}, text, words = ["saml"], status, says, calls = 0 } of bad) {
  Deno.test(`awsume ends in an error for SAML with ${name}, and in nobody else's credentials`, async () => {
    await using world = await startSamlWorld(given);
    if (text !== undefined) await Deno.writeTextFile(`${world.home}/assertion`, text);
    const outcome = await world.awsume(words, { env: others });
    assert.equal(outcome.stdout.includes("AWS_ACCESS_KEY_ID"), false);
    assert.match(outcome.stderr, says);
    assert.equal(outcome.status, status, outcome.stderr);
    assert.equal(world.calls().length, calls);
    const secret = (await readBase64(world)).slice(0, 40);
    assert.ok(secret.trim() === "" || !outcome.stderr.includes(secret));
  });
}
