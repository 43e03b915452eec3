/**
 * What stands in a file, and what servers and plugins say, drove the terminal, and let a profile pass for another: escape
 * sequences, characters that turn the direction of writing, and characters that draw nothing.
 */
import assert from "node:assert/strict";
import { run } from "../../src/cli/run.ts";
import { toOneLine, toPrintableJson } from "../../src/printable.ts";
import { fakeSystem } from "../support/fake_system.ts";
import { startWorld } from "../support/world.ts";

/** One of each kind, as it stands in a name, and as people see it. */
const signs: Readonly<Record<string, string>> = {
  "an escape sequence": "\x1b[2J",
  "a C1 control sequence": "\x9b31m",
  "a delete": "\x7f",
  "a bell": "\x07",
  "a carriage return": "a\rb",
  "a right-to-left override": "\u202e",
  "an isolate": "\u2066",
  "a mark": "\u200f",
  "a zero-width space": "\u200b",
  "a zero-width joiner": "\u200d",
  "a byte order mark": "\ufeff",
  "a tag": "\u{e0070}",
  "a soft hyphen": "\xad",
  "a line separator": "\u2028",
  "a Hangul filler": "\u3164",
  "a variation selector": "\ufe0e",
};

const keys = "aws_access_key_id = AKIAFAKE\naws_secret_access_key = s\n";

/** The files of a profile with this name, a role over it, and values that hold the same. */
function placeOf(sign: string): { readonly name: string; readonly files: Readonly<Record<string, string>> } {
  const name = `prod${sign}x`;
  const config = `[profile ${name}]\n${keys}
[profile role]
role_arn = arn:aws:iam::222222222222:role/one
source_profile = ${name}
external_id = e${sign}1
role_session_name = s${sign}1
region = eu-west-1
[profile gone]
role_arn = arn:aws:iam::222222222222:role/one
source_profile = no${sign}ne
`;
  const [quoted, value] = [toPrintableJson(name, 0), toPrintableJson(`v${sign}`, 0)];
  const settings = `region: eu-west-1\n${quoted}: ${value}\ncdk:\n  "222222222222": ${quoted}\n`;
  return {
    name,
    files: { "/home/me/.aws/config": config, "/home/me/.awsume/config.yaml": settings },
  };
}

/** All that reaches a terminal: stdout, and stderr as the real one writes it. */
async function screenOf(
  words: readonly string[],
  files: Readonly<Record<string, string>>,
  isTerminal = true,
): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const fake = fakeSystem({
    env: { HOME: "/home/me" },
    files,
    stdoutIsTerminal: isTerminal,
    ...(isTerminal ? { screen: { columns: 300, rows: 50 } } : {}),
  });
  await run(words, fake.system);
  return { stdout: fake.printed.join(""), stderr: fake.told.map((text) => `${toOneLine(text)}\n`).join("") };
}

/** Whatever cannot be seen, but line ends. */
const unseen = /(?!\n)[\p{Cc}\p{DI}\p{Zl}\p{Zp}]/u;

const commands: readonly ((name: string) => readonly string[])[] = [
  (name) => ["explain", name],
  () => ["explain", "role"],
  (name) => ["explain", name, "--json"],
  () => ["-l"],
  () => ["-l", "--json"],
  () => ["ls"],
  () => ["ls", "--json"],
  () => ["doctor", "--offline"],
  () => ["doctor", "--offline", "--json"],
  () => ["cache", "ls"],
  () => ["config", "list"],
  () => ["cdk-plugin", "--account", "222222222222"],
  () => ["cdk-plugin", "--account", "222222222222", "--json"],
  () => ["gone"],
  (name) => [`${name}gone`],
  (name) => ["--account", name],
  (name) => ["rm", name, "--dry-run"],
  (name) => ["mv", name, "other", "--dry-run"],
  (name) => ["help", name],
  (name) => ["config", "get", name],
  (name) => ["plugin", "check", `./${name}`],
  (name) => ["exec", "role", "--bogus", name],
];

for (const [title, sign] of Object.entries(signs)) {
  Deno.test(`${title} in a file or on the command line reaches no terminal`, async () => {
    const { name, files } = placeOf(sign);
    for (const wordsFor of commands) {
      for (const isTerminal of [true, false]) {
        const { stdout, stderr } = await screenOf(wordsFor(name), files, isTerminal);
        assert.notEqual(stdout + stderr, "", wordsFor(name).join(" "));
        // ls has colours of its own where nothing else has.
        assert.doesNotMatch(stdout, unseen, wordsFor(name).join(" "));
        assert.doesNotMatch(stderr, unseen, wordsFor(name).join(" "));
      }
    }
  });

  Deno.test(`${title}: JSON loses nothing, and people see that it is there`, async () => {
    const { name, files } = placeOf(sign);
    const names = JSON.parse((await screenOf(["-l", "--json"], files)).stdout)
      .map((each: { name: string }) => each.name);
    const isLine = /[\r\u2028]/.test(sign);
    // A carriage return ends a line of the file, as a line feed does.
    if (!isLine) assert.ok(names.includes(name.replace(/^\ufeff|\ufeff$/g, "")), names.join());
    if (!isLine) assert.ok((await screenOf(["-l"], files)).stdout.includes(toOneLine(name)));
  });

  Deno.test(`${title}: a name with it is not offered for completion`, async () => {
    const { files } = placeOf(sign);
    for (const shell of ["bash", "zsh", "fish", "powershell"]) {
      const words = shell === "bash" ? ["awsume pro", "pro"] : ["pro"];
      const { stdout } = await screenOf(["__complete", shell, ...words], files, false);
      assert.doesNotMatch(stdout, /prod/);
    }
    const { stdout } = await screenOf(["__complete", "bash", "awsume ro", "ro"], files, false);
    assert.match(stdout, /^role/);
  });
}

Deno.test("what is for programs keeps its bytes: exports, paths, statements in a pipe", async () => {
  const name = "prod\u202ex";
  const files = { "/home/me/.aws/config": `[profile ${name}]\n${keys}` };
  const { stdout } = await screenOf([name], files, false);
  assert.match(stdout, /AWSUME_PROFILE='prod\u202ex'/);
  assert.match((await screenOf(["export", name], files, false)).stdout, /AWSUME_PROFILE='prod\u202ex'/);
  const odd = { env: { HOME: "/home/m\u200be" }, files: {} };
  const path = async (stdoutIsTerminal: boolean): Promise<string> => {
    using fake = fakeSystem({ ...odd, stdoutIsTerminal });
    await run(["cdk-plugin"], fake.system);
    return fake.printed.join("");
  };
  assert.equal(await path(false), "/home/m\u200be/.awsume/cdk/awsume-cdk-plugin.cjs\n");
  assert.equal(await path(true), "/home/m\\u200be/.awsume/cdk/awsume-cdk-plugin.cjs\n");
});

Deno.test("statements that are shown are spelled out, and evaluated as they are", async () => {
  const name = "prod\u202ex";
  using fake = fakeSystem({
    env: { HOME: "/home/me", AWSUME_SHELL: "bash" },
    files: { "/home/me/.aws/config": `[profile ${name}]\n${keys}` },
  });
  await run([name, "-s"], fake.system);
  const [evaluated = "", shown = ""] = fake.printed;
  assert.match(evaluated, /AWSUME_PROFILE='prod\u202ex'/);
  assert.match(shown, /AWSUME_PROFILE=.*prod\\\\?u202ex/);
  assert.doesNotMatch(shown, unseen);
});

Deno.test("the help of a plugin's options, and what plugin check says of it, reach no terminal raw", async () => {
  const plugin = {
    default: {
      awsume: 1,
      name: "evil\x1b[2J\u202e",
      hooks: {
        addArguments: () => [{ long: "evil", doc: "clears\x1b[2J \u202e the screen" }],
        getProfileNames: () => ["pro\u202ed", "prod"],
        getCredentials: () => {
          throw new Error("first\nawsume: \x1b[31mCannot trust this\u2066");
        },
      },
    },
  };
  for (
    const words of [
      ["-h"],
      ["help", "assume"],
      ["help", "--evil"],
      ["plugin", "check", "/home/me/evil.mjs"],
      [
        "plugin",
        "list",
      ],
      ["plugin", "list", "--json"],
      ["--list-plugins"],
      ["x"],
      ["__complete", "bash", "awsume pro", "pro"],
    ]
  ) {
    const fake = fakeSystem({
      env: { HOME: "/home/me" },
      files: { "/home/me/.awsume/config.yaml": "plugins: [/home/me/evil.mjs]\n", "/home/me/evil.mjs": "" },
      modules: { "/home/me/evil.mjs": plugin },
    });
    await run(words, fake.system);
    const stderr = fake.told.map(toOneLine).join("\n");
    assert.doesNotMatch(fake.printed.join(""), unseen, words.join(" "));
    assert.doesNotMatch(stderr, unseen, words.join(" "));
    // Nor does it write a line that looks like one of awsume's own.
    assert.doesNotMatch(stderr, /^awsume: \\x1b/m, words.join(" "));
  }
});

Deno.test("the program itself spells out what a file holds, on both outputs", async () => {
  await using world = await startWorld({ config: `[profile a\u202eb\x1b[31m]\n${keys}` });
  const listed = await world.run(["-l"]);
  assert.match(listed.stdout, /^a\\u202eb\\x1b\[31m /m);
  const gone = await world.run(["a\u202e"]);
  assert.match(gone.stderr, /Cannot find profile "a\\u202e"/);
  assert.match(gone.stderr, /Did you mean|Look for/);
  assert.doesNotMatch(listed.stdout + listed.stderr + gone.stderr, unseen);
});
