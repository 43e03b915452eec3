import { readPosixCompletion } from "./completion.ts";
import type { Shell } from "./mod.ts";
import { quotePosix, renderPosix, sayPosix } from "./posix.ts";

/** dash, and what is called sh or ash where it is dash or the ash of busybox. None of them can be taught to complete. */
export const dash: Shell = {
  name: "dash",
  startUp: {
    file: "$ENV or ~/.profile",
    line: (program) => `eval "$(${program} init dash)"`,
    source: (path) => `. ${path}`,
    // ~/.profile is for login shells. What ENV names is read by all at a terminal; unset, there is no such file.
    files: ({ env, home }) => [env.ENV || `${home}/.profile`],
  },
  or: " | ",
  quote: quotePosix,
  render: renderPosix,
  say: sayPosix,
  readCompletion: readPosixCompletion,
};
