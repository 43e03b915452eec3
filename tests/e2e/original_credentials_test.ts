/** Scripts written for awsume 4.5: chains, MFA, durations, session names and the cache. */
import { keeps, type Story, switches, tellStories } from "../support/story.ts";
import { accounts, files, mfaSerial } from "../support/world.ts";

function role(name: string, more = "", arn = "arn:aws:iam::222222222222:role/one"): string {
  return `[profile ${name}]\nrole_arn = ${arn}\nsource_profile = alice\n${more}`;
}

/** The keys of the session that STS gave out with that call. */
function by(call: number): string {
  return `ASIAFAKE000${call}EXAMPLE0`;
}

const alice = "AKIAFAKEALICEEXAMPLE";

const shaped = [
  files.config,
  role(
    "named",
    "role_session_name = from-profile\nexternal_id = from-profile\nduration_seconds = 7200\n",
    "arn:aws:iam::444444444444:role/three",
  ),
  role("d"),
  role("'a b:c'"),
].join("\n");

/** Three roles over a user with a device, the last of which also names it. */
const chained = `${files.config}
[profile m1]
role_arn = arn:aws:iam::555555555555:role/locked
source_profile = mfa
[profile m2]
role_arn = arn:aws:iam::333333333333:role/two
source_profile = m1
external_id = x2
[profile m3]
role_arn = arn:aws:iam::444444444444:role/three
source_profile = m2
mfa_serial = ${mfaSerial}
[profile long]
role_arn = arn:aws:iam::444444444444:role/three
source_profile = mfa
duration_seconds = 7200
[profile serial-on-role]
role_arn = arn:aws:iam::555555555555:role/locked
source_profile = alice
mfa_serial = ${mfaSerial}
`;

const stories: readonly Story[] = [
  {
    name: "a chain of three roles, and what its options are for",
    steps: [
      switches(["three"], { keys: 3, region: "eu-west-1", profile: "three" }),
      switches(["three", "--session-name", "last"], { keys: 4, region: "eu-west-1", profile: "three" }),
      keeps(["three", "--role-duration", "7200"], 2),
    ],
    calls: [
      { by: alice, RoleSessionName: "one", ExternalId: "(absent)" },
      { by: by(1), RoleSessionName: "two", ExternalId: "x2" },
      { by: by(2), RoleSessionName: "three", ExternalId: "(absent)" },
      { by: by(2), RoleSessionName: "last" },
    ],
  },
  {
    name: "one code for a chain, and for all roles of its user",
    setup: { config: chained },
    steps: [
      switches(["m3", "--mfa-token", "123456"], { keys: 4, region: "us-east-1", profile: "m3" }),
      switches(["m1"], { keys: 2, region: "us-east-1", profile: "m1" }),
      switches(["mfa"], { keys: 1, region: "us-east-1", profile: "mfa" }),
      switches(["serial-on-role"], { keys: 5, region: "us-east-1", profile: "serial-on-role" }),
    ],
    calls: [
      { action: "GetSessionToken", by: alice, SerialNumber: mfaSerial, DurationSeconds: "(absent)" },
      { action: "AssumeRole", by: by(1), SerialNumber: "(absent)" },
      { action: "AssumeRole", by: by(2) },
      { action: "AssumeRole", by: by(3), SerialNumber: "(absent)" },
      { action: "AssumeRole", by: by(1), RoleSessionName: "serial-on-role" },
    ],
  },
  {
    name: "a role for more than an hour takes the code itself",
    setup: { config: chained },
    steps: [
      switches(["long", "--mfa-token", "123456"], { keys: 1, region: "us-east-1", profile: "long" }),
      switches(["long"], { keys: 1, region: "us-east-1", profile: "long" }),
      switches(["long", "--role-duration", "1800", "--mfa-token", "123456"], {
        ...{ keys: 3, region: "us-east-1", profile: "long" },
      }),
      keeps(["one", "--role-duration", "7200"], 1),
    ],
    calls: [
      {
        action: "AssumeRole",
        by: alice,
        SerialNumber: mfaSerial,
        TokenCode: "123456",
        DurationSeconds: "7200",
      },
      { action: "GetSessionToken", by: alice, TokenCode: "123456" },
      { action: "AssumeRole", by: by(2), DurationSeconds: "1800", TokenCode: "(absent)" },
      { action: "AssumeRole", by: alice, DurationSeconds: "7200" },
    ],
  },
  {
    name: "session names, external ids and durations: the option, the profile, the settings, the name",
    setup: { config: shaped },
    prepare: async ({ home }) => {
      await Deno.mkdir(`${home}/.awsume`);
      const settings = 'colors: true\nrole-duration: "1000"\nrole-session-name: from-settings\n';
      await Deno.writeTextFile(`${home}/.awsume/config.yaml`, settings);
    },
    steps: [
      switches(["named"], { keys: 1, region: "us-east-1", profile: "named" }),
      switches(["named", "--session-name", "me", "--external-id", "ex", "--role-duration", "900"], {
        ...{ keys: 2, region: "us-east-1", profile: "named" },
      }),
      switches(["named", "--role-duration", "0"], { keys: 3, region: "us-east-1", profile: "named" }),
      switches(["one"], { keys: 4, region: "us-east-1", profile: "one" }),
    ],
    calls: [
      { RoleSessionName: "from-profile", ExternalId: "from-profile", DurationSeconds: "7200" },
      { RoleSessionName: "me", ExternalId: "ex", DurationSeconds: "900" },
      { RoleSessionName: "from-profile", DurationSeconds: "(absent)" },
      { RoleSessionName: "from-settings", ExternalId: "(absent)", DurationSeconds: "1000" },
    ],
  },
  {
    name: "a session name that STS takes, whatever the profile is called",
    setup: { config: shaped },
    steps: [
      switches(["d"], { keys: 1, region: "us-east-1", profile: "d" }),
      switches(["a b:c"], { keys: 2, region: "us-east-1", profile: "a b:c" }),
    ],
    calls: [{ RoleSessionName: "d_" }, { RoleSessionName: "a_b_c" }],
  },
  {
    name: "credentials that live on are used again, and -r takes new ones",
    steps: [
      switches(["one"], { keys: 1, region: "us-east-1", profile: "one" }),
      switches(["alice"], { keys: "alice", region: "us-east-1", profile: "alice" }),
      switches(["one"], { keys: 1, region: "us-east-1", profile: "one" }),
      switches(["-r", "one"], { keys: 2, region: "us-east-1", profile: "one" }),
      switches(["one"], { keys: 2, region: "us-east-1", profile: "one" }),
      switches(["one", "--external-id", "ex"], { keys: 3, region: "us-east-1", profile: "one" }),
    ],
  },
  {
    name: "credentials that are about to end are not used again",
    setup: { accounts: { ...accounts, lifetimeSeconds: 240 } },
    steps: [
      switches(["mfa", "--mfa-token", "123456"], { keys: 1, region: "us-east-1", profile: "mfa" }),
      switches(["mfa", "--mfa-token", "123456"], { keys: 2, region: "us-east-1", profile: "mfa" }),
    ],
  },
];

tellStories(stories);
