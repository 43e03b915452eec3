import { memoryOf } from "../assume/memory.ts";
import type { Plan } from "../assume/plan.ts";
import { type Inputs, remember } from "../assume/recall.ts";
import { readSettings } from "../settings.ts";
import type { System } from "../system.ts";
import type { HookArguments } from "../plugins/hooks.ts";
import type { AssumeOptions } from "./assume_options.ts";
import { commandWords } from "./command_words.ts";

/** What a plan was made from. */
export interface Made {
  readonly options: AssumeOptions;
  readonly inputs: Inputs;
  /** What `quick` shows to plugins, if there are any. */
  readonly shown?: HookArguments;
}

/** Keeps what a profile came to, for `quick`; nothing of a command line that `quick` does not look at. */
export async function rememberPlain(
  plan: Plan,
  { options, inputs, shown }: Made,
  system: System,
): Promise<void> {
  const memory = isPlain(options) && !await isAskedFor(plan, system)
    ? await memoryOf(plan, system)
    : undefined;
  if (memory) await remember({ ...memory, ...(shown && { shown }) }, inputs, system);
}

/** `quick` would take a bare `awsume` for `awsume default`, where the settings want the list. */
async function isAskedFor({ profile }: Plan, system: System): Promise<boolean> {
  return profile === "default" && (await readSettings(system)).pick === true;
}

/**
 * Whether the command line is one that `quick` looks at: `awsume PROFILE`, and the word no command. The files that it
 * names are in the digest.
 */
function isPlain({ profile, ...options }: AssumeOptions): boolean {
  const { refresh: _, pick: _pick, configFile: _config, credentialsFile: _credentials, ...more } = options;
  return Object.keys(more).length === 0 && !commandWords.some(({ word }) => word === profile);
}

/** A system in which these files stay as they were read, so that what is remembered is what was used. */
export function withFiles(files: Inputs, system: System): System {
  const read: System["read"] = (path) =>
    files.has(path) ? Promise.resolve(files.get(path)) : system.read(path);
  return { ...system, read };
}
