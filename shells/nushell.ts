import type { EnvChange } from "../src/assume/environment.ts";
import { type CompletionRequest, readTypedCompletion } from "./completion.ts";
import type { Place, Shell } from "./mod.ts";
import { statements } from "./statements.ts";

/** Where the line saves the function, in words of nushell. */
const autoload = "$nu.data-dir | path join vendor/autoload";

/** nushell 0.108 and later. It evaluates nothing while it runs: what it gets is data. */
export const nushell: Shell = {
  name: "nushell",
  startUp: {
    file: "config.nu",
    // As the book of nushell says: https://www.nushell.sh/book/configuration.html
    line: (program) => `mkdir (${autoload}); ^${program} init nushell | save -f (${autoload}/awsume.nu)`,
    source: (path) => `source ${path}`,
    files: (place) => [`${configFolder(place)}/config.nu`],
  },
  or: ", ",
  quote,
  render: renderNushell,
  say: (text) => `${JSON.stringify({ say: text })}\n`,
  readCompletion,
};

/** The whole change, one statement a line. */
export function renderNushell(change: EnvChange): string {
  return statements(change, {
    set: (name, value) => JSON.stringify({ set: { [name]: value } }),
    unset: (name) => JSON.stringify({ unset: [name] }),
  });
}

function configFolder({ env, os, home }: Place): string {
  if (env.XDG_CONFIG_HOME) return `${env.XDG_CONFIG_HOME}/nushell`;
  if (os === "windows") return `${env.APPDATA || `${home}\\AppData\\Roaming`}\\nushell`;
  return os === "darwin" ? `${home}/Library/Application Support/nushell` : `${home}/.config/nushell`;
}

/** One word that nushell reads back exactly, as text and as the name of a program. */
function quote(text: string): string {
  return `"${text.replace(/["\\]/g, String.raw`\$&`)}"`;
}

/** nushell hands over the command up to the cursor, and puts the answer in place of the word. */
function readCompletion(asked: readonly string[]): CompletionRequest {
  const { words } = readTypedCompletion(asked, 0);
  return { words, spell: (candidate) => isBare(candidate) ? candidate : quote(candidate) };
}

/** Whether nushell takes the text for one plain word. */
function isBare(text: string): boolean {
  return /^[\p{L}\p{N}_./:=@%+-]+$/u.test(text);
}
