/** One command-line option. The table below drives parsing, help, suggestions and completion. */
export interface Option {
  readonly long: string;
  readonly short?: string;
  /** The word for the value in the help; an option without one is a switch. */
  readonly value?: string;
  readonly group: "Credentials" | "Role" | "Network" | "Output" | "Other";
  readonly doc: string;
  /** Whether it may stand without its value: the next word is one unless it begins with `-`, as in argparse. */
  readonly isOptional?: boolean;
  /** What its value completes to. */
  readonly completes?: "profiles" | "shells" | readonly string[];
  /** Of a list: the words behind the value that begin so belong to it, and a second one adds to the first. */
  readonly listOf?: "arn:";
  /** The command words that take it; all that work with a profile when absent. */
  readonly commands?: readonly string[];
}

/** The options, in the order of the help. */
export const options = [
  { long: "refresh", short: "r", group: "Credentials", doc: "take new credentials, whatever is cached" },
  { long: "no-cache", group: "Credentials", doc: "neither look into the cache nor keep anything there" },
  { long: "mfa-token", value: "CODE", group: "Credentials", doc: "the six digits of the MFA device" },
  { long: "region", value: "REGION", group: "Credentials", doc: "use this region instead of the profile's" },
  {
    long: "config-file",
    value: "PATH",
    group: "Credentials",
    doc: "read this file in place of ~/.aws/config",
  },
  {
    long: "credentials-file",
    value: "PATH",
    group: "Credentials",
    doc: "read this file in place of ~/.aws/credentials",
  },
  {
    long: "role-arn",
    value: "ARN",
    group: "Role",
    doc: "assume any role: ARN, ACCOUNT:ROLE or PARTITION:ACCOUNT:ROLE",
  },
  {
    long: "source-profile",
    value: "PROFILE",
    group: "Role",
    doc: "whose credentials assume it (else the environment's, else default's)",
    completes: "profiles",
  },
  { long: "session-name", value: "NAME", group: "Role", doc: "the role's session name" },
  { long: "external-id", value: "ID", group: "Role", doc: "the external id the role asks for" },
  {
    long: "role-duration",
    value: "SECONDS",
    group: "Role",
    doc: "how long the role shall live, 900 to 43200; 0: its default",
  },
  {
    long: "session-policy",
    value: "JSON",
    group: "Role",
    doc: "allow the session only what this policy allows too",
  },
  {
    long: "session-policy-arns",
    value: "ARN...",
    group: "Role",
    doc: "the same with managed policies, up to 10",
    listOf: "arn:",
  },
  { long: "tags", short: "t", value: "KEY=VALUE,...", group: "Role", doc: "tag the session" },
  { long: "transitive-tags", value: "KEY,...", group: "Role", doc: "hand these tags on to the next roles" },
  { long: "source-identity", value: "NAME", group: "Role", doc: "say in CloudTrail who is behind it" },
  { long: "fips", group: "Network", doc: "call the FIPS endpoint of STS, or fail" },
  { long: "dualstack", group: "Network", doc: "call the endpoint that IPv6 reaches too" },
  { long: "endpoint-url", value: "URL", group: "Network", doc: "call this URL in place of AWS's own STS" },
  {
    long: "output-profile",
    short: "o",
    value: "NAME",
    group: "Output",
    doc: "write the credentials to this profile too, for other programs",
    commands: ["assume"],
  },
  {
    long: "show-commands",
    short: "s",
    group: "Output",
    doc: "print the statements that set the variables",
    commands: ["assume"],
  },
  {
    long: "unset",
    short: "u",
    group: "Output",
    doc: "remove every variable awsume may have set",
    commands: ["assume"],
  },
  {
    long: "shell",
    value: "SHELL",
    group: "Output",
    doc: "write the statements for this shell",
    completes: "shells",
    commands: ["assume"],
  },
  {
    long: "list-profiles",
    short: "l",
    value: "[more]",
    isOptional: true,
    group: "Output",
    doc: "list all profiles; more: with accounts that AWS has to be asked for",
    completes: ["more", "list"],
    commands: ["assume"],
  },
  // The original's `--json JSON` will fit in as one whose value `isOptional`: `-l --json` gives it none.
  {
    long: "json",
    group: "Output",
    doc: "with -l or explain: print JSON for programs",
    commands: ["assume", "explain"],
  },
  {
    long: "debug",
    group: "Output",
    doc: "say on stderr what is read, decided and called",
    commands: ["assume"],
  },
  {
    long: "clean",
    group: "Other",
    doc: "remove the profiles of --output-profile that have expired",
    commands: ["assume"],
  },
  {
    long: "who",
    group: "Other",
    doc: "say which profile this shell works with",
    commands: ["assume"],
  },
  { long: "version", short: "v", group: "Other", doc: "print the version", commands: ["assume"] },
  { long: "help", short: "h", group: "Other", doc: "print this help" },
] as const satisfies readonly Option[];

/** The long name of an option, which is also the key of its value. */
export type OptionName = typeof options[number]["long"];

/** An option of the table. */
export type NamedOption = Option & { readonly long: OptionName };

/** A word that may stand in the place of a profile and asks for something else. */
export interface CommandWord {
  readonly word: string;
  readonly operand: string;
  readonly doc: string;
  /** Whether it never changes the environment: the shell function then runs it straight through. */
  readonly isDirect: boolean;
  /** Whether it works with a profile, and so takes the options for that. */
  readonly takesProfile: boolean;
  /** For the shell functions, not for people. */
  readonly isHidden?: boolean;
  readonly examples: readonly (readonly [line: string, doc: string])[];
}

/** What awsume does without a command word. */
export const assumeWord: CommandWord = {
  word: "assume",
  operand: "[PROFILE]",
  doc: "what awsume does without a command word",
  isDirect: false,
  takesProfile: true,
  examples: [
    ["awsume prod", "work with the profile prod"],
    ["awsume prod -r", "the same, with new credentials"],
    ["awsume --role-arn 123456789012:audit", "chain on to a role from the current credentials"],
    ["awsume -u", "remove the credentials from this shell"],
  ],
};

/** The command words. They count only as the first word of a command line. */
export const commandWords: readonly CommandWord[] = [
  assumeWord,
  {
    word: "explain",
    operand: "[PROFILE]",
    doc: "show what a switch would do, and why; calls nothing",
    isDirect: true,
    takesProfile: true,
    examples: [
      ["awsume explain prod", "every setting with its place, every call with its host"],
      ["awsume explain prod --region eu-west-1", "the same with an option"],
      ["awsume explain prod --json | jq .calls", "for programs"],
    ],
  },
  {
    word: "help",
    operand: "[COMMAND]",
    doc: "say more about a command",
    isDirect: true,
    takesProfile: false,
    examples: [["awsume help explain", "the same as awsume explain -h"]],
  },
  {
    word: "init",
    operand: "SHELL",
    doc: "print the function to load into a shell",
    isDirect: true,
    takesProfile: false,
    examples: [
      ['eval "$(awsume init bash)"', "the line for ~/.bashrc; the same with zsh for ~/.zshrc"],
      ["awsume init fish | source", "the line for ~/.config/fish/config.fish"],
      ['Invoke-Expression ((awsume init powershell) -join "`n")', "the line for PowerShell's $PROFILE"],
    ],
  },
  {
    word: "__complete",
    operand: "SHELL WORD...",
    doc: "print completions",
    isDirect: true,
    takesProfile: false,
    isHidden: true,
    examples: [],
  },
];

/** The options that a command takes; `-h` goes everywhere. */
export function optionsOf({ word, takesProfile }: CommandWord): readonly NamedOption[] {
  const all: readonly NamedOption[] = options;
  return all.filter(({ long, commands }) =>
    long === "help" || (commands === undefined ? takesProfile : commands.includes(word))
  );
}
