import { readProfiles } from "../aws/profiles.ts";
import { toEnvChange } from "../assume/environment.ts";
import { execute } from "../assume/execute.ts";
import { explainPlan } from "../assume/explain.ts";
import { makePlan } from "../assume/plan.ts";
import type { System } from "../system.ts";
import { debugging } from "./debug.ts";
import { explanationText } from "./explain.ts";
import { findTarget, printChange } from "./output.ts";
import type { AssumeOptions, OutputOptions } from "./parse.ts";
import { toRequest } from "./request.ts";

/** `awsume PROFILE`: the profile's credentials, in the environment of the caller's shell. */
export async function assume(options: AssumeOptions, output: OutputOptions, real: System): Promise<void> {
  const system = output.debug ? debugging(real) : real;
  const target = findTarget(output, system);
  const profiles = await readProfiles(system);
  const request = await toRequest(options, system);
  const plan = makePlan(request, profiles);
  if (output.debug) system.tell(explanationText(await explainPlan(plan, request, real)));
  plan.notes.forEach(system.tell);
  const session = await execute(plan, request, system);
  printChange(toEnvChange(session), target, system);
}
