import assert from "node:assert/strict";
import { type Moment, printedKeys, printedSession, startMoments, type Told } from "../support/moments.ts";

/** What a command printed answers nobody who comes later; what is taken with it is remembered under its key. */
const roleArn = "arn:aws:iam::222222222222:role/deploy";
const config = `[profile p]
credential_process = get-creds "$STAGE"
[profile helper]
credential_process = ./helper
[profile deploy]
role_arn = ${roleArn}
source_profile = p
[profile own]
role_arn = ${roleArn}
credential_process = get-creds
[profile twice]
role_arn = arn:aws:iam::333333333333:role/twice
source_profile = deploy
`;

/** Keys of a session that are named by all that a command may go by. */
function print({ command, env: { STAGE = "" }, folder }: Told): string {
  return printedSession(`ASIA${STAGE}${command.startsWith("./") ? folder.replaceAll("/", "") : ""}`);
}

interface Row {
  readonly moments: readonly (Moment | string)[];
  /** Which key each of them exports or prints; a role's names the call, and the key that made it. */
  readonly keys: readonly string[];
  /** How often a command was run. */
  readonly runs: number;
}

const dev = { STAGE: "dev" };
const prod = { STAGE: "prod" };

const rows: Readonly<Record<string, Row>> = {
  "another value of a variable in its line": {
    moments: [{ words: "p", env: dev }, { words: "p", env: prod }, { words: "p", env: dev }],
    keys: ["ASIAdev", "ASIAprod", "ASIAdev"],
    runs: 3,
  },
  "another folder for a path that begins there": {
    moments: [{ words: "helper", folder: "/a" }, { words: "helper", folder: "/b" }],
    keys: ["ASIAa", "ASIAb"],
    runs: 2,
  },
  "nothing that is another": { moments: ["p", "p"], keys: ["ASIA", "ASIA"], runs: 2 },
  "each credential-process": {
    moments: [{ words: "credential-process p", env: dev }, { words: "credential-process p", env: prod }],
    keys: ["ASIAdev", "ASIAprod"],
    runs: 2,
  },
  "an export behind a switch": {
    moments: [{ words: "p", env: dev }, { words: "export p", env: prod }],
    keys: ["ASIAdev", "ASIAprod"],
    runs: 2,
  },
  "a switch with -r behind one without": {
    moments: [{ words: "p", env: dev }, { words: "p -r", env: prod }],
    keys: ["ASIAdev", "ASIAprod"],
    runs: 2,
  },
  "a role over it": {
    moments: [{ words: "deploy", env: dev }, { words: "deploy", env: prod }, { words: "deploy", env: dev }],
    keys: ["ASIA1OFASIAdev", "ASIA2OFASIAprod", "ASIA1OFASIAdev"],
    runs: 3,
  },
  "a role of a role over it": {
    moments: [{ words: "twice", env: dev }, { words: "twice", env: prod }, { words: "twice", env: dev }],
    keys: ["ASIA2OFASIA1OFASIAdev", "ASIA4OFASIA3OFASIAprod", "ASIA2OFASIA1OFASIAdev"],
    runs: 3,
  },
  "a role with a command of its own": {
    moments: [{ words: "own", env: dev }, { words: "credential-process own", env: prod }],
    keys: ["ASIA1OFASIAdev", "ASIA2OFASIAprod"],
    runs: 2,
  },
  "a role of --role-arn over it": {
    moments: [
      { words: `--role-arn ${roleArn} --source-profile p`, env: dev },
      { words: `--role-arn ${roleArn} --source-profile p`, env: prod },
    ],
    keys: ["ASIA1OFASIAdev", "ASIA2OFASIAprod"],
    runs: 2,
  },
  "a command that finds its tools by another home folder": {
    moments: [
      { words: "p", env: { ...dev, XDG_CACHE_HOME: "/cache", AWS_CONFIG_FILE: "/home/me/.aws/config" } },
      {
        words: "p",
        env: {
          ...prod,
          HOME: "/home/you",
          XDG_CACHE_HOME: "/cache",
          AWS_CONFIG_FILE: "/home/me/.aws/config",
        },
      },
    ],
    keys: ["ASIAdev", "ASIAprod"],
    runs: 2,
  },
};

for (const [name, { moments, keys, runs }] of Object.entries(rows)) {
  Deno.test(`credential_process is run again for ${name}`, async () => {
    const world = startMoments({ config, print });
    const came = [];
    for (const moment of moments) came.push(await world.at(moment));
    assert.deepEqual(came.map(({ status }) => status), moments.map(() => 0), came.at(-1)?.told.join("\n"));
    assert.deepEqual(came.map(({ key }) => key), keys);
    assert.equal(world.runs.length, runs);
  });
}

Deno.test("nothing that a credential_process printed is left on the disk, nor a quick way past it", async () => {
  const world = startMoments({ config, print });
  for (const words of ["p", "deploy", "credential-process p", "p -r"]) await world.at(words);
  const kept = [...world.files].filter(([path]) => !path.startsWith("/home/me/.aws/"));
  assert.deepEqual(kept.map(([path]) => path.replace(/[0-9a-f]{64}/, "HASH")), [
    "/home/me/.awsume/cache/HASH.json",
  ]);
  assert.match(kept[0]?.[1] ?? "", /"ASIA1OFASIA"/);
});

Deno.test("credential_process is never run by what only looks", async () => {
  const world = startMoments({ config, print });
  await world.at("deploy");
  for (
    const words of [
      "explain p",
      "explain deploy",
      "explain deploy --json",
      "-l",
      "-l --json",
      "ls",
      "ls deploy",
      "cache ls",
      "cache clear deploy",
    ]
  ) {
    assert.equal((await world.at(words)).status, 0, words);
  }
  assert.equal(world.runs.length, 1);
});

/** What the profile says that decides is the name of what is kept. */
const kept = `[profile p]
credential_process = get-creds
awsume_keep = STAGE VAULT_ADDR
[profile deploy]
role_arn = ${roleArn}
source_profile = p
`;

const keptRows: Readonly<Record<string, Row>> = {
  "once for the same values, and again for others": {
    moments: [{ words: "p", env: dev }, { words: "p", env: dev }, { words: "p", env: prod }, {
      words: "p",
      env: dev,
    }],
    keys: ["ASIAdev", "ASIAdev", "ASIAprod", "ASIAdev"],
    runs: 2,
  },
  "once whatever a variable says that is not named": {
    moments: [{ words: "p", env: dev }, { words: "p", env: { ...dev, OTHER: "1" } }],
    keys: ["ASIAdev", "ASIAdev"],
    runs: 1,
  },
  "again for the second variable, and for one that is empty": {
    moments: [
      { words: "p", env: { VAULT_ADDR: "a" } },
      { words: "p", env: { VAULT_ADDR: "b" } },
      { words: "p", env: { VAULT_ADDR: "" } },
      { words: "p", env: {} },
    ],
    keys: ["ASIA", "ASIA", "ASIA", "ASIA"],
    runs: 4,
  },
  "again in another folder": {
    moments: [{ words: "p", env: dev, folder: "/a" }, { words: "p", env: dev, folder: "/b" }],
    keys: ["ASIAdev", "ASIAdev"],
    runs: 2,
  },
  "once for switch, export and credential-process": {
    moments: ["p", "export p", "credential-process p"].map((words) => ({ words, env: dev })),
    keys: ["ASIAdev", "ASIAdev", "ASIAdev"],
    runs: 1,
  },
  "again with -r": {
    moments: [{ words: "p", env: dev }, { words: "p -r", env: dev, minutes: 1 }],
    keys: ["ASIAdev", "ASIAdev"],
    runs: 2,
  },
  "again when what it printed ends soon": {
    moments: [{ words: "p", env: dev }, { words: "p", env: dev, minutes: 54 }, {
      words: "p",
      env: dev,
      minutes: 56,
    }],
    keys: ["ASIAdev", "ASIAdev", "ASIAdev"],
    runs: 2,
  },
  "once for a role over it, which has the caller of the moment": {
    moments: [{ words: "deploy", env: dev }, { words: "deploy", env: prod }, { words: "deploy", env: dev }],
    keys: ["ASIA1OFASIAdev", "ASIA2OFASIAprod", "ASIA1OFASIAdev"],
    runs: 2,
  },
};

for (const [name, { moments, keys, runs }] of Object.entries(keptRows)) {
  Deno.test(`awsume_keep runs the command ${name}`, async () => {
    const world = startMoments({ config: kept, print });
    const came = [];
    for (const moment of moments) came.push(await world.at(moment));
    assert.deepEqual(came.map(({ key }) => key), keys, came.flatMap(({ told }) => told).join("\n"));
    assert.equal(world.runs.length, runs);
  });
}

for (
  const [value, why] of [
    ["", /it names no variable$/],
    ["$STAGE", /word 1 of it is no name of a variable$/],
    ["STAGE TOKEN=fake/secret", /word 2 of it is no name of a variable$/],
    [",", /it names no variable$/],
  ] as const
) {
  Deno.test(`awsume_keep = ${value} is refused, with its line and without its text`, async () => {
    for (const command of ["credential_process", "saml_process", "web_identity_token_process"]) {
      const world = startMoments({
        config: `[profile p]\nrole_arn = ${roleArn}\n${command} = get\nawsume_keep = ${value}\n`,
        print,
      });
      const { status, told, printed } = await world.at("p");
      assert.equal(status, 3);
      assert.match(
        told[0] ?? "",
        /^awsume: Cannot use awsume_keep of profile "p" \(\/home\/me\/\.aws\/config:4\): /,
      );
      assert.match(told[0] ?? "", why);
      assert.doesNotMatch(told.join("\n") + printed, /fake\/secret|AWS_/);
      assert.deepEqual(world.runs, []);
    }
  });
}

/** Keys of a user, as 1Password and its kind print them. */
const device = "arn:aws:iam::111111111111:mfa/alice";
const users = `[profile p]
credential_process = op
[profile one]
role_arn = ${roleArn}
source_profile = p
mfa_serial = ${device}
[profile two]
role_arn = arn:aws:iam::333333333333:role/two
source_profile = p
mfa_serial = ${device}
[profile long]
role_arn = ${roleArn}
source_profile = p
mfa_serial = ${device}
duration_seconds = 7200
[profile base]
credential_process = op
mfa_serial = ${device}
`;

Deno.test("one code serves all roles over a command that prints a user's keys, for twelve hours", async () => {
  const world = startMoments({ config: users, print: ({ env }) => printedKeys(env.WHO ?? "AKIAALICE") });
  const first = await world.at({ words: "one", codes: ["123456"] });
  assert.equal(first.key, "ASIA2OFASIA1OFAKIAALICE", first.told.join("\n"));
  assert.equal((await world.at("two")).key, "ASIA3OFASIA1OFAKIAALICE");
  assert.equal((await world.at("credential-process one")).key, "ASIA2OFASIA1OFAKIAALICE");
  assert.equal((await world.at({ words: "one", minutes: 700 })).key, "ASIA4OFASIA1OFAKIAALICE");
  assert.equal((await world.at({ words: "base" })).key, "ASIA1OFAKIAALICE");
  // Another person's keys are asked for their own code.
  const other = await world.at({ words: "one", env: { WHO: "AKIABOB" }, codes: ["654321"] });
  assert.equal(other.key, "ASIA6OFASIA5OFAKIABOB");
  assert.deepEqual(world.calls, [
    "GetSessionToken AKIAALICE 123456",
    `AssumeRole ASIA1OFAKIAALICE ${roleArn}`,
    "AssumeRole ASIA1OFAKIAALICE arn:aws:iam::333333333333:role/two",
    `AssumeRole ASIA1OFAKIAALICE ${roleArn}`,
    "GetSessionToken AKIABOB 654321",
    `AssumeRole ASIA5OFAKIABOB ${roleArn}`,
  ]);
  assert.equal(world.runs.length, 6);
  assert.doesNotMatch([...world.files.values()].join("\n"), /fake\/AKIA/);
});

Deno.test("a session of keys in a file serves over a command that prints the same keys", async () => {
  const world = startMoments({
    config: `${users}[profile filed]\nmfa_serial = ${device}\n`,
    credentials: "[filed]\naws_access_key_id = AKIAALICE\naws_secret_access_key = fake/AKIAALICE\n",
    print: () => printedKeys("AKIAALICE"),
  });
  assert.equal((await world.at({ words: "filed", codes: ["123456"] })).key, "ASIA1OFAKIAALICE");
  assert.equal((await world.at("one")).key, "ASIA2OFASIA1OFAKIAALICE");
});

Deno.test("the keys of a user that a command lends for a while are not exported in the session's place", async () => {
  const world = startMoments({
    config: users.replaceAll("= op\n", "= op\nawsume_keep = WHO\n"),
    print: () => printedKeys("AKIALEASE", { Expiration: "2026-01-01T08:00:00Z" }),
  });
  assert.equal((await world.at({ words: "base", codes: ["123456"] })).key, "ASIA1OFAKIALEASE");
  assert.equal((await world.at("base")).key, "ASIA1OFAKIALEASE");
  assert.equal((await world.at("credential-process base")).key, "ASIA1OFAKIALEASE");
  assert.deepEqual([world.calls.length, world.runs.length], [1, 1]);
});

Deno.test("a role that lives longer than an hour takes the code itself, also over a command", async () => {
  const world = startMoments({ config: users, print: () => printedKeys("AKIAALICE") });
  assert.equal((await world.at({ words: "long", codes: ["123456"] })).key, "ASIA1OFAKIAALICE");
  assert.deepEqual(world.calls, [`AssumeRole AKIAALICE ${roleArn} 123456`]);
});

Deno.test("a session that a command prints buys no session: the role takes the code, as in the AWS CLI", async () => {
  const world = startMoments({ config: users, print: () => printedSession("ASIACORP") });
  assert.equal((await world.at({ words: "one", codes: ["123456"] })).key, "ASIA1OFASIACORP");
  assert.equal((await world.at("base")).key, "ASIACORP");
  assert.deepEqual(world.calls, [`AssumeRole ASIACORP ${roleArn} 123456`]);
});

Deno.test("explain shows both ways over a command, and what is remembered as possible", async () => {
  const world = startMoments({ config: users, print: () => printedKeys("AKIAALICE") });
  const before = await world.at("explain one");
  assert.match(before.printed, /1\. credential_process: to be made\n/);
  assert.match(
    before.printed,
    /2\. GetSessionToken at \S+: to be made, with an MFA code, where the source gives the keys of a user\n/,
  );
  assert.match(
    before.printed,
    /4\. AssumeRole at \S+: to be made, with an MFA code, where the source gives the keys of a session\n/,
  );
  await world.at({ words: "one", codes: ["123456"] });
  const after = await world.at("explain one");
  assert.match(after.printed, /2\. GetSessionToken .*unless what is remembered is of the source's key/);
  assert.equal(world.runs.length, 1);
  assert.doesNotMatch(before.printed + after.printed, /fake\//);
});

Deno.test("cache ls and cache clear find what is taken with printed keys", async () => {
  const world = startMoments({ config: users, print: () => printedKeys("AKIAALICE") });
  await world.at({ words: "one", codes: ["123456"] });
  const { printed } = await world.at("cache ls");
  assert.match(printed, /^session +base, one, two +arn:aws:iam::111111111111:mfa\/alice/m);
  assert.match(printed, /^role +one +arn:aws:iam::222222222222:role\/deploy/m);
  const cleared = await world.at("cache clear one");
  assert.match(cleared.told.join("\n"), /Removed the credentials of arn:aws:iam::222222222222:role\/deploy/);
  assert.match(cleared.told.join("\n"), /Kept the session of \S+, which "base", "two" can use too/);
  assert.equal((await world.at("one")).key, "ASIA3OFASIA1OFAKIAALICE");
});

Deno.test("a role that asks for no code buys no session of a command's keys", async () => {
  const none = `${users}[profile none]\nrole_arn = ${roleArn}\nsource_profile = base\nawsume_mfa = none\n`;
  const world = startMoments({ config: none, print: () => printedKeys("AKIAALICE") });
  assert.equal((await world.at("none")).key, "ASIA1OFAKIAALICE");
  assert.equal((await world.at("one --no-mfa")).key, "ASIA2OFAKIAALICE");
  assert.deepEqual(world.calls, [`AssumeRole AKIAALICE ${roleArn}`, `AssumeRole AKIAALICE ${roleArn}`]);
});

Deno.test("1Password's way: the source is [default], the device stands in twenty roles, and one code does", async () => {
  const roles = Array.from({ length: 20 }, (_, index) => `arn:aws:iam::2222222222${10 + index}:role/admin`);
  const config = `[default]\ncredential_process = op\n${
    roles.map((arn, index) =>
      `[profile r${index}]\nrole_arn = ${arn}\nsource_profile = default\nmfa_serial = ${device}\n`
    ).join("")
  }`;
  const world = startMoments({ config, print: () => printedKeys("AKIAALICE") });
  for (const index of roles.keys()) {
    const came = await world.at({ words: `r${index}`, ...(index === 0 ? { codes: ["123456"] } : {}) });
    assert.equal(came.status, 0, came.told.join("\n"));
  }
  assert.equal(world.calls.filter((call) => call.startsWith("GetSessionToken")).length, 1);
});

Deno.test("where STS is decides only where a call comes: a session needs none, a user's keys with a device do", async () => {
  const config = `[profile p]\ncredential_process = op\nmfa_serial = ${device}\nregion = auto\n`;
  const session = startMoments({ config, print: () => printedSession("ASIACORP") });
  assert.equal((await session.at("p")).key, "ASIACORP");
  assert.equal((await session.at("explain p")).status, 0);
  const user = startMoments({ config, print: () => printedKeys("AKIAALICE") });
  const { status, key, told } = await user.at({ words: "p" });
  assert.deepEqual([status, key], [3, undefined], told.join("\n"));
  assert.match(told.join("\n"), /auto/);
  assert.deepEqual(user.calls, []);
});

Deno.test("the account that a command prints, or its profile says, stays with what is shared and kept", async () => {
  for (const keep of ["", "awsume_keep = STAGE\n"]) {
    const said = `[profile p]\ncredential_process = op\naws_account_id = 111111111111\n${keep}`;
    const world = startMoments({ config: said, print: () => printedSession("ASIACORP") });
    for (const words of ["p", "p", "export p"]) {
      assert.match((await world.at(words)).printed, /AWS_ACCOUNT_ID='?111111111111/);
    }
    assert.match((await world.at("credential-process p")).printed, /"AccountId": ?"111111111111"/);
  }
});
