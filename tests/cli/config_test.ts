import assert from "node:assert/strict";
import { run } from "../../src/cli/run.ts";
import { fakeSystem } from "../support/fake_system.ts";

const path = "/home/me/.awsume/config.yaml";
const original = "# mine\ncolors: true\nfuzzy-match: false\nrole-duration: 0\n\n# the end\n";

interface Result {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** The file afterwards. */
  readonly text: string | undefined;
}

async function config(words: readonly string[], text?: string): Promise<Result> {
  using fake = fakeSystem({
    env: { HOME: "/home/me", AWSUME_SHELL: "bash" },
    files: text === undefined ? {} : { [path]: text },
  });
  // Outside its function, so that what is printed is what is said.
  const { AWSUME_SHELL: _, ...env } = fake.system.env;
  const code = await run(["config", ...words], { ...fake.system, env });
  return { code, out: fake.printed.join(""), err: fake.told.join("\n"), text: fake.files.get(path) };
}

const edits: readonly (readonly [words: readonly string[], says: string, text: string])[] = [
  [["set", "region", "eu-west-1"], `Set region in ${path}`, `${original}region: eu-west-1\n`],
  [["SET", "colors", "off"], `Set colors in ${path}`, original.replace("true", "false")],
  [["set", "role-duration", "3600"], `Set role-duration in ${path}`, original.replace("0", "3600")],
  [["set", "a", "yes"], `Set a in ${path}`, `${original}a: 'yes'\n`],
  [["set", "a", "[1, {}]"], `Set a in ${path}`, `${original}a: [1, {}]\n`],
  [["set", "a", "1", "b", "null"], `Set a in ${path}`, `${original}a: [1, "b", null]\n`],
  [["set", "a", "1.0"], `Set a in ${path}`, `${original}a: 1\n`],
  [["set", "a", "12345678901234567890"], `Set a in ${path}`, `${original}a: '12345678901234567890'\n`],
  [["set", "--", "a", "-5"], `Set a in ${path}`, `${original}a: -5\n`],
  [
    ["set", "credential-process.interactive", "on"],
    `Set credential-process.interactive in ${path}`,
    `${original}credential-process:\n  interactive: true\n`,
  ],
  [
    ["set", "debug.session_token_duration", "900"],
    `Set debug.session_token_duration in ${path}`,
    `${original}debug:\n  session_token_duration: 900\n`,
  ],
  [
    ["set", "console.browser_command", 'firefox "{url}"'],
    `Set console.browser_command in ${path}`,
    `${original}console:\n  browser_command: 'firefox "{url}"'\n`,
  ],
  [
    ["set", "credentials-file", "~/k"],
    `Set credentials-file in ${path}`,
    `${original}credentials-file: ~/k\n`,
  ],
  [
    ["set", "role-session-name", "123"],
    `Set role-session-name in ${path}`,
    `${original}role-session-name: '123'\n`,
  ],
  [
    ["set", "fuzy-match", "1"],
    `Set fuzy-match in ${path}\nawsume itself has no setting "fuzy-match". Did you mean "fuzzy-match"?`,
    `${original}fuzy-match: 1\n`,
  ],
  [["clear", "colors"], `Removed colors from ${path}`, original.replace("colors: true\n", "")],
  [["unset", "colors"], `Removed colors from ${path}`, original.replace("colors: true\n", "")],
  [["Clear", "region"], `There is no region in ${path}`, original],
  [
    ["unset", "color"],
    `There is no color in ${path}\nawsume itself has no setting "color". Did you mean "colors"?`,
    original,
  ],
  [["reset", "pick"], `Set pick to its default, false, in ${path}`, `${original}pick: false\n`],
  [["reset", "region"], `There is no region in ${path}`, original],
];

for (const [words, says, text] of edits) {
  Deno.test(`awsume config ${words.join(" ")} edits one line`, async () => {
    assert.deepEqual(await config(words, original), { code: 0, out: "", err: says, text });
  });
}

Deno.test("awsume config reset writes the defaults, and removes what has none", async () => {
  const text = "colors: false\nfuzzy-match: true\nrole-duration: 900\nregion: eu-west-1\n";
  const after = "colors: true\nfuzzy-match: true\nrole-duration: 900\nregion: eu-west-1\n";
  assert.equal((await config(["reset", "colors"], text)).text, after);
  assert.equal((await config(["reset", "fuzzy-match"], text)).text, text.replace("true", "false"));
  assert.equal((await config(["reset", "role-duration"], text)).text, text.replace("900", "0"));
  const removed = await config(["reset", "region"], text);
  assert.equal(removed.err, `Removed region from ${path}, because it has no default`);
  assert.equal(removed.text, text.replace("region: eu-west-1\n", ""));
});

const shown: readonly (readonly [words: readonly string[], text: string | undefined, out: string])[] = [
  [["get", "colors"], original, "true\n"],
  [["GET", "a.b"], "a:\n  b: [x, 1]\n", '["x",1]\n'],
  [["get", "a"], "a: 'x'\n", '"x"\n'],
  [["get", "region"], original, "null\n"],
  [["get", "toString"], original, "null\n"],
  [["get", "region"], undefined, "null\n"],
  [["list"], original, "colors: true\nfuzzy-match: false\nrole-duration: 0\n"],
  [["list"], "a: 'yes'\nb: {c: on}\n", "a: 'yes'\nb:\n  c: true\n"],
  [["list"], undefined, "{}\n"],
  [["list"], "", "{}\n"],
];

for (const [words, text, out] of shown) {
  Deno.test(`awsume config ${words.join(" ")} prints ${JSON.stringify(out)}`, async () => {
    assert.deepEqual(await config(words, text), { code: 0, out, err: "", text });
  });
}

const refused: readonly (readonly [words: readonly string[], code: number, says: RegExp])[] = [
  [[], 2, /what to do with the settings\n.*awsume config list/],
  [["lst"], 2, /"config lst"\n *Did you mean "list"\?/],
  [["frobnicate"], 2, /"config frobnicate"\n.*awsume config list/],
  [["list", "x"], 2, /Cannot use "x"/],
  [["get"], 2, /config get takes a key/],
  [["get", "a", "b"], 2, /Cannot use "b"/],
  [["get", "a..b"], 2, /the key "a\.\.b"/],
  [["set"], 2, /config set takes a key/],
  [["set", "region"], 2, /Cannot set region without a value\n *Write awsume config set region VALUE/],
  [["set", "a b", "1"], 2, /the key "a b"/],
  [["set", "region", "eu_west"], 2, /Cannot set region to "eu_west"\n *Write it as eu-west-1/],
  [["set", "region", "eu-west-1", "eu-west-3"], 2, /Cannot set region to "eu-west-1 eu-west-3"/],
  [
    ["set", "role-duration", "600"],
    2,
    /role-duration to "600"\n *Write a number of seconds from 900 to 43200/,
  ],
  [["set", "debug.session_token_duration", "0"], 2, /from 900 to 129600/],
  [["set", "colors", "maybe"], 2, /Write true or false/],
  [["set", "config-file", "c"], 2, /Write a path/],
  [["set", "role-session-name", "a b"], 2, /Use 2 to 64/],
  [["set", "colors.a", "1"], 3, /Cannot set colors\.a in \S+: colors is a value of its own/],
];

for (const [words, code, says] of refused) {
  Deno.test(`awsume config ${words.join(" ")} is refused, and nothing is written`, async () => {
    const result = await config(words, original);
    assert.equal(result.code, code);
    assert.match(result.err, says);
    assert.equal(result.out, "");
    assert.equal(result.text, original);
  });
}

Deno.test("awsume config help prints the forms, as --config help does", async () => {
  const { out } = await config(["help"]);
  assert.match(out, /^awsume config list +all settings, as YAML\nawsume config get KEY /);
  using fake = fakeSystem();
  assert.equal(await run(["--config", "HELP"], fake.system), 0);
  assert.equal(fake.printed.join(""), out);
});

Deno.test("awsume --config takes all words behind it", async () => {
  using fake = fakeSystem({ env: { HOME: "/home/me" } });
  assert.equal(await run(["--config", "set", "a", "--debug"], fake.system), 0);
  assert.equal(fake.files.get(path), "a: '--debug'\n");
  assert.deepEqual(fake.locks, ["/home/me/.awsume/cache/settings-file.lock"]);
});

Deno.test("awsume config edits the text as it is under the lock", async () => {
  const texts = new Map([[path, "a: 1\n"]]);
  using fake = fakeSystem({
    env: { HOME: "/home/me" },
    others: () => void texts.set(path, "a: 1\nb: 2\n"),
  });
  const system = {
    ...fake.system,
    read: (name: string) => Promise.resolve(texts.get(name)),
    write: (name: string, text: string) => Promise.resolve(void texts.set(name, text)),
  };
  assert.equal(await run(["config", "set", "a", "3"], system), 0);
  assert.equal(texts.get(path), "a: 3\nb: 2\n");
});

const completions: readonly (readonly [words: readonly string[], found: string])[] = [
  [["config", "re"], "reset\n"],
  [["config", ""], "list\nget\nset\nreset\nclear\nunset\nhelp\n"],
  [["config", "set", "ro"], "role-duration\nrole-session-name\n"],
  [["config", "reset", "cre"], "credentials-file\ncredential-process.interactive\n"],
  [["config", "UNSET", "debug"], "debug.session_token_duration\n"],
  [["config", "get", "colors", ""], ""],
  [["config", "list", ""], ""],
  [["config", "nothing", ""], ""],
];

for (const [words, found] of completions) {
  Deno.test(`awsume ${words.join(" ")} is completed`, async () => {
    using fake = fakeSystem({ env: { HOME: "/home/me" } });
    assert.equal(
      await run(["__complete", "bash", ["awsume", ...words].join(" "), words.at(-1) ?? ""], fake.system),
      0,
    );
    assert.equal(fake.printed.join(""), found);
  });
}
