/**
 * The command words that never change the environment: the shell function runs them straight through. Apart from what
 * `command_words.ts` says of them, so that a new shell does without that.
 */
export const directWords: readonly string[] = [
  "explain",
  "export",
  "credential-process",
  "cdk-plugin",
  "exec",
  "ls",
  "cache",
  "add",
  "mv",
  "rm",
  "config",
  "plugin",
  "doctor",
  "help",
  "init",
  "setup",
  "__complete",
];
