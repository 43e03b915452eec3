/**
 * Everything that can be wrong with a switch, in one table: each row ends with its message and exit code, with
 * nothing exported, and with the person's files as they were.
 */
import assert from "node:assert/strict";
import { accounts, files, type RunOptions, startWorld, type World } from "../support/world.ts";

interface Row {
  readonly name: string;
  readonly words: readonly string[];
  readonly code: 1 | 2 | 3 | 4;
  /** What stderr says: the action that failed, and the next step. */
  readonly says: readonly RegExp[];
  readonly config?: string;
  readonly credentials?: string;
  readonly env?: (world: World) => Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly prepare?: (world: World) => void | Promise<void>;
  /** Calls that reach STS, refused or not. */
  readonly calls?: number;
}

const role = "role_arn = arn:aws:iam::222222222222:role/one";

const commandLines: readonly Row[] = [
  {
    name: "an unknown option",
    words: ["--regoin", "x"],
    code: 2,
    says: [/option --regoin/, /Did you mean "--region"\?/],
  },
  { name: "an unknown letter", words: ["-rx"], code: 2, says: [/option -x/] },
  { name: "an option without its value", words: ["--region"], code: 2, says: [/--region without a value/] },
  {
    name: "a value for a switch",
    words: ["--refresh=1"],
    code: 2,
    says: [/--refresh a value: it takes none/],
  },
  {
    name: "a value that looks like an option",
    words: ["--region", "-r"],
    code: 2,
    says: [/Write --region=VALUE/],
  },
  { name: "two profiles", words: ["one", "two"], code: 2, says: [/more than one profile: "one", "two"/] },
  { name: "an empty profile name", words: [""], code: 2, says: [/empty profile name/] },
  {
    name: "a bad --role-arn",
    words: ["--role-arn", "12345:x"],
    code: 2,
    says: [/--role-arn "12345:x"/, /Write arn:/],
  },
  {
    name: "a profile beside --role-arn",
    words: ["one", "--role-arn", "222222222222:one"],
    code: 2,
    says: [/at once/, /--source-profile one/],
  },
  {
    name: "--source-profile alone",
    words: ["--source-profile", "one"],
    code: 2,
    says: [/without --role-arn/],
  },
  ...["43201", "-1", "x", "899", "1.5", ""].map((text): Row => ({
    name: `--role-duration "${text}"`,
    words: [`--role-duration=${text}`, "one"],
    code: 2,
    says: [/--role-duration/, /from 900 to 43200/],
  })),
  ...["12345", "1234567", "12345x", ""].map((text): Row => ({
    name: `--mfa-token "${text}"`,
    words: [`--mfa-token=${text}`, "mfa"],
    code: 2,
    says: [/an MFA code has six digits/],
  })),
  { name: "a bad --region", words: ["--region", "eu west", "one"], code: 2, says: [/no name of a region/] },
  {
    name: "a command word behind an option",
    words: ["-r", "init", "bash"],
    code: 2,
    says: [/must come first/],
  },
  { name: "init without a shell", words: ["init"], code: 2, says: [/init takes one word/] },
  {
    name: "init for an unknown shell",
    words: ["init", "bsah"],
    code: 2,
    says: [/"bsah"/, /Did you mean "bash"\?/],
  },
  { name: "an unknown --shell", words: ["alice", "--shell", "fsh"], code: 2, says: [/Unknown shell "fsh"/] },
];

const tooMany = Array.from({ length: 51 }, (_, index) => `k${index}=v`).join(",");

/** What belongs to a role's session, and the other options of the original. */
const sessions: readonly Row[] = [
  { name: "a tag without =", words: ["one", "-t", "a=1,b"], code: 2, says: [/--tags: "b" has no "="/] },
  { name: "no tag", words: ["one", "--tags="], code: 2, says: [/--tags: "" has no "="/] },
  { name: "too many tags", words: ["one", "-t", tooMany], code: 2, says: [/--tags: STS takes 50 tags/] },
  {
    name: "too long a key of a tag",
    words: ["one", "-t", `${"k".repeat(129)}=v`],
    code: 2,
    says: [/is too long/, /at most 128/],
  },
  {
    name: "too long a value of a tag",
    words: ["one", "-t", `k=${"v".repeat(257)}`],
    code: 2,
    says: [/"k" is too long/, /at most 256/],
  },
  {
    name: "a tag that is there twice",
    words: ["one", "-t", "Team=a,team=b"],
    code: 2,
    says: [/"team" is given twice/],
  },
  {
    name: "a tag that STS does not take",
    words: ["one", "-t", "a=$(id)"],
    code: 2,
    says: [/"a" has a character/],
  },
  {
    name: "a transitive tag that is none",
    words: ["one", "-t", "a=1", "--transitive-tags", "b"],
    code: 2,
    says: [/no tag has the key "b"/],
  },
  {
    name: "a policy that is no JSON",
    words: ["one", "--session-policy", "{Version}"],
    code: 2,
    says: [/--session-policy: it is no JSON object/],
  },
  {
    name: "too long a policy",
    words: ["one", "--session-policy", `{"a":"${"x".repeat(2048)}"}`],
    code: 2,
    says: [/--session-policy: STS takes 2048 characters, these are 2056/],
  },
  {
    name: "a profile in the place of a policy's ARN",
    words: ["--session-policy-arns", "one"],
    code: 2,
    says: [/--session-policy-arns: "one" is no ARN of a policy/],
  },
  {
    name: "too many policies",
    words: ["one", "--session-policy-arns", ...Array(11).fill("arn:aws:iam::aws:policy/ReadOnlyAccess")],
    code: 2,
    says: [/STS takes 10 policies, these are 11/],
  },
  {
    name: "a source identity that STS does not take",
    words: ["one", "--source-identity", "a b"],
    code: 2,
    says: [/--source-identity: "a b" is no name/, /2 to 64/],
  },
  {
    name: "a tag without = in a profile",
    words: ["top"],
    code: 3,
    says: [/session_tags of profile "top" \(\S+config:4\): "b" has no "="/],
    config: `[profile top]\n${role}\nsource_profile = alice\nsession_tags = a=1, b\n`,
  },
  {
    name: "a policy that is no JSON in a profile",
    words: ["top"],
    code: 3,
    says: [/session_policy of profile "top" \(\S+config:4\): it is no JSON object/],
    config: `[profile top]\n${role}\nsource_profile = alice\nsession_policy = file.json\n`,
  },
  {
    name: "no path for --config-file",
    words: ["one", "--config-file="],
    code: 2,
    says: [/--config-file without a path/],
  },
  {
    name: "a folder for --credentials-file",
    words: ["one", "--credentials-file", "~/.aws"],
    code: 3,
    says: [/\.aws.*directory/],
  },
  {
    name: "an abbreviation of several options",
    words: ["one", "--re", "x"],
    code: 2,
    says: [/Cannot tell which option --re is: .*--refresh or --region/, /Write more of its name/],
  },
  {
    name: "help for what is no command",
    words: ["help", "explian"],
    code: 2,
    says: [/"explian": it is no command/, /Did you mean "explain"\?/],
  },
];

const profiles: readonly Row[] = [
  {
    name: "a profile that is not there",
    words: ["alcie"],
    code: 3,
    says: [/Cannot find profile "alcie"/, /Did you mean "alice"\?/],
  },
  {
    name: "no files at all",
    words: ["alice"],
    code: 3,
    says: [/Cannot find profile "alice"/, /Look for its name in \S+\.aws\/config and \S+\.aws\/credentials/],
    prepare: ({ home }) => Deno.remove(`${home}/.aws`, { recursive: true }),
  },
  {
    name: "a folder in the place of the config file",
    words: ["alice"],
    code: 3,
    says: [/\.aws\/config.*directory/],
    prepare: async ({ home }) => {
      await Deno.remove(`${home}/.aws/config`);
      await Deno.mkdir(`${home}/.aws/config`);
    },
  },
  {
    name: "a file that is not text",
    words: ["alice"],
    code: 3,
    says: [/credentials.*UTF-8/],
    prepare: ({ home }) => Deno.writeFile(`${home}/.aws/credentials`, new Uint8Array([0x5b, 0xff, 0xfe])),
  },
  {
    name: "a broken line in the profile",
    words: ["bad"],
    code: 3,
    says: [/Cannot read profile "bad": \S+config:3/],
    config: "[profile bad]\nregion = us-east-1\ngarbage\n",
  },
  {
    name: "a broken line in a source profile",
    words: ["top"],
    code: 3,
    says: [/Cannot read profile "bad": \S+config:5/],
    config: `[profile top]\n${role}\nsource_profile = bad\n[profile bad]\ngarbage\n`,
  },
  {
    name: "a broken header, whose lines belong to nobody",
    words: ["bad"],
    code: 3,
    says: [/Cannot read profile "bad": .*config:1: expected "\[profile name\]"/],
    config: "[profile bad\nregion = us-east-1\n",
  },
  {
    name: "a circle",
    words: ["a"],
    code: 3,
    says: [/"a" -> "b" -> "c" -> "a": it is a circle/],
    config: ["a b", "b c", "c a"].map((pair) => pair.split(" "))
      .map(([name, source]) => `[profile ${name}]\n${role}\nsource_profile = ${source}\n`).join(""),
  },
  {
    name: "a source profile that is missing",
    words: ["top"],
    code: 3,
    says: [/Cannot find profile "gone", the source_profile of "top"/],
    config: `[profile top]\n${role}\nsource_profile = gone\n`,
  },
  {
    name: "a source profile that has nothing",
    words: ["top"],
    code: 3,
    says: [
      /Cannot get credentials for profile "empty", the source_profile of "top" \(\S+config:\d+\): it has no access keys/,
    ],
    config: `[profile top]\n${role}\nsource_profile = empty\n[profile empty]\n`,
    env: () => ({ AWS_ACCESS_KEY_ID: "AKIAFAKEALICEEXAMPLE", AWS_SECRET_ACCESS_KEY: "fake/alice+secret/==" }),
  },
  {
    name: "a bad role ARN",
    words: ["top"],
    code: 3,
    says: [/\S+config:2 is no role ARN/],
    config: "[profile top]\nrole_arn = arn:aws:iam::2222:role/one\nsource_profile = alice\n",
  },
  {
    name: "a bad duration",
    words: ["top"],
    code: 3,
    says: [/duration_seconds .*config:4\): "60"/, /900 to 43200/],
    config: `[profile top]\n${role}\nsource_profile = alice\nduration_seconds = 60\n`,
  },
  {
    name: "too long a life for a chained role",
    words: ["two", "--role-duration", "7200"],
    code: 2,
    says: [/AWS limits role chaining to one hour/],
  },
  {
    name: "a control character in a key",
    words: ["top"],
    code: 3,
    says: [/aws_secret_access_key \(.*credentials:3\) holds a control character \(U\+001B\)/],
    config: "",
    credentials: "[top]\naws_access_key_id = AKIA\naws_secret_access_key = a\u001b[2Jb\n",
  },
  {
    name: "a value that goes on in the next line",
    words: ["top"],
    code: 3,
    says: [/the value of aws_session_token goes on below .*credentials:4/],
    config: "",
    credentials:
      "[top]\naws_access_key_id = AKIA\naws_secret_access_key = b\naws_session_token = t\n  echo pwned\n",
  },
  {
    name: "SSO, which is not supported yet, beside keys",
    words: ["alice"],
    code: 3,
    says: [/sso_session .*not supported yet/],
    config: "[profile alice]\nsso_session = corp\n",
  },
  {
    name: "a bad role-duration in the settings file",
    words: ["one"],
    code: 3,
    says: [/role-duration in \S+config\.yaml/],
    prepare: async ({ home }) => {
      await Deno.mkdir(`${home}/.awsume`);
      await Deno.writeTextFile(`${home}/.awsume/config.yaml`, "role-duration: long\n");
    },
  },
];

const answers: readonly Row[] = [
  { name: "AccessDenied", words: ["closed"], code: 1, says: [/AccessDenied/, /trust policy/], calls: 1 },
  {
    name: "a secret that is wrong, without AWS's echo of the request",
    words: ["one"],
    code: 1,
    says: [/^awsume: AWS answered SignatureDoesNotMatch\n/m, /secret access key/],
    credentials: "[alice]\naws_access_key_id = AKIAFAKEALICEEXAMPLE\naws_secret_access_key = other\n",
  },
  {
    name: "a key that AWS does not know",
    words: ["one"],
    code: 1,
    says: [/InvalidClientTokenId/, /AKIAUNKNOWN/],
    credentials: "[alice]\naws_access_key_id = AKIAUNKNOWN\naws_secret_access_key = other\n",
    calls: 1,
  },
  {
    name: "credentials that have expired",
    words: ["--role-arn", "444444444444:three"],
    code: 4,
    says: [/have expired/, /new credentials/],
    prepare: async (world) => {
      world.aws.set({ lifetimeSeconds: -1 });
      await world.run(["one"]);
      world.aws.set({ lifetimeSeconds: 900 });
    },
    env: ({ aws }) => {
      const [old] = aws.issued;
      assert.ok(old?.sessionToken);
      return {
        AWS_ACCESS_KEY_ID: old.accessKeyId,
        AWS_SECRET_ACCESS_KEY: old.secretAccessKey,
        AWS_SESSION_TOKEN: old.sessionToken,
      };
    },
    calls: 2,
  },
  {
    name: "a wrong code on the command line",
    words: ["mfa", "--mfa-token", "000000"],
    code: 4,
    says: [/refused the MFA code/, /next code/],
    calls: 1,
  },
  {
    name: "a wrong code from a pipe, which is not asked again",
    words: ["mfa"],
    stdin: "000000\n123456\n",
    code: 4,
    says: [/refused the MFA code/],
    calls: 1,
  },
  {
    name: "a longer life than the role allows",
    words: ["one", "--role-duration", "7200"],
    code: 1,
    says: [/MaxSessionDuration/, /shorter --role-duration/],
    calls: 1,
  },
  {
    name: "nobody at the other end",
    words: ["one"],
    code: 1,
    says: [/127\.0\.0\.1:2".*refused/],
    env: () => ({ AWS_ENDPOINT_URL_STS: "http://127.0.0.1:2" }),
  },
  {
    name: "a host that does not exist",
    words: ["one"],
    code: 1,
    says: [/sts\.invalid"/],
    env: () => ({ AWS_ENDPOINT_URL_STS: "https://sts.invalid" }),
  },
  {
    name: "an STS that takes too long",
    words: ["one"],
    code: 1,
    says: [/answer of 127\.0\.0\.1.*took too long/, /AWSUME_TIMEOUT/],
    env: () => ({ AWSUME_TIMEOUT: "0.1" }),
    prepare: ({ aws }) => aws.fail({ kind: "delay", ms: 2000 }, { times: 9 }),
  },
  ...(["html", "empty", "garbage", "no-credentials"] as const).map((kind): Row => ({
    name: `an STS that lies: ${kind}`,
    words: ["one"],
    code: 1,
    says: [/Cannot understand the answer of http:\/\/127/, /AWS_ENDPOINT_URL_STS/],
    prepare: ({ aws }) => aws.fail({ kind }, { times: 9 }),
  })),
  ...["AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration"].map((field): Row => ({
    name: `an STS that leaves out ${field}`,
    words: ["one"],
    code: 1,
    says: [/Cannot understand the answer/],
    prepare: ({ aws }) => aws.fail({ kind: "missing", field }, { times: 9 }),
  })),
  {
    name: "an STS that sends half an answer each time",
    words: ["one"],
    code: 1,
    says: [/127\.0\.0\.1/],
    prepare: ({ aws }) => aws.fail({ kind: "half" }, { times: 9 }),
  },
  {
    name: "an STS that hangs up each time",
    words: ["one"],
    code: 1,
    says: [/127\.0\.0\.1/],
    prepare: ({ aws }) => aws.fail({ kind: "cut" }, { times: 99 }),
  },
  {
    name: "an STS that is broken each time",
    words: ["one"],
    code: 1,
    says: [/AWS answered|503/],
    prepare: ({ aws }) => aws.fail({ kind: "status", status: 503 }, { times: 9 }),
    calls: 3,
  },
  {
    name: "an STS that sends us elsewhere",
    words: ["one"],
    code: 1,
    says: [/^awsume: /m],
    prepare: ({ aws }) => aws.fail({ kind: "redirect", to: "http://127.0.0.1:1/" }, { times: 9 }),
  },
  {
    name: "a custom endpoint that is no URL",
    words: ["one"],
    code: 3,
    says: [/AWS_ENDPOINT_URL_STS: "sts" is no URL/],
    env: () => ({ AWS_ENDPOINT_URL_STS: "sts" }),
  },
];

/** Rows whose `env` takes the test's own URL away end before a call, or at a name that does not exist. */
const endpoints: readonly Row[] = [
  {
    name: "a region of no kind that AWS has",
    words: ["one", "--region", "mars-1"],
    code: 2,
    says: [/region "mars-1" \(--region\): AWS has no region of that kind/, /--endpoint-url/],
    env: () => ({ AWS_ENDPOINT_URL_STS: "" }),
  },
  {
    name: "a region in capital letters, in a profile",
    words: ["top"],
    code: 3,
    says: [/region "EU-WEST-1" \(\S+config:4\)/, /Did you mean "eu-west-1"/],
    config: `[profile top]\n${role}\nsource_profile = alice\nregion = EU-WEST-1\n`,
    env: () => ({ AWS_ENDPOINT_URL_STS: "" }),
  },
  {
    name: "a region and a role of two partitions",
    words: ["top"],
    code: 3,
    says: [
      /Cannot use arn:aws-us-gov:\S+ in region "us-east-1" \(\S+config:4\): that is partition aws\n/,
      /Use a region of aws-us-gov, such as us-gov-west-1/,
    ],
    config: `[profile top]\n${
      role.replace("aws:", "aws-us-gov:")
    }\nsource_profile = alice\nregion = us-east-1\n`,
    calls: 0,
  },
  {
    name: "the same with the region on the command line",
    words: ["--role-arn", "aws-cn:222222222222:one", "--region", "us-east-1", "--source-profile", "alice"],
    code: 2,
    says: [/region "us-east-1" \(--region\): that is partition aws\n/, /such as cn-north-1/],
    calls: 0,
  },
  {
    name: "--endpoint-url that is no URL",
    words: ["one", "--endpoint-url", "sts"],
    code: 2,
    says: [/--endpoint-url: "sts" is no URL/],
    calls: 0,
  },
  {
    name: "a URL with a password, without repeating it",
    words: ["one"],
    code: 3,
    says: [/^awsume: Cannot use AWS_ENDPOINT_URL_STS: an endpoint's URL has no user, no password/],
    env: () => ({ AWS_ENDPOINT_URL_STS: "https://me:fake/alice+secret/==@sts.example.com" }),
  },
  {
    name: "plain http to a host that is not this computer",
    words: ["one"],
    code: 3,
    says: [/AWS_ENDPOINT_URL: over http:\/\/sts\.example\.com/, /AWSUME_ALLOW_HTTP=true/],
    env: () => ({ AWS_ENDPOINT_URL_STS: "", AWS_ENDPOINT_URL: "http://sts.example.com" }),
  },
  {
    name: "dualstack beside a URL of one's own",
    words: ["one", "--dualstack"],
    code: 2,
    says: [/dualstack \(--dualstack\) with a URL of your own \(AWS_ENDPOINT_URL_STS\)/],
    calls: 0,
  },
  {
    name: "a switch that is neither true nor false",
    words: ["one"],
    code: 3,
    says: [/AWS_USE_FIPS_ENDPOINT: "1" is neither true nor false/],
    env: () => ({ AWS_USE_FIPS_ENDPOINT: "1" }),
    calls: 0,
  },
  {
    name: "a services section that is not there",
    words: ["top"],
    code: 3,
    says: [/Cannot find \[services local\], which profile "top" names \(\S+config:4\)/],
    config: `[profile top]\n${role}\nsource_profile = alice\nservices = local\n`,
    env: () => ({ AWS_ENDPOINT_URL_STS: "" }),
  },
  {
    name: "FIPS where AWS has none, at a name that does not exist",
    words: ["top"],
    code: 1,
    says: [/sts-fips\.cn-north-1\.amazonaws\.com\.cn/, /AWS lists no FIPS endpoint of STS in cn-north-1/],
    config: `[profile top]\n${
      role.replace("aws:", "aws-cn:")
    }\nsource_profile = alice\nuse_fips_endpoint = true\n`,
    env: () => ({ AWS_ENDPOINT_URL_STS: "" }),
  },
];

/** By the program itself: what needs a pipe, and the first of each table, which stands for the others. */
for (const row of [commandLines, sessions, profiles, answers, endpoints].flatMap(([first]) => first ?? [])) {
  testRow(row, (world, more) => world.run(row.words, more), "the program answers");
}

for (const row of [...commandLines, ...sessions, ...profiles, ...answers, ...endpoints]) {
  testRow(
    row,
    (world, more) => row.stdin === undefined ? world.inside(row.words, more) : world.run(row.words, more),
  );
}

type Run = (world: World, more: RunOptions) => ReturnType<World["run"]>;

function testRow(row: Row, run: Run, title = "awsume answers"): void {
  Deno.test(`${title} ${row.name}`, async () => {
    await using world = await startWorld(row);
    await row.prepare?.(world);
    const before = await readFiles(world);
    const { status, stdout, stderr } = await run(world, {
      env: row.env?.(world) ?? {},
      stdin: row.stdin ?? "",
    });
    assert.equal(status, row.code, stderr);
    const isDirect = ["init", "help"].includes(row.words[0] ?? "") || row.words.includes("--shell");
    assert.equal(stdout, isDirect ? "" : `(exit ${row.code});\n`);
    for (const pattern of row.says) assert.match(stderr, pattern);
    assert.doesNotMatch(stderr, /\n\s+at /, "a stack trace");
    for (const secret of secretsOf(world)) assert.ok(!stderr.includes(secret), "a secret");
    assert.deepEqual(await readFiles(world), before);
    if (row.calls !== undefined) assert.equal(world.aws.calls.length, row.calls);
  });
}

Deno.test("awsume delivers what it cannot remember, with one warning a file", async () => {
  await using world = await startWorld();
  await Deno.writeTextFile(`${world.home}/taken`, "");
  const { status, stdout, stderr } = await world.run(["one"], {
    env: { XDG_CACHE_HOME: `${world.home}/taken` },
  });
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^export AWS_ACCESS_KEY_ID='ASIA/);
  assert.equal(stderr.match(/will not be remembered/g)?.length, 1, stderr);
});

Deno.test("awsume ignores a broken profile that is not asked for", async () => {
  await using world = await startWorld({
    config: `garbage\n[profile broken\n[profile x]\n= 1\n${files.config}`,
  });
  const { status, stderr } = await world.run(["two"]);
  assert.equal(status, 0, stderr);
});

function secretsOf({ aws }: World): readonly string[] {
  const issued = aws.issued.flatMap((
    { secretAccessKey, sessionToken = "" },
  ) => [secretAccessKey, sessionToken]);
  return [...accounts.users.map(({ secretAccessKey }) => secretAccessKey), ...issued].filter(Boolean);
}

/** All that the person has under `.aws`. */
async function readFiles({ home }: World): Promise<Readonly<Record<string, string>>> {
  const texts: Record<string, string> = {};
  for (const name of ["config", "credentials"]) {
    texts[name] = await Deno.readTextFile(`${home}/.aws/${name}`).catch((error: Error) => error.name);
  }
  return texts;
}
