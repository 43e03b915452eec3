import assert from "node:assert/strict";
import type { World } from "../../support/world.ts";
import { callsOf, fail, inBash, succeed } from "../look.ts";
import type { Row } from "../row.ts";
import { dev, keysSection, mfaSerial, section } from "../setup.ts";

const before = { AWSUME_PROFILE: "dev", AWS_ACCESS_KEY_ID: "ASIABEFORE", AWS_REGION: "eu-west-1" };

const listed = dev +
  section("profile ops", {
    role_arn: "arn:aws-us-gov:iam::333333333333:role/ops",
    source_profile: "dev",
    mfa_serial: mfaSerial,
    region: "us-gov-west-1",
  }) +
  section("sso-session corp", { sso_region: "eu-west-1" }) + section("services local", {}) +
  section("profile autoawsume-dev", { autoawsume: "true" });

const table = `PROFILE  TYPE  SOURCE  MFA?  REGION         PARTITION   ACCOUNT
dev      Role  user    No    None           aws         222222222222
ops      Role  dev     Yes   us-gov-west-1  aws-us-gov  333333333333
user     User  None    No    None           ?           Unavailable
`;

/** The names that bash would offer behind `awsume `. */
async function completed(world: World, env = {}): Promise<readonly string[]> {
  const { stdout } = await succeed(world, ["__complete", "bash", "awsume ", ""], { env });
  return stdout.trimEnd().split("\n");
}

/** Beside a switch: the version, the list, completion. */
export const commandsRows: readonly Row[] = [
  {
    number: 80,
    ids: "K01–K03",
    title: "`-v`, `--who` and `-u`",
    verdict: "same",
    original: "Prints the version, or the profile of this shell, on standard error; removes all that was " +
      "exported.",
    needs: ["bash"],
    test: async (world) => {
      const version = await inBash(world, ["-v"], { env: before });
      assert.deepEqual([version.status, version.stdout], [0, ""]);
      assert.match(version.stderr, /^\d+\.\d+\.\d+\S*\n$/);
      assert.deepEqual(version.exports, before);
      const who = await inBash(world, ["--who"], { env: before });
      assert.deepEqual([who.status, who.stdout, who.stderr, who.exports], [0, "", "dev\n", before]);
      const nobody = await inBash(world, ["--who"]);
      assert.deepEqual([nobody.status, nobody.stderr], [0, "No profile awsume'd currently\n"]);
      const unset = await inBash(world, ["-u"], { env: before });
      assert.deepEqual([unset.status, unset.stdout, unset.stderr, unset.exports], [0, "", "", {}]);
    },
  },
  {
    number: 81,
    ids: "K05–K07",
    title: "`-l`, `-l more` and `-l user`",
    verdict: "same",
    original: "Prints a table with seven columns; for `more`, asks AWS for the account of each profile " +
      "with keys that names none; any other word is a wrong command line, with 2.",
    setup: { config: listed },
    test: async (world) => {
      assert.equal((await succeed(world, ["-l"])).stdout, table);
      assert.deepEqual(callsOf(world), []);
      const { stdout } = await succeed(world, ["-l", "more"]);
      assert.match(stdout, /^user +User +None +No +None +aws +111111111111$/m);
      assert.deepEqual(world.calls(), ["GetCallerIdentity"]);
      await fail(world, ["-l", "user"], { status: 2, says: /Cannot list "user": -l is followed by more/ });
      assert.equal(
        (await succeed(world, ["gone", "-l"])).stdout,
        stdout.replace(/aws( +)1{12}$/m, "?  $1Unavailable"),
      );
    },
  },
  {
    number: 83,
    ids: "K19",
    title: "the profiles that TAB offers",
    verdict: "better",
    original: "Offers `sso-session` and `services` sections as profiles, and looks for the credentials " +
      "file in a variable that no other program knows.",
    ours: "Offers the profiles, from the files that a switch would read, and the command words.",
    why: "What is offered should work.",
    setup: { config: listed },
    test: async (world) => {
      const words = await completed(world);
      assert.deepEqual(words.filter((word) => /corp|local|session|services/.test(word)), []);
      for (const name of ["dev", "ops", "user"]) assert.ok(words.includes(name), name);
      await Deno.writeTextFile(`${world.home}/other`, keysSection("elsewhere"));
      const other = await completed(world, { AWS_SHARED_CREDENTIALS_FILE: `${world.home}/other` });
      assert.ok(other.includes("elsewhere") && other.includes("dev") && !other.includes("user"));
    },
  },
];
