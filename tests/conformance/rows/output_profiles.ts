import assert from "node:assert/strict";
import type { World } from "../../support/world.ts";
import { callsOf, fail, inBash, issuedVariables, succeed, switchInBash } from "../look.ts";
import type { Row } from "../row.ts";
import { dev, keysSection, roleArn, section, writeText } from "../setup.ts";

const readCredentials = ({ home }: World): Promise<string> => Deno.readTextFile(`${home}/.aws/credentials`);

const old = "2020-01-01 00:00:00";
const commented = `# mine, not yours\n\n${keysSection()}; the end`;

/** The section of `awsume dev -o outp` for the credentials that AWS gave out as the `number`th. */
function outputSection(world: World, number: number, expiration: string): string {
  const variables = issuedVariables(world, number);
  return section("outp", {
    manager: "awsume",
    aws_access_key_id: variables.AWS_ACCESS_KEY_ID ?? "",
    aws_secret_access_key: variables.AWS_SECRET_ACCESS_KEY ?? "",
    aws_session_token: variables.AWS_SESSION_TOKEN ?? "",
    aws_account_id: variables.AWS_ACCOUNT_ID ?? "",
    region: "eu-west-1",
    expiration,
    awsume_command: "awsume dev --output-profile=outp",
  }).trimEnd();
}

/** What `-o` writes into the credentials file, and what `--clean` removes from it. */
export const outputProfilesRows: readonly Row[] = [
  {
    number: 75,
    ids: "J01",
    title: "`awsume dev -o outp`",
    verdict: "better",
    original: "Writes a section with the keys, the region and the expiration, and removes every comment of " +
      "the file.",
    ours:
      "Writes the same section, with the expiration in UTC, the account and the command, and leaves every other byte as it is.",
    why: "The file belongs to the person, and comments are written for a reason.",
    setup: { config: `${dev.trimEnd()}\nregion = eu-west-1\n`, credentials: commented },
    needs: ["bash"],
    test: async (world) => {
      const { exports } = await switchInBash(world, ["dev", "-o", "outp"]);
      const expected = outputSection(world, 1, exports.AWSUME_EXPIRATION ?? "");
      assert.equal(await readCredentials(world), `${commented}\n\n${expected}`);
    },
  },
  {
    number: 76,
    ids: "J02/J05",
    title: "`-o` with the name of a profile that awsume has not written, in either file",
    verdict: "same",
    original: "Refuses it with an error that names it, before any call.",
    setup: { config: dev + section("profile mine", { region: "eu-west-1" }) },
    test: async (world) => {
      const says = (place: string): RegExp =>
        new RegExp(`write profile "\\w+": it is not managed by awsume \\(\\S+${place}\\)`);
      await fail(world, ["dev", "-o", "user"], { status: 3, says: says("credentials:1") });
      await fail(world, ["dev", "-o", "mine"], { status: 3, says: says("config:5") });
      assert.deepEqual(callsOf(world), []);
      assert.equal(await readCredentials(world), keysSection());
    },
  },
  {
    number: 77,
    ids: "J03",
    title: "`-o` with the name of a profile that awsume has written",
    verdict: "same",
    original: "Replaces the section.",
    setup: {
      config: `${dev.trimEnd()}\nregion = eu-west-1\n`,
      credentials: section("outp", { manager: "awsume", aws_access_key_id: "OLD", expiration: old }) +
        keysSection(),
    },
    needs: ["bash"],
    test: async (world) => {
      const { exports } = await switchInBash(world, ["dev", "-o", "outp"]);
      const expected = outputSection(world, 1, exports.AWSUME_EXPIRATION ?? "");
      assert.equal(await readCredentials(world), `${expected}\n\n${keysSection()}`);
    },
  },
  {
    number: 78,
    ids: "J06/M21",
    title: "`--role-arn` with `-o` and the name of a profile that awsume has not written",
    verdict: "better",
    original: "Changes the environment, and ends with an error.",
    ours: "Ends with 3 before any call, and the environment stays as it was.",
    why: "After an error, a shell must not hold other credentials than before.",
    needs: ["bash"],
    test: async (world) => {
      const env = { AWSUME_PROFILE: "before", AWS_ACCESS_KEY_ID: "AKIABEFORE" };
      const words = ["--role-arn", roleArn("dev"), "--source-profile", "user", "-o", "user"];
      const { status, stderr, exports } = await inBash(world, words, { env });
      assert.equal(status, 3, stderr);
      assert.match(stderr, /"user": it is not managed by awsume/);
      assert.deepEqual(exports, env);
      assert.deepEqual(callsOf(world), []);
    },
  },
  {
    number: 79,
    ids: "J11/J12",
    title: "`--clean` with expired sections, its own and others'",
    verdict: "better",
    original: "Removes expired sections of other programs too, and ends with a stack trace for a date that " +
      "it cannot read.",
    ours: "Removes only sections with `manager = awsume` and says which; one with a date that cannot be " +
      "read is kept and named.",
    why: "Other programs write an `expiration` too, and nobody else can bring their profiles back.",
    test: async (world) => {
      const own = (name: string, expiration: string): string =>
        section(name, { manager: "awsume", expiration });
      const others = own("o2", "2999-01-01 00:00:00") + section("o3", { manager: "other", expiration: old }) +
        own("o4", "soon") + section("o5", { expiration: old }) + section("o6", { expiration: "soon" });
      await writeText(world, "credentials", `# first\n${own("o1", old)}${others}`);
      const { stdout, stderr } = await succeed(world, ["--clean"]);
      assert.equal(stdout, "");
      assert.match(
        stderr,
        /^Kept the profile "o4": its expiration cannot be read .*\nRemoved the .* "o1"\n$/,
      );
      const text = await readCredentials(world);
      assert.equal(text.replace(/^# first\n+/, ""), others);
    },
  },
];
