import { toProcessJson } from "../aws/credentials.ts";
import { execute, findLiving } from "../assume/execute.ts";
import { makePlan, type Plan } from "../assume/plan.ts";
import { readInputs } from "../assume/inputs.ts";
import { settle } from "../assume/settle.ts";
import { AuthError, AwsumeError, Interrupted } from "../errors.ts";
import { readProcessInteractive } from "../settings.ts";
import type { System } from "../system.ts";
import type { AssumeOptions } from "./assume_options.ts";
import type { Plugged } from "./plugged.ts";
import { rememberPlain, withFiles } from "./remember.ts";
import { toRequest } from "./request.ts";
import { fromPlugin, withPlugin } from "./take_session.ts";

/** What `credential-process` is told beside the profile. */
export interface ProcessOptions extends AssumeOptions {
  /** A code may be asked for on the terminal. */
  readonly interactive?: true;
}

/** Nobody was asked, though nothing else would do. */
class Unasked extends AuthError {}

/**
 * `awsume credential-process PROFILE`: the credentials as the SDKs want them, and nothing else on stdout. stdin belongs
 * to the program that asks, and stderr often lands in its output, so nothing is read there and only errors are said.
 */
export async function credentialProcess(
  typed: ProcessOptions,
  plugged: Plugged,
  caller: System,
): Promise<void> {
  const { interactive, ...rest } = typed;
  const inputs = await readInputs(caller);
  const real = { ...withFiles(inputs, caller), tell: () => {} };
  const profiles = await plugged.profiles(real);
  const options = await plugged.request(rest, profiles);
  const given = await fromPlugin(options, profiles, plugged);
  if (given !== undefined) return caller.print(toProcessJson(given.credentials));
  const settled = await settle(await toRequest(options, real), profiles, { ...real, canChoose: false });
  const request = withPlugin(settled, plugged);
  const plan = makePlan(request, profiles);
  const take = async (ask: System["ask"]): Promise<string> => {
    const system = { ...real, ask };
    const { credentials } = await execute(plan, { ...request, isRenewal: true }, system);
    if (!plugged.isActive) await rememberPlain(plan, { options: rest, inputs }, system);
    return toProcessJson(credentials);
  };
  const taken = take(unasked(plan));
  const output = request.refresh ? taken : taken.catch((error) => orLiving(error, plan, real));
  caller.print(
    await output.catch(async (error) => {
      const mayAsk = error instanceof Unasked && (interactive ?? await readProcessInteractive(real));
      if (!mayAsk) throw error;
      return await take(atTerminal(plan, real));
    }),
  );
}

/** What cannot be renewed now serves as long as it lives. */
async function orLiving(error: unknown, plan: Plan, system: System): Promise<string> {
  const canWait = error instanceof AwsumeError && !(error instanceof Interrupted);
  const living = canWait ? await findLiving(plan, system) : undefined;
  if (living === undefined) throw error;
  return toProcessJson(living);
}

/** Asks nobody, and says what to run. */
function unasked({ profile }: Plan): System["ask"] {
  return (question) => {
    const hint = `Run awsume ${profile} in a terminal first; what it gets serves here too`;
    return Promise.reject(
      new Unasked(`Cannot ask "${question.trim()}" for a program`, { hint, isOwn: true }),
    );
  };
}

/** Asks at the terminal of the program; where it has none, says what to run. */
function atTerminal(plan: Plan, system: System): System["ask"] {
  return async (question, options) => {
    try {
      return await system.ask(question, { ...options, terminalOnly: true });
    } catch (error) {
      return error instanceof AuthError ? await unasked(plan)(question) : Promise.reject(error);
    }
  };
}
