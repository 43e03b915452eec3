/** `~` was the home folder in some places and on some systems; `$HOME` in the variables of the files in none. */
import assert from "node:assert/strict";
import { expandHome, expandVariables } from "../../src/home.ts";
import { keys, role } from "../support/oracle_people.ts";
import { tryWords } from "../support/tried.ts";

const alice = keys("alice");
const bob = keys("bob");

const homes: readonly (readonly [path: string, linux: string, windows: string])[] = [
  ["~", "/home/me", "/home/me"],
  ["~/x", "/home/me/x", "/home/me/x"],
  ["~\\x", "~\\x", "/home/me\\x"],
  ["~bob/x", "~bob/x", "~bob/x"],
  ["/a/~/x", "/a/~/x", "/a/~/x"],
  ["", "", ""],
];

for (const [path, linux, windows] of homes) {
  Deno.test(`expandHome() makes ${linux} of ${JSON.stringify(path)}, on Windows ${windows}`, () => {
    assert.deepEqual(
      [expandHome(path, "linux", "/home/me"), expandHome(path, "windows", "/home/me")],
      [linux, windows],
    );
    assert.equal(expandHome("~/x", "linux", "/"), "/x");
  });
}

const env = { HOME: "/home/me", TEAM: "a", EMPTY: "", USERPROFILE: "C:\\Users\\me" };
const variables: readonly (readonly [path: string, linux: string, windows: string])[] = [
  ["$HOME/x", "/home/me/x", "/home/me/x"],
  ["${HOME}/${TEAM}$EMPTY.ini", "/home/me/a.ini", "/home/me/a.ini"],
  ["$HOMEX/x", "$HOMEX/x", "$HOMEX/x"],
  ["${none}/$none", "${none}/$none", "${none}/$none"],
  ["%USERPROFILE%\\x", "%USERPROFILE%\\x", "C:\\Users\\me\\x"],
  ["$userprofile", "$userprofile", "C:\\Users\\me"],
  ["a$", "a$", "a$"],
];

for (const [path, linux, windows] of variables) {
  Deno.test(`expandVariables() makes ${linux} of ${path}, on Windows ${windows}`, () => {
    assert.deepEqual(
      [expandVariables(path, env, "linux"), expandVariables(path, env, "windows")],
      [linux, windows],
    );
  });
}

Deno.test("the files are where the variables say, with others in them, and never where they said before", async () => {
  const files = {
    "/home/me/a/config": `[profile p]\n${role("one")}source_profile = hub\n[profile hub]\n${alice}`,
    "/home/me/b/config": `[profile p]\n${role("one")}source_profile = hub\n[profile hub]\n${bob}`,
  };
  const first = { AWS_CONFIG_FILE: "$HOME/${TEAM}/config", TEAM: "a" };
  const one = await tryWords(["p"], { files, env: first });
  assert.deepEqual([one.status, one.gives], [0, "alice > one"], one.stderr);
  const again = await tryWords(["p"], { files: { ...files, ...one.kept }, env: first });
  assert.deepEqual([again.stdout, again.calls], [one.stdout, []], "from memory");
  const two = await tryWords(["p"], { files: { ...files, ...one.kept }, env: { ...first, TEAM: "b" } });
  assert.deepEqual([two.status, two.gives], [0, "bob > one"], two.stderr);
});

Deno.test("~ in ca_bundle, in a variable and in a token's file is the home folder", async () => {
  const config = "[profile p]\nca_bundle = ~/ca.pem\n";
  const { stdout } = await tryWords(["doctor", "--offline"], {
    config,
    credentials: `[p]\n${alice}`,
    env: { AWS_CA_BUNDLE: "~/own.pem" },
  });
  assert.match(stdout, /ca_bundle \(\S+config:2\) names \/home\/me\/ca\.pem, which is not there/);
  assert.match(stdout, /AWS_CA_BUNDLE names \/home\/me\/own\.pem, which is not there/);
  const web = `[profile p]\n${role("web")}web_identity_token_file = ~/token\n`;
  const { stderr } = await tryWords(["p"], { config: web });
  assert.match(stderr, /"\/home\/me\/token" does not exist/);
});

Deno.test("a call trusts the file that doctor looks at", async () => {
  const { readBundle } = await import("../../src/system/trust.ts");
  const home = await Deno.makeTempDir();
  try {
    const pem = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----";
    await Deno.writeTextFile(`${home}/ca.pem`, pem);
    const system = { env: {}, os: "linux", home: () => Promise.resolve(home) } as const;
    assert.equal((await readBundle(system, "~/ca.pem"))?.path, `${home}/ca.pem`);
    const named = { ...system, env: { AWS_CA_BUNDLE: " ~/ca.pem " } };
    assert.deepEqual(await readBundle(named, "/none"), {
      setting: "AWS_CA_BUNDLE",
      path: `${home}/ca.pem`,
      certificates: [pem],
    });
  } finally {
    await Deno.remove(home, { recursive: true });
  }
});
