import { autoName, type AutoProfile, refuseUnwritable, writeAutoProfile } from "../assume/auto_refresh.ts";
import { type EnvChange, toAutoChange, toEnvChange } from "../assume/environment.ts";
import { explainPlan } from "../assume/explain.ts";
import { refuseForeign, writeOutputProfile } from "../assume/managed.ts";
import type { Session } from "../assume/session.ts";
import { locateFiles } from "../aws/profile_files.ts";
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
  const session = await takeSession({
    options: typed,
    plugged,
    decided: (what) => prepare(what, output, { caller, system }),
  }, heard(caller));
  const auto = await toAutoProfile(session, output);
  const change = auto === undefined
    ? await toSessionChange(session, output, system)
    : await toProfileChange(session, auto, heard(caller));
  printChange(change, target, system);
}

/** Says what was asked to be said, and refuses what could not be written, before anybody is called. */
async function prepare(
  { profile, profiles, plan, request }: Decided,
  output: OutputOptions,
  { caller, system }: { readonly caller: System; readonly system: System },
): Promise<void> {
  const { info, debug, outputProfile } = output;
  if (plan && request && (info || debug)) {
    tellLines(explanationText(await explainPlan(plan, request, system)).trimEnd(), system);
  }
  const auto = await toAutoProfile({ profile }, output);
  if (auto) refuseOfVariables(plan, "--auto-refresh");
  if (auto !== undefined) await refuseUnwritable(auto, caller);
  else if (outputProfile !== undefined) refuseForeign(outputProfile, profiles);
}

/** The credentials themselves, which an output profile gets as well. */
async function toSessionChange(
  session: Session,
  { outputProfile, outputOptions = [] }: OutputOptions,
  system: System,
): Promise<EnvChange> {
  const change = toEnvChange(session, system.env);
  if (outputProfile !== undefined) {
    const command = toAgainCommand(session.profile, outputOptions);
    await writeOutputProfile(outputProfile, { ...session, ...(command && { command }) }, system);
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
async function toProfileChange(session: Session, auto: AutoProfile, system: System): Promise<EnvChange> {
  const { profile, region } = session;
  const change = toAutoChange({
    profile,
    autoProfile: auto.name,
    ...(region === undefined ? {} : { region }),
  }, system.env);
  await writeAutoProfile(auto, system);
  system.tell(`Programs get new credentials by themselves, from the profile "${auto.name}"`);
  return change;
}

async function toAutoProfile(
  { profile, region }: Pick<Session, "profile" | "region">,
  { autoRefresh, outputProfile }: OutputOptions,
): Promise<AutoProfile | undefined> {
  if (autoRefresh === undefined) return undefined;
  const operand = profile.startsWith("-") ? ["--", profile] : [profile];
  return {
    name: outputProfile ?? await autoName(profile),
    ...(region === undefined ? {} : { region }),
    words: ["credential-process", ...autoRefresh, ...operand],
  };
}
