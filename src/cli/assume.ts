import { readProfiles } from "../aws/profiles.ts";
import { autoName, type AutoProfile, refuseUnwritable, writeAutoProfile } from "../assume/auto_refresh.ts";
import { type EnvChange, toAutoChange, toEnvChange } from "../assume/environment.ts";
import { execute } from "../assume/execute.ts";
import { explainPlan } from "../assume/explain.ts";
import { refuseForeign, writeOutputProfile } from "../assume/managed.ts";
import { makePlan, type Plan } from "../assume/plan.ts";
import { readInputs } from "../assume/inputs.ts";
import type { Session } from "../assume/session.ts";
import type { System } from "../system.ts";
import type { AssumeOptions } from "./assume_options.ts";
import { chooseProfile } from "./choose_profile.ts";
import { debugging } from "./debug.ts";
import { explanationText } from "./explain.ts";
import { withNamedFiles } from "./file_options.ts";
import { findTarget, printChange } from "./output.ts";
import type { OutputOptions } from "./parse.ts";
import { rememberPlain, withFiles } from "./remember.ts";
import { toRequest } from "./request.ts";

/** `awsume PROFILE`: the profile's credentials, in the environment of the caller's shell. */
export async function assume(typed: AssumeOptions, output: OutputOptions, caller: System): Promise<void> {
  const target = findTarget(output, caller);
  const real = withNamedFiles(typed, caller);
  const inputs = await readInputs(real);
  const heard = (system: System): System => output.debug ? debugging(system) : system;
  const system = heard(withFiles(inputs, real));
  const profiles = await readProfiles(system);
  const options = await chooseProfile(typed, profiles, system);
  const request = await toRequest(options, system);
  const plan = makePlan(request, profiles);
  if (output.info || output.debug) system.tell(explanationText(await explainPlan(plan, request, real)));
  plan.notes.forEach(system.tell);
  const auto = output.autoRefresh && toAutoProfile(plan, output);
  if (auto !== undefined) await refuseUnwritable(auto, caller);
  else if (output.outputProfile !== undefined) refuseForeign(output.outputProfile, profiles);
  const session = await execute(plan, request, system);
  await rememberPlain(plan, { options, inputs }, real);
  const change = auto === undefined
    ? await toSessionChange(session, output, heard(real))
    : await toProfileChange(session, auto, heard(caller));
  printChange(change, target, system);
}

/** The credentials themselves, which an output profile gets as well. */
async function toSessionChange(
  session: Session,
  { outputProfile }: OutputOptions,
  system: System,
): Promise<EnvChange> {
  const change = toEnvChange(session);
  if (outputProfile !== undefined) await writeOutputProfile(outputProfile, session, system);
  return change;
}

/** A profile that renews itself. It lies where programs look, whatever files awsume was told to read. */
async function toProfileChange(session: Session, auto: AutoProfile, system: System): Promise<EnvChange> {
  const { profile, region } = session;
  const change = toAutoChange({
    profile,
    autoProfile: auto.name,
    ...(region === undefined ? {} : { region }),
  });
  await writeAutoProfile(auto, system);
  system.tell(`Programs get new credentials by themselves, from the profile "${auto.name}"`);
  return change;
}

function toAutoProfile(
  { profile, region }: Plan,
  { autoRefresh = [], outputProfile }: OutputOptions,
): AutoProfile {
  const operand = profile.startsWith("-") ? ["--", profile] : [profile];
  return {
    name: outputProfile ?? autoName(profile),
    ...(region === undefined ? {} : { region }),
    words: ["credential-process", ...autoRefresh, ...operand],
  };
}
