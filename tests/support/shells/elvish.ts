import { elvish } from "../../../shells/elvish.ts";
import type { RealShell } from "../shells.ts";

/** No history on the disk: elvish keeps it in one process for all sessions, those of the developer too. */
export const elvishAlone: readonly string[] = ["elvish", "-sock", "/dev/null/none"];

export const realElvish: RealShell = {
  shell: elvish,
  start: ["elvish", "-norc"],
  interactive: [...elvishAlone, "-norc"],
  check: ["elvish", "-compileonly"],
  status: "$status",
  // A program that cannot be started is an exception without a status.
  attempt: (command) =>
    `var status = 0; try { ${command} } catch e ` +
    `{ set status = 127; try { set status = $e[reason][exit-status] } catch _ { echo $e[reason] >&2 } }`,
  moods: {
    "as it starts": "nop",
    "an AWSUME_SHELL of the user's": "var AWSUME_SHELL = mine",
    "an indicator for values": "set value-out-indicator = wrong",
    "functions": [
      ...["eval", "slurp", "ns", "has-value", "return", "from-lines", "print", "set-env", "unset-env", "nop"],
      ...["put", "echo", "and", "count", "env", "external"],
    ].map((name) => `fn ${name} {|@_| fail wrong }`).join("\n"),
    "variables": "var builtin: = (ns [&])\nvar _awsume_output _awsume_words = wrong wrong",
  },
  pythonAlias: "fn awsume {|@words| fail alias }",
  // The names in a scope cannot be listed; elvish_test.ts looks at those that `eval` leaves.
  snapshot: (path) => `env | sed 's/=.*//' >'${path}'`,
  variable: (name) => `$E:${name}`,
  feed: (source, command) => `${source} | ${command}`,
  accept: "\n",
  sessions: { "as elvish starts": "eval (slurp < init)" },
};
