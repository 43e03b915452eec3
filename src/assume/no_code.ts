import { placeOf, type Profile } from "../aws/profiles.ts";
import { AwsError, type AwsumeError, ConfigError, UsageError } from "../errors.ts";
import { valueOf } from "./chain.ts";
import type { AssumeRequest } from "./plan.ts";

const key = "awsume_mfa";

/**
 * What says that no MFA code is asked for: `--no-mfa`, or `awsume_mfa = none (FILE:LINE)` of the first profile on the
 * way that speaks of MFA at all. AWS's programs do not know that key; an empty `mfa_serial` breaks them. Throws
 * ConfigError for another word, UsageError for a code that is given all the same.
 */
export function findNoCode(path: readonly Profile[], request: AssumeRequest): string | undefined {
  const speaker = path.find((profile) => valueOf(profile, key) ?? valueOf(profile, "mfa_serial"));
  const setting = speaker && valueOf(speaker, key) ? speaker.settings.get(key) : undefined;
  if (speaker && setting && setting.value.toLowerCase() !== "none") {
    throw new ConfigError(
      `Cannot use ${key} of profile "${speaker.name}" (${placeOf(setting)}): it is not "none"`,
      { hint: "Write none, or remove the line" },
    );
  }
  if (request.noMfa) return "--no-mfa";
  if (setting === undefined) return undefined;
  const said = `${key} = none (${placeOf(setting)})`;
  if (request.mfaToken === undefined) return said;
  throw new UsageError(
    `Cannot use --mfa-token with profile "${request.profile}": ${said} says that no code is asked for`,
    { hint: "Leave --mfa-token out, or remove that line" },
  );
}

/** AWS does not say that a role was refused for want of a code. */
export function withoutCode(error: AwsumeError, noCode: string | undefined): AwsumeError {
  if (noCode === undefined || !(error instanceof AwsError) || !/\bAccessDenied\b/.test(error.message)) {
    return error;
  }
  const hint = `If the role demands MFA, leave out ${noCode}`;
  return new AwsError(error.message, { hint: [error.hint, hint].filter(Boolean).join("\n"), cause: error });
}
