import assert from "node:assert/strict";
import { deepStrictEqual as deepEqual, rejects, strictEqual as equal, throws } from "node:assert/strict";
import fc from "fast-check";
import { ConfigError } from "../../src/errors.ts";
import { type Profile, type Profiles, readProfiles } from "../../src/aws/profiles.ts";
import type { System } from "../../src/system.ts";

type World = Pick<System, "env" | "os" | "home" | "read">;

/** The two files in /home/me/.aws, and no other. */
function world(config: string | undefined, credentials?: string): World {
  const files: Readonly<Record<string, string | undefined>> = {
    "/home/me/.aws/config": config,
    "/home/me/.aws/credentials": credentials,
  };
  return {
    env: { HOME: "/home/me" },
    os: "linux",
    home: () => Promise.reject(new Error("The home folder is known")),
    read: (path) => Promise.resolve(files[path]),
  };
}

function profilesOf(config: string | undefined, credentials?: string): Promise<Profiles> {
  return readProfiles(world(config, credentials));
}

/** The settings as `x=1 y=2`: short enough for a table. */
function values(profile: Profile | undefined): string | undefined {
  return profile && [...profile.settings].map(([key, { value }]) => `${key}=${value}`).join(" ");
}

const merges: readonly (readonly [string, string, string, string, string | undefined])[] = [
  ["reads a profile of the config file", "[profile a]\nX = 1", "", "a", "x=1"],
  ["reads a profile of the credentials file", "", "[a]\nx = 1", "a", "x=1"],
  ["merges both, the credentials file first", "[profile a]\nx = 1\ny = 1", "[a]\nx = 2", "a", "x=2 y=1"],
  ["merges repeated sections", "[profile a]\nx = 1\n[b]\n[profile a]\ny = 2", "", "a", "x=1 y=2"],
  ["finds a profile without settings", "[profile a]", "", "a", ""],
  ["knows no other", "[profile a]", "[b]", "c", undefined],
  ["tells upper case from lower case", "[profile A]", "", "a", undefined],
  ["reads an unprefixed section of the config file", "[a]\nx = 1", "", "a", "x=1"],
  ["prefers the prefixed section", "[a]\nx = 1\ny = 1\n[profile a]\nx = 2", "", "a", "x=2"],
  [
    "prefers [profile default]",
    "[profile default]\nx=1\n[default]\ny=1",
    "[default]\nz=1",
    "default",
    "x=1 z=1",
  ],
  ["merges an unprefixed section too", "[a]\nx = 1", "[a]\ny = 2", "a", "x=1 y=2"],
  ["ignores [profile a] in the credentials file", "", "[profile a]\nx = 1", "a", undefined],
  ["ignores it under its whole title, too", "", "[profile a]\nx = 1", "profile a", undefined],
  ["ignores an sso-session", "[sso-session a]\nx = 1", "[sso-session b]", "a", undefined],
  ["ignores other types", "[services a]\n[foo a]", "", "a", undefined],
  ["ignores the AWS CLI's [plugins]", "[plugins]\nx = 1", "", "plugins", undefined],
  ["reads a profile called plugins", "[plugins]\nx = 1\n[profile plugins]\ny = 2", "", "plugins", "y=2"],
  ["ignores a slip of the prefix", "[profilea]\n[profile.a]", "", "profile.a", undefined],
  ["reads a quoted name", "[profile 'my dev']\nx = 1", "", "my dev", "x=1"],
  ["reads what aws configure writes", "[profile 'my dev']\nx = 1", "[my dev]\ny = 2", "my dev", "x=1 y=2"],
  ["wants quotes in the config file", "[profile my dev]\nx = 1", "", "my dev", undefined],
  ["is safe with __proto__", "[profile __proto__]\nx = 1", "", "__proto__", "x=1"],
  ["does not find what objects inherit", "[profile a]", "", "constructor", undefined],
  ["inherits nothing from DEFAULT", "[DEFAULT]\nx = 1\n[profile a]\nz = 1", "[DEFAULT]\ny = 1", "a", "z=1"],
  ["inherits nothing from default", "[default]\nx = 1\n[profile a]\nz = 1", "[default]\ny = 1", "a", "z=1"],
  ["finds nothing under an empty name", "[profile '']\nx = 1\n[profile a b]", "[ ]", "", undefined],
];

for (const [criterion, config, credentials, name, expected] of merges) {
  Deno.test(`find() ${criterion}`, async () => {
    equal(values((await profilesOf(config, credentials)).find(name)), expected);
  });
}

Deno.test("find() says where a setting stands", async () => {
  const profiles = await profilesOf("\n[profile a]\nx = 1", "[a]\ny = 2");
  deepEqual(
    profiles.find("a")?.settings,
    new Map([
      ["x", { value: "1", file: "/home/me/.aws/config", line: 3, origin: "config" }],
      ["y", { value: "2", file: "/home/me/.aws/credentials", line: 2, origin: "credentials" }],
    ]),
  );
});

Deno.test("find() names the line of the wanted profile that it cannot read", async () => {
  const profiles = await profilesOf("[profile dev]\nregion = eu-west-1\nSECRET\n[profile b]\nx = 1");
  throws(() => profiles.find("dev"), (error) => {
    equal(error instanceof ConfigError && error.exitCode, 3);
    equal(
      error instanceof ConfigError && error.message,
      'Cannot read profile "dev": /home/me/.aws/config:3: expected "key = value"',
    );
    equal(error instanceof ConfigError && error.hint, "Correct line 3 of /home/me/.aws/config");
    return true;
  });
});

Deno.test("findServices() reads a services section with its nested settings", async () => {
  const profiles = await profilesOf(
    "[profile a]\nx = 1\n[services a]\nsts =\n  Endpoint_URL = https://x\n[services a]\ns3 = y",
    "[services a]\nsts = z",
  );
  const place = { file: "/home/me/.aws/config", origin: "config" } as const;
  const nested = new Map([["endpoint_url", { value: "https://x", line: 5, ...place }]]);
  assert.deepEqual(profiles.findServices("a"), {
    name: "a",
    settings: new Map<string, unknown>([
      ["sts", { value: "\nEndpoint_URL = https://x", line: 4, ...place, nested }],
      ["s3", { value: "y", line: 7, ...place }],
    ]),
  });
});

Deno.test("findServices() finds no profile, no session, and nothing under another name", async () => {
  const profiles = await profilesOf(
    "[profile a]\n[sso-session a]\n[a]\n[services b]\n[services]",
    "[services a]",
  );
  assert.equal(profiles.findServices("a"), undefined);
  assert.equal(profiles.findServices(""), undefined);
});

Deno.test("findServices() names the line that it cannot read", async () => {
  const profiles = await profilesOf("[services a]\nsts =\n  SECRET");
  assert.throws(() => profiles.findServices("a"), {
    name: "ConfigError",
    message: 'Cannot read [services a]: /home/me/.aws/config:3: expected "key = value"',
  });
});

Deno.test("find() reads a profile beside lines that nobody can read", async () => {
  const profiles = await profilesOf(
    "garbage\n[profile b\nx = 2\n[profile a]\nx = 1\n[c]\ngarbage\n[profile c]",
    "= 1",
  );
  equal(values(profiles.find("a")), "x=1");
  equal(values(profiles.find("c")), "");
});

Deno.test("find() gives the lines of a broken section to no profile", async () => {
  const profiles = await profilesOf(
    "[profile a]\nrole_arn = mine\n[profile b\nrole_arn = theirs\n[profile c]",
  );
  equal(values(profiles.find("a")), "role_arn=mine");
  throws(() => profiles.find("b"), ConfigError);
});

Deno.test("problems() lists the lines outside of any section", async () => {
  const profiles = await profilesOf("x = 1\n[profile b\n[a]\ngarbage", "[a]\n[sso-session s]\n[oops");
  deepEqual(profiles.problems().map(({ file, line }) => `${file}:${line}`), [
    "/home/me/.aws/config:1",
    "/home/me/.aws/config:2",
    "/home/me/.aws/credentials:2",
    "/home/me/.aws/credentials:3",
  ]);
});

Deno.test("names() lists profiles and nothing else, sorted", async () => {
  const config =
    "[profile b]\n[default]\n[a]\n[plugins]\n[preview]\n[sso-session s]\n[sso-session]\n[services v]\n" +
    "[profile 'my dev']\n[profile in valid]\n[profilefoo]\n[other type]\n[profile b]\n[profile broken";
  const credentials = "[b]\n[Z]\n[my dev]\n[profile p]\n[sso-session t]";
  deepEqual((await profilesOf(config, credentials)).names(), ["Z", "a", "b", "default", "my dev"]);
});

Deno.test("names() lists a name exactly when find() knows it", async () => {
  const line = fc.constantFrom(
    ..."[profile a]|[a]|[profile 'a b']|[a b]|[profile a b]|[plugins]|[profile plugins]|[c a]".split("|"),
    ..."[sso-session a]| [profile a]|x =|  [a]|[profile|[profilea]|[a b c]|['a' b]|[]|['']".split("|"),
  );
  const text = fc.array(line).map((lines) => lines.join("\n"));
  await fc.assert(
    fc.asyncProperty(text, text, async (config, credentials) => {
      const profiles = await profilesOf(config, credentials);
      const candidates = ",a,b,a b,a b c,plugins,profile,profilea,profile a,c a,'a' b,sso-session a".split(
        ",",
      );
      const known = candidates.filter((name) => {
        try {
          return profiles.find(name) !== undefined;
        } catch {
          return profiles.findLost(name) === undefined || profiles.names().includes(name);
        }
      });
      deepEqual(profiles.names(), known.sort());
    }),
    { numRuns: 1000 },
  );
});

Deno.test("all() reads each name as find() does", async () => {
  const line = fc.constantFrom(
    ..."[profile a]|[a]|[profile 'a b']|[a b]|[plugins]|[sso-session a]| [a]|[profile|[c a]|# x".split("|"),
    ..."x = 1|y=2 # z|x =|  nested = 3|oops|Z = 4|".split("|"),
  );
  const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join("\n"));
  await fc.assert(
    fc.asyncProperty(text, text, async (config, credentials) => {
      const profiles = await profilesOf(config, credentials);
      const all = profiles.all();
      assert.deepEqual(all.names, profiles.names());
      assert.deepEqual(all.problems, profiles.problems());
      for (const name of all.names) {
        const read = all.read(name);
        if ("settings" in read) assert.deepEqual(read, profiles.find(name));
        else assert.throws(() => profiles.find(name), new RegExp(`${read.file}:${read.line}: ${read.text}`));
      }
    }),
    { numRuns: 2000 },
  );
});

Deno.test("readProfiles() takes missing files as empty ones", async () => {
  const profiles = await profilesOf(undefined);
  deepEqual([profiles.names(), profiles.find("default"), profiles.problems()], [[], undefined, []]);
});

Deno.test("readProfiles() reads CRLF, a byte order mark and a megabyte", async () => {
  const filler = Array.from(
    { length: 5000 },
    (_, index) => `[profile p${index}]\r\nx = ${"y".repeat(200)}\r\n`,
  ).join("");
  const profiles = await profilesOf(`\uFEFF[profile a]\r\nx = 1\r\n${filler}[profile z]\r\nx = 2\r\n`);
  deepEqual(["a", "z"].map((name) => values(profiles.find(name))), ["x=1", "x=2"]);
  equal(profiles.find("z")?.settings.get("x")?.line, 10004);
  equal(profiles.names().length, 5002);
});

Deno.test("readProfiles() lets the error of an unreadable file through", async () => {
  const error = new ConfigError('Cannot read "/home/me/.aws/config": it is a folder');
  const system = { ...world(""), read: (): Promise<never> => Promise.reject(error) };
  await rejects(readProfiles(system), error);
});

const asked: readonly (readonly [string, System["env"], string])[] = [
  ["the environment names none", {}, "/asked/.aws/config"],
  ["HOME is empty", { HOME: "" }, "/asked/.aws/config"],
  ["a path starts with ~", { AWS_CONFIG_FILE: "~/c", AWS_SHARED_CREDENTIALS_FILE: "/k" }, "/asked/c"],
];

for (const [criterion, env, path] of asked) {
  Deno.test(`readProfiles() asks the system for the home folder when ${criterion}`, async () => {
    const system: World = {
      env,
      os: "linux",
      home: () => Promise.resolve("/asked"),
      read: (file) => Promise.resolve(file === path ? "[profile a]" : undefined),
    };
    deepEqual((await readProfiles(system)).names(), ["a"]);
  });
}

Deno.test("readProfiles() asks for no home folder when both files are named", async () => {
  const env = { AWS_CONFIG_FILE: "/c", AWS_SHARED_CREDENTIALS_FILE: "/k" };
  deepEqual((await readProfiles({ ...world(undefined), env })).names(), []);
});
