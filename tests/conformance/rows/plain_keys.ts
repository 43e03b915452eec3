import assert from "node:assert/strict";
import { callsOf, succeed, switchInBash } from "../look.ts";
import type { Row } from "../row.ts";
import { keysSection, otherKey, otherSecret, section, userKey, userSecret, writeText } from "../setup.ts";

const other = keysSection("default", otherKey, otherSecret);

/** Profiles with access keys, and what decides about their region and their files. */
export const plainKeysRows: readonly Row[] = [
  {
    number: 1,
    ids: "A01",
    title: "a profile with keys and a region",
    verdict: "same",
    original: "Exports the keys and the region, asks AWS nothing and prints nothing.",
    setup: { config: section("profile user", { region: "eu-west-1" }) },
    needs: ["bash"],
    test: async (world) => {
      const { exports, stderr } = await switchInBash(world, ["user"]);
      assert.deepEqual(exports, {
        AWS_ACCESS_KEY_ID: userKey,
        AWS_SECRET_ACCESS_KEY: userSecret,
        AWS_REGION: "eu-west-1",
        AWS_DEFAULT_REGION: "eu-west-1",
        AWSUME_PROFILE: "user",
      });
      assert.equal(stderr, "");
      assert.deepEqual(callsOf(world), []);
    },
  },
  {
    number: 2,
    ids: "A02",
    title: "no profile on the command line",
    verdict: "same",
    original: "Takes the profile `default`.",
    setup: { credentials: other + keysSection() },
    needs: ["bash"],
    test: async (world) => {
      const { exports } = await switchInBash(world, []);
      assert.equal(exports.AWSUME_PROFILE, "default");
      assert.equal(exports.AWS_ACCESS_KEY_ID, otherKey);
    },
  },
  {
    number: 3,
    ids: "A03",
    title: "no region anywhere",
    verdict: "same",
    original: "Exports no region, and removes one that was exported before.",
    needs: ["bash"],
    test: async (world) => {
      const env = { AWS_REGION: "eu-north-1" };
      const { exports } = await switchInBash(world, ["user"], { env });
      assert.deepEqual(exports, {
        AWS_ACCESS_KEY_ID: userKey,
        AWS_SECRET_ACCESS_KEY: userSecret,
        AWSUME_PROFILE: "user",
      });
    },
  },
  {
    number: 4,
    ids: "A04",
    title: "keys with a session token",
    verdict: "same",
    original: "Exports the token, and no expiration: nothing says when it ends.",
    setup: { credentials: keysSection().trimEnd() + "\naws_session_token = fake/token+/==\n" },
    needs: ["bash"],
    test: async (world) => {
      const { exports } = await switchInBash(world, ["user"], { env: { AWSUME_EXPIRATION: "before" } });
      assert.equal(exports.AWS_SESSION_TOKEN, "fake/token+/==");
      assert.equal(exports.AWSUME_EXPIRATION, undefined);
    },
  },
  {
    number: 5,
    ids: "A05",
    title: "`--region` beside a region in the profile",
    verdict: "same",
    original: "The option wins.",
    setup: { config: section("profile user", { region: "eu-west-1" }) },
    needs: ["bash"],
    test: async (world) => {
      const { exports } = await switchInBash(world, ["user", "--region", "ap-east-1"]);
      assert.equal(exports.AWS_REGION, "ap-east-1");
      assert.equal(exports.AWS_DEFAULT_REGION, "ap-east-1");
    },
  },
  {
    number: 6,
    ids: "A06/A07",
    title: "a region in `[default]` or in `config.yaml` only",
    verdict: "same",
    original: "Takes the one of `[default]`, else the one of `config.yaml`.",
    setup: { config: section("default", { region: "eu-west-2" }) },
    test: async (world) => {
      await writeText(world, "settings", "region: eu-west-3\n");
      const first = await succeed(world, ["user"]);
      assert.match(first.stdout, /^export AWS_REGION='eu-west-2';$/m);
      await writeText(world, "config", "");
      const second = await succeed(world, ["user"]);
      assert.match(second.stdout, /^export AWS_REGION='eu-west-3';$/m);
    },
  },
  {
    number: 7,
    ids: "A09",
    title: "`AWS_PROFILE` set, no profile on the command line",
    verdict: "same",
    original: "Takes `default` all the same: the variable does not choose the profile.",
    setup: { credentials: other + keysSection() },
    needs: ["bash"],
    test: async (world) => {
      const { exports } = await switchInBash(world, [], { env: { AWS_PROFILE: "user" } });
      assert.equal(exports.AWSUME_PROFILE, "default");
      assert.equal(exports.AWS_ACCESS_KEY_ID, otherKey);
      assert.equal(exports.AWS_PROFILE, undefined);
    },
  },
  {
    number: 8,
    ids: "A10",
    title: "`AWS_PROFILE` names a profile that does not exist",
    verdict: "same",
    original: "Works as without it.",
    needs: ["bash"],
    test: async (world) => {
      const { exports } = await switchInBash(world, ["user"], { env: { AWS_PROFILE: "nope" } });
      assert.equal(exports.AWS_ACCESS_KEY_ID, userKey);
      assert.equal(exports.AWS_PROFILE, undefined);
    },
  },
  {
    number: 9,
    ids: "A12",
    title: "`--credentials-file` beside `AWS_SHARED_CREDENTIALS_FILE`",
    verdict: "decided",
    original: "The variable wins over the option.",
    ours: "The option wins, and so does `--config-file` over `AWS_CONFIG_FILE`.",
    why:
      "An option is typed for this one run, a variable may be set for months; every other option wins too.",
    test: async (world) => {
      const { home } = world;
      await Deno.writeTextFile(`${home}/named`, keysSection());
      await Deno.writeTextFile(`${home}/exported`, keysSection("user", otherKey, otherSecret));
      await Deno.writeTextFile(`${home}/regions`, section("profile user", { region: "eu-west-2" }));
      const env = {
        AWS_SHARED_CREDENTIALS_FILE: `${home}/exported`,
        AWS_CONFIG_FILE: `${home}/exported`,
      };
      const words = ["--credentials-file", `${home}/named`, "--config-file", `${home}/regions`, "user"];
      const { stdout } = await succeed(world, words, { env });
      assert.match(stdout, new RegExp(`^export AWS_ACCESS_KEY_ID='${userKey}';$`, "m"));
      assert.match(stdout, /^export AWS_REGION='eu-west-2';$/m);
      const without = await succeed(world, ["user"], { env });
      assert.match(without.stdout, new RegExp(`^export AWS_ACCESS_KEY_ID='${otherKey}';$`, "m"));
    },
  },
  {
    number: 10,
    ids: "A13",
    title: "`--credentials-file '~/k'`, with a `~` that the shell leaves alone",
    verdict: "better",
    original: "Looks for a folder called `~`, finds no profile and ends with 1.",
    ours: "`~` is the home folder, in both file options and both variables.",
    why: "In quotes or behind `=` shells leave it alone, and hardly anybody means a folder of that name.",
    setup: { credentials: "" },
    test: async (world) => {
      await Deno.writeTextFile(`${world.home}/k`, keysSection());
      const key = new RegExp(`^export AWS_ACCESS_KEY_ID='${userKey}';$`, "m");
      const { stdout } = await succeed(world, ["--credentials-file", "~/k", "user"]);
      assert.match(stdout, key);
      const env = { AWS_SHARED_CREDENTIALS_FILE: "~/k" };
      assert.match((await succeed(world, ["user"], { env })).stdout, key);
    },
  },
];
