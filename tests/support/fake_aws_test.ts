import { deepStrictEqual as deepEqual, match, ok, rejects, strictEqual as equal } from "node:assert/strict";
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  type AssumeRoleCommandOutput,
  GetCallerIdentityCommand,
  type GetCallerIdentityCommandOutput,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
  type GetSessionTokenCommandInput,
  type GetSessionTokenCommandOutput,
  STSClient,
} from "@aws-sdk/client-sts";
import { type FakeAws, type FakeRole, type Fault, type Settings, startFakeAws } from "./fake_aws.ts";

type RoleInput = { readonly role: string } & Partial<AssumeRoleCommandInput>;

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

const MFA = "arn:aws:iam::111111111111:mfa/alice";
const ALICE = {
  accessKeyId: "AKIAFAKEALICEEXAMPLE",
  secretAccessKey: "fake/alice+secret/EXAMPLEKEY/0123456/+==",
  arn: "arn:aws:iam::111111111111:user/alice",
  mfaSerial: MFA,
};
const KEYS: Keys = { accessKeyId: ALICE.accessKeyId, secretAccessKey: ALICE.secretAccessKey };

function role(name: string, rules: Omit<FakeRole, "arn"> = {}): FakeRole {
  return { arn: `arn:aws:iam::222222222222:role/team/${name}`, ...rules };
}

const ROLES = [
  role("open"),
  role("long", { maxDurationSeconds: 7200 }),
  role("guarded", { requiresMfa: true }),
  role("vendor", { externalId: "s3cret:id" }),
  role("account", { trusts: ["arn:aws:iam::111111111111:root"] }),
  role("second", { trusts: [role("guarded").arn] }),
  role("third", { trusts: (arn) => arn.endsWith(":role/team/second") }),
];

function start(settings: Settings = {}): FakeAws {
  return startFakeAws({ users: [ALICE], roles: ROLES, ...settings });
}

async function withClient<T>(
  { aws, keys, attempts = 1 }: { readonly aws: FakeAws; readonly keys: Keys; readonly attempts?: number },
  work: (client: STSClient) => Promise<T>,
): Promise<T> {
  const client = new STSClient({
    endpoint: aws.url,
    region: "eu-west-3",
    credentials: keys,
    maxAttempts: attempts,
    requestHandler: { httpAgent: { keepAlive: false } },
  });
  try {
    return await work(client);
  } finally {
    client.destroy();
  }
}

function whoAmI(aws: FakeAws, keys: Keys, attempts = 1): Promise<GetCallerIdentityCommandOutput> {
  return withClient({ aws, keys, attempts }, (client) => client.send(new GetCallerIdentityCommand({})));
}

function session(
  aws: FakeAws,
  keys: Keys,
  input: GetSessionTokenCommandInput = {},
): Promise<GetSessionTokenCommandOutput> {
  return withClient({ aws, keys }, (client) => client.send(new GetSessionTokenCommand(input)));
}

function assume(
  aws: FakeAws,
  keys: Keys,
  { role: name, ...input }: RoleInput,
): Promise<AssumeRoleCommandOutput> {
  const command = new AssumeRoleCommand({ RoleArn: role(name).arn, RoleSessionName: "me@work", ...input });
  return withClient({ aws, keys }, (client) => client.send(command));
}

function assumeLong(aws: FakeAws, from: GetSessionTokenCommandOutput): Promise<unknown> {
  return assume(aws, keysOf(from), { role: "long", DurationSeconds: 3601 });
}

function federate(aws: FakeAws): Promise<unknown> {
  return withClient(
    { aws, keys: KEYS },
    (client) => client.send(new GetFederationTokenCommand({ Name: "me" })),
  );
}

function keysOf({ Credentials: found }: AssumeRoleCommandOutput | GetSessionTokenCommandOutput): Keys {
  return {
    accessKeyId: found?.AccessKeyId ?? "",
    secretAccessKey: found?.SecretAccessKey ?? "",
    sessionToken: found?.SessionToken ?? "",
  };
}

Deno.test("startFakeAws() accepts a right signature and records who called", async () => {
  await using aws = start();
  const { Arn, UserId, Account } = await whoAmI(aws, KEYS);
  deepEqual({ Arn, UserId, Account }, {
    Arn: ALICE.arn,
    UserId: "AIDAFAKE111111111111",
    Account: "111111111111",
  });
  const call = aws.calls[0];
  deepEqual({ ...call, at: undefined }, {
    action: "GetCallerIdentity",
    params: {},
    accessKeyId: ALICE.accessKeyId,
    region: "eu-west-3",
    service: "sts",
    host: new URL(aws.url).host,
    at: undefined,
  });
});

Deno.test("startFakeAws() verifies each hop of a chain with what it issued", async () => {
  await using aws = start();
  const base = keysOf(await session(aws, KEYS, { SerialNumber: MFA, TokenCode: "123456" }));
  const first = keysOf(await assume(aws, base, { role: "guarded", SourceIdentity: "alice" }));
  const second = keysOf(await assume(aws, first, { role: "second" }));
  const third = await assume(aws, second, { role: "third" });
  equal(third.AssumedRoleUser?.Arn, "arn:aws:sts::222222222222:assumed-role/third/me@work");
  equal(third.SourceIdentity, "alice");
  equal((await whoAmI(aws, keysOf(third))).Arn, third.AssumedRoleUser?.Arn);
  deepEqual(aws.calls.map((call) => call.accessKeyId), [
    ALICE.accessKeyId,
    ...["ASIAFAKE0001EXAMPLE0", "ASIAFAKE0002EXAMPLE0", "ASIAFAKE0003EXAMPLE0", "ASIAFAKE0004EXAMPLE0"],
  ]);
  equal(new Set(aws.issued.map((each) => each.secretAccessKey)).size, 4);
});

const CODE = { SerialNumber: MFA, TokenCode: "123456" };
const NO_RIGHT =
  "AccessDenied 403 User: arn:aws:iam::111111111111:user/alice is not authorized to perform: sts:AssumeRole on resource: ";
const RANGE = "ValidationError 400 1 validation error detected: Value";
const TOO_LONG =
  "ValidationError 400 The requested DurationSeconds exceeds the MaxSessionDuration set for this role.";
const CHAIN =
  "ValidationError 400 The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.";
const TOKEN = "InvalidClientTokenId 403 The security token included in the request is invalid.";
const SIGNATURE = "SignatureDoesNotMatch 403 The request signature we calculated does not match";
const EXPIRED = "ExpiredToken 403 The security token included in the request is expired";
const FACTOR = "AccessDenied 403 MultiFactorAuthentication failed";
const ROLE = "arn:aws:sts::222222222222:assumed-role";

/** What comes of assuming a role with long-term keys: an ARN or an error. */
const roles: readonly (readonly [criterion: string, input: RoleInput, seen: string])[] = [
  ["gives a role to anyone known", { role: "open" }, `${ROLE}/open/me@work`],
  ["gives a role to an account it trusts", { role: "account" }, `${ROLE}/account/me@work`],
  [
    "gives long-term keys a role as long as its maximum",
    { role: "long", DurationSeconds: 7200 },
    `${ROLE}/long/me@`,
  ],
  ["gives a guarded role for a code", { role: "guarded", ...CODE }, `${ROLE}/guarded/me@work`],
  ["gives a role for its external id", { role: "vendor", ExternalId: "s3cret:id" }, `${ROLE}/vendor/me@work`],
  ["refuses a role nobody made", { role: "none" }, `${NO_RIGHT}arn:aws:iam::222222222222:role/team/none`],
  ["refuses a role that trusts others", { role: "second" }, NO_RIGHT],
  ["refuses a guarded role without MFA", { role: "guarded" }, NO_RIGHT],
  ["refuses a wrong external id", { role: "vendor", ExternalId: "other" }, NO_RIGHT],
  ["refuses a role for 899 s", { role: "open", DurationSeconds: 899 }, `${RANGE} '899' at 'durationSeconds'`],
  ["refuses a role for more than its maximum", { role: "open", DurationSeconds: 3601 }, TOO_LONG],
  [
    "refuses a session name of one letter",
    { role: "open", RoleSessionName: "x" },
    `${RANGE} 'x' at 'roleSessionName'`,
  ],
  ["refuses a session name with a space", { role: "open", RoleSessionName: "a b" }, `${RANGE} 'a b'`],
  [
    "refuses a policy that is not JSON",
    { role: "open", Policy: "{" },
    "MalformedPolicyDocumentException 400 ",
  ],
  [
    "refuses another MFA serial",
    { role: "open", ...CODE, SerialNumber: `${MFA}2` },
    `${FACTOR}, unable to validate`,
  ],
];

for (const [criterion, input, seen] of roles) {
  Deno.test(`startFakeAws() ${criterion}`, async () => {
    await using aws = start();
    const found = await outcome(assume(aws, KEYS, input).then((output) => output.AssumedRoleUser?.Arn));
    ok(found.startsWith(seen), found);
  });
}

const refusals: readonly (readonly [criterion: string, (aws: FakeAws) => Promise<unknown>, error: string])[] =
  [
    ["a wrong secret", (aws) => whoAmI(aws, { ...KEYS, secretAccessKey: "fake/other" }), SIGNATURE],
    ["an unknown key", (aws) => whoAmI(aws, { ...KEYS, accessKeyId: "AKIAFAKENOBODY" }), TOKEN],
    [
      "a tampered token",
      async (aws) => whoAmI(aws, { ...keysOf(await session(aws, KEYS)), sessionToken: "FwoG==" }),
      TOKEN,
    ],
    [
      "an action it does not know",
      (aws) => federate(aws),
      "InvalidAction 400 Could not find operation GetFederationToken",
    ],
    [
      "a wrong MFA code",
      (aws) => session(aws, KEYS, { ...CODE, TokenCode: "654321" }),
      `${FACTOR} with invalid MFA`,
    ],
    [
      "a code without a serial",
      (aws) => session(aws, KEYS, { TokenCode: "123456" }),
      `${FACTOR}, must provide both`,
    ],
    [
      "36 hours and a second",
      (aws) => session(aws, KEYS, { DurationSeconds: 129_601 }),
      `${RANGE} '129601' at `,
    ],
    [
      "a session for a session",
      async (aws) => session(aws, keysOf(await session(aws, KEYS))),
      "AccessDenied 403 Cannot call",
    ],
    [
      "over an hour for a session token",
      async (aws) => assumeLong(aws, await session(aws, KEYS, CODE)),
      CHAIN,
    ],
    [
      "over an hour in a chain",
      async (aws) => assumeLong(aws, await assume(aws, KEYS, { role: "open" })),
      CHAIN,
    ],
    [
      "expired credentials",
      async (aws) => {
        aws.set({ lifetimeSeconds: 0 });
        await whoAmI(aws, keysOf(await session(aws, KEYS)));
      },
      EXPIRED,
    ],
    [
      "a code used twice under mfaCodesOnce",
      async (aws) => {
        aws.set({ mfaCodesOnce: true });
        for (const input of [CODE, CODE]) await session(aws, KEYS, input);
      },
      `${FACTOR} with invalid MFA`,
    ],
  ];

/** The error as `Code status message`, or the JSON of what succeeded. */
async function outcome(work: Promise<unknown>): Promise<string> {
  try {
    const result = await work;
    return typeof result === "string" ? result : JSON.stringify(result);
  } catch (error) {
    const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    return `${name} ${$metadata?.httpStatusCode} ${message}`;
  }
}

for (const [criterion, attempt, error] of refusals) {
  Deno.test(`startFakeAws() refuses ${criterion}`, async () => {
    await using aws = start();
    const found = await outcome(attempt(aws));
    ok(found.startsWith(error), found);
  });
}

/** What the SDK makes of each: note that it takes a page or an empty body for an answer without credentials. */
const faults: readonly (readonly [fault: Fault, seen: RegExp])[] = [
  [{ kind: "delay", ms: 20 }, /^\{"Credentials":/],
  [{ kind: "throttle" }, /^Throttling 400 Rate exceeded$/],
  [{ kind: "status", status: 500 }, /^InternalFailure 500 /],
  [{ kind: "status", status: 503 }, /^ServiceUnavailable 503 /],
  [{ kind: "redirect", to: "http://127.0.0.1:9/" }, /^Unknown 307 /],
  [{ kind: "cut" }, /^TimeoutError undefined (socket hang up|read ECONNRESET)$/],
  [{ kind: "half" }, /^Error 200 aborted/],
  [{ kind: "garbage" }, /^Error 200 .*mismatched tags/],
  [{ kind: "html" }, /^\{"\$metadata":/],
  [{ kind: "empty" }, /^\{"\$metadata":/],
  [{ kind: "no-credentials" }, /^\{"AssumedRoleUser":/],
  [
    { kind: "missing", field: "SecretAccessKey" },
    /^\{"Credentials":\{"AccessKeyId":"\w+","SessionToken":/,
  ],
];

for (const [fault, seen] of faults) {
  Deno.test(`fail() lets a client see ${Object.values(fault).join(" ")}, once`, async () => {
    await using aws = start();
    aws.fail(fault, { action: "AssumeRole" });
    await whoAmI(aws, KEYS);
    match(await outcome(assume(aws, KEYS, { role: "open" })), seen);
    match(
      await outcome(assume(aws, KEYS, { role: "open" })),
      /^\{"Credentials":\{"AccessKeyId":"ASIAFAKE\d{4}/,
    );
  });
}

Deno.test("fail() counts down, so that a client's retry gets through", async () => {
  await using aws = start();
  aws.fail({ kind: "status", status: 503 }, { times: 2 });
  equal((await whoAmI(aws, KEYS, 3)).Arn, ALICE.arn);
  equal(aws.calls.length, 3);
});

for (
  const [skewMs, message] of [[600_000, /^Signature expired: /], [
    -600_000,
    /^Signature not yet current: /,
  ]] as const
) {
  Deno.test(`set() skews the clock by ${skewMs} ms, which a second attempt makes good`, async () => {
    await using aws = start();
    aws.set({ clockSkewMs: skewMs });
    await rejects(whoAmI(aws, KEYS), { name: "SignatureDoesNotMatch", message });
    equal((await whoAmI(aws, KEYS, 3)).Arn, ALICE.arn);
    const { Credentials } = await withClient(
      { aws, keys: KEYS, attempts: 3 },
      (client) => client.send(new GetSessionTokenCommand()),
    );
    const aheadMs = (Credentials?.Expiration?.getTime() ?? 0) - Date.now() - 43_200_000;
    ok(Math.abs(aheadMs - skewMs) < 60_000, `${aheadMs}`);
  });
}

Deno.test("startFakeAws() records what shapes a role", async () => {
  await using aws = start();
  await assume(aws, KEYS, {
    role: "vendor",
    ...CODE,
    ExternalId: "s3cret:id",
    Policy: '{"Version":"2012-10-17"}',
    PolicyArns: [{ arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" }],
    Tags: [{ Key: "team", Value: "blue/gold" }],
    TransitiveTagKeys: ["team"],
  });
  deepEqual(aws.calls[0]?.params, {
    RoleArn: "arn:aws:iam::222222222222:role/team/vendor",
    RoleSessionName: "me@work",
    ...CODE,
    ExternalId: "s3cret:id",
    Policy: '{"Version":"2012-10-17"}',
    "PolicyArns.member.1.arn": "arn:aws:iam::aws:policy/ReadOnlyAccess",
    "Tags.member.1.Key": "team",
    "Tags.member.1.Value": "blue/gold",
    "TransitiveTagKeys.member.1": "team",
  });
});

Deno.test("startFakeAws() leaves nothing behind when disposed of in mid-answer", async () => {
  const aws = start();
  aws.fail({ kind: "delay", ms: 60_000 });
  const waiting = outcome(whoAmI(aws, KEYS));
  while (aws.calls.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await aws[Symbol.asyncDispose]();
  match(await waiting, /^TimeoutError|ECONNRESET|socket hang up/);
});
