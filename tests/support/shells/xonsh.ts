import { xonsh } from "../../../shells/xonsh.ts";
import type { RealShell } from "../shells.ts";

export const realXonsh: RealShell = {
  shell: xonsh,
  start: ["xonsh", "--no-rc"],
  // The other line editor completes while the next keys come; xonsh_test.ts waits for it.
  interactive: [
    ...["env", "TERM=xterm", "xonsh", "--no-rc", "-i", "--shell-type", "readline"],
    "-DPROMPT=xonsh waits: ",
  ],
  check: [
    ...["xonsh", "--no-rc", "-c"],
    "import sys; __xonsh__.execer.compile(open(sys.argv[-1]).read(), mode='exec', glbs={}, filename='init')",
  ],
  // A line that begins with a quote is Python.
  call: "env ",
  status: "@(__xonsh__.history.last_cmd_rtn)",
  moods: {
    "as it starts": "pass",
    "an error where a command fails": "$RAISE_SUBPROC_ERROR = True",
    "output that is always captured": "$XONSH_CAPTURE_ALWAYS = True",
    "no threads": "$THREAD_SUBPROCS = False",
    "a trace": "$XONSH_TRACE_SUBPROC = True",
    "other encodings": "$XONSH_ENCODING = 'ascii'",
    "an AWSUME_SHELL of the user's": "AWSUME_SHELL = 'mine'",
    "names": "import builtins\nsubprocess = print = len = args = os = _awsume = 'wrong'",
    "aliases": "for word in ['print', 'del', 'def', 'import']: aliases[word] = ['false']",
  },
  pythonAlias: "aliases['awsume'] = 'source-bash awsume'",
  snapshot: (path) =>
    `__import__('pathlib').Path('${path}')` +
    ".write_text('\\n'.join([*globals(), *${...}, *(set(aliases) - {'awsume'}), *__xonsh__.completers]))",
  variable: (name) => `@(${"${...}"}.get("${name}", ""))`,
  feed: (source, command) => `${source} | ${command}`,
  // The terminal is still that of the program before.
  asksBehindPipe: false,
  prompt: /xonsh waits: /,
  mangles: /['"].* /,
  sessions: { "as xonsh starts": "execx(open('init').read())" },
};
