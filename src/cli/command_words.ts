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
    word: "credential-process",
    operand: "PROFILE",
    doc: "print a profile's credentials for the AWS SDKs, as JSON",
    isDirect: true,
    takesProfile: true,
    examples: [
      ["credential_process = /usr/local/bin/awsume credential-process prod", "a line of ~/.aws/config"],
      ["awsume credential-process prod", "what the SDKs read"],
    ],
  },
  {
    word: "config",
    operand: "get|set|list|reset|clear|unset …",
    doc: "read or change awsume's settings",
    isDirect: true,
    takesProfile: false,
    examples: [
      ["awsume config list", "all settings"],
      ["awsume config set region eu-west-1", "the region of profiles that name none"],
      ["awsume config clear region", "forget it again"],
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
