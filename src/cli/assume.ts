import { readProfiles } from "../aws/profiles.ts";
import { toEnvChange } from "../assume/environment.ts";
import { execute, memoryOf } from "../assume/execute.ts";
import { explainPlan } from "../assume/explain.ts";
import { refuseForeign, writeOutputProfile } from "../assume/managed.ts";
import { makePlan } from "../assume/plan.ts";
import { type Inputs, readInputs, remember } from "../assume/recall.ts";
import type { System } from "../system.ts";
import { debugging } from "./debug.ts";
import { explanationText } from "./explain.ts";
import { commandWords } from "./options.ts";
import { findTarget, printChange } from "./output.ts";
import type { AssumeOptions, OutputOptions } from "./parse.ts";
import { toRequest } from "./request.ts";

/** `awsume PROFILE`: the profile's credentials, in the environment of the caller's shell. */
export async function assume(options: AssumeOptions, output: OutputOptions, real: System): Promise<void> {
  const target = findTarget(output, real);
  const inputs = await readInputs(real);
  const system = output.debug ? debugging(withFiles(inputs, real)) : withFiles(inputs, real);
  const profiles = await readProfiles(system);
  const request = await toRequest(options, system);
  const plan = makePlan(request, profiles);
  if (output.debug) system.tell(explanationText(await explainPlan(plan, request, real)));
  plan.notes.forEach(system.tell);
  if (output.outputProfile !== undefined) refuseForeign(output.outputProfile, profiles);
  const session = await execute(plan, request, system);
  const memory = isPlain(options) ? await memoryOf(plan) : undefined;
  if (memory) await remember(memory, inputs, real);
  const change = toEnvChange(session);
  if (output.outputProfile !== undefined) {
    await writeOutputProfile(output.outputProfile, session, output.debug ? debugging(real) : real);
  }
  printChange(change, target, system);
}

/** Whether the command line is one that `quick` looks at: `awsume PROFILE`, and the word no command. */
function isPlain({ profile, refresh: _, ...more }: AssumeOptions): boolean {
  return Object.keys(more).length === 0 && !commandWords.some(({ word }) => word === profile);
}

/** A system in which these files stay as they were read, so that what is remembered is what was used. */
function withFiles(files: Inputs, system: System): System {
  const read: System["read"] = (path) =>
    files.has(path) ? Promise.resolve(files.get(path)) : system.read(path);
  return { ...system, read };
}
