import { exportFormats } from "./export_formats.ts";
import { pluginLanguages } from "./plugin_actions.ts";
import type { Option } from "./options.ts";

/** The options that decide where credentials go, or ask for something else, in the order of the help. */
export const outputOptions = [
  {
    long: "output-profile",
    short: "o",
    value: "NAME",
    group: "Output",
    doc: "write the credentials to this profile, too",
    about: "It is a section of the credentials file, marked with `manager = awsume`. A profile that is " +
      "not marked so is never overwritten. With --auto-refresh it names the profile that renews " +
      "itself.",
    commands: ["assume"],
  },
  {
    long: "auto-refresh",
    short: "a",
    group: "Output",
    doc: "export a profile that renews itself",
    about: "awsume writes the profile `autoawsume-PROFILE` with a `credential_process` into the " +
      "credentials file, and exports `AWS_PROFILE` in place of keys. Programs then get new " +
      "credentials by themselves, for hours; nothing runs in the background. It excludes " +
      "--role-arn and --json.",
    commands: ["assume"],
  },
  {
    long: "kill-refresher",
    short: "k",
    group: "Output",
    doc: "remove the profile of --auto-refresh, or all",
    about: "`awsume -k prod` removes that of `prod`, `awsume -k` all of them. A shell that works with " +
      "one of them loses its variables.",
    commands: ["assume"],
  },
  {
    long: "show-commands",
    short: "s",
    group: "Output",
    doc: "show the statements that set the variables",
    about: "They hold the secrets.",
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
    about: "The function of `awsume init` names its shell itself. Without a function they are those of " +
      "a POSIX shell.",
    completes: "shells",
    commands: ["assume"],
  },
  {
    long: "shell",
    group: "Output",
    doc: "run your shell, in the place of CMD",
    about: "It is the program in `SHELL`, on Windows the one in `COMSPEC`.",
    commands: ["exec"],
  },
  {
    long: "list-profiles",
    short: "l",
    value: "more",
    isOptional: true,
    group: "Output",
    doc: "list the profiles; more: ask AWS for accounts",
    about: "With --json it is JSON, for programs. `more` calls AWS for the profiles with keys of their " +
      "own that name no account; without it nobody is called.",
    completes: ["more", "list"],
    commands: ["assume"],
  },
  {
    long: "json",
    group: "Output",
    doc: "print JSON, for programs",
    commands: ["explain", "doctor", "ls", "cache", "plugin", "cdk-plugin"],
  },
  {
    long: "watch",
    group: "Output",
    doc: "draw the table anew each second, until Ctrl-C",
    commands: ["ls"],
  },
  {
    long: "all",
    group: "Output",
    doc: "with clear PROFILE: also what others use too",
    about: "An MFA session or a role on the way to a profile's credentials may serve other profiles as " +
      "well. Without this it stays.",
    commands: ["cache"],
  },
  {
    long: "lang",
    value: "LANGUAGE",
    group: "Output",
    doc: "with new: write it in js, ts, py or sh; js unless told",
    completes: pluginLanguages,
    commands: ["plugin"],
  },
  {
    long: "format",
    value: "FORMAT",
    group: "Output",
    doc: "write for this shell or reader; sh unless told",
    about: `One of ${exportFormats.map(({ name }) => `\`${name}\``).join(", ")}.`,
    completes: exportFormats.map(({ name }) => name),
    commands: ["export"],
  },
  {
    long: "info",
    group: "Output",
    doc: "say on stderr what is decided, and why",
    commands: ["assume"],
  },
  {
    long: "debug",
    group: "Output",
    doc: "say on stderr what is read, decided and called",
    about: "No secret and no code is in it.",
    commands: ["assume"],
  },
  {
    long: "clean",
    isRare: true,
    group: "Other",
    doc: "remove the expired profiles of --output-profile",
    about: "Only sections of the credentials file with `manager = awsume` are removed.",
    commands: ["assume"],
  },
  {
    long: "config",
    isRare: true,
    value: "ACTION ...",
    isOptional: true,
    takesRest: true,
    group: "Other",
    doc: "the same as the command config",
    about: "All words behind it belong to it.",
    commands: ["assume"],
  },
  {
    long: "list-plugins",
    isRare: true,
    group: "Other",
    doc: "list the plugins",
    commands: ["assume"],
  },
  {
    long: "refresh-autocomplete",
    isRare: true,
    group: "Other",
    doc: "do nothing: completion is always fresh",
    commands: ["assume"],
  },
  {
    long: "who",
    group: "Other",
    doc: "say which profile this shell works with",
    commands: ["assume"],
  },
  {
    long: "version",
    short: "v",
    group: "Other",
    doc: "print the version",
    commands: ["assume"],
  },
  {
    long: "no-plugins",
    isRare: true,
    group: "Other",
    doc: "load no plugins",
    about: "`AWSUME_NO_PLUGINS=1` does the same.",
    commands: ["assume", "explain", "credential-process", "export", "exec", "ls", "cache", "cdk-plugin"],
  },
  { long: "help", short: "h", group: "Other", doc: "print this help" },
  { long: "offline", group: "Other", doc: "call nobody", commands: ["doctor"] },
  { long: "yes", group: "Other", doc: "change it without asking", commands: ["setup"] },
  {
    long: "yes",
    group: "Other",
    doc: "print secrets on a terminal",
    commands: ["export", "credential-process"],
  },
  {
    long: "static",
    group: "Other",
    doc: "let the shell read the function from a file",
    about: "The shell then starts as fast as without awsume, because it runs nothing. After an update of " +
      "awsume, run the command again.",
    commands: ["setup"],
  },
  { long: "print", group: "Other", doc: "print the lines, and change nothing", commands: ["setup"] },
  { long: "undo", group: "Other", doc: "take the lines out again", commands: ["setup"] },
] as const satisfies readonly Option[];
