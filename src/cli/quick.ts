import { type Renderer, renderers } from "../../shells/renderers.ts";
import type { ShellName } from "../../shells/mod.ts";
import { withFilePaths } from "../aws/profile_files.ts";
import { toProcessJson } from "../aws/credentials.ts";
import { toEnvChange } from "../assume/environment.ts";
import { renewalMargin, usualMargin } from "../assume/cache.ts";
import { tellEnd } from "../assume/session.ts";
import type { System } from "../system.ts";
import { fromMemory } from "./from_memory.ts";

/**
 * Answers `awsume`, `awsume PROFILE` and `awsume credential-process PROFILE` from memory, the last also as `-a` writes it
 * (`renewal.ts`): exit code 0, or undefined
 * when the command line says more or when there is anything to ask, to call or to complain about. Kept apart so that
 * the commonest commands load a few files only. Throws as `fromMemory` does.
 */
export async function quick(argv: readonly string[], system: System): Promise<0 | undefined> {
  const [first, second] = argv;
  if (first === "credential-process") return await processFromMemory(argv.slice(1), system);
  if (second !== undefined || first?.startsWith("-")) return undefined;
  return await switchFromMemory(first, system);
}

async function switchFromMemory(typed: string | undefined, system: System): Promise<0 | undefined> {
  const render = findRenderer(system);
  if (render === undefined) return undefined;
  const wanted = { profile: typed ?? "default", margin: usualMargin, typed: typed ?? null };
  const recalled = await fromMemory(wanted, system);
  if (recalled === undefined) return undefined;
  if (recalled.foreign !== undefined) system.tell(recalled.foreign);
  tellEnd(recalled.label, recalled.session.credentials, system);
  system.print(render(toEnvChange(recalled.session, system.env)));
  return 0;
}

/** As `findTarget` of `output.ts`, which says what is wrong where there is none. */
function findRenderer(system: System): Renderer | undefined {
  const caller = system.env.AWSUME_SHELL;
  if (!caller) return system.stdoutIsTerminal || system.stdoutIsKept() ? undefined : renderers.bash;
  return Object.hasOwn(renderers, caller) ? renderers[caller as ShellName] : undefined;
}

async function processFromMemory(words: readonly string[], system: System): Promise<0 | undefined> {
  if (system.stdoutIsTerminal) return undefined;
  const profile = words.at(-1);
  const options = words.slice(0, -1).map((word) =>
    /^--(config-file|credentials-file|expect-account)=(.*[^ ].*)$/.exec(word)
  );
  if (!profile || profile.startsWith("-") || options.includes(null)) return undefined;
  const said: Readonly<Record<string, string | undefined>> = Object.fromEntries(
    options.map((option) => [option?.[1], option?.[2]]),
  );
  const { "config-file": configFile, "credentials-file": credentialsFile, "expect-account": account } = said;
  const files = { ...(configFile && { configFile }), ...(credentialsFile && { credentialsFile }) };
  const there = { ...system, env: withFilePaths(files, system.env) };
  const recalled = await fromMemory({ profile, margin: renewalMargin }, there);
  if (recalled === undefined || (account !== undefined && account !== recalled.account)) return undefined;
  system.print(toProcessJson(recalled.session.credentials));
  return 0;
}
