import assert from "node:assert/strict";
import type { World } from "../../support/world.ts";
import { callsOf, fail, succeed } from "../look.ts";
import type { Row } from "../row.ts";
import {
  dev,
  keysSection,
  mfaSerial,
  roleProfile,
  section,
  userKey,
  userSecret,
  writeText,
} from "../setup.ts";

type Settings = Readonly<Record<string, string>>;

/** `awsume wrong` ends with 3 and says that, for a profile of the config file with these settings. */
async function assertRefused(world: World, settings: Settings, says: RegExp): Promise<void> {
  await writeText(world, "config", section("profile wrong", settings));
  await fail(world, ["wrong"], { status: 3, says });
}

const aRole = "arn:aws:iam::222222222222:role/dev";

/** What a profile says, and what awsume says about it. */
const wrongs: readonly (readonly [settings: Settings, says: RegExp])[] = [
  [{ role_arn: aRole }, /profile "wrong": \S+config:2 names no source_profile\n +Add source_profile = NAME/],
  [
    { role_arn: aRole, source_profile: "user", credential_source: "Environment" },
    /profile "wrong": source_profile \(\S+:3\) and credential_source \(\S+:4\) exclude each other/,
  ],
  [{ role_arn: aRole, credential_source: "Foo" }, /profile "wrong": credential_source \(\S+config:3\)/],
  [{ region: "eu-west-1" }, /profile "wrong": it has no access keys\n +Add aws_access_key_id and aws_secret/],
  [{ aws_access_key_id: "AKIA1" }, /profile "wrong": aws_secret_access_key is missing beside \S+config:2/],
  [{ aws_secret_access_key: "x" }, /profile "wrong": aws_access_key_id is missing beside \S+config:2/],
];

const [, idLine = "", secretLine = ""] = keysSection().split("\n");

/** Credentials files of `user` that a strict reader gives up. */
const oddFiles: Readonly<Record<string, string>> = {
  "the section twice": `[user]\n${idLine}\n[other]\nregion = x\n[user]\n${secretLine}\n`,
  "a key twice": `[user]\naws_access_key_id = AKIAOLD\n${idLine}\n${secretLine}\n`,
  "a line before all sections": `garbage\n${keysSection()}`,
  "a line in another section": `${keysSection()}[other]\ngarbage\n`,
  "a byte order mark": `\ufeff${keysSection()}`,
};

/** Profiles that cannot be used, and files that can hardly be read. */
export const wrongProfilesRows: readonly Row[] = [
  {
    number: 58,
    ids: "G01/G02",
    title: "no such profile, or no files at all",
    verdict: "same",
    original: "Ends with an error that names the profile.",
    setup: { config: dev },
    test: async (world) => {
      await fail(world, ["X"], {
        status: 3,
        says: /Cannot find profile "X"\n +Look for its name in \S+config/,
      });
      await Deno.remove(`${world.home}/.aws`, { recursive: true });
      await fail(world, ["X"], { status: 3, says: /Cannot find profile "X"/ });
      await fail(world, [], { status: 3, says: /Cannot find profile "default"/ });
    },
  },
  {
    number: 59,
    ids: "G03",
    title: "a `source_profile` that does not exist",
    verdict: "same",
    original: "Ends with an error that names the missing profile.",
    setup: { config: roleProfile("dev", "dev", { source_profile: "gone" }) },
    test: async (world) => {
      await fail(world, ["dev"], {
        status: 3,
        says: /Cannot find profile "gone", the source_profile of "dev"/,
      });
    },
  },
  {
    number: 60,
    ids: "G04/G06",
    title: "a role with an `mfa_serial` whose source is missing or not named",
    verdict: "better",
    original: "Ends with a Python stack trace.",
    ours: "The errors are those without an `mfa_serial`: the missing profile, or the line to add.",
    why: "What is wrong is the source; a stack trace says that to nobody.",
    test: async (world) => {
      const gone = { role_arn: aRole, mfa_serial: mfaSerial, source_profile: "gone" };
      await assertRefused(world, gone, /Cannot find profile "gone", the source_profile of "wrong"/);
      const { source_profile: _, ...none } = gone;
      await assertRefused(world, none, /\S+config:2 names no source_profile\n +Add source_profile = NAME/);
    },
  },
  {
    number: 61,
    ids: "G05/G07–G11",
    title: "a profile without a source, with two, with an unknown one, without keys or with half of them",
    verdict: "same",
    original: "Ends with an error that names the profile and what is missing or wrong in it.",
    setup: { credentials: "" },
    test: async (world) => {
      for (const [settings, says] of wrongs) await assertRefused(world, settings, says);
      assert.deepEqual(callsOf(world), []);
    },
  },
  {
    number: 63,
    ids: "G15–G18",
    title: "a section or a key twice, a line that means nothing, a byte order mark",
    verdict: "better",
    original: "Ends with a Python stack trace, whichever profile is asked for.",
    ours: "Sections of one name are one profile, of a repeated key the last value counts, and the mark is " +
      "passed over. A line that means nothing is an error with its file and number for its own profile, " +
      "and no harm to the others.",
    why: "The SDKs read such files, and one slip must not take every profile away.",
    test: async (world) => {
      for (const [what, text] of Object.entries(oddFiles)) {
        await writeText(world, "credentials", text);
        const { stdout } = await succeed(world, ["user"]);
        assert.ok(stdout.includes(`export AWS_ACCESS_KEY_ID='${userKey}';`), what);
        assert.ok(stdout.includes(`export AWS_SECRET_ACCESS_KEY='${userSecret}';`), what);
      }
      await writeText(world, "credentials", `${keysSection().trimEnd()}\nsecret garbage\n`);
      const says =
        /^awsume: Cannot read profile "user": \S+credentials:4: expected "key = value"\n(?!.*garbage)/;
      await fail(world, ["user"], { status: 3, says });
    },
  },
  {
    number: 64,
    ids: "G29",
    title: "files with Windows line ends",
    verdict: "same",
    original: "Reads them like any other.",
    setup: {
      config: section("profile user", { region: "eu-west-1" }).replaceAll("\n", "\r\n"),
      credentials: keysSection().replaceAll("\n", "\r\n"),
    },
    test: async (world) => {
      const { stdout } = await succeed(world, ["user"]);
      assert.match(stdout, /^export AWS_SECRET_ACCESS_KEY='fake\/sk1\+\/==';$/m);
      assert.match(stdout, /^export AWS_REGION='eu-west-1';$/m);
    },
  },
];
