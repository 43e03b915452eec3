import { nushell } from "../../../shells/nushell.ts";
import type { RealShell } from "../shells.ts";

export const realNushell: RealShell = {
  shell: nushell,
  start: ["nu", "--no-config-file"],
  interactive: ["nu", "--no-config-file", "--no-history"],
  // All it does is to define.
  check: ["nu", "--no-config-file"],
  call: "^",
  status: "$status",
  // A failure is an error, and a script shows the text of its last command only.
  attempt: (command) =>
    `let status = try { ${command} | print -n; 0 } ` +
    "catch {|e| $e.exit_code? | default { print -e $e.rendered; 127 } }",
  evaluates: false,
  carryOut: (printed) =>
    printed.trim().split("\n").map((line) => `load-env ('${line}' | from json).set`).join("\n"),
  moods: {
    "as it starts": "",
    "an AWSUME_SHELL of the user's": "let AWSUME_SHELL = 'mine'",
    "errors of programs that are shown": "$env.config.display_errors.exit_code = true",
  },
  pythonAlias: "alias awsume = echo alias",
  snapshot: (path) =>
    `((scope variables | get name) ++ ($env | columns)) | where $it not-in ["$status" LAST_EXIT_CODE]` +
    ` | str join "\\n" | save --force '${path}'`,
  variable: (name) => `($env.${name}? | default '')`,
  echo: (words) => `print $"${words.replace("$status", "($status)")}"`,
  feed: (source, command) => `^${source} | ${command}`,
  // It shows the cursor when all of the prompt is there.
  prompt: /\[\?2004h[^]*?\[\?25h/,
  // Behind a pipe it does not always give the terminal to what it starts.
  asksBehindPipe: false,
  // It completes no options, no word with an open quote, nothing behind an equals sign. Its menu takes Enter.
  mangles: /['"=]|--reg|st$|nothing/,
  sessions: { "as nushell starts": "source init" },
};
