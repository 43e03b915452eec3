import assert from "node:assert/strict";
import type { Script } from "../../support/script.ts";
import type { World } from "../../support/world.ts";
import { exportsOf, inEachShell, loaded, rowShells } from "../in_shells.ts";
import { inBash, issuedVariables, switchInBash } from "../look.ts";
import type { Row } from "../row.ts";
import { dev, keysSection, section, userKey, userSecret } from "../setup.ts";

/** What is exported for `[user]`. */
const userVariables = {
  AWS_ACCESS_KEY_ID: userKey,
  AWS_SECRET_ACCESS_KEY: userSecret,
  AWSUME_PROFILE: "user",
};

/** Left by whatever came before: awsume 4.5, another tool, the person. */
const stale = Object.fromEntries(
  [
    ...[
      "AWS_ACCESS_KEY_ID",
      "AWS_SECRET_ACCESS_KEY",
      "AWS_SESSION_TOKEN",
      "AWS_REGION",
      "AWS_DEFAULT_REGION",
    ],
    ...["AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWSUME_EXPIRATION", "AWSUME_PROFILE", "AWSUME_COMMAND"],
    ...["AWS_SECURITY_TOKEN", "AWS_CREDENTIAL_EXPIRATION", "AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE"],
  ].map((name) => [name, "stale"]),
);

/** A secret that a shell would run, and how the statement quotes it. */
const oddSecret = "it's $(touch ran) `touch ran`";
const oddStatement = String.raw`export AWS_SECRET_ACCESS_KEY='it'\''s $(touch ran) ${"`touch ran`"}';`;

/** Settings of each shell under which words are split, or an unset variable is an error. */
const hostileLines = {
  bash: "set -u; IFS=AK",
  zsh: "setopt no_unset sh_word_split; IFS=AK",
  fish: "set -g IFS A",
};

const hostileProfiles = section("my dev", { aws_access_key_id: userKey, aws_secret_access_key: "s*" }) +
  keysSection("None");

/** Names that a script left behind in a shell, besides awsume's functions and the exported variables. */
async function leftovers({ home }: World, name: string): Promise<readonly string[]> {
  const linesOf = async (file: string): Promise<readonly string[]> =>
    (await Deno.readTextFile(`${home}/${file}-${name}`)).split("\n");
  const before = new Set(await linesOf("before"));
  const added = (await linesOf("after")).filter((line) => !before.has(line));
  return added.filter((line) => !/^_?awsume\w*$/.test(line) && !(line in userVariables));
}

/** What the shells themselves hold. */
export const shellsRows: readonly Row[] = [
  {
    number: 87,
    ids: "M01/M15/M18",
    title: "the same switch in bash, zsh and fish",
    verdict: "same",
    original: "Exports the same variables in all of them.",
    setup: { config: `${dev.trimEnd()}\nregion = eu-west-1\n` },
    needs: rowShells,
    test: async (world) => {
      const outcomes = await inEachShell(world, (story) => story.run("awsume", "dev").expectStatus(0));
      const variables = exportsOf(world, outcomes.bash);
      const end = variables.AWSUME_EXPIRATION ?? "";
      assert.match(end, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      assert.deepEqual(variables, {
        AWSUME_EXPIRATION: end,
        AWSUME_PROFILE: "dev",
        AWS_CREDENTIAL_EXPIRATION: end,
        AWS_DEFAULT_REGION: "eu-west-1",
        AWS_REGION: "eu-west-1",
        ...issuedVariables(world, 1),
      });
      assert.deepEqual(exportsOf(world, outcomes.zsh), variables);
      assert.deepEqual(exportsOf(world, outcomes.fish), variables);
    },
  },
  {
    number: 88,
    ids: "M02",
    title: "variables that were exported before",
    verdict: "better",
    original: "Unsets those that it exports itself, so that `AWS_SECURITY_TOKEN` and the variables of " +
      "roles and web identities stay.",
    ours: "Unsets every variable that could be mixed with the new credentials.",
    why: "A program that finds half of other credentials uses them, or fails for no visible reason.",
    needs: rowShells,
    test: async (world) => {
      const play = (story: Script): Script => story.run("awsume", "user").expectStatus(0);
      const outcomes = await inEachShell(world, play, { env: stale });
      for (const name of rowShells) assert.deepEqual(exportsOf(world, outcomes[name]), userVariables, name);
    },
  },
  {
    number: 89,
    ids: "M03/M04",
    title: "a switch that fails",
    verdict: "same",
    original: "Keeps the environment as it was; the status is that of the error.",
    needs: rowShells,
    test: async (world) => {
      const play = (story: Script): Script =>
        story.run("awsume", "gone").expectStatus(3).run("awsume", "--nope").expectStatus(2);
      const outcomes = await inEachShell(world, play, { env: stale });
      for (const name of rowShells) {
        for (const run of [0, 1]) {
          const exports = exportsOf(world, outcomes[name], run);
          assert.deepEqual({ ...exports, ...stale }, exports, name);
        }
      }
    },
  },
  {
    number: 90,
    ids: "M05/M06",
    title: "`-s`, by itself, spelled out, among other letters and with `-u`",
    verdict: "better",
    original: "Shows the statements for `-s` and `-sr`, not for `-rs` and `--show-commands`, and quotes " +
      "nothing in them.",
    ours: "Shows the statements in every spelling, quoted for the shell, and carries them out.",
    why: "They are shown to be copied; a secret without its quotes would be run, not set.",
    setup: { credentials: keysSection("user", userKey, oddSecret) },
    needs: ["bash"],
    test: async (world) => {
      for (const option of ["-s", "--show-commands", "-rs", "-sr"]) {
        const { stdout, exports } = await switchInBash(world, ["user", option]);
        assert.ok(stdout.split("\n").includes(oddStatement), `${option}: ${stdout}`);
        assert.equal(exports.AWS_SECRET_ACCESS_KEY, oddSecret);
      }
      const { stdout, exports } = await inBash(world, ["-u", "-s"], { env: stale });
      assert.match(stdout, /^unset AWS_ACCESS_KEY_ID;$/m);
      assert.deepEqual(exports, {});
      await assert.rejects(Deno.stat(`${world.home}/ran`), Deno.errors.NotFound);
    },
  },
  {
    number: 91,
    ids: "M07–M09/M14/M16/G27/M29/M30",
    title: "blanks, wildcards, a profile called `None`, an odd `IFS` and strict shells",
    verdict: "better",
    original: "Takes a part of the name for another field, expands the secret to file names, exports " +
      "nothing for `None` or under an odd `IFS`, ends with 126 under `nounset` in zsh, and exports all " +
      "words that were typed.",
    ours: "All of them work, in all shells, and `AWSUME_COMMAND` is no longer exported.",
    why: "Values are quoted for the shell that reads them, and what was typed may hold a secret.",
    setup: { credentials: hostileProfiles },
    needs: rowShells,
    test: async (world) => {
      for (const file of ["s1", "s2", "None"]) await Deno.writeTextFile(`${world.home}/${file}`, "");
      const outcomes = await inEachShell(world, (story, _, name) =>
        story.line(hostileLines[name])
          .run("awsume", "my dev").expectStatus(0).run("awsume", "None").expectStatus(0));
      for (const name of rowShells) {
        const expected = { ...userVariables, AWSUME_PROFILE: "my dev", AWS_SECRET_ACCESS_KEY: "s*" };
        assert.deepEqual(exportsOf(world, outcomes[name], 0), expected, name);
        const none = exportsOf(world, outcomes[name], 1);
        assert.deepEqual(none, { ...userVariables, AWSUME_PROFILE: "None" }, name);
      }
    },
  },
  {
    number: 92,
    ids: "M10/M31",
    title: "what a switch leaves in the shell besides the variables that it exports",
    verdict: "better",
    original: "Variables of its own with the whole answer in them, secrets included; fish exports one of " +
      "them.",
    ours: "Nothing but awsume's functions.",
    why: "A secret should be where programs look for it, and nowhere else.",
    needs: rowShells,
    test: async (world) => {
      await inEachShell(world, (story, real, name) => {
        const snapshot = (file: string): string => real.snapshot(`${world.home}/${file}-${name}`);
        return story.line(snapshot("before")).line(loaded(name).init)
          .run("awsume", "user").expectStatus(0).run("awsume", "gone").expectStatus(3)
          .line(snapshot("after"));
      }, { isLoaded: false });
      for (const name of rowShells) assert.deepEqual(await leftovers(world, name), [], name);
    },
  },
];
