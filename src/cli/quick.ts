import { type Renderer, renderers } from "../../shells/renderers.ts";
import type { ShellName } from "../../shells/mod.ts";
import { toProcessJson } from "../aws/credentials.ts";
import { toEnvChange } from "../assume/environment.ts";
import { renewalMargin, usualMargin } from "../assume/cache.ts";
import { recall } from "../assume/recall.ts";
import { tellEnd } from "../assume/session.ts";
import { AwsumeError } from "../errors.ts";
import type { System } from "../system.ts";

/**
 * Answers `awsume`, `awsume PROFILE` and `awsume credential-process PROFILE` from memory: exit code 0, or undefined
 * when the command line says more or when there is anything to ask, to call or to complain about. Kept apart so that
 * the commonest commands load a few files only.
 */
export async function quick(argv: readonly string[], system: System): Promise<0 | undefined> {
  try {
    const [first = "default", second, ...more] = argv;
    if (first === "credential-process" && second !== undefined && more.length === 0) {
      return second.startsWith("-") ? undefined : await processFromMemory(second, system);
    }
    if (second !== undefined || first.startsWith("-")) return undefined;
    return await switchFromMemory(first, system);
  } catch (error) {
    if (error instanceof AwsumeError) return undefined;
    throw error;
  }
}

async function switchFromMemory(profile: string, system: System): Promise<0 | undefined> {
  const render = findRenderer(system);
  if (render === undefined) return undefined;
  const recalled = await recall(profile, usualMargin, system);
  if (recalled === undefined) return undefined;
  const change = toEnvChange(recalled.session);
  if (!await recalled.isCurrent) return undefined;
  tellEnd(recalled.label, recalled.session.credentials, system);
  system.print(render(change));
  return 0;
}

/** As `findTarget` of `output.ts`, which says what is wrong where there is none. */
function findRenderer({ env: { AWSUME_SHELL: caller }, stdoutIsTerminal }: System): Renderer | undefined {
  if (!caller) return stdoutIsTerminal ? undefined : renderers.bash;
  return Object.hasOwn(renderers, caller) ? renderers[caller as ShellName] : undefined;
}

async function processFromMemory(profile: string, system: System): Promise<0 | undefined> {
  const recalled = await recall(profile, renewalMargin, system);
  if (recalled === undefined || !await recalled.isCurrent) return undefined;
  system.print(toProcessJson(recalled.session.credentials));
  return 0;
}
