import type { Option } from "./options.ts";

/** The options that decide whose credentials are taken and how, in the order of the help. */
export const credentialOptions = [
  {
    long: "refresh",
    short: "r",
    group: "Credentials",
    doc: "take new credentials, whatever is cached",
    about: "Every step is taken anew, the MFA session included, and the cache gets what comes of it.",
    commands: ["assume", "explain", "credential-process", "export"],
  },
  {
    long: "rotate",
    short: "r",
    group: "Credentials",
    doc: "take new credentials first, whatever is cached",
    about: "Without a command it does only that.",
    commands: ["exec"],
  },
  {
    long: "refresh",
    group: "Credentials",
    doc: "give credentials that renew while CMD runs",
    about: "CMD gets no keys but a profile with a `credential_process`, in a private copy of the config " +
      "file that is removed at the end.",
    commands: ["exec"],
  },
  { long: "rotate", group: "Credentials", doc: "the same as --refresh", commands: ["export"] },
  {
    long: "no-cache",
    group: "Credentials",
    doc: "neither read nor write the cache",
    about: "What is in the cache stays as it is.",
  },
  {
    long: "mfa-token",
    value: "CODE",
    group: "Credentials",
    doc: "the six-digit MFA code; else it is asked for",
    about: "A code that AWS refuses is not asked for again. It may also come from a pipe.",
  },
  {
    long: "no-mfa",
    group: "Credentials",
    doc: "ask for no MFA code: the role wants none",
    about: "A role is then assumed with the user's own keys, and a user's profile gives those keys. " +
      "`awsume_mfa = none` in the role's profile says the same for every time. It excludes --mfa-token.",
  },
  {
    long: "region",
    value: "REGION",
    group: "Credentials",
    doc: "call and export this region, not the profile's",
    about: "Without it the region is that of the profile, of a source profile under it, of `[default]`, " +
      "or of awsume's settings. `AWS_REGION` is not read: it belongs to the switch before.",
  },
  {
    long: "config-file",
    isRare: true,
    value: "PATH",
    group: "Credentials",
    doc: "read this file in place of ~/.aws/config",
    about: "It wins over `AWS_CONFIG_FILE`. `~` stands for the home folder.",
  },
  {
    long: "credentials-file",
    isRare: true,
    value: "PATH",
    group: "Credentials",
    doc: "read this file in place of ~/.aws/credentials",
    about: "It wins over `AWS_SHARED_CREDENTIALS_FILE`. `~` stands for the home folder. What " +
      "--output-profile and --clean write goes there, too.",
  },
  {
    long: "json",
    value: "JSON",
    isOptional: true,
    group: "Credentials",
    doc: "export these credentials; with -l: print JSON",
    about: "The JSON is what the AWS CLI prints for a session, or what a `credential_process` prints: " +
      "`AccessKeyId`, `SecretAccessKey`, `SessionToken`, `Expiration`, `AccountId`. It excludes a profile, " +
      "--role-arn, and what shapes a role or is about STS. Other people of the computer can see the words of a command line.",
    commands: ["assume"],
  },
  {
    long: "pick",
    group: "Credentials",
    doc: "choose the profile from a list on the terminal",
    about: "It excludes a profile, --role-arn, --json and --account.",
    commands: ["assume", "explain"],
  },
  {
    long: "account",
    isRare: true,
    value: "ID",
    group: "Credentials",
    doc: "credentials that a CDK plugin has for it",
    about:
      "Only plugins by the contract of the AWS CDK are asked. `cdk_account` in a profile does the same. It " +
      "excludes whatever else says whose credentials are meant, shapes a role or is about STS.",
    commands: ["assume"],
  },
  {
    long: "mode",
    isRare: true,
    value: "read|write",
    group: "Credentials",
    doc: "what for, with --account; read when left out",
    about: "Without --account it is an error: in a profile, `cdk_mode` says it.",
    completes: ["read", "write"],
    commands: ["assume"],
  },
  {
    long: "interactive",
    group: "Credentials",
    doc: "ask for an MFA code on the terminal, if any",
    about: "Standard input is never read: it belongs to the program that asks. The setting " +
      "`credential-process.interactive` says the same for every time.",
    commands: ["credential-process"],
  },
  {
    long: "role-arn",
    value: "ARN",
    group: "Role",
    doc: "assume ARN or [PARTITION:]ACCOUNT:ROLE",
    about: "The credentials that assume it are those of --source-profile, else those in the " +
      "environment, else those of the shell's profile of --auto-refresh, else those of the profile `default`. " +
      "It excludes a profile.",
  },
  {
    long: "source-profile",
    value: "PROFILE",
    group: "Role",
    doc: "whose credentials assume that role",
    completes: "profiles",
  },
  {
    long: "session-name",
    value: "NAME",
    group: "Role",
    doc: "the role session name, seen in CloudTrail",
    about: "Without it: `role_session_name` of the profile, else `role-session-name` of awsume's " +
      "settings, else the name of the profile.",
  },
  {
    long: "external-id",
    value: "ID",
    group: "Role",
    doc: "the external id that the role asks for",
    about: "Without it: `external_id` of the profile.",
  },
  {
    long: "role-duration",
    value: "SECONDS",
    group: "Role",
    doc: "role lifetime: 900 to 43200; 0: its default",
    about: "Without it: `duration_seconds` of the profile, else `role-duration` of awsume's settings. " +
      "AWS allows a role that is reached through another role 3600 seconds at most. For more than " +
      "that, the MFA code goes to the role itself.",
  },
  {
    long: "session-policy",
    isRare: true,
    value: "JSON",
    group: "Role",
    doc: "an inline policy that narrows the session",
  },
  {
    long: "session-policy-arns",
    isRare: true,
    value: "ARN...",
    group: "Role",
    doc: "managed policies that narrow it, up to 10",
    about: "The words behind it that begin with `arn:` belong to it; commas may stand between them.",
    listOf: "arn:",
  },
  {
    long: "tags",
    short: "t",
    value: "KEY=VALUE,...",
    group: "Role",
    doc: "session tags, up to 50",
  },
  {
    long: "transitive-tags",
    isRare: true,
    value: "KEY,...",
    group: "Role",
    doc: "tags that the next roles of a chain inherit",
  },
  {
    long: "source-identity",
    isRare: true,
    value: "NAME",
    group: "Role",
    doc: "who is behind the session, for CloudTrail",
  },
  {
    long: "with-saml",
    group: "Role",
    doc: "assume the role by a SAML assertion",
    about:
      "The assertion is that of --saml-assertion, else of the profile's `saml_process`. The role is that of " +
      "--role-arn, else the profile's `role_arn`, else the only one that it offers; of several you choose.",
  },
  {
    long: "saml-assertion",
    value: "FILE",
    group: "Role",
    doc: "the file with that assertion, in base64",
    about: "It may be a pipe: `/dev/stdin`, `<(COMMAND)`.",
  },
  {
    long: "principal-arn",
    isRare: true,
    value: "ARN",
    group: "Role",
    doc: "the SAML provider, if several offer the role",
    about: "Without it: `principal_arn` of the profile.",
  },
  {
    long: "with-web-identity",
    group: "Role",
    doc: "assume the role by an OpenID Connect token",
    about: "The role is that of --role-arn, else the profile's `role_arn`. The token is that of " +
      "--web-identity-token, else of the profile's `web_identity_token_file` or `web_identity_token_process`.",
  },
  {
    long: "web-identity-token",
    value: "FILE",
    group: "Role",
    doc: "the file with that token",
    about: "It may be a pipe: `/dev/stdin`, `<(COMMAND)`. `AWS_WEB_IDENTITY_TOKEN_FILE` is not looked at.",
  },
] as const satisfies readonly Option[];
