import { type Credentials, toProcessJson } from "../aws/credentials.ts";
import { execute, type ExecuteOptions } from "../assume/execute.ts";
import { withDeciding } from "../assume/memory.ts";
import { makePlan, type Plan } from "../assume/plan.ts";
import { readInputs } from "../assume/inputs.ts";
import { fileWords } from "../assume/renewal.ts";
import type { FilePaths } from "../aws/profile_files.ts";
import { forgetRefusal, keepRefusal } from "../assume/refusals.ts";
import { settle } from "../assume/settle.ts";
import { AuthError, AwsumeError, Interrupted, StillAsking } from "../errors.ts";
import { readProcessInteractive, readQuestionSeconds } from "../settings.ts";
import type { System } from "../system.ts";
import type { AssumeOptions } from "./assume_options.ts";
import { refuseOtherAccount } from "./expect_account.ts";
import type { Plugged } from "./unplugged.ts";
import { rememberPlain, withFiles } from "./remember.ts";
import { toRequest } from "./request.ts";
import { fromPlugin, withPlugin } from "./take_session.ts";
import { suggestedOperand } from "../suggested.ts";

/** What `credential-process` is told beside the profile. */
export interface ProcessOptions extends AssumeOptions {
  /** A code may be asked for on the terminal. */
  readonly interactive?: true;
  /** The account that the credentials must be of. */
  readonly expectAccount?: string;
  /** Secrets may stand on a terminal. */
  readonly yes?: true;
}

/** Nobody was asked, though nothing else would do. */
class Unasked extends AuthError {}

/** An SDK reads from a pipe: who types the command wants to see whether it works. */
function onTerminal(profile: string): AwsumeError {
  const word = suggestedOperand(profile);
  return new AwsumeError("Cannot print credentials: they would stand on this terminal", {
    hint: [
      `It is for programs: credential_process = awsume credential-process ${word} in a profile of AWS's.`,
      `awsume explain ${word} says what it would do; --yes prints the credentials here.`,
    ].join("\n"),
  });
}

/**
 * `awsume credential-process PROFILE`: the credentials as the SDKs want them, and nothing else on stdout. stdin belongs
 * to the program that asks, and stderr often lands in its output, so nothing is read there and only errors are said.
 */
export async function credentialProcess(
  typed: ProcessOptions,
  plugged: Plugged,
  caller: System,
): Promise<void> {
  const { profile = "default", noCache, yes } = typed;
  if (caller.stdoutIsTerminal && !yes) throw onTerminal(profile);
  try {
    await answer(typed, plugged, caller);
  } catch (error) {
    const isRefusal = error instanceof AwsumeError && !(error instanceof Interrupted);
    if (isRefusal && !noCache) await keepRefusal(profile, error, caller);
    throw error;
  }
  if (!noCache) await forgetRefusal(profile, caller);
}

async function answer(typed: ProcessOptions, plugged: Plugged, caller: System): Promise<void> {
  const { interactive, expectAccount, yes: _, ...rest } = typed;
  const inputs = await readInputs(caller);
  const real = { ...withFiles(inputs, caller), tell: () => {}, progress: () => true };
  const profiles = await plugged.profiles(real);
  const options = await plugged.request(rest, profiles);
  const given = await fromPlugin(options, profiles, plugged);
  const asked = await toRequest(options, real);
  const expect = async (credentials: Credentials, plan?: Plan): Promise<void> => {
    const got = { credentials, request: asked, profiles, ...(plan === undefined ? {} : { plan }) };
    if (expectAccount !== undefined) await refuseOtherAccount(expectAccount, got, real);
    caller.print(toProcessJson(credentials));
  };
  if (given !== undefined) return await expect(given.credentials);
  const request = withPlugin(
    await settle(asked, profiles, { ...real, canChoose: () => Promise.resolve(false) }),
    plugged,
  );
  const plan = makePlan(request, profiles);
  const deciding = await withDeciding(inputs, plan, real);
  const take = async (
    ask: System["ask"],
    more: Pick<ExecuteOptions, "orLiving" | "questionSeconds">,
  ): Promise<Credentials> => {
    const system = { ...withFiles(deciding, real), ask };
    const { credentials } = await execute(plan, { ...request, ...more, isRenewal: true }, system);
    const memory = plugged.memory && { options: rest, inputs: deciding, ...plugged.memory };
    if (memory) await rememberPlain(plan, memory, system);
    return credentials;
  };
  const orLiving = (error: AwsumeError): void => tellLiving(error, plan, caller);
  const questionSeconds = await readQuestionSeconds(real);
  const alone = { questionSeconds, ...(request.refresh ? {} : { orLiving }) };
  const result = await take(unasked(plan, rest), alone).catch(async (error) => {
    const isUnasked = error instanceof Unasked || error instanceof StillAsking;
    const mayAsk = isUnasked && (interactive ?? await readProcessInteractive(real));
    if (!mayAsk) throw error;
    return await take(atTerminal(unasked(plan, rest), real), {});
  });
  await expect(result, plan);
}

/** What cannot be renewed now serves as long as it lives; the next call tries again. */
function tellLiving({ message }: AwsumeError, { profile }: Plan, { tell }: System): void {
  tell(`awsume: Cannot renew "${profile}", whose credentials go on until they end: ${message}`);
}

/** Asks nobody, and says what to run. */
function unasked({ profile }: Plan, files: FilePaths): System["ask"] {
  const command = `awsume${fileWords(files)} ${suggestedOperand(profile)}`;
  return (question) => {
    const hint = `Run ${command} in a terminal first; what it gets serves here too`;
    return Promise.reject(
      new Unasked(`Cannot ask "${question.trim()}" for a program`, { hint, isOwn: true }),
    );
  };
}

/** Asks at the terminal of the program; where it has none, says what to run. */
function atTerminal(refuse: System["ask"], system: System): System["ask"] {
  return async (question, options) => {
    try {
      return await system.ask(question, { ...options, terminalOnly: true });
    } catch (error) {
      return error instanceof AuthError ? await refuse(question) : Promise.reject(error);
    }
  };
}
