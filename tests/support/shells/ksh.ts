import { ksh } from "../../../shells/ksh.ts";
import type { RealShell } from "../shells.ts";
import { feedByName, posixMoods } from "./posix.ts";

/** ksh93. */
export const realKsh: RealShell = {
  shell: ksh,
  start: ["ksh"],
  interactive: ["ksh", "-i"],
  check: ["ksh", "-n"],
  status: '"$?"',
  moods: {
    ...posixMoods,
    "pipefail": "set -euo pipefail",
    "globstar": "set -o globstar",
    "POSIX mode": "set -o posix",
    "a DEBUG trap": "trap : DEBUG",
  },
  pythonAlias: `alias awsume="source awsume"`,
  snapshot: (path) =>
    `{ true | true; set | sed 's/=.*//; /^_$/d'; typeset +f; alias; set +o; trap; } >'${path}'`,
  variable: (name) => `"$${name}"`,
  // At the end of a pipe it would be the same shell, but what it calls could not ask at the terminal.
  feed: (source, command) => `${command} < <(${source})`,
  sessions: {
    "as ksh starts": "set -o emacs; . ./init",
    "in vi mode": "set -o vi; . ./init",
    "under set -eu, set -f and an odd IFS": "set -o emacs; . ./init; set -uf; IFS=oe",
  },
};

export const realMksh: RealShell = {
  ...realKsh,
  name: "mksh",
  start: ["mksh"],
  interactive: ["mksh", "-i"],
  check: ["mksh", "-n"],
  moods: {
    ...posixMoods,
    "pipefail": "set -euo pipefail",
    "POSIX mode": "set -o posix",
    "sh mode": "set -o sh",
  },
  feed: feedByName,
  sessions: { "as mksh starts": ". ./init" },
  completes: false,
};
