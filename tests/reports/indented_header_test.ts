/** A header, or a setting, that is indented below a value was read as a part of it: the role or the keys of others. */
import { keys, oracleMfaSerial, role } from "../support/oracle_people.ts";
import { testReport } from "../support/tried.ts";

const alice = keys("alice");
const bob = keys("bob");
const place = "/home/me/.aws/config:";

testReport([
  {
    title: "a header two columns in, below an unrelated setting, keeps its role to itself",
    profile: "sandbox",
    config: `[profile sandbox]\noutput = json\n\n  [profile prod]\n${role("one")}source_profile = hub\n`,
    credentials: `[sandbox]\n${bob}[hub]\n${alice}`,
    says: /read profile "sandbox": \S+config:4: expected the header further left/,
    place: `${place}4`,
  },
  {
    title: "the profile of such a header is not its keys without its role",
    profile: "prod",
    config: `[profile sandbox]\noutput = json\n\n  [profile prod]\n${role("one")}source_profile = hub\n`,
    credentials: `[prod]\n${bob}[hub]\n${alice}`,
    says: /read profile "prod": \S+config:4: expected the header further left/,
    place: `${place}4`,
  },
  {
    title: "a source profile behind such a header stops the role that needs it",
    profile: "r",
    config: `[profile r]\n${
      role("one")
    }source_profile = prod\n[profile s]\noutput = json\n\t[profile prod]\n\t${role("two")}`,
    credentials: `[prod]\n${alice}`,
    says: /read profile "prod": \S+config:6/,
    place: `${place}6`,
  },
  {
    title: "the secret of the section below a region is shown nowhere",
    credentials: `[p]\n${alice}region = us-east-1\n  [prod]\n  ${bob.trimEnd().replace("\n", "\n  ")}`,
    says: /read profile "p": \S+credentials:5/,
    place: "credentials:5",
  },
  {
    title: "the secret of the section below a device is not sent to AWS",
    credentials: `[p]\n${alice}mfa_serial = ${oracleMfaSerial}\n  [prod]\n  ${
      bob.trimEnd().replace("\n", "\n  ")
    }`,
    says: /read profile "p": \S+credentials:5/,
    place: "credentials:5",
  },
  ...([
    ["a header with a comment", "  [prod] # main"],
    ["a header with other text behind it", "  [profile prod] // main"],
    ["a header that is not closed", "  [profile prod"],
    ["a header behind a no-break space", "\u00a0[profile prod]"],
    ["a header behind a tab", "\t[prod]"],
    ["a header of a session", "  [sso-session prod]"],
    ["a broken header above a setting", "  [prod (main)\n  region = us-east-1"],
    ["a role", "  role_arn = arn:aws:iam::333333333333:role/SECRET"],
    ["a role in capitals", "  ROLE_ARN=arn:aws:iam::333333333333:role/SECRET"],
    ["a role behind a colon", "  role_arn : arn:aws:iam::333333333333:role/SECRET"],
    ["a secret", "    aws_secret_access_key = SECRET"],
    ["a setting of the AWS CLI", "  cli_pager = SECRET"],
    ["a setting of awsume", "  mfa_process = SECRET"],
    ["an end of saml2aws", "  x_security_token_expires = 2020-01-01T00:00:00Z"],
    ["an end of gimme-aws-creds", "  aws_credential_expiration = 2020-01-01T00:00:00Z"],
    ["an end that awsume wrote", "  expiration = 2020-01-01T00:00:00Z"],
    ["the mark of what awsume wrote", "  manager = awsume"],
    ["an account", "  aws_account_id = 333333333333"],
  ] as const).map(([what, line]) => ({
    title: `${what}, indented below a value, is no part of it`,
    config: `[profile p]\nnote = home\n${line}\n`,
    credentials: `[p]\n${alice}`,
    says: /read profile "p": \S+config:3: expected \S+( header)? further left/,
    place: `${place}3`,
  })),
  {
    title: "a header in a command is no line for the shell",
    config: `[profile p]\ncredential_process = helper\n  [prod]\n  ${bob.trimEnd().replace("\n", "\n  ")}`,
    says: /read profile "p": \S+config:3/,
    place: `${place}3`,
  },
  {
    title: "a setting indented below one without a value is no list of its own",
    config: `[profile p]\nregion =\n  ${role("one")}source_profile = hub\n`,
    credentials: `[p]\n${alice}[hub]\n${bob}`,
    says: /read profile "p": \S+config:3: expected role_arn further left/,
    place: `${place}3`,
  },
  {
    title: "a header that is indented where nothing is open is one",
    config: `  [profile p]\n  ${role("one")}  source_profile = hub\n  [profile q]\n  region = eu-west-1\n`,
    credentials: `\t[hub]\n\t${alice.replace("\n", "\n\t")}`,
    gives: "alice > one",
  },
  {
    title: "a command may go on for lines, with brackets and what looks like settings",
    config:
      "[profile p]\ncredential_process = sh -c '\n  [ -f x ] && region = y\n  region=eu-west-1\n  [a]\n  helper'\n",
    outputs: [
      '{"Version":1,"AccessKeyId":"AKIAFAKEPROCESSEXAMPLE","SecretAccessKey":"fake/process+secret/=="}',
    ],
    gives: "process",
  },
  {
    title: "settings of a service below its name are its own",
    config:
      `[profile p]\ns3 =\n  use_dualstack_endpoint = true\n  addressing_style = path\n[services s]\nsts =\n  region = x\n`,
    credentials: `[p]\n${alice}`,
    gives: "alice",
  },
  {
    title: "a policy may hold what looks like a header",
    config: `[profile p]\n${
      role("one")
    }source_profile = hub\nsession_policy = {"Statement":\n  [\n  {"Effect":"Allow","Action":"*","Resource":\n  ["*"]\n  }\n  ]}\n`,
    credentials: `[hub]\n${alice}`,
    gives: "alice > one",
  },
]);
