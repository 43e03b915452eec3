import assert from "node:assert/strict";
import fc from "fast-check";
import { FAILSAFE_SCHEMA, load } from "js-yaml";
import { ConfigError } from "../src/errors.ts";
import { readFilePaths, readSettings, type Settings } from "../src/settings.ts";
import { fakeSystem } from "./support/fake_system.ts";

const path = "/home/me/.awsume/config.yaml";

const readable: readonly (readonly [text: string, expected: Settings])[] = [
  ["colors: true\nfuzzy-match: false\nrole-duration: 0\n", { durationSeconds: 0 }],
  ["region: eu-west-1 # home\r\nrole-duration: '3600'\r\n", { region: "eu-west-1", durationSeconds: 3600 }],
  ['role-session-name: "me"\nregion: null\n', { sessionName: "me" }],
  ["console:\n  region: us-east-1\n#region: x\n", {}],
  ["region:\n", {}],
  ["region: # none\n", {}],
  ["", {}],
  ["\n \n# nothing\n", {}],
  ["---\nregion: eu-west-1\n", { region: "eu-west-1" }],
  ["{}\n", {}],
  ['{"region": "eu-west-1"}\n', { region: "eu-west-1" }],
  ["'region' : eu-west-1\n\"pick\":\ttrue\n", { region: "eu-west-1", pick: true }],
  ["  region: eu-west-1\n  pick: on\n", { region: "eu-west-1", pick: true }],
  ["region:\n  eu-west-1\n", { region: "eu-west-1" }],
  ["region: 'it''s'\n", { region: "it's" }],
  ['role-session-name: "\\u0061"\n', { sessionName: "a" }],
  ["role-session-name: a#b\n", { sessionName: "a#b" }],
  ["role-session-name: a 'b' # c\n", { sessionName: "a 'b'" }],
  ["region: eu-west-1\nregion: eu-west-3\n", { region: "eu-west-3" }],
  ["region: eu-west-1\rpick: Yes\r", { region: "eu-west-1", pick: true }],
  ["fuzzy-match: ON\npick: no\n", { fuzzyMatch: true }],
  ["fuzzy-match: True\npick: Off\n", { fuzzyMatch: true }],
  ["debug:\n  session_token_duration: 900\n", { sessionTokenSeconds: 900 }],
  ["debug: {session_token_duration: 129600}\n", { sessionTokenSeconds: 129600 }],
  ["debug:\n  other: 1\nregion: eu-west-1\n", { region: "eu-west-1" }],
  ["debug: true\n", {}],
  ["debug:\n  session_token_duration:\n", {}],
  ["console:\n- a\n- b\nregion: eu-west-1\n", { region: "eu-west-1" }],
  ["note: |\n  text\n  region: us-east-1\nregion: eu-west-1\n", { region: "eu-west-1" }],
  // No part of the file that a switch asks for.
  ["colors: [\nregion: eu-west-1\n", { region: "eu-west-1" }],
];

for (const [text, expected] of readable) {
  Deno.test(`readSettings() reads ${JSON.stringify(text)}`, async () => {
    using fake = fakeSystem({ env: { HOME: "/home/me" }, files: { [path]: text } });
    assert.deepEqual(await readSettings(fake.system), expected);
  });
}

const unreadable: readonly (readonly [text: string, place: string])[] = [
  ["role-duration: soon", ":1"],
  ["role-duration: 43201", ":1"],
  ["role-duration: 899", ":1"],
  ["role-duration: 03600", ":1"],
  ["\nrole-duration: -1", ":2"],
  ["region: [a, b]", ":1"],
  ["region: [a", ":1"],
  ["region: {a: b}", ":1"],
  ["fuzzy-match: maybe", ":1"],
  ["pick: y", ":1"],
  ["pick: tRUE", ":1"],
  ["colors: true\nregion:eu-west-1\n", ":2"],
  ["colors: true\ndebug:\n  session_token_duration: 899\n", ":3"],
  ["debug:\n  session_token_duration: 129601\n", ":2"],
  ["debug:\n  session_token_duration: [900]\n", ":2"],
  ["debug:\n\tsession_token_duration: 900\n", ":2"],
  ["- region: eu-west-1\n", ": it holds no lines"],
  ["region:eu-west-1\n", ": it holds no lines"],
  ["region: a\n---\nregion: b\n", ": it holds more than one document"],
];

for (const [text, place] of unreadable) {
  Deno.test(`readSettings() refuses ${JSON.stringify(text)}`, async () => {
    using fake = fakeSystem({ env: { HOME: "/home/me" }, files: { [path]: text } });
    await assert.rejects(
      readSettings(fake.system),
      (error) => error instanceof ConfigError && error.message.includes(`${path}${place}`),
    );
  });
}

Deno.test("readSettings() honours XDG_CONFIG_HOME", async () => {
  using fake = fakeSystem({
    env: { HOME: "/home/me", XDG_CONFIG_HOME: "/xdg" },
    files: { "/xdg/awsume/config.yaml": "region: eu-west-1", [path]: "region: us-east-1" },
  });
  assert.deepEqual(await readSettings(fake.system), { region: "eu-west-1" });
});

const paths: readonly (readonly [text: string, expected: Awaited<ReturnType<typeof readFilePaths>>])[] = [
  ["config-file: /c\ncredentials-file: ~/k # mine\n", { configFile: "/c", credentialsFile: "~/k" }],
  ["config-file: '/my files/c'\n", { configFile: "/my files/c" }],
  ["config-file: ~\ncredentials-file:\n", {}],
  ["region: [\nrole-duration: soon\n", {}],
];

for (const [text, expected] of paths) {
  Deno.test(`readFilePaths() reads ${JSON.stringify(text)}`, async () => {
    using fake = fakeSystem({ env: { HOME: "/home/me" }, files: { [path]: text } });
    assert.deepEqual(await readFilePaths(fake.system), expected);
  });
}

for (const text of ["config-file: c", "credentials-file: ~me/k", "config-file: [/c]", "config-file: C:\\c"]) {
  Deno.test(`readFilePaths() refuses ${text}`, async () => {
    using fake = fakeSystem({ env: { HOME: "/home/me" }, files: { [path]: text } });
    await assert.rejects(
      readFilePaths(fake.system),
      (error) => error instanceof ConfigError && error.message.includes(`${path}:1`),
    );
  });
}

Deno.test("readFilePaths() takes Windows' paths on Windows", async () => {
  const text = "config-file: C:\\c\ncredentials-file: ~\\k\n";
  using fake = fakeSystem({ env: { HOME: "/home/me" }, files: { [path]: text }, os: "windows" });
  assert.deepEqual(await readFilePaths(fake.system), { configFile: "C:\\c", credentialsFile: "~\\k" });
});

/** Reads settings in a Deno that has no packages: an import of one fails there. */
async function readWithoutPackages(text: string): Promise<string> {
  const module = new URL("../src/settings.ts", import.meta.url).href;
  const code = `
    const { readFilePaths, readSettings } = await import(${JSON.stringify(module)});
    const read = () => Promise.resolve(${JSON.stringify(text)});
    const system = { env: { HOME: "/home/me" }, os: "linux", read };
    await readFilePaths(system);
    console.log(JSON.stringify(await readSettings(system)));`;
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", "--no-config", "--no-lock", code],
    clearEnv: true,
    env: { NO_COLOR: "1" },
  }).output();
  return new TextDecoder().decode(stdout) || new TextDecoder().decode(stderr);
}

Deno.test("readSettings() loads no YAML library for the file that the original writes", async () => {
  const text = "colors: true\nfuzzy-match: false\nrole-duration: 0\nregion: 'eu-west-1' # mine\n" +
    "console:\n  browser_command: x\n";
  assert.equal(await readWithoutPackages(text), '{"region":"eu-west-1","durationSeconds":0}\n');
  assert.match(await readWithoutPackages("debug:\n  session_token_duration: 900\n"), /js-yaml/);
});

const piece = fc.constantFrom(
  ...[
    "region:",
    "region: ",
    "'region': ",
    "colors: yes",
    "console:",
    "note: |",
    "- a",
    "? b",
    "---",
    "...",
    "{}",
  ],
  ...[
    "a",
    "eu-west-1",
    " ",
    "  ",
    "\t",
    "#",
    " # c",
    "'",
    '"',
    "''",
    "\\",
    ":",
    ": ",
    ",",
    "[",
    "]",
    "{",
    "}",
    "&x ",
  ],
  ...["*x", "!t ", "|", ">", "%", "@", "-", "~", "null", "\n", "\n", "\n", "\r\n", "\r", "\u00e9"],
);

Deno.test("readSettings() reads by lines what a YAML parser reads", async () => {
  const files = fc.array(piece, { maxLength: 12 }).map((pieces) => `region: a${pieces.join("")}`);
  await fc.assert(
    fc.asyncProperty(files, async (text) => {
      const tree = parsed(text);
      fc.pre(typeof tree?.region === "string" && !/^(?:~|null|)$/.test(tree.region));
      using fake = fakeSystem({ env: { HOME: "/home/me" }, files: { [path]: text } });
      assert.equal((await readSettings(fake.system)).region, tree?.region);
    }),
    { numRuns: 5000, maxSkipsPerRun: 1000 },
  );
});

function parsed(text: string): { readonly region?: unknown } | undefined {
  try {
    // An alias is refused by awsume, wherever it stands: see "maxAliases" of `parseYaml`.
    const tree = load(text, { schema: FAILSAFE_SCHEMA, json: true, maxAliases: 0 });
    return typeof tree === "object" && tree !== null ? tree : undefined;
  } catch {
    return undefined;
  }
}
