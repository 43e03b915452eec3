import { refuseUnwritable } from "../assume/auto_refresh.ts";
import { privateFolder } from "../assume/cache.ts";
import { childEnvironment, renewingEnvironment } from "../assume/child_environment.ts";
import { toEnvChange } from "../assume/environment.ts";
import { renewingConfig } from "../assume/renewing_config.ts";
import type { Plan } from "../assume/plan.ts";
import { toPortableName } from "../assume/profile_name.ts";
import type { Session } from "../assume/session.ts";
import { statedAccount } from "../assume/stated_account.ts";
import { spellFiles } from "../aws/profile_files.ts";
import type { System } from "../system.ts";
import type { ExecOptions } from "./exec_options.ts";
import { withNamedFiles } from "./file_options.ts";
import { refuseOfVariables } from "./renewal_words.ts";
import type { Plugged } from "./unplugged.ts";
import { runProgram } from "./run_program.ts";
import { atTerminal, type Decided, takeSession } from "./take_session.ts";

/** `awsume exec`: the exit code of the command. */
export async function exec(typed: ExecOptions, plugged: Plugged, system: System): Promise<number> {
  await system.removeLeftovers(await privateFolder(system));
  let plan: Plan | undefined;
  const decided = (what: Decided): void => {
    plan = what.plan;
    if (typed.renewal !== undefined) refuseOfVariables(plan, "--refresh");
  };
  const taking = { options: typed.options, plugged, decided, isQuiet: true } as const;
  const session = await takeSession(taking, atTerminal(system));
  if (typed.run.kind === "nothing") return 0;
  const words = typed.run.kind === "command" ? typed.run.words : [shellOf(system)];
  if (typed.run.kind === "shell") {
    system.tell(`This shell works with the profile "${session.profile}"; leave it with exit`);
  }
  if (typed.renewal !== undefined) {
    return await runRenewing(words, { session, typed, ...(plan && { plan }) }, system);
  }
  return await runProgram(words, childEnvironment(system.env, toEnvChange(session, system.env)), system);
}

function shellOf({ env, os }: System): string {
  return os === "windows" ? env.COMSPEC || "cmd.exe" : env.SHELL || "/bin/sh";
}

interface Renewing {
  readonly session: Session;
  readonly typed: ExecOptions;
  /** Absent where a plugin gave the session. */
  readonly plan?: Plan;
}

/** The child reads a copy of the config file, with a profile that asks awsume, which reads the real files. */
async function runRenewing(
  words: readonly string[],
  { session: { profile, region }, typed, plan }: Renewing,
  system: System,
): Promise<number> {
  const name = `awsume-exec-${await toPortableName(profile)}`;
  const part = region === undefined ? {} : { region };
  const stated = plan && statedAccount(plan);
  const account = stated === undefined ? {} : { account: stated };
  const { options, renewal = [] } = typed;
  const files = await spellFiles(undefined, withNamedFiles(options, system));
  const written = { name, ...part, renewal: { profile, ...files, ...account, options: renewal } };
  await refuseUnwritable(written, system);
  const text = await renewingConfig(written, system);
  const auto = { profile, autoProfile: name, ...part };
  return await system.withPrivateFile(await privateFolder(system), text, ({ path, keepFor }) => {
    const runInPlace: System["runInPlace"] = (...[words, env]) => system.runInPlace(words, env, keepFor);
    const env = renewingEnvironment(system.env, {
      auto,
      configFile: path,
      ...(plan && { source: plan.source.kind }),
    });
    return runProgram(words, env, { ...system, runInPlace });
  });
}
