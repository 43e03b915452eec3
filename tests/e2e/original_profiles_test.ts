/** Scripts written for awsume 4.5: which profiles it finds, and which it refuses. */
import { keeps, type Story, switches, tellStories } from "../support/story.ts";
import { files } from "../support/world.ts";

const keys = "aws_access_key_id = AKIAFAKEALICEEXAMPLE\naws_secret_access_key = fake/alice+secret/==\n";
const role = "role_arn = arn:aws:iam::222222222222:role/one\n";

const merged = `[default]
region = us-east-1
[profile user]
region = eu-west-1
[unprefixed]
region = eu-west-2
[profile "my dev"]
region = eu-west-3
[profile 'quoted one']
region = eu-central-1
[profile dev]
${role}source_profile = user
[profile own]
${role}source_profile = user
region = sa-east-1
[sso-session corp]
sso_region = us-east-1
`;

const credentials = `; a comment
[default]
${keys}
[user]
${keys}# a comment between
[unprefixed]
AWS_ACCESS_KEY_ID=AKIAFAKEALICEEXAMPLE
Aws_Secret_Access_Key=fake/alice+secret/==
[my dev]
${keys}[quoted one]
${keys}
[colon]
aws_access_key_id: AKIA
[temporary]
${keys}aws_session_token = a token
region = us-west-2
`;

/** Profiles that the original refuses; the others are among the bad input. */
const invalid = `${files.config}
[profile both]
${role}source_profile = alice
credential_source = Environment
[profile half]
aws_access_key_id = AKIAHALF
[profile a]
${role}source_profile = b
[profile b]
${role}source_profile = a
[profile broken]
garbage
`;

const stories: readonly Story[] = [
  {
    name: "profiles of both files, merged as ever",
    setup: { config: merged, credentials },
    steps: [
      switches([], { keys: "alice", region: "us-east-1", profile: "default" }),
      switches(["user"], { keys: "alice", region: "eu-west-1", profile: "user" }),
      switches(["unprefixed"], { keys: "alice", region: "eu-west-2", profile: "unprefixed" }),
      switches(["my dev"], { keys: "alice", region: "eu-west-3", profile: "my dev" }),
      switches(["quoted one"], { keys: "alice", region: "eu-central-1", profile: "quoted one" }),
      switches(["dev"], { keys: 1, region: "eu-west-1", profile: "dev" }),
      switches(["own"], { keys: 2, region: "sa-east-1", profile: "own" }),
      switches(["temporary"], {
        region: "us-west-2",
        profile: "temporary",
        also: {
          AWS_ACCESS_KEY_ID: "AKIAFAKEALICEEXAMPLE",
          AWS_SECRET_ACCESS_KEY: "fake/alice+secret/==",
          AWS_SESSION_TOKEN: "a token",
        },
      }),
      keeps(["colon"], 3),
      keeps(["corp"], 3),
    ],
    calls: [{ RoleSessionName: "dev" }, { RoleSessionName: "own" }],
  },
  {
    name: "files with a byte order mark and the line ends of Windows, and no region anywhere",
    setup: {
      config: "\ufeff[profile user]\r\n\r\n",
      credentials: `[user]\n${keys}`.replaceAll("\n", "\r\n"),
    },
    steps: [switches(["user"], { keys: "alice", profile: "user" })],
  },
  {
    name: "an invalid profile is refused, and the one before stays",
    setup: { config: invalid },
    steps: [
      switches(["alice"], { keys: "alice", region: "us-east-1", profile: "alice" }),
      ...["gone", "both", "a", "half", "broken"].map((name) => keeps([name], 3)),
      keeps(["one", "-o", "alice"], 3),
      keeps(["--role-arn", "222222222222:one", "--source-profile", "alice", "-o", "alice"], 3),
    ],
    stderr: [
      /"gone"/,
      /source_profile \(\S+config:\d+\) and credential_source/,
      /"a" -> "b" -> "a"/,
      /aws_secret_access_key is missing/,
      /"broken": \S+config:\d+/,
      /"alice": it is not managed by awsume/,
      /"alice": it is not managed by awsume/,
    ],
    calls: [],
  },
];

tellStories(stories);
