import assert from "node:assert/strict";
import type { World } from "../../support/world.ts";
import { callsOf, fail, succeed, switchInBash } from "../look.ts";
import type { Row } from "../row.ts";
import {
  dev,
  keysSection,
  otherKey,
  otherSecret,
  roleArn,
  section,
  userKey,
  userSecret,
  writeText,
} from "../setup.ts";

const manyNames = ["production", "prod-eu", "staging", "stage-b"].map((name) => keysSection(name)).join("");

/** What is typed, and the profile that it stands for; none when that is refused. */
const typed: readonly (readonly [word: string, name: string | undefined])[] = [
  ["production", "production"],
  ["produ", "production"],
  ["Staging", "staging"],
  ["agin", "staging"],
  ["stagign", "staging"],
  ["prod", undefined],
  ["pq", undefined],
];

/** The profile and the key that `awsume NAME` exports, and its region. */
async function outcomeOf(world: World, name: string): Promise<Readonly<Record<string, string | undefined>>> {
  const { stdout } = await succeed(world, [name]);
  const valueOf = (variable: string): string | undefined =>
    new RegExp(`^export ${variable}='(.*)';$`, "m").exec(stdout)?.[1];
  return {
    profile: valueOf("AWSUME_PROFILE"),
    key: valueOf("AWS_ACCESS_KEY_ID"),
    secret: valueOf("AWS_SECRET_ACCESS_KEY"),
    region: valueOf("AWS_REGION"),
  };
}

const user = { profile: "user", key: userKey, secret: userSecret };

/** The four folders, under the home folder. */
function xdgVariables({ home }: World): Readonly<Record<string, string>> {
  return {
    XDG_CONFIG_HOME: `${home}/xdg/config`,
    XDG_CACHE_HOME: `${home}/xdg/cache`,
    XDG_DATA_HOME: `${home}/xdg/data`,
    XDG_STATE_HOME: `${home}/xdg/state`,
  };
}

/** What `awsume dev` says about its region with these variables. It must not fail. */
async function regionWith(world: World, env: Readonly<Record<string, string>>): Promise<string | undefined> {
  const { stdout } = await succeed(world, ["dev"], { env });
  return /^export AWS_REGION='(.*)';$/m.exec(stdout)?.[1];
}

async function isThere(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

/** Which profile is meant, what the two files together say of it, and where awsume's own files are. */
export const namesRows: readonly Row[] = [
  {
    number: 94,
    ids: "N01–N09",
    title: "`fuzzy-match: true`, and a part of a name, a slip, or something else",
    verdict: "better",
    original: "Takes the one name that begins so, else the one with the longest piece in common, and says " +
      "so: `pq` becomes `production`, and with nothing typed `default` may become another profile.",
    ours: "Takes the one name that begins so, else the one that contains the word, else the one that " +
      "differs by a single slip, whatever the case, and says so. Several are named, and nothing is taken; " +
      "nor is it where the word is like no name. What was not typed is not guessed at.",
    why: "A wrong guess is a wrong account.",
    setup: { credentials: manyNames },
    test: async (world) => {
      await fail(world, ["produ"], { status: 3, says: /Cannot find profile "produ"/ });
      await writeText(world, "settings", "fuzzy-match: true\n");
      for (const [word, name] of typed) {
        const { status, stdout, stderr } = await world.run([word]);
        assert.equal(status, name === undefined ? 3 : 0, `${word}: ${stderr}`);
        assert.equal(/^export AWSUME_PROFILE='(.*)';$/m.exec(stdout)?.[1], name, word);
        if (name !== undefined) assert.equal(stderr, name === word ? "" : `Using profile "${name}"\n`);
      }
      await fail(world, ["prod"], { status: 3, says: /"prod" stands for: "prod-eu", "production"/ });
      const source = ["--role-arn", roleArn("dev"), "--source-profile", "produ"];
      await fail(world, source, { status: 3, says: /Cannot find profile "produ"/ });
      await writeText(world, "credentials", keysSection("defaults"));
      await fail(world, [], {
        status: 3,
        says: /Cannot find profile "default"\n +Did you mean "defaults"\?/,
      });
      await writeText(world, "credentials", "");
      await fail(world, ["dev"], { status: 3, says: /Cannot find profile "dev"/ });
      assert.deepEqual(callsOf(world), []);
    },
  },
  {
    number: 95,
    ids: "Q01–Q08",
    title: "what makes a profile of the sections in both files",
    verdict: "better",
    original: "Merges both files, and the config file wins. Sections with and without `profile` before the " +
      "name are one, and the word is removed wherever it stands: `[profile my profile x]` is `my x`.",
    ours: "Merges both files, and the credentials file wins. A section of the config file without " +
      "`profile` counts where there is none with it; the word is removed at the beginning only, and a name " +
      "with blanks takes quotes there.",
    why: "The AWS CLI and the SDKs read the files so, and `aws` must not work with other keys than awsume.",
    test: async (world) => {
      const region = (name: string, value: string): string => section(name, { region: value });
      const others = { aws_access_key_id: otherKey, aws_secret_access_key: otherSecret, region: "eu-west-2" };
      await writeText(world, "config", section("profile user", others));
      assert.deepEqual(await outcomeOf(world, "user"), { ...user, region: "eu-west-2" });
      await writeText(world, "config", region("user", "eu-west-3"));
      assert.deepEqual(await outcomeOf(world, "user"), { ...user, region: "eu-west-3" });
      const both = [region("profile user", "eu-west-1"), region("user", "eu-west-3")];
      for (const text of [both.join(""), both.toReversed().join("")]) {
        await writeText(world, "config", text);
        assert.deepEqual(await outcomeOf(world, "user"), { ...user, region: "eu-west-1" });
      }
      await writeText(world, "config", region("profile 'my profile x'", "eu-west-1"));
      await writeText(world, "credentials", keysSection("my profile x") + keysSection("profile user"));
      const quoted = await outcomeOf(world, "my profile x");
      assert.deepEqual(quoted, { ...user, profile: "my profile x", region: "eu-west-1" });
      await fail(world, ["user"], { status: 3, says: /Cannot find profile "user"/ });
      await fail(world, ["my x"], { status: 3, says: /Cannot find profile "my x"/ });
    },
  },
  {
    number: 96,
    ids: "Q09",
    title: "`region = eu-west-1 # home`",
    verdict: "decided",
    original: "Takes all of it for the region, and in the shell its words move into the variables behind it.",
    ours: "The region is `eu-west-1`: a `#` or `;` behind a blank begins a comment, in every value. " +
      "Without the blank it is part of the value, and no region: refused with 3, with the file and the " +
      "line.",
    why: "The SDKs read it so, and the comment is what the person means; the AWS CLI keeps it and then " +
      "fails. What cannot be a region must not reach a shell or a host name.",
    needs: ["bash"],
    test: async (world) => {
      for (const value of ["eu-west-1 # home", "eu-west-1\t;home"]) {
        await writeText(world, "config", section("profile user", { region: value }));
        const { exports } = await switchInBash(world, ["user"]);
        assert.deepEqual(exports, {
          AWS_ACCESS_KEY_ID: userKey,
          AWS_SECRET_ACCESS_KEY: userSecret,
          AWS_REGION: "eu-west-1",
          AWS_DEFAULT_REGION: "eu-west-1",
          AWSUME_PROFILE: "user",
        });
      }
      for (const value of ["eu-west-1#home", "eu-west-1 home"]) {
        await writeText(world, "config", section("profile user", { region: value }));
        const says = new RegExp(`region "${value}" \\(\\S+config:2\\): it is no name of a region`);
        await fail(world, ["user"], { status: 3, says });
      }
    },
  },
  {
    number: 97,
    ids: "Q12–Q15",
    title: "`XDG_CONFIG_HOME` and its like, all or some of them, beside an old `~/.awsume`",
    verdict: "better",
    original: "Uses the folders, and moves what it finds in `~/.awsume` there. With anything unknown among " +
      "it, or with `XDG_DATA_HOME` alone, it ends with a stack trace, in every run, and the settings are " +
      "lost.",
    ours: "The settings are in `$XDG_CONFIG_HOME/awsume` and the cache in `$XDG_CACHE_HOME/awsume`, each " +
      "else in `~/.awsume`. Nothing is moved.",
    why: "Moving files is not what somebody asks for who wants credentials, and it can fail half-way.",
    setup: { config: dev },
    test: async (world) => {
      const { home } = world;
      await writeText(world, "settings", "region: eu-west-3\n");
      await Deno.writeTextFile(`${home}/.awsume/autocomplete.json`, "{}");
      assert.equal(await regionWith(world, { XDG_DATA_HOME: `${home}/xdg/data` }), "eu-west-3");
      assert.ok(await isThere(`${home}/.awsume/cache`) && !(await isThere(`${home}/xdg`)));
      const env = xdgVariables(world);
      await Deno.mkdir(`${home}/xdg/config/awsume`, { recursive: true });
      await Deno.writeTextFile(`${home}/xdg/config/awsume/config.yaml`, "region: eu-west-2\n");
      assert.equal(await regionWith(world, env), "eu-west-2");
      assert.equal(world.aws.calls.length, 2);
      const { mode } = await Deno.stat(`${home}/xdg/cache/awsume`);
      if (Deno.build.os !== "windows") assert.equal((mode ?? 0) & 0o777, 0o700);
      for (const file of ["config.yaml", "autocomplete.json", "cache"]) {
        assert.ok(await isThere(`${home}/.awsume/${file}`), file);
      }
    },
  },
];
