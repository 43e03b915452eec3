import { dash } from "../../../shells/dash.ts";
import type { RealShell } from "../shells.ts";
import { feedByName, posixMoods } from "./posix.ts";

export const realDash: RealShell = {
  shell: dash,
  start: ["dash"],
  interactive: ["dash", "-i"],
  check: ["dash", "-n"],
  status: '"$?"',
  moods: posixMoods,
  pythonAlias: `alias awsume="source awsume"`,
  // It has no list of functions.
  snapshot: (path) => `{ set | sed 's/=.*//; /^_$/d'; alias; set +o; trap; } >'${path}'`,
  variable: (name) => `"$${name}"`,
  feed: feedByName,
  sessions: { "as dash starts": ". ./init" },
  completes: false,
};

/** The ash of busybox. */
export const realBusybox: RealShell = {
  ...realDash,
  name: "busybox",
  start: ["busybox", "sh"],
  interactive: ["busybox", "sh", "-i"],
  check: ["busybox", "sh", "-n"],
  moods: { ...posixMoods, pipefail: "set -euo pipefail" },
};
