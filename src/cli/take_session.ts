import { readProfiles } from "../aws/profiles.ts";
import { execute } from "../assume/execute.ts";
import { makePlan } from "../assume/plan.ts";
import { readInputs } from "../assume/inputs.ts";
import type { Session } from "../assume/session.ts";
import type { System } from "../system.ts";
import type { AssumeOptions } from "./assume_options.ts";
import { chooseProfile } from "./choose_profile.ts";
import { withNamedFiles } from "./file_options.ts";
import { rememberPlain, withFiles } from "./remember.ts";
import { toRequest } from "./request.ts";

/**
 * A profile's credentials for a command beside the switch, taken in the same way. A code is asked for at the terminal
 * alone: stdin belongs to somebody else there. Throws ConfigError, AuthError, AwsError, Interrupted.
 */
export async function takeSession(typed: AssumeOptions, caller: System): Promise<Session> {
  const real = withNamedFiles(typed, caller);
  const inputs = await readInputs(real);
  const system = atTerminal(withFiles(inputs, real));
  const profiles = await readProfiles(system);
  const options = await chooseProfile(typed, profiles, system);
  const request = await toRequest(options, system);
  const plan = makePlan(request, profiles);
  plan.notes.forEach(system.tell);
  const session = await execute(plan, request, system);
  await rememberPlain(plan, { options, inputs }, real);
  return session;
}

function atTerminal(system: System): System {
  return {
    ...system,
    ask: (question, options) => system.ask(question, { ...options, terminalOnly: true }),
  };
}
