import { readWordCompletion } from "./completion.ts";
import type { Shell } from "./mod.ts";
import { quotePosix, renderPosix, sayPosix } from "./posix.ts";

/** zsh 5.0 and later, in any emulation: what it reads of ours is plain POSIX. */
export const zsh: Shell = {
  name: "zsh",
  startUp: {
    file: "~/.zshrc",
    line: (program) => `eval "$(${program} init zsh)"`,
    source: (path) => `. ${path}`,
    files: ({ env, home }) => [`${env.ZDOTDIR || home}/.zshrc`],
  },
  or: " | ",
  quote: quotePosix,
  render: renderPosix,
  say: sayPosix,
  readCompletion: readWordCompletion,
};
