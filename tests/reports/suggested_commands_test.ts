/** A suggested command held a name as it stood in a file: pasted, it was another command, or ran what the name said. */
import assert from "node:assert/strict";
import { findShell } from "../../shells/mod.ts";
import { forShell } from "../../shells/suggested.ts";
import { suggested } from "../../src/suggested.ts";
import { comeTo, type Place } from "../support/ways.ts";

const names = [
  "two words",
  "$(touch evil)",
  "`touch evil`",
  "it's",
  'say "x"',
  "a;b",
  "a&b",
  "!!",
  "a*",
  "~root",
  "%PATH%",
  "a|b",
  "(a)",
  "prod",
  "-x",
];

/** What the person types into, and the shell whose quotes are wanted. */
const callers:
  readonly (readonly [env: Readonly<Record<string, string>>, os: "linux" | "windows", shell: string])[] = [
    [{ AWSUME_SHELL: "bash" }, "linux", "bash"],
    [{ AWSUME_SHELL: "fish", SHELL: "/bin/bash" }, "linux", "fish"],
    [{ SHELL: "/usr/bin/fish" }, "linux", "fish"],
    [{ SHELL: "/bin/tcsh" }, "linux", "tcsh"],
    [{ SHELL: "/bin/unknown" }, "linux", "bash"],
    [{}, "linux", "bash"],
    [{ AWSUME_SHELL: "powershell" }, "windows", "powershell"],
    [{}, "windows", "powershell"],
    [{ AWSUME_SHELL: "nushell" }, "linux", "nushell"],
    [{ AWSUME_SHELL: "elvish" }, "linux", "elvish"],
    [{ AWSUME_SHELL: "xonsh" }, "linux", "xonsh"],
  ];

const keys = "aws_access_key_id = AKIAFAKE\naws_secret_access_key = s\n";
const device = "mfa_serial = arn:aws:iam::111111111111:mfa/alice\n";

interface Row {
  readonly words: (name: string) => readonly string[];
  readonly place?: (name: string) => Place;
  /** The command as it is suggested for that word. */
  readonly says: (word: string) => string;
}

const rows: Readonly<Record<string, Row>> = {
  "a switch, for a program that needs a code": {
    words: (name) => ["credential-process", "--", name],
    place: (name) => ({ credentials: `[${name}]\n${keys}${device}` }),
    says: (word) => `Run awsume ${word} in a terminal`,
  },
  "explain, for a word behind -l": {
    words: (name) => [`--list-profiles=${name}`],
    says: (word) => `write awsume explain ${word} if`,
  },
  "explain, for a word behind doctor": {
    words: (name) => ["doctor", "--", name],
    says: (word) => `or awsume explain ${word} if`,
  },
  "export, at a terminal": {
    words: (name) => ["export", "--", name],
    place: () => ({ stdoutIsTerminal: true }),
    says: (word) => `eval "$(awsume export ${word})", or awsume ${word} alone`,
  },
  "-k and rm, for a profile that renews itself": {
    words: (name) => ["rm", "--", name],
    place: (name) => ({
      credentials:
        `[${name}]\n${keys}[autoawsume-x]\nmanager = awsume\nautoawsume = true\ncredential_process = awsume credential-process ${name}\n`,
    }),
    says: (word) => `awsume -k ${word}`,
  },
};

for (const [title, { words, place = () => ({}), says }] of Object.entries(rows)) {
  Deno.test(`${title}: the name is quoted for the shell that will read it`, async () => {
    let asked = 0;
    for (const [env, os, shell] of callers) {
      for (const name of names) {
        // On Windows the usual paths have other separators.
        const files = {
          AWS_CONFIG_FILE: "/home/me/.aws/config",
          AWS_SHARED_CREDENTIALS_FILE: "/home/me/.aws/credentials",
        };
        const came = await comeTo(words(name), { os, ...place(name), env: { ...files, ...env } });
        const quoted = /^[\w.]/.test(name) && /^[\w.-]+$/.test(name) ? name : findShell(shell).quote(name);
        const word = name.startsWith("-") ? `-- ${quoted}` : quoted;
        const said = came.stderr + came.stdout;
        if (title.startsWith("-k") && !said.includes("awsume -k")) continue;
        asked++;
        assert.ok(said.includes(says(word)), `${shell} ${name}: ${said}\n${says(word)}`);
      }
    }
    assert.ok(asked > 10, `${asked}`);
  });
}

Deno.test("--source-profile is suggested with a quoted name, attached where it begins with a dash", async () => {
  const says = async (name: string): Promise<string> =>
    (await comeTo(["--role-arn", "222222222222:x", "--", name], { env: { AWSUME_SHELL: "bash" } })).stderr;
  assert.match(await says("two words"), /Write --source-profile 'two words' if/);
  assert.match(await says("-x"), /Write --source-profile='-x' if/);
  assert.match(await says("prod"), /Write --source-profile prod if/);
});

Deno.test("what the doctor tells to run is quoted, in its table and in its JSON", async () => {
  const home = "/home/m'e $(x)";
  const credentials = `${home}/.aws/credentials`;
  const place: Place = {
    env: { HOME: home, SHELL: "/usr/bin/fish" },
    files: { [credentials]: `[a b]\n${keys}` },
    statuses: { [credentials]: { mode: 0o644 } },
  };
  const quoted = findShell("fish").quote(credentials);
  assert.ok((await comeTo(["doctor", "--offline"], place)).stdout.includes(`chmod go-rwx ${quoted}`));
  const { findings } = JSON.parse((await comeTo(["doctor", "--offline", "--json"], place)).stdout);
  assert.ok(findings.some(({ mend }: { mend: string }) => mend === `chmod go-rwx ${quoted}`));
  const ended = await comeTo(["doctor", "--offline"], {
    env: {
      AWSUME_PROFILE: "two words",
      AWS_ACCESS_KEY_ID: "ASIAFAKE",
      AWS_SECRET_ACCESS_KEY: "s",
      AWS_SESSION_TOKEN: "t",
      AWSUME_EXPIRATION: "2020-01-01T00:00:00Z",
      AWS_CREDENTIAL_EXPIRATION: "2020-01-01T00:00:00Z",
    },
  });
  assert.match(ended.stdout, /awsume 'two words'/);
});

Deno.test("a name that holds the marks of a suggested word is one word all the same", () => {
  const text = `Run awsume ${suggested("a \ufdd1 b \ufdd0c")} now`;
  assert.equal(forShell(text, { env: { AWSUME_SHELL: "bash" }, os: "linux" }), "Run awsume 'a  b c' now");
});
