/** A word that may stand in the place of a profile and asks for something else. */
export interface CommandWord {
  readonly word: string;
  readonly operand: string;
  readonly doc: string;
  /** Whole sentences, where one line is not enough. Code stands in backticks. */
  readonly about?: string;
  /** Whether it never changes the environment: the shell function then runs it straight through. */
  readonly isDirect: boolean;
  /** Whether it works with a profile, and so takes the options for that. */
  readonly takesProfile: boolean;
  /** Whether the words behind its profile are a command line, options and all. */
  readonly takesCommand?: true;
  /** For the shell functions, not for people. */
  readonly isHidden?: boolean;
  readonly examples: readonly (readonly [line: string, doc: string])[];
}

/** What awsume does without a command word. */
export const assumeWord: CommandWord = {
  word: "assume",
  operand: "[PROFILE]",
  doc: "switch this shell to a profile; may be left out",
  about: "With the word, a profile can be named as a command is: `awsume assume config`. `awsume -- " +
    "config` does the same. Without a profile it is the one called default.",
  isDirect: false,
  takesProfile: true,
  examples: [
    ["awsume prod", "work with the profile prod"],
    ["awsume prod -r", "the same, with new credentials"],
    ["awsume prod -a", "the same, renewing itself for hours"],
    ["awsume --role-arn 123456789012:audit", "go on to a role from here"],
    ["awsume -u", "remove the credentials from this shell"],
  ],
};

/** The command words. They count only as the first word of a command line. */
export const commandWords: readonly CommandWord[] = [
  assumeWord,
  {
    word: "explain",
    operand: "[PROFILE]",
    doc: "show what a switch would do and why; calls nothing",
    about: "Every setting comes with its file and line, every call with its host, and whether it needs " +
      "a code or the cache answers it. No secret is shown.",
    isDirect: true,
    takesProfile: true,
    examples: [
      ["awsume explain prod", "every setting with its place, every call with its host"],
      ["awsume explain prod --region eu-west-1", "the same with an option"],
      ["awsume explain prod --json | jq .calls", "for programs"],
    ],
  },
  {
    word: "export",
    operand: "PROFILE",
    doc: "print credentials for shells, files and programs",
    about: "Without --format they are statements for sh that leave no variable of other credentials; " +
      "`powershell`, `fish` and the last four formats are those of the AWS CLI, too. On a terminal " +
      "it prints none without --yes. Where a shell evaluates what is printed, a failure is a statement " +
      "that fails.",
    isDirect: true,
    takesProfile: true,
    examples: [
      ['eval "$(awsume export prod)"', "credentials for a script"],
      ["awsume export prod --format json | jq .Expiration", "for programs"],
      ["awsume export prod --format docker-env > prod.env", "for `docker run --env-file`"],
      ["awsume export prod --format fish --rotate | source", "new ones for fish"],
    ],
  },
  {
    word: "credential-process",
    operand: "PROFILE",
    doc: "print a profile's credentials as JSON for the SDKs",
    about: "It never reads standard input, and asks nothing unless there is a terminal and " +
      "--interactive is given or set. Where a code is needed, run `awsume PROFILE` in a terminal first: its session " +
      "serves here too.",
    isDirect: true,
    takesProfile: true,
    examples: [
      ["credential_process = /usr/local/bin/awsume credential-process prod", "a line of ~/.aws/config"],
      ["awsume credential-process prod", "what the SDKs read"],
    ],
  },
  {
    word: "exec",
    operand: "PROFILE",
    doc: "run one command with a profile's credentials",
    about: "Options of awsume stand before CMD: the first word behind PROFILE that is no option begins the " +
      "command, and everything from there is its own. The exit code is that of CMD, 126 when it cannot be " +
      "executed, 127 when it is not found, 128+n when signal n ended it. `--refresh` means something else " +
      "than in a switch: it gives credentials that renew while CMD runs. `--rotate` takes new ones first.",
    isDirect: true,
    takesProfile: true,
    takesCommand: true,
    examples: [
      ["awsume exec prod aws s3 ls", "this one command as prod"],
      ["awsume exec prod --region eu-west-1 -- terraform plan", "with an option of awsume"],
      ["awsume exec prod --refresh -- ./server", "credentials that renew while it runs"],
      ["awsume exec prod --shell", "a shell of its own"],
      ["awsume exec prod --rotate", "take new credentials, and run nothing"],
    ],
  },
  {
    word: "ls",
    operand: "[NAME...]",
    doc: "show each profile's role, and the time it has left",
    about: "What is left comes from the cache, so nobody is called: `-` is for credentials that a " +
      "switch would have to get. A profile that cannot be used says why behind a `!`.",
    isDirect: true,
    takesProfile: false,
    examples: [
      ["awsume ls", "all profiles"],
      ["awsume ls prod dev --watch", "two of them, drawn anew each second until Ctrl-C"],
      ["awsume ls --json | jq '.[] | select(.state == \"live\").name'", "for programs"],
    ],
  },
  {
    word: "cache",
    operand: "ls|clear [PROFILE]",
    doc: "list or forget what is remembered",
    about: "`cache ls` shows for whom and until when, never a key. `cache clear` forgets everything, " +
      "`cache clear PROFILE` what that profile comes to, and what leads to nothing else. It waits " +
      "for an awsume that is getting the same credentials. At AWS they stay valid until they end.",
    isDirect: true,
    takesProfile: false,
    examples: [
      ["awsume cache ls", "what is remembered, for whom, until when"],
      ["awsume cache clear prod", "forget the credentials of prod"],
      ["awsume cache clear prod --all", "and the session and roles they were got with"],
      ["awsume cache clear", "forget everything"],
    ],
  },
  {
    word: "add",
    operand: "NAME [options]",
    doc: "write a profile into ~/.aws/config",
    about: "It is an ordinary profile, for every program that reads AWS's files. What is missing is " +
      "asked for on a terminal. Not a byte of other profiles changes, and what changes is shown. A " +
      "name that is there is refused.",
    isDirect: true,
    takesProfile: false,
    examples: [
      ["awsume add example", "asks how it gets its credentials"],
      ["awsume add example -r 123456789012:other --source-profile dev", "a role"],
      ["awsume add dev --access-key-id AKIAIOSFODNN7EXAMPLE", "keys; the secret is typed unseen"],
      ["awsume add example --endpoint-url https://sts-fips.us-east-1.amazonaws.com", "its own STS"],
      ["awsume add example --region eu-west-1 --force --dry-run", "see what replacing it would change"],
    ],
  },
  {
    word: "mv",
    operand: "OLD NEW [options]",
    doc: "rename a profile, and every source_profile",
    about: "The name changes in both files, and wherever a source_profile says it. Not another byte " +
      "changes. A new name that is there is refused.",
    isDirect: true,
    takesProfile: false,
    examples: [
      ["awsume mv dev development", "and what has source_profile = dev"],
      ["awsume mv dev development --dry-run", "see it first"],
    ],
  },
  {
    word: "rm",
    operand: "NAME [options]",
    doc: "remove a profile that no other one needs",
    about: "It goes from both files, with the services section that add wrote for it. While it is " +
      "another's source_profile it is refused. Before access keys go, it asks.",
    isDirect: true,
    takesProfile: false,
    examples: [
      ["awsume rm example", "asks if it has access keys"],
      ["awsume rm example --dry-run", "see it first"],
      ["awsume rm example --yes", "for scripts"],
    ],
  },
  {
    word: "config",
    operand: "ACTION ...",
    doc: "read or change awsume's settings",
    about: "The actions are `list`, `get KEY`, `set KEY VALUE`, `reset KEY` and `clear KEY`; " +
      "`awsume config help` says more.",
    isDirect: true,
    takesProfile: false,
    examples: [
      ["awsume config list", "all settings"],
      ["awsume config set region eu-west-1", "the region of profiles that name none"],
      ["awsume config clear region", "forget it again"],
    ],
  },
  {
    word: "doctor",
    operand: "[options]",
    doc: "look for what is wrong, and say what mends it",
    about: "It looks at start-up files, other programs called awsume, file modes, settings, profiles, " +
      "variables and certificates, and sends STS one request that is not signed. It changes nothing. " +
      "The exit code is 3 when there is a problem; warnings do not count.",
    isDirect: true,
    takesProfile: false,
    examples: [
      ["awsume doctor", "all there is to look at"],
      ["awsume doctor --offline", "call nobody"],
      ["awsume doctor --json | jq .findings", "for programs"],
    ],
  },
  {
    word: "help",
    operand: "[COMMAND|OPTION]",
    doc: "say more about a command or an option",
    isDirect: true,
    takesProfile: false,
    examples: [
      ["awsume help explain", "the same as `awsume explain -h`"],
      ["awsume help --region", "one option at greater length"],
    ],
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
    word: "setup",
    operand: "SHELL",
    doc: "put that line into the shell's start-up file",
    about: "It shows the change and asks before it. What the file was is kept beside it, in " +
      "`FILE.before-awsume`, and `--undo` makes it what it was.",
    isDirect: true,
    takesProfile: false,
    examples: [
      ["awsume setup zsh", "show the change, and ask"],
      ["awsume setup fish --yes", "for scripts"],
      ["awsume setup bash --print", "the lines, to be put in by hand"],
      ["awsume setup bash --undo", "the way back"],
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

/** The words that the shell function runs straight through. */
export function directWords(): string[] {
  return commandWords.filter(({ isDirect }) => isDirect).map(({ word }) => word);
}
