import { WrongCodeError } from "../aws/sts_errors.ts";
import { AuthError } from "../errors.ts";
import type { Answer, System } from "../system.ts";
import { type MfaProcess, withProcessCode } from "./mfa_process.ts";

/** Which code is needed, for whom, the one that was given on the command line, and what prints one. */
export interface MfaQuestion {
  readonly mfaSerial: string;
  readonly profile: string;
  readonly givenCode?: string;
  readonly process?: MfaProcess;
  /** What plugins say. */
  readonly plugin?: (serial: string, profile: string) => Promise<string | undefined>;
}

/** How often a person may mistype a code before the command fails. */
const maxTries = 3;

/**
 * Runs a call that needs an MFA code: the given one, else that of a plugin, of the process, else the answer to a question.
 * On a terminal a code that AWS refuses is asked again, three times in all; one from a pipe or the command
 * line is not: nobody is there to look at the device.
 */
export async function withMfaCode<T>(
  question: MfaQuestion,
  call: (tokenCode: string) => Promise<T>,
  system: System,
): Promise<T> {
  const { givenCode, process } = question;
  if (givenCode !== undefined) return await callOnce(givenCode, call);
  const pluginCode = await question.plugin?.(question.mfaSerial, question.profile);
  if (pluginCode !== undefined) return await callOnce(pluginCode, call);
  if (process !== undefined) return await withProcessCode({ ...question, process }, call, system);
  for (let tries = 1;; tries++) {
    const answer = await askCode(question, system);
    if (answer.from === "pipe") return await callOnce(answer.text, call);
    try {
      return await call(answer.text);
    } catch (error) {
      if (!(error instanceof WrongCodeError) || tries === maxTries) throw error;
      await system.reply(error.message);
    }
  }
}

/** That this code is wrong is nobody else's concern: another awsume that waits may have a better one. */
async function callOnce<T>(tokenCode: string, call: (tokenCode: string) => Promise<T>): Promise<T> {
  try {
    return await call(tokenCode);
  } catch (error) {
    if (!(error instanceof WrongCodeError)) throw error;
    const { message, hint = "", cause, refused } = error;
    const own = new WrongCodeError(message, { hint, cause, isOwn: true });
    if (refused !== undefined) own.refused = refused;
    throw own;
  }
}

/**
 * A code of six digits; blanks between them are dropped, anything else that is typed is asked again. A pipe is not:
 * what is no code is somebody else's input, which would be read to its end.
 */
async function askCode({ mfaSerial, profile }: MfaQuestion, system: System): Promise<Answer> {
  for (;;) {
    const answer = await system.ask(`MFA code of ${mfaSerial} for ${profile}: `);
    const text = answer.text.replaceAll(/\s/g, "");
    if (/^\d{6}$/.test(text)) return { ...answer, text };
    if (answer.from === "pipe") throw noCode(mfaSerial);
    await system.reply("An MFA code has six digits");
  }
}

/** Those who wait for the same code have a standard input of their own. */
function noCode(mfaSerial: string): AuthError {
  const taken = `it was taken for the MFA code of ${mfaSerial}, which has six digits`;
  return new AuthError(`Cannot use the line on standard input: ${taken}`, {
    hint: "To keep standard input from awsume, add </dev/null: the code is asked for at the terminal then",
    isOwn: true,
  });
}
