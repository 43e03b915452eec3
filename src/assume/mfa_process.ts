import { placeOf, type Profile } from "../aws/profiles.ts";
import { WrongCodeError } from "../aws/sts_errors.ts";
import { AuthError } from "../errors.ts";
import type { System } from "../system.ts";
import { valueOf } from "./chain.ts";

/** The variable that names the device to the command. */
export const mfaSerialVariable = "AWSUME_MFA_SERIAL";

/** A command that prints MFA codes. It may hold a secret, so only its profile and place are ever shown. */
export interface MfaProcess {
  readonly command: string;
  readonly profile: string;
  /** `FILE:LINE` */
  readonly from: string;
}

/** For which device a code is needed, and the profile that was asked for. */
export interface ProcessQuestion {
  readonly mfaSerial: string;
  readonly profile: string;
  readonly process: MfaProcess;
}

/**
 * The `mfa_process` of the profile whose `mfa_serial` is used, else the first of the path. A profile that
 * names another device speaks of that one's codes and is passed over.
 */
export function findMfaProcess(mfaSerial: string, path: readonly Profile[]): MfaProcess | undefined {
  const owner = path.find((profile) => valueOf(profile, "mfa_serial") === mfaSerial);
  const others = path.filter((profile) => (valueOf(profile, "mfa_serial") ?? mfaSerial) === mfaSerial);
  const found = [owner, ...others].find((profile) => profile && valueOf(profile, "mfa_process"));
  const setting = found?.settings.get("mfa_process");
  return found && setting && { command: setting.value, profile: found.name, from: placeOf(setting) };
}

/**
 * Runs a call with a code that the process prints, once: until the device shows the next code, it would
 * print the same one. What goes wrong is told to those who wait for the same, too, so that no device is asked
 * once for each of them. Throws AuthError, AwsError, ConfigError, Interrupted.
 */
export async function withProcessCode<T>(
  question: ProcessQuestion,
  call: (tokenCode: string) => Promise<T>,
  system: System,
): Promise<T> {
  const tokenCode = await readCode(question, system);
  try {
    return await call(tokenCode);
  } catch (error) {
    if (!(error instanceof WrongCodeError)) throw error;
    const { mfaSerial, process } = question;
    throw new WrongCodeError(error.message, {
      hint: `Wait for the next code, and see that mfa_process (${process.from}) is about ${mfaSerial}`,
      cause: error,
    });
  }
}

async function readCode({ mfaSerial, profile, process }: ProcessQuestion, system: System): Promise<string> {
  const name = `mfa_process of profile "${process.profile}" (${process.from})`;
  const env = { [mfaSerialVariable]: mfaSerial, AWSUME_PROFILE: profile };
  const code = (await system.run(process.command, { name, env })).trim();
  if (/^\d{6}$/.test(code)) return code;
  throw new AuthError(`Cannot use ${name}: what its command prints is no MFA code`, {
    hint: "Let it print the six digits of one code on a line, and nothing else",
  });
}
