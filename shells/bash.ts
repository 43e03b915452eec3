import { readPosixCompletion } from "./completion.ts";
import type { Shell } from "./mod.ts";
import { quotePosix, renderPosix, sayPosix } from "./posix.ts";

/** bash 3.2 (the one of macOS) and later. What it reads is plain POSIX, so it also serves `sh` scripts. */
export const bash: Shell = {
  name: "bash",
  startUp: {
    file: "~/.bashrc",
    line: (program) => `eval "$(${program} init bash)"`,
    source: (path) => `. ${path}`,
    // The terminals of macOS start login shells, which do not read ~/.bashrc, and read only the first of these.
    files: ({ os, home }) =>
      (os === "darwin" ? [".bash_profile", ".bash_login", ".profile"] : [".bashrc"]).map((name) =>
        `${home}/${name}`
      ),
  },
  or: " | ",
  quote: quotePosix,
  render: renderPosix,
  say: sayPosix,
  readCompletion: readPosixCompletion,
};
