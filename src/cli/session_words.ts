import type { CommandWord } from "./command_words.ts";

/** The command words that take credentials, beside the switch itself. */
export const sessionWords: readonly CommandWord[] = [
  {
    word: "explain",
    operand: "[PROFILE]",
    doc: "show what a switch would do and why; calls nothing",
    about: "Every setting comes with its file and line, every call with its host, and whether it needs " +
      "a code or the cache answers it. No secret is shown.",
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
      "serves here too. On a terminal it prints no credentials without --yes.",
    takesProfile: true,
    examples: [
      ["credential_process = /usr/local/bin/awsume credential-process prod", "a line of ~/.aws/config"],
      ["awsume credential-process prod", "what the SDKs read"],
    ],
  },
  {
    word: "cdk-plugin",
    operand: "[options]",
    doc: "write a plugin for the CDK CLI, print its path",
    about: "With that plugin, `cdk` gets its credentials from awsume: an account is that of a profile's " +
      "`role_arn` or `sso_account_id`, or stands under `cdk:` in awsume's settings, where reading and " +
      "writing may have a profile each. With --account it prints which profile that is, and writes nothing.",
    takesProfile: false,
    examples: [
      ['cdk deploy --plugin "$(awsume cdk-plugin)"', "deploy with awsume's credentials"],
      ["awsume cdk-plugin --account 123456789012", "whose credentials reading that account gets"],
      ["awsume cdk-plugin --account 123456789012 --json", "for reading and for writing, for programs"],
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
];
