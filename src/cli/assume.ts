import { readProfiles } from "../aws/profiles.ts";
import { toEnvChange } from "../assume/environment.ts";
import { execute } from "../assume/execute.ts";
import { type AssumeRequest, makePlan } from "../assume/plan.ts";
import { readSettings } from "../settings.ts";
import type { System } from "../system.ts";
import { findTarget, printChange } from "./output.ts";
import type { AssumeOptions, OutputOptions } from "./parse.ts";

/** `awsume PROFILE`: the profile's credentials, in the environment of the caller's shell. */
export async function assume(options: AssumeOptions, output: OutputOptions, system: System): Promise<void> {
  const target = findTarget(output, system);
  const profiles = await readProfiles(system);
  const request = await toRequest(options, system);
  const plan = makePlan(request, profiles);
  plan.notes.forEach(system.tell);
  const session = await execute(plan, request, system);
  printChange(toEnvChange(session), target, system);
}

async function toRequest(options: AssumeOptions, system: System): Promise<AssumeRequest> {
  return { ...options, env: system.env, defaults: await readSettings(system) };
}
