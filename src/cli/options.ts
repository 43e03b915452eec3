/** One command-line option. The table below drives parsing, help, suggestions and completion. */
export interface Option {
  readonly long: string;
  readonly short?: string;
  /** The word for the value in the help; an option without one is a switch. */
  readonly value?: string;
  readonly group: "Credentials" | "Role" | "Output" | "Other";
  readonly doc: string;
  /** What its value completes to. */
  readonly completes?: "profiles" | "shells";
}

/** The options of `awsume [PROFILE]`, in the order of the help. */
export const options = [
  { long: "refresh", short: "r", group: "Credentials", doc: "take new credentials, whatever is cached" },
  { long: "mfa-token", value: "CODE", group: "Credentials", doc: "the six digits of the MFA device" },
  { long: "region", value: "REGION", group: "Credentials", doc: "use this region instead of the profile's" },
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
  { long: "show-commands", short: "s", group: "Output", doc: "print the statements that set the variables" },
  { long: "unset", short: "u", group: "Output", doc: "remove every variable awsume may have set" },
  {
    long: "shell",
    value: "SHELL",
    group: "Output",
    doc: "write the statements for this shell",
    completes: "shells",
  },
  { long: "version", short: "v", group: "Other", doc: "print the version" },
  { long: "help", short: "h", group: "Other", doc: "print this help" },
] as const satisfies readonly Option[];

/** The long name of an option, which is also the key of its value. */
export type OptionName = typeof options[number]["long"];

/** A word that may stand in the place of a profile and asks for something else. */
export interface CommandWord {
  readonly word: string;
  readonly operand: string;
  readonly doc: string;
  /** Whether it never changes the environment: the shell function then runs it straight through. */
  readonly isDirect: boolean;
  /** For the shell functions, not for people. */
  readonly isHidden?: boolean;
}

/** The command words. They count only as the first word of a command line. */
export const commandWords = [
  { word: "assume", operand: "[PROFILE]", doc: "what awsume does without a command word", isDirect: false },
  { word: "init", operand: "SHELL", doc: "print the function to load into a shell", isDirect: true },
  { word: "__complete", operand: "WORD...", doc: "print completions", isDirect: true, isHidden: true },
] as const satisfies readonly CommandWord[];
