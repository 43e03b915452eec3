/** Every profile that cannot be used, in one world that none of them changes. */
import { type Refusal, testRefusals } from "../support/refusals.ts";
import { files, mfaSerial } from "../support/world.ts";

const role = "role_arn = arn:aws:iam::222222222222:role/one";

/** The lines of a profile, and what is said about it; `LINE` stands for a place in the config file. */
const wrong: Readonly<Record<string, readonly [lines: readonly string[], ...says: readonly string[]]>> = {
  "two sources": [
    [role, "source_profile = alice", "credential_source = Environment"],
    "source_profile (LINE) and credential_source (LINE) exclude each other",
  ],
  "no source": [[role], "LINE names no source_profile", "Add source_profile = NAME"],
  "no source, but a device": [[role, `mfa_serial = ${mfaSerial}`], "LINE names no source_profile"],
  "a missing source": [
    [role, "source_profile = gone"],
    'Cannot find profile "gone", the source_profile of "a missing source"',
  ],
  "a missing source, and a device": [
    [role, "source_profile = gone", `mfa_serial = ${mfaSerial}`],
    'Cannot find profile "gone", the source_profile of "a missing source, and a device"',
  ],
  "a source that has nothing": [
    [role, "source_profile = default"],
    'profile "default", the source_profile of "a source that has nothing" (LINE): it has no access keys',
  ],
  "an unknown credential_source": [[role, "credential_source = Foo"], "credential_source (LINE)"],
  "itself as its source, without keys": [
    [role, "source_profile = itself as its source, without keys"],
    'profile "itself as its source, without keys": it has no access keys',
  ],
  "a circle": [[role, "source_profile = back"], '"a circle" -> "back" -> "a circle": it is a circle'],
  back: [[role, "source_profile = a circle"], '"back" -> "a circle" -> "back": it is a circle'],
  "nothing at all": [[], "it has no access keys", "Add aws_access_key_id and aws_secret_access_key"],
  "half a pair": [["aws_access_key_id = AKIA"], "aws_secret_access_key is missing beside LINE"],
  "the other half": [["aws_secret_access_key = hidden"], "aws_access_key_id is missing beside LINE"],
  "a source without a role": [["source_profile = alice"], "it has a source_profile (LINE) but no role_arn"],
  "an empty role": [["role_arn =", "source_profile = alice"], "role_arn has no value at LINE"],
  ...Object.fromEntries(
    [
      "nonsense",
      "arn:aws:iam::2222:role/x",
      "arn:aws:iam::222222222222:user/x",
      "arn:aws:iam::222222222222:role/",
    ]
      .map((
        arn,
      ) => [`role ${arn}`, [[`role_arn = ${arn}`, "source_profile = alice"], "LINE is no role ARN"]]),
  ),
  ...Object.fromEntries(
    ["long", "60", "43201", "-900", "1.5e3"].map((text) => [
      `duration ${text}`,
      [[role, "source_profile = alice", `duration_seconds = ${text}`], `LINE): "${text}"`, "900 to 43200"],
    ]),
  ),
  "an odd region": [[role, "source_profile = alice", "region = eu west"], 'region "eu west" (LINE)'],
  "a broken line": [["region = us-east-1", "garbage"], "LINE", "expected"],
  "a setting without a name": [["= 1"], "LINE"],
  "a tag without =": [[role, "source_profile = alice", "session_tags = a"], "session_tags", "LINE"],
  "a policy that is no JSON": [
    [role, "source_profile = alice", "session_policy = x"],
    "session_policy",
    "LINE",
  ],
  "a web identity": [[role, "web_identity_token_file = /x"], "web_identity_token_file", "LINE"],
  "a web identity without a role": [["web_identity_token_file = /x"], "it has no role_arn"],
  "a web identity and a source": [
    [role, "source_profile = alice", "web_identity_token_file = /x"],
    "web_identity_token_file (LINE)",
    "source_profile (LINE)",
  ],
  "SAML without a command": [[role, "saml_process ="], "saml_process", "LINE"],
};

const config = files.config +
  Object.entries(wrong).map(([name, [lines]]) => `[profile '${name}']\n${lines.join("\n")}\n`).join("");

const refusals = Object.entries(wrong).map(([name, [, ...says]]): Refusal => ({
  name,
  words: [name],
  code: 3,
  says: says.map(toPattern),
  hides: ["hidden"],
}));

/** The same profile wherever it is needed, and whatever else is asked for. */
const elsewhere: readonly Refusal[] = [
  { name: "under a role", words: ["on-top"], code: 3, says: [/"half a pair": .* beside \S+config:\d+/] },
  {
    name: "as --source-profile",
    words: ["--role-arn", "222222222222:one", "--source-profile", "half a pair"],
    code: 3,
    says: [/"half a pair": .* beside \S+config:\d+/],
  },
  { name: "for -o", words: ["half a pair", "-o", "out"], code: 3, says: [/beside \S+config:\d+/] },
  { name: "for -a", words: ["half a pair", "-a"], code: 3, says: [/beside \S+config:\d+/] },
  {
    name: "with keys in the environment, which are somebody else's",
    words: ["nothing at all"],
    code: 3,
    says: [/"nothing at all": it has no access keys/],
    env: { AWS_ACCESS_KEY_ID: "AKIAFAKEALICEEXAMPLE", AWS_SECRET_ACCESS_KEY: "fake/alice+secret/==" },
  },
  {
    name: "a control character in a value, which is no secret",
    words: ["control"],
    code: 3,
    says: [/aws_access_key_id \(\S+credentials:9\) holds a control character \(U\+0007\)/],
  },
  { name: "a device without a code or a terminal", words: ["mfa"], code: 4, says: [/--mfa-token|terminal/] },
];

function toPattern(text: string): RegExp {
  const literal = text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(literal.replaceAll("LINE", "\\S+/\\.aws/config:\\d+"));
}

testRefusals("awsume answers a profile that cannot be used", [...refusals, ...elsewhere], {
  config: `${config}[profile on-top]\n${role}\nsource_profile = half a pair\n`,
  credentials: `${files.credentials}[control]\naws_access_key_id = A\x07\naws_secret_access_key = s\n`,
});
