import assert from "node:assert/strict";
import { makeToken } from "../support/fake_federation.ts";
import { startWorld, type World } from "../support/world.ts";

const role = "arn:aws:iam::222222222222:role/web";
const provider = { issuer: "https://ci.example.com", audience: "sts.amazonaws.com" };
const token = makeToken({ iss: provider.issuer, aud: provider.audience, sub: "repo:core" });
const accounts = {
  users: [],
  roles: [
    { arn: role, federation: provider, maxDurationSeconds: 43200 },
    { arn: "arn:aws:iam::333333333333:role/one", trusts: [role] },
    { arn: "arn:aws:iam::444444444444:role/two", trusts: ["arn:aws:iam::333333333333:role/one"] },
    { arn: "arn:aws:iam::555555555555:role/three", trusts: ["arn:aws:iam::444444444444:role/two"] },
  ],
};

/** Keys and variables of others, which must never be used. */
const others = {
  AWS_ACCESS_KEY_ID: "AKIAFAKEOTHEREXAMPLE",
  AWS_SECRET_ACCESS_KEY: "fake/other",
  AWS_WEB_IDENTITY_TOKEN_FILE: "/nowhere/token",
  AWS_ROLE_ARN: "arn:aws:iam::999999999999:role/other",
  AWS_ROLE_SESSION_NAME: "other",
};

async function startTokenWorld(
  lines: readonly string[] = ["web_identity_token_file = ~/token"],
): Promise<World> {
  const chain = (name: string, account: string, source: string): string =>
    `[profile ${name}]\nrole_arn = arn:aws:iam::${account}:role/${name}\nsource_profile = ${source}\n`;
  const world = await startWorld({
    accounts,
    config: `[profile web]\nrole_arn = ${role}\nregion = eu-west-1\n${lines.join("\n")}\n` +
      chain("one", "333333333333", "web") + chain("two", "444444444444", "one") +
      chain("three", "555555555555", "two"),
    credentials:
      "[default]\naws_access_key_id = AKIAFAKEDEFAULTEXAMP\naws_secret_access_key = fake/default\n",
  });
  await Deno.writeTextFile(`${world.home}/token`, `${token}\n`);
  return world;
}

Deno.test("awsume takes a role by the profile's token, unsigned, and keeps what it gets", async () => {
  await using world = await startTokenWorld();
  const first = await world.awsume(["web"], { env: others });
  assert.equal(first.status, 0, first.stderr);
  assert.match(first.stdout, /export AWS_ACCESS_KEY_ID='?ASIAFAKE0001EXAMPLE0/);
  assert.match(first.stdout, /export AWS_REGION='?eu-west-1/);
  assert.deepEqual(world.aws.calls.map(({ action, params, accessKeyId }) => [action, params, accessKeyId]), [[
    "AssumeRoleWithWebIdentity",
    { RoleArn: role, RoleSessionName: "web", WebIdentityToken: token },
    undefined,
  ]]);
  const again = await world.awsume(["web"], { env: others });
  assert.equal(again.stdout, first.stdout);
  assert.equal(world.calls().length, 1);
});

Deno.test("awsume goes on from a web identity through one role and through three", async () => {
  await using world = await startTokenWorld();
  assert.equal((await world.awsume(["one"])).status, 0);
  assert.deepEqual(world.calls(), ["AssumeRoleWithWebIdentity", "AssumeRole"]);
  const { status, stdout } = await world.awsume(["three"]);
  assert.equal(status, 0);
  assert.match(stdout, /ASIAFAKE0004EXAMPLE0/);
  assert.deepEqual(world.calls().slice(2), ["AssumeRole", "AssumeRole"]);
});

Deno.test("awsume gives the token's role the name, the time and the policies of profile and flags", async () => {
  const lines = [
    "web_identity_token_file = ~/token",
    "role_session_name = build",
    "duration_seconds = 7200",
    "session_policy_arns = arn:aws:iam::aws:policy/ReadOnlyAccess",
  ];
  await using world = await startTokenWorld(lines);
  await world.awsume(["web"]);
  await world.awsume(["web", "--role-duration", "43200", "--session-name", "me", "--session-policy", "{}"]);
  await world.awsume(["web", "--role-duration", "0"]);
  const common = {
    RoleArn: role,
    WebIdentityToken: token,
    "PolicyArns.member.1.arn": "arn:aws:iam::aws:policy/ReadOnlyAccess",
  };
  assert.deepEqual(world.aws.calls.map(({ params }) => params), [
    { ...common, RoleSessionName: "build", DurationSeconds: "7200" },
    { ...common, RoleSessionName: "me", DurationSeconds: "43200", Policy: "{}" },
    { ...common, RoleSessionName: "build" },
  ]);
  const chained = await world.awsume(["one", "--role-duration", "7200"]);
  assert.equal(chained.status, 2);
  assert.match(chained.stderr, /AWS limits role chaining to one hour/);
});

Deno.test("awsume says which flags AWS does not take with a token", async () => {
  await using world = await startTokenWorld();
  const { status, stderr } = await world.awsume(["web", "--tags", "a=b", "--external-id", "x"]);
  assert.equal(status, 0);
  assert.match(stderr, /--tags has no effect: AWS takes none with a web identity token/);
  assert.match(stderr, /--external-id has no effect/);
});

Deno.test("awsume --with-web-identity takes the token of a file, a pipe or the profile's command", async () => {
  await using world = await startTokenWorld(["web_identity_token_process = cat ~/token; env >~/env"]);
  const words = ["--with-web-identity", "--role-arn", role, "--region", "eu-west-1"];
  const file = await world.awsume([...words, "--web-identity-token", "token"], { env: others });
  assert.equal(file.status, 0, file.stderr);
  assert.match(file.stdout, new RegExp(`AWSUME_PROFILE='?${role}`));
  const pipe = await world.awsume([...words, "--web-identity-token", "/dev/stdin", "-r"], { stdin: token });
  assert.equal(pipe.status, 0, pipe.stderr);
  assert.equal((await world.awsume(["web"])).status, 0);
  assert.match(await Deno.readTextFile(`${world.home}/env`), /^AWSUME_PROFILE=web$/m);
  assert.equal((await world.awsume(["web", "--with-web-identity"])).status, 0);
  const { params } = world.aws.calls.at(-1) ?? { params: {} };
  assert.deepEqual(params, { RoleArn: role, RoleSessionName: "web", WebIdentityToken: token });
  assert.equal(world.calls().length, 3);
});

Deno.test("awsume does not answer another token from the cache", async () => {
  await using world = await startTokenWorld();
  const words = ["--with-web-identity", "--role-arn", role, "--web-identity-token", "token"];
  await world.awsume(words);
  await world.awsume(words);
  await Deno.writeTextFile(
    `${world.home}/token`,
    makeToken({ iss: provider.issuer, aud: provider.audience, sub: "b" }),
  );
  await world.awsume(words);
  assert.equal(world.calls().length, 2);
});

Deno.test("awsume credential-process, -o and explain know a web identity", async () => {
  await using world = await startTokenWorld();
  const plan = await world.awsume(["explain", "one", "--json"]);
  const { calls } = JSON.parse(plan.stdout);
  assert.equal(calls[0].action, "AssumeRoleWithWebIdentity");
  assert.equal(calls[0].host, new URL(world.aws.url).host);
  assert.match(calls[0].parameters.token, /^web_identity_token_file of profile "web" \(.*config:4\)$/);
  assert.deepEqual(world.calls(), []);
  const text = await world.awsume(["explain", "web"]);
  assert.match(text.stdout, /first key {5}from the web-identity of web/);
  const process = await world.awsume(["credential-process", "one"]);
  assert.equal(JSON.parse(process.stdout).AccessKeyId, "ASIAFAKE0002EXAMPLE0");
  const output = await world.awsume(["web", "-o", "out"]);
  assert.equal(output.status, 0, output.stderr);
  assert.match(
    await Deno.readTextFile(`${world.home}/.aws/credentials`),
    /\[out\]\nmanager = awsume\naws_access_key_id = ASIAFAKE0001/,
  );
  for (const { stdout, stderr } of [plan, text, process, output]) {
    assert.ok(!`${stdout}${stderr}`.includes(token));
  }
});

Deno.test("awsume ls, export and exec know a web identity", async () => {
  await using world = await startTokenWorld();
  const exported = await world.awsume(["export", "web", "--format", "json"]);
  assert.equal(JSON.parse(exported.stdout).AccessKeyId, "ASIAFAKE0001EXAMPLE0");
  const child = await world.run(["exec", "web", "--", "sh", "-c", "echo $AWS_ACCESS_KEY_ID"]);
  assert.equal(child.stdout, "ASIAFAKE0001EXAMPLE0\n");
  const rows = JSON.parse((await world.awsume(["ls", "web", "--json"])).stdout);
  assert.match(JSON.stringify(rows), /"role":"web"/);
  assert.deepEqual(world.calls(), ["AssumeRoleWithWebIdentity"]);
});

Deno.test("awsume --debug does not show the token", async () => {
  await using world = await startTokenWorld(["web_identity_token_process = cat ~/token # secret"]);
  const { status, stderr } = await world.awsume(["one", "--debug", "--info"]);
  assert.equal(status, 0);
  assert.match(stderr, /AssumeRoleWithWebIdentity/);
  assert.ok(!stderr.includes(token) && !stderr.includes("cat ~/token"));
});

const bad: readonly {
  readonly name: string;
  readonly lines?: readonly string[];
  readonly prepare?: (world: World) => Promise<void>;
  readonly words?: readonly string[];
  readonly code: number;
  readonly says: RegExp;
  readonly calls?: number;
}[] = [
  {
    name: "a role that is none",
    words: ["odd"],
    lines: ["[profile odd]", "role_arn = web", "web_identity_token_file = /token"],
    code: 3,
    says: /profile "odd": .*config:5 is no role ARN/,
  },
  {
    name: "an empty token file",
    prepare: ({ home }) => Deno.writeTextFile(`${home}/token`, " \n"),
    code: 4,
    says: /the web identity token of web_identity_token_file of profile "web" \(.*config:4\): it is empty/,
  },
  {
    name: "a huge token file",
    prepare: ({ home }) => Deno.writeTextFile(`${home}/token`, "x".repeat(10_000_000)),
    code: 3,
    says: /is longer than the 20000 characters that AWS takes/,
  },
  {
    name: "a token that is too long",
    prepare: ({ home }) => Deno.writeTextFile(`${home}/token`, "x".repeat(20_001)),
    code: 4,
    says: /is longer than the 20000 characters that AWS takes/,
  },
  {
    name: "a token of several words",
    prepare: ({ home }) => Deno.writeTextFile(`${home}/token`, "secret token"),
    code: 4,
    says: /it is no token/,
  },
  {
    name: "a folder",
    prepare: async ({ home }) => (await Deno.remove(`${home}/token`), await Deno.mkdir(`${home}/token`)),
    code: 3,
    says: /" is a folder/,
  },
  {
    name: "a pipe",
    prepare: async ({ home }) => {
      await Deno.remove(`${home}/token`);
      await new Deno.Command("mkfifo", { args: [`${home}/token`] }).output();
    },
    code: 3,
    says: /" is no regular file/,
  },
  {
    name: "no such file",
    prepare: ({ home }) => Deno.remove(`${home}/token`),
    code: 3,
    says: /Cannot read the web identity token of .* profile "web" \(.*config:4\): ".*\/token" does not exist/,
  },
  {
    name: "a path that is no whole one",
    lines: ["web_identity_token_file = token"],
    code: 3,
    says: /"token" \(.*config:4\) is another file in each folder/,
  },
  {
    name: "no path",
    lines: ["web_identity_token_file ="],
    code: 3,
    says: /web_identity_token_file has no value at /,
  },
  {
    name: "a token without a role",
    words: ["alone"],
    lines: ["[profile alone]", "web_identity_token_file = /token"],
    code: 3,
    says: /profile "alone": it has no role_arn/,
  },
  ...["source_profile = default", "credential_source = Environment", "web_identity_token_process = true"].map(
    (line) => ({
      name: `a token beside ${line}`,
      lines: ["web_identity_token_file = ~/token", line],
      code: 3,
      says: /exclude each other/,
    }),
  ),
  {
    name: "a command that fails",
    lines: ["web_identity_token_process = false"],
    code: 1,
    says: /ended with status 1/,
  },
  {
    name: "a command that prints nothing",
    lines: ["web_identity_token_process = true"],
    code: 4,
    says: /it is empty/,
  },
  {
    name: "a command that prints megabytes",
    lines: ["web_identity_token_process = yes"],
    code: 1,
    says: /prints more than 64 KiB/,
  },
  {
    name: "an audience of others",
    prepare: ({ home }) =>
      Deno.writeTextFile(`${home}/token`, makeToken({ iss: provider.issuer, aud: "other" })),
    code: 4,
    says: /AWS does not take the web identity token: InvalidIdentityToken: Incorrect token audience/,
    calls: 1,
  },
  {
    name: "a provider that the role does not trust",
    prepare: ({ home }) =>
      Deno.writeTextFile(`${home}/token`, makeToken({ iss: "https://x", aud: provider.audience })),
    code: 1,
    says: /AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity/,
    calls: 1,
  },
  {
    name: "a token that has ended",
    prepare: ({ home }) => Deno.writeTextFile(`${home}/token`, makeToken({ iss: provider.issuer, exp: 1 })),
    code: 4,
    says: /AWS says that the web identity token has expired \(ExpiredTokenException\)/,
    calls: 1,
  },
  {
    name: "a short token",
    prepare: ({ home }) => Deno.writeTextFile(`${home}/token`, "abc"),
    code: 4,
    says: /no token/,
  },
  {
    name: "no role on the command line",
    words: ["--with-web-identity", "--web-identity-token", "token"],
    code: 2,
    says: /no role is named/,
  },
  {
    name: "no token on the command line",
    words: ["--with-web-identity", "--role-arn", role],
    code: 3,
    says: /there is no source of a token/,
  },
  {
    name: "a token file alone",
    words: ["web", "--web-identity-token", "token"],
    code: 2,
    says: /--web-identity-token without --with-web-identity/,
  },
  {
    name: "a source profile too",
    words: ["--with-web-identity", "--role-arn", role, "--source-profile", "web"],
    code: 2,
    says: /--source-profile with --with-web-identity/,
  },
];

for (const { name, lines, prepare, words = ["web"], code, says, calls = 0 } of bad) {
  Deno.test(`awsume ends in an error for ${name}, and in nobody else's credentials`, async () => {
    await using world = await startTokenWorld(lines);
    await prepare?.(world);
    const outcome = await world.awsume(words, { env: others });
    assert.equal(outcome.stdout.includes("AWS_ACCESS_KEY_ID"), false);
    assert.match(outcome.stderr, says);
    assert.equal(outcome.status, code, outcome.stderr);
    assert.equal(world.calls().length, calls);
    if (!(await Deno.stat(`${world.home}/token`).catch(() => undefined))?.isFile) return;
    const secret = await Deno.readTextFile(`${world.home}/token`);
    assert.ok(secret.trim().length < 4 || !outcome.stderr.includes(secret.trim()));
  });
}

Deno.test("awsume calls the STS of the role's partition, or none", async () => {
  await using world = await startTokenWorld();
  const gov = "arn:aws-us-gov:iam::222222222222:role/web";
  const { AWS_ENDPOINT_URL_STS: _url, ...env } = world.env;
  const words = ["explain", "--with-web-identity", "--web-identity-token", "token", "--json"];
  const explain = (role: string, ...more: readonly string[]): Promise<Awaited<ReturnType<World["run"]>>> =>
    world.awsume([...words, "--role-arn", role, ...more], { env: { ...env, AWS_ENDPOINT_URL_STS: "" } });
  const hostOf = async (role: string, ...more: readonly string[]): Promise<string> =>
    JSON.parse((await explain(role, ...more)).stdout).calls[0].host;
  assert.equal(await hostOf(gov), "sts.us-gov-west-1.amazonaws.com");
  assert.equal(await hostOf(role, "--fips"), "sts-fips.us-east-1.amazonaws.com");
  const refused = await explain(gov, "--region", "eu-west-1");
  assert.equal(refused.status, 2);
  assert.match(refused.stderr, /that is partition aws/);
});
