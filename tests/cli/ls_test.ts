import assert from "node:assert/strict";
import { run } from "../../src/cli/run.ts";
import type { FakeOptions } from "../support/fake_system.ts";
import { entriesOf, entryText, secrets, withProfiles } from "../support/kept.ts";

const now = new Date("2026-01-01T00:30:00Z");

/** The entries of a session that lives, a role that does and one that has ended. */
async function keptFiles(): Promise<Readonly<Record<string, string>>> {
  const [session = "", admin = ""] = await entriesOf("admin");
  const [one = ""] = await entriesOf("one");
  return {
    [session]: entryText(session, "2026-01-01T12:00:00.000Z"),
    [admin]: entryText(admin, "2026-01-01T00:30:45.000Z"),
    [one]: entryText(one, "2026-01-01T00:18:00.000Z"),
  };
}

interface Listed {
  readonly code: number;
  readonly text: string;
  readonly told: readonly string[];
}

async function ls(words: readonly string[], options: FakeOptions = {}): Promise<Listed> {
  using fake = withProfiles({ now, ...options, files: { ...await keptFiles(), ...options.files } });
  const code = await run(["ls", ...words], fake.system);
  const text = fake.printed.join("");
  for (const secret of [...secrets, "AKIA"]) assert.ok(!text.includes(secret), text);
  return { code, text, told: [...fake.told] };
}

Deno.test("ls shows what each profile comes to, and how long it will work", async () => {
  const { code, text, told } = await ls([]);
  assert.equal(
    text,
    `PROFILE  ACCOUNT       ROLE      ENDPOINT                     TIME LEFT
admin    444444444444  admin     sts.us-east-1.amazonaws.com  [#---------] 45 s
default  -             ! it has no access keys
device   111111111111  -         sts.us-east-1.amazonaws.com  [##########] 11 h 30 min
one      222222222222  one       sts.us-east-1.amazonaws.com  [----------] expired 12 min ago
sso      012345678901  ! sso_session (/home/me/.aws/config:15) is not supported yet
two      333333333333  team/two  sts.us-east-1.amazonaws.com  -
user     -             -         -                            no end
written  -             -         -                            70 min
`,
  );
  assert.deepEqual([code, told], [0, []]);
});

Deno.test("ls finds entries that say whose they are, and does not believe those that lie about it", async () => {
  const [one = "", two = ""] = await entriesOf("two");
  const role = { kind: "role", roleArn: "arn:aws:iam::222222222222:role/one", profile: "one" };
  using fake = withProfiles({
    now,
    files: {
      [one]: entryText(one, "2026-01-01T01:00:00.000Z", { for: role }),
      [two]: entryText(one, "2026-01-01T01:00:00.000Z", {
        for: { ...role, roleArn: "arn:aws:iam::333333333333:role/team/two" },
      }),
    },
  });
  assert.equal(await run(["ls", "--json", "one", "two"], fake.system), 0);
  const rows: readonly { readonly state: string }[] = JSON.parse(fake.printed.join(""));
  assert.deepEqual(rows.map(({ state }) => state), ["live", "absent"]);
});

Deno.test("ls NAME... shows these, in their order and each once", async () => {
  const { text } = await ls(["two", "device", "two"]);
  assert.deepEqual(text.split("\n").slice(1).map((line) => line.split(" ")[0]), ["two", "device", ""]);
});

Deno.test("ls says which name is none of a profile, and prints nothing", async () => {
  assert.deepEqual(await ls(["one", "tow"]), {
    code: 3,
    text: "",
    told: ['awsume: Cannot find profile "tow"', '        Did you mean "two"?'],
  });
});

Deno.test("ls tells of lines that belong to no profile, and of files without one", async () => {
  const broken = { files: { "/home/me/.aws/config": "[broken\n" } };
  assert.deepEqual((await ls([], broken)).told, [
    'awsume: cannot read /home/me/.aws/config:1: expected "[profile name]" or another name in brackets',
  ]);
  const empty = { files: { "/home/me/.aws/config": "", "/home/me/.aws/credentials": "" } };
  assert.deepEqual(await ls([], empty), {
    code: 0,
    text: "PROFILE  ACCOUNT  ROLE  ENDPOINT  TIME LEFT\n",
    told: ["awsume: there is no profile in the config file or the credentials file"],
  });
});

Deno.test("ls leaves out what -a has written, and shows it when it is asked for", async () => {
  const files = {
    "/home/me/.aws/credentials":
      "[autoawsume-x]\nmanager = awsume\nautoawsume = true\ncredential_process = x\n",
  };
  assert.ok(!(await ls([], { files })).text.includes("autoawsume-x"));
  assert.match(
    (await ls(["autoawsume-x"], { files })).text,
    /\nautoawsume-x {2}- {8}! awsume wrote it for other/,
  );
});

Deno.test("ls --json has every key of every profile, times in UTC", async () => {
  const none = {
    account: null,
    role: null,
    endpoint: null,
    expiresAt: null,
    secondsLeft: null,
    problem: null,
  };
  const endpoint = "sts.us-east-1.amazonaws.com";
  const { text } = await ls(["--json", "one", "admin", "two", "user", "default"]);
  assert.deepEqual(JSON.parse(text), [
    {
      ...none,
      ...{ name: "one", account: "222222222222", role: "one", endpoint, state: "expired" },
      ...{ expiresAt: "2026-01-01T00:18:00.000Z", secondsLeft: -720 },
    },
    {
      ...none,
      ...{ name: "admin", account: "444444444444", role: "admin", endpoint, state: "live" },
      ...{ expiresAt: "2026-01-01T00:30:45.000Z", secondsLeft: 45 },
    },
    { ...none, name: "two", account: "333333333333", role: "team/two", endpoint, state: "absent" },
    { ...none, name: "user", state: "endless" },
    { ...none, name: "default", state: "unusable", problem: "it has no access keys" },
  ]);
});

const wide = { columns: 120, rows: 24 };

for (
  const [name, options, isRed] of [
    ["on a terminal", { screen: wide }, true],
    ["in a pipe", {}, false],
    ["with NO_COLOR", { screen: wide, env: { NO_COLOR: "1" } }, false],
    ["with an empty NO_COLOR", { screen: wide, env: { NO_COLOR: "" } }, true],
    ["with TERM=dumb", { screen: wide, env: { TERM: "dumb" } }, false],
    [
      "with colors: false",
      { screen: wide, files: { "/home/me/.awsume/config.yaml": "colors: false\n" } },
      false,
    ],
  ] as const
) {
  Deno.test(`ls ${isRed ? "reddens only what has expired" : "has no colour"} ${name}`, async () => {
    const { text } = await ls([], options);
    const reds = text.split("\n").filter((line) => line.includes("\x1b"));
    const red =
      "one      222222222222  one       sts.us-east-1.amazonaws.com  \x1b[31m[----------] expired 12 min ago\x1b[0m";
    assert.deepEqual(reds, isRed ? [red] : []);
  });
}

const narrow: readonly (readonly [columns: number, lines: readonly string[]])[] = [
  [80, [
    "PROFILE  ACCOUNT       ROLE      ENDPOINT        TIME LEFT",
    "admin    444444444444  admin     sts.us-east-1…  [#---------] 45 s",
    "default  -             ! it has no access keys",
    "device   111111111111  -         sts.us-east-1…  [##########] 11 h 30 min",
    "one      222222222222  one       sts.us-east-1…  [----------] expired 12 min ago",
    "sso      012345678901  ! sso_session (/home/me/.aws/config:15) is not supported…",
  ]],
  [66, [
    "PROFILE  ACCOUNT       ROLE      ENDPOINT       TIME LEFT",
    "admin    444444444444  admin     sts.us-east-…  45 s",
  ]],
  [52, [
    "PROFILE  ACCOUNT       ROLE      TIME LEFT",
    "admin    444444444444  admin     45 s",
    "default  -             ! it has no access keys",
    "device   111111111111  -         11 h 30 min",
    "one      222222222222  one       expired 12 min ago",
  ]],
  [41, ["PROFILE  ACCOUNT       TIME LEFT", "admin    444444444444  45 s"]],
];

for (const [columns, lines] of narrow) {
  Deno.test(`ls fits ${columns} columns`, async () => {
    const { text } = await ls([], { screen: { columns, rows: 24 }, env: { NO_COLOR: "1" } });
    const seen = text.split("\n");
    assert.deepEqual(seen.filter((line) => line.length > columns), []);
    assert.deepEqual(seen.slice(0, lines.length), lines);
  });
}

Deno.test("ls --watch draws over what it has drawn, until Ctrl-C", async () => {
  let time = now.getTime();
  const { code, text } = await ls(["--watch", "admin"], {
    screen: wide,
    now: () => new Date(time),
    pauses: [() => void (time += 1000), () => void (time += 45_000)],
  });
  const head = "PROFILE  ACCOUNT       ROLE   ENDPOINT                     TIME LEFT\x1b[K\n";
  const row = "admin    444444444444  admin  sts.us-east-1.amazonaws.com  ";
  assert.equal(
    text.replace("(exit 130);\n", ""),
    `${head}${row}[#---------] 45 s\x1b[K\n\x1b[J` +
      `\x1b[2A${head}${row}[#---------] 44 s\x1b[K\n\x1b[J` +
      `\x1b[2A${head}${row}\x1b[31m[----------] expired 0 min ago\x1b[0m\x1b[K\n\x1b[J`,
  );
  assert.equal(code, 130);
});

Deno.test("ls --watch shows no more lines than the terminal has", async () => {
  const { text } = await ls(["--watch"], { screen: { columns: 120, rows: 5 } });
  assert.deepEqual(text.split("\n").map((line) => line.replace("\x1b", " ").split(" ")[0]), [
    "PROFILE",
    "admin",
    "default",
    "6",
    "",
  ]);
  assert.match(text, /\n6 more/);
});

for (
  const [words, options, message] of [
    [["--watch"], {}, /Cannot watch the profiles: stdout is no terminal/],
    [["--watch"], { screen: wide, env: { TERM: "dumb" } }, /Cannot watch the profiles/],
    [["--watch", "--json"], { screen: wide }, /Cannot use --watch with --json/],
    [["--wach"], {}, /Did you mean "--watch"/],
    [["--region", "x"], {}, /Cannot understand the option --region/],
  ] as const
) {
  Deno.test(`ls ${words.join(" ")} is a wrong command line, ${JSON.stringify(options)}`, async () => {
    const { code, text, told } = await ls(words, options);
    assert.deepEqual([code, text], [2, ""]);
    assert.match(told.join("\n"), message);
  });
}

Deno.test("the words of ls and cache are completed", async () => {
  const complete = async (...asked: readonly string[]): Promise<string> => {
    using fake = withProfiles();
    await run(["__complete", "bash", ...asked], fake.system);
    return fake.printed.join("");
  };
  assert.equal(await complete("awsume ls one t", "t"), "two\n");
  assert.equal(await complete("awsume ls --w", "--w"), "--watch\n");
  assert.equal(await complete("awsume cache ", ""), "ls\nclear\n");
  assert.equal(await complete("awsume cache clear t", "t"), "two\n");
  assert.equal(await complete("awsume cache clear --all t", "t"), "two\n");
  assert.equal(await complete("awsume cache ls ", ""), "");
});
