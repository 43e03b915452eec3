import { type Credentials, withAccount } from "../aws/credentials.ts";
import { decodeCredentials, readJsonObject, type Refuse } from "../aws/credentials_json.ts";
import { placeOf, type Profile } from "../aws/profiles.ts";
import { AuthError, AwsError, ConfigError } from "../errors.ts";
import type { System } from "../system.ts";
import { readKeep } from "./read_keep.ts";

/** A command that prints credentials. It may hold a secret, so only its profile and place are ever shown. */
export interface ProcessSource {
  readonly kind: "process";
  readonly profile: string;
  readonly command: string;
  readonly file: string;
  /** `FILE:LINE` */
  readonly from: string;
  /** What the profile says, for a command that does not. */
  readonly accountId?: string;
  /** The variables that decide what it prints; absent where nobody says so, and what it prints is not remembered. */
  readonly keep?: readonly string[];
}

/** Names the profiles whose commands are running, so that one that comes back to awsume is noticed. */
const chainVariable = "AWSUME_PROCESS_CHAIN";

/** The `credential_process` of the profile, or undefined when it has none. Throws ConfigError for an empty one. */
export function readProcess(owner: Profile): ProcessSource | undefined {
  const { name, settings } = owner;
  const setting = settings.get("credential_process");
  if (setting === undefined) return undefined;
  const from = placeOf(setting);
  if (setting.value) {
    const keep = readKeep(owner);
    const more = { ...withAccount(settings.get("aws_account_id")?.value), ...(keep && { keep }) };
    return { kind: "process", profile: name, command: setting.value, file: setting.file, from, ...more };
  }
  throw new ConfigError(`Cannot use profile "${name}": credential_process has no value at ${from}`, {
    hint: "Give credential_process a command, or remove the line",
  });
}

/**
 * What the command prints: https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html. The shell
 * runs it, as in most SDKs, with its profile's name in AWS_PROFILE, as in awsume 4. Throws AuthError, AwsError,
 * ConfigError, Interrupted.
 */
export async function fetchProcess(source: ProcessSource, system: System): Promise<Credentials> {
  const { profile, command } = source;
  const env = { AWS_PROFILE: profile, ...chainWith(profile, system) };
  return decodeProcess(source, await system.run(command, { name: nameOf(source), env }), system.now());
}

/** The credentials that it has printed. Not one character of that is repeated in a message. Throws AuthError, AwsError. */
export function decodeProcess(source: ProcessSource, output: string, now: Date): Credentials {
  const name = nameOf(source);
  const refuse: Refuse = (problem) => {
    const hint = "Run the command by hand: it must print one JSON object of Version 1, and nothing else";
    return new AwsError(`Cannot use ${name}: ${problem}`, { hint });
  };
  if (output.trim() === "") throw refuse("its command prints nothing");
  const fields = readJsonObject(output, "what its command prints", refuse);
  if (fields.Version !== 1) throw refuse("what its command prints is not of Version 1");
  const printed = decodeCredentials(
    fields,
    "SessionToken",
    (problem) => refuse(`in what its command prints, ${problem}`),
  );
  const credentials = { ...withAccount(source.accountId), ...printed };
  const { expiresAt } = credentials;
  if (expiresAt === undefined || expiresAt > now) return credentials;
  throw new AuthError(
    `Cannot use ${name}: the credentials that its command prints ended at ${expiresAt.toISOString()}`,
    { hint: "Run the command by hand: it must get new ones, perhaps after a login of its own" },
  );
}

/** The variable that names the profiles whose commands are running, with one more. */
export function chainWith(profile: string, system: Pick<System, "env">): Readonly<Record<string, string>> {
  return { [chainVariable]: [...chainOf(system), profile].map(encodeURIComponent).join() };
}

/** `refuseCircle` for the command of a source. */
export function refuseProcessCircle(source: ProcessSource, system: Pick<System, "env">): void {
  refuseCircle(source.profile, nameOf(source), system);
}

/** A command that comes back to awsume for the same profile would wait for itself. Throws ConfigError. */
export function refuseCircle(profile: string, name: string, system: Pick<System, "env">): void {
  if (!chainOf(system).includes(profile)) return;
  throw new ConfigError(`Cannot use ${name}: its command asks awsume for that profile`, {
    hint: "Let the command get the credentials without awsume, or from another profile",
  });
}

function chainOf({ env }: Pick<System, "env">): readonly string[] {
  const text = env[chainVariable];
  return text ? text.split(",").map(decodeName) : [];
}

/** Whatever somebody else has put there is no reason to fail. */
function decodeName(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function nameOf({ profile, from }: ProcessSource): string {
  return `credential_process of profile "${profile}" (${from})`;
}
