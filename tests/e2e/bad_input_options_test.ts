/** Every wrong command line, in one world that none of them changes. */
import { type Refusal, testRefusals } from "../support/refusals.ts";
import { files } from "../support/world.ts";

const readOnly = "arn:aws:iam::aws:policy/ReadOnlyAccess";
const keys = { AccessKeyId: "ASIAGIVEN", SecretAccessKey: "given/secret", SessionToken: "given/token" };
const hides = ["given/secret", "given/token"];

function json(more: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ ...keys, ...more });
}

const withValue = [
  ...["-o", "--output-profile", "-t", "--tags", "--role-arn", "--principal-arn", "--source-profile"],
  ...["--external-id", "--mfa-token", "--region", "--session-name", "--session-policy"],
  ...["--session-policy-arns", "--role-duration", "--credentials-file", "--config-file"],
];

const switches = [
  ...["--clean", "--refresh", "--show-commands", "--unset", "--auto-refresh", "--kill-refresher"],
  ...["--refresh-autocomplete", "--with-saml", "--with-web-identity", "--who", "--list-plugins", "--info"],
  ...["--debug", "--version", "--help"],
];

const grammar: readonly Refusal[] = [
  ...withValue.map((option): Refusal => ({
    name: `${option} at the end`,
    words: ["one", option],
    code: 2,
    says: [new RegExp(`${option} without a value\n +Write ${option} VALUE$`, "m")],
  })),
  ...switches.map((option): Refusal => ({
    name: `${option}=x`,
    words: ["one", `${option}=x`],
    code: 2,
    says: [new RegExp(`Cannot give ${option} a value: it takes none`)],
  })),
  ...["--s", "--re", "--role", "--with", "--c", "--list"].map((option): Refusal => ({
    name: `${option}, the beginning of several options`,
    words: ["one", option],
    code: 2,
    says: [new RegExp(`Cannot tell which option ${option} is: --.* or --`), /Write more of its name/],
  })),
  ...["--rolesusers", "-n", "--install-plugin", "--sesion-name", "-rz"].map((
    option,
  ): Refusal => ({
    name: `${option}, which is no option`,
    words: ["one", option],
    code: 2,
    says: [/Cannot understand the option -/],
  })),
  { name: "two profiles", words: ["one", "two"], code: 2, says: [/profile: "one", "two"/] },
  { name: "two profiles behind --", words: ["--", "-x", "two"], code: 2, says: [/profile: "-x", "two"/] },
  { name: "an empty profile", words: ["--", ""], code: 2, says: [/empty profile name/] },
  {
    name: "-l with a profile",
    words: ["-l", "one"],
    code: 2,
    says: [/Cannot list "one": -l is followed by more/],
  },
  { name: "-k with two profiles", words: ["-k", "one", "two"], code: 2, says: [/with -k: "one", "two"/] },
  { name: "--config without more", words: ["--config"], code: 2, says: [/what to do with the settings/] },
  { name: "--config get without a key", words: ["--config", "get"], code: 2, says: [/which setting/] },
  { name: "--config of no kind", words: ["--config", "gte", "x"], code: 2, says: [/"config gte"/, /"get"/] },
];

const conflicts: readonly Refusal[] = [
  ...[["--with-saml", "--with-web-identity"], ["--with-saml", "--who"], ["--with-web-identity", "--who"]].map(
    (words): Refusal => ({ name: words.join(" "), words, code: 2, says: [/Cannot use --with-\S+ with --/] }),
  ),
  { name: "--principal-arn alone", words: ["--principal-arn", "x"], code: 2, says: [/without --with-saml/] },
  {
    name: "--with-saml",
    words: ["--with-saml", "one"],
    code: 3,
    says: [/no source of an assertion/, /--saml-assertion FILE/, /saml_process/],
  },
  {
    name: "--source-profile alone",
    words: ["--source-profile", "one"],
    code: 2,
    says: [/without --role-arn/],
  },
  {
    name: "--role-arn and a profile",
    words: ["one", "--role-arn", "222222222222:one"],
    code: 2,
    says: [/at once/],
  },
  {
    name: "-a --role-arn",
    words: ["-a", "--role-arn", "222222222222:one"],
    code: 3,
    says: [/-refresh with --role/],
  },
  { name: "-a --json", words: ["-a", "--json", json({})], code: 3, says: [/-refresh with --json/], hides },
  {
    name: "--json and a profile",
    words: ["one", "--json", json({})],
    code: 2,
    says: [/"one" at once/],
    hides,
  },
  { name: "--who and what is wrong elsewhere", words: ["--who", "--nope"], code: 2, says: [/option --nope/] },
];

const values: readonly Refusal[] = [
  ...["12345:x", "222222222222", "222222222222:", ":x", "arn:aws:iam::2222:role/x", "a:b:c:d", "x", ""].map(
    (arn): Refusal => ({
      name: `--role-arn "${arn}"`,
      words: [`--role-arn=${arn}`],
      code: 2,
      says: [new RegExp(`Cannot read --role-arn "${arn}"\n +Write arn:aws:iam::123456789012:role/NAME`)],
    }),
  ),
  ...["43201", "-1", "899", "x", "1e3", "0x400", "900s", " 900", ""].map((text): Refusal => ({
    name: `--role-duration "${text}"`,
    words: ["one", `--role-duration=${text}`],
    code: 2,
    says: [new RegExp(`Cannot use --role-duration "${text}"\n.*900 to 43200, or 0`)],
  })),
  ...["12345", "1234567", "12 456", "１２３４５６", ""].map((code): Refusal => ({
    name: `--mfa-token "${code}"`,
    words: ["mfa", `--mfa-token=${code}`],
    code: 2,
    says: [/an MFA code has six digits/],
    hides: code === "" ? [] : [code],
  })),
  ...["eu west", "../x", "eu-west-1 ", "a\nb", ""].map((region): Refusal => ({
    name: `--region ${JSON.stringify(region)}`,
    words: ["one", `--region=${region}`],
    code: 2,
    says: [/Cannot use --region ".*": it is no name of a region/s],
  })),
  ...["", "a]", "a\nb", " a", "DEFAULT", "x #y", "\x1b[31m"].map((name): Refusal => ({
    name: `-o ${JSON.stringify(name)}`,
    words: ["one", `--output-profile=${name}`],
    code: 2,
    says: [/Cannot use --output-profile "/],
  })),
  ...["k", "a=1,b", ",", "=v", "k=\x07", `${"k".repeat(129)}=v`, `k=${"v".repeat(257)}`, "k=1,K=2", ""].map(
    (tags): Refusal => ({
      name: `--tags ${JSON.stringify(tags).slice(0, 20)}`,
      words: ["one", `--tags=${tags}`],
      code: 2,
      says: [/Cannot use --tags: /],
    }),
  ),
  {
    name: "51 tags",
    words: ["one", "-t", Array.from({ length: 51 }, (_, index) => `k${index}=v`).join()],
    code: 2,
    says: [/STS takes 50 tags/],
  },
  ...["{", "[]", '"x"', "null", "{a:1}", "file://p.json", ""].map((policy): Refusal => ({
    name: `--session-policy '${policy}'`,
    words: ["one", `--session-policy=${policy}`],
    code: 2,
    says: [/Cannot use --session-policy: it is no JSON object/],
  })),
  {
    name: "--session-policy-arns and a name",
    words: ["one", "--session-policy-arns", "ReadOnlyAccess"],
    code: 2,
    says: [/"ReadOnlyAccess" is no ARN of a policy/],
  },
  {
    name: "11 policies",
    words: ["one", "--session-policy-arns", ...Array(11).fill(readOnly)],
    code: 2,
    says: [/STS takes 10 policies, these are 11/],
  },
];

const given: readonly Refusal[] = ([
  ["{", 2, /its value is no JSON$/m],
  ["given/secret", 2, /its value is no JSON$/m],
  ['["given/secret"]', 2, /its value is no JSON object/],
  ["null", 2, /its value is no JSON object/],
  ["{}", 4, /no credentials in it/],
  ['{"Credentials":{}}', 4, /no credentials in it/],
  [json({ SecretAccessKey: undefined }), 4, /no credentials in it/],
  [json({ SecretAccessKey: "" }), 4, /no credentials in it/],
  [json({ AccessKeyId: 1 }), 2, /AccessKeyId is no text/],
  [json({ SessionToken: ["given/token"] }), 2, /SessionToken is no text/],
  [json({ Expiration: "soon" }), 2, /Expiration is no time/],
  [json({ Expiration: "2020-01-01T00:00:00Z" }), 4, /ended at 2020-01-01T00:00:00/],
  [json({ SecretAccessKey: "a\nexport X=1" }), 3, /SecretAccessKey holds a line end/],
  [json({ AccessKeyId: "\u201cASIAGIVEN\u201d" }), 3, /AccessKeyId holds a typographic quote/],
  [json({ SessionToken: "given\u200b/token" }), 3, /SessionToken holds an invisible character/],
  [json({ Region: "eu west" }), 2, /region "eu west" \(--json\)/],
] as const).map(([text, code, says]) => ({
  name: `--json ${text.slice(0, 70)}`,
  words: ["--json", text],
  code,
  says: [says],
  hides: text === "{" ? [] : [...hides, "export X"],
}));

/** Names that no profile has. Whatever a shell would make of them, the message has them as they are. */
const names: readonly Refusal[] = [
  ...["None", "console", "a b", "'", "$(id)", "`id`", "*", "プロド", "Ünïcödé", "../../etc", "arn:aws:x"]
    .flatMap(
      (name): readonly Refusal[] => [
        {
          name: `a profile "${name}"`,
          words: [name],
          code: 3,
          says: [literal(`Cannot find profile "${name}"`)],
        },
        {
          name: `a source profile "${name}"`,
          words: ["--role-arn", "222222222222:one", "--source-profile", name],
          code: 3,
          says: [literal(`Cannot find profile "${name}"`)],
        },
      ],
    ),
  {
    name: "an escape sequence",
    words: ["\x1b[31mred"],
    code: 3,
    says: [literal('Cannot find profile "\\x1b[31mred"')],
  },
  { name: "a profile -x", words: ["-x"], code: 2, says: [/Cannot understand the option -x/] },
  { name: "a profile -x behind --", words: ["--", "-x"], code: 3, says: [/Cannot find profile "-x"/] },
  {
    name: "a foreign profile for -o",
    words: ["one", "-o", "two"],
    code: 3,
    says: [/"two".*\(\S+config:\d+\)/],
  },
];

const foreign = ["alice", "a:b", "x@y"].map((name): Refusal => ({
  name: `the foreign profile "${name}" for -o and -a`,
  words: ["one", "-a", "-o", name],
  code: 3,
  says: [literal(`Cannot write profile "${name}": it is not managed by awsume (`), /credentials:\d+\)/],
}));

function literal(text: string): RegExp {
  return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
}

const setup = { credentials: `${files.credentials}[a:b]\nx = 1\n[x@y]\nx = 1\n` };

testRefusals("awsume answers a command line that cannot be read", grammar);
testRefusals("awsume answers options that exclude each other", conflicts);
testRefusals("awsume answers an option with a value that is none", values);
testRefusals("awsume answers --json without usable credentials, and repeats none of it", given);
testRefusals("awsume answers odd names", names);
testRefusals("awsume answers a profile to write that is somebody else's", foreign, setup);
