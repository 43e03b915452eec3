/** Moods in which every POSIX shell has to work. */
export const posixMoods: Readonly<Record<string, string>> = {
  "as it starts": ":",
  "set -eu": "set -eu",
  "IFS=0": "IFS=0",
  "IFS=a": "IFS=a",
  "IFS empty": "IFS=",
  "set -f": "set -f",
  "noclobber": "set -C",
  "allexport": "set -a",
  "xtrace and verbose": "set -xv",
  "an AWSUME_SHELL of the user's": "AWSUME_SHELL=mine",
  "aliases": [
    ...[
      "command",
      "local",
      "typeset",
      "eval",
      "return",
      "unset",
      "export",
      "printf",
      "set",
      "unalias",
      "true",
    ],
    ...["case", "if", "for", "do", "{", ":", "["],
  ].map((word) => `alias '${word}=echo alias'`).join("\n"),
  "functions": ["printf", "unalias", "true", "test", "env"].map((name) => `${name}() { echo wrong; }`).join(
    "\n",
  ),
};

/**
 * The last command of a pipe is not this shell in most of them, so this goes by a named pipe. In a subshell, which
 * starts its job and says nothing of it.
 */
export function feedByName(source: string, command: string): string {
  return `rm -f code; mkfifo code; (${source} >code &); ${command} <code`;
}
