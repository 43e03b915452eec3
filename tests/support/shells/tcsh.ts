import { tcsh } from "../../../shells/tcsh.ts";
import type { RealShell } from "../shells.ts";

export const realTcsh: RealShell = {
  shell: tcsh,
  start: ["tcsh", "-f"],
  interactive: ["tcsh", "-f", "-i"],
  check: ["tcsh", "-f", "-n"],
  status: '"$status"',
  moods: {
    "as it starts": ":",
    "noglob": "set noglob",
    "noclobber": "set noclobber",
    "nonomatch": "set nonomatch",
    "backslash_quote": "set backslash_quote",
    "without csubstnonl": "unset csubstnonl",
    "without anyerror": "unset anyerror",
    "echo_style": "set echo_style = none",
    "echo and verbose": "set echo verbose",
    "globstar and globdot": "set globstar globdot",
    "an AWSUME_SHELL of the user's": "set AWSUME_SHELL = mine",
    "aliases": ["printf", "env", "sh", "true"].map((word) => `alias ${word} 'echo alias'`).join("\n"),
  },
  pythonAlias: "alias awsume 'source `which awsume.csh`'",
  snapshot: (path) => `( set; alias ) | sed 's/\t.*//; /^_$/d' >! '${path}'`,
  variable: (name) => `"\`printenv ${name}\`"`,
  // What eval runs reads from where the shell does, whatever the pipe.
  feed: (source, command) => `${command} --mfa-token "\`${source}\`"`,
  readsPipes: false,
  asksBehindPipe: false,
  // Elsewhere tcsh mistakes bytes beyond ASCII at the ends of its buffer of 4,096.
  env: { LC_ALL: "C.UTF-8" },
  // It takes a candidate with a blank for two, leaves `!` live, and looks for the home of a user after a tilde.
  mangles: /:m|my|it|say|wow|hey|~/,
  sessions: { "as tcsh starts": "set edit; source init" },
};
