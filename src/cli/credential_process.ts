import { toProcessJson } from "../aws/credentials.ts";
import { readProfiles } from "../aws/profiles.ts";
import { execute, findLiving } from "../assume/execute.ts";
import { makePlan, type Plan } from "../assume/plan.ts";
import { readInputs } from "../assume/inputs.ts";
import { AuthError, AwsumeError, Interrupted } from "../errors.ts";
import type { System } from "../system.ts";
import type { AssumeOptions } from "./assume_options.ts";
import { rememberPlain, withFiles } from "./remember.ts";
import { toRequest } from "./request.ts";

/** What `credential-process` is told beside the profile. */
export interface ProcessOptions extends AssumeOptions {
  /** A code may be asked for on the terminal. */
  readonly interactive?: true;
}

/**
 * `awsume credential-process PROFILE`: the credentials as the SDKs want them, and nothing else on stdout. stdin belongs
 * to the program that asks, and stderr often lands in its output, so nothing is read there and only errors are said.
 */
export async function credentialProcess(options: ProcessOptions, real: System): Promise<void> {
  const { interactive, ...rest } = options;
  const inputs = await readInputs(real);
  const system = unattended(withFiles(inputs, real), rest.profile ?? "", interactive === true);
  const request = await toRequest(rest, system);
  const plan = makePlan(request, await readProfiles(system));
  const take = async (): Promise<string> => {
    const { credentials } = await execute(plan, { ...request, isRenewal: true }, system);
    await rememberPlain(plan, { options: rest, inputs }, system);
    return toProcessJson(credentials);
  };
  const output = request.refresh ? take() : take().catch((error) => orLiving(error, plan, system));
  system.print(await output);
}

/** What cannot be renewed now serves as long as it lives. */
async function orLiving(error: unknown, plan: Plan, system: System): Promise<string> {
  const canWait = error instanceof AwsumeError && !(error instanceof Interrupted);
  const living = canWait ? await findLiving(plan, system) : undefined;
  if (living === undefined) throw error;
  return toProcessJson(living);
}

function unattended(system: System, profile: string, isInteractive: boolean): System {
  const ask: System["ask"] = (question, options) => {
    if (isInteractive) return system.ask(question, { ...options, terminalOnly: true });
    const hint = `Run awsume ${profile} in a terminal first; what it gets serves here too`;
    return Promise.reject(
      new AuthError(`Cannot ask "${question.trim()}" for a program`, { hint, isOwn: true }),
    );
  };
  return { ...system, ask, tell: () => {} };
}
