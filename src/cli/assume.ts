import { type AutoProfile, refuseUnwritable, writeAutoProfile } from "../assume/auto_refresh.ts";
import { type EnvChange, toAutoChange, toEnvChange } from "../assume/environment.ts";
import { explainPlan } from "../assume/explain.ts";
import { type OutputProfile, refuseOutput, writeOutputProfile } from "../assume/managed.ts";
import { autoName } from "../assume/renewal.ts";
import type { Session } from "../assume/session.ts";
import { statedAccount } from "../assume/stated_account.ts";
import { locateFiles, spellFiles } from "../aws/profile_files.ts";
import { homeFolder } from "../home.ts";
import { suggested } from "../suggested.ts";
import type { System } from "../system.ts";
import type { AssumeOptions } from "./assume_options.ts";
import { debugging } from "./debug.ts";
import { explanationText } from "./explain.ts";
import { withNamedFiles } from "./file_options.ts";
import { findTarget, printChange, tellLines } from "./output.ts";
import type { OutputOptions } from "./parse.ts";
import { refuseOfVariables, toAgainCommand } from "./renewal_words.ts";
import type { Plugged } from "./unplugged.ts";
import { type Decided, takeSession } from "./take_session.ts";

/** A switch: whose credentials, and where they go. */
export interface Switch {
  readonly options: AssumeOptions;
  readonly output: OutputOptions;
}

/** `awsume PROFILE`: the profile's credentials, in the environment of the caller's shell. */
export async function assume(
  { options: typed, output }: Switch,
  plugged: Plugged,
  caller: System,
): Promise<void> {
  const target = findTarget(output, caller);
  const heard = (system: System): System => output.debug ? debugging(system) : system;
  const system = heard(withNamedFiles(typed, caller));
  let written: Written | undefined;
  const session = await takeSession({
    options: typed,
    plugged,
    decided: async (what) => {
      written = await prepare(what, output, { caller, system });
    },
  }, heard(caller));
  // A plugin may have answered an error before anything was decided.
  const { auto, output: profile } = written ?? await toWritten(session, output, system);
  const change = auto === undefined
    ? await toSessionChange(session, profile, { options: output.outputOptions ?? [], system })
    : await toProfileChange(session, auto, heard(caller));
  printChange(change, target, system);
}

/** The profile that a switch writes for other programs, if it is to write one. */
interface Written {
  readonly auto?: AutoProfile;
  readonly output?: OutputProfile;
}

/** Says what was asked to be said, and refuses what could not be written, before anybody is called. */
async function prepare(
  { profile, profiles, plan, request }: Decided,
  output: OutputOptions,
  { caller, system }: { readonly caller: System; readonly system: System },
): Promise<Written> {
  const { info, debug } = output;
  if (plan && request && (info || debug)) {
    tellLines(explanationText(await explainPlan(plan, request, system)).trimEnd(), system);
  }
  const written = await toWritten({ profile, ...(plan && { plan }) }, output, system);
  if (written.auto) refuseOfVariables(plan, "--auto-refresh");
  if (written.auto) await refuseUnwritable(written.auto, caller);
  if (written.output) refuseOutput(written.output, profiles, system);
  return written;
}

/** All that decides whose credentials they are now is named, for programs that run elsewhere. */
async function toWritten(
  { profile, plan }: Pick<Decided, "profile" | "plan">,
  { autoRefresh, outputProfile: name }: OutputOptions,
  system: System,
): Promise<Written> {
  if (autoRefresh === undefined && name === undefined) return {};
  const files = await spellFiles(await homeFolder(system), system);
  const account = plan && statedAccount(plan);
  const of = { profile, ...files, ...(account === undefined ? {} : { account }) };
  if (autoRefresh === undefined) return name === undefined ? {} : { output: { name, of } };
  const renewal = { ...of, options: autoRefresh };
  return { auto: { name: name ?? await autoName(renewal), renewal } };
}

/** The credentials themselves, which an output profile gets as well. */
async function toSessionChange(
  session: Session,
  output: OutputProfile | undefined,
  { options, system }: { readonly options: readonly string[]; readonly system: System },
): Promise<EnvChange> {
  const change = toEnvChange(session, system.env);
  if (output !== undefined) {
    const command = toAgainCommand(session.profile, options);
    await writeOutputProfile(output, { ...session, ...(command && { command }) }, system);
    await tellReaders(system);
  }
  return change;
}

/** The file keeps its mode, as every edit of a person's file does; that others read keys in it must be their will. */
async function tellReaders(system: System): Promise<void> {
  const path = (await locateFiles(system)).credentials;
  const { mode = 0 } = await system.statusOf(path) ?? {};
  if ((mode & 0o077) === 0) return;
  const open = `${path}, which holds these credentials now, is open to others (mode ${mode.toString(8)})`;
  tellLines(`awsume: ${open}\n        Run chmod go-rwx ${suggested(path)}`, system);
}

/** A profile that renews itself. It lies where programs look, whatever files awsume was told to read. */
async function toProfileChange(
  { profile, region }: Session,
  auto: AutoProfile,
  system: System,
): Promise<EnvChange> {
  const part = region === undefined ? {} : { region };
  const change = toAutoChange({ profile, autoProfile: auto.name, ...part }, system.env);
  await writeAutoProfile({ ...auto, ...part }, system);
  system.tell(`Programs get new credentials by themselves, from the profile "${auto.name}"`);
  return change;
}
