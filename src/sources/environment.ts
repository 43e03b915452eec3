import { type Credentials, withAccount } from "../aws/credentials.ts";
import { findKeyFault } from "../aws/key_faults.ts";
import { ConfigError } from "../errors.ts";
import type { System } from "../system.ts";
import { type NotedEnd, readVariableEnd, refuseEnded, withEnd } from "./noted_end.ts";

/** The keys that stand in the environment: what is awsumed now, or what the caller exported. */
export interface EnvironmentSource {
  readonly kind: "environment";
  readonly credentials: Credentials;
  /** What stands beside them about their end. */
  readonly end?: NotedEnd;
}

/** Which of the two variables of a pair of keys are not there; a blank one counts as absent. */
export function missingKeys(env: Readonly<Record<string, string>>): readonly string[] {
  return ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"].filter((name) => !env[name]?.trim());
}

/**
 * The environment's keys, or undefined unless both the key and its secret are there. Throws ConfigError for two tokens,
 * and for what cannot be a key.
 */
export function readEnvironment(env: Readonly<Record<string, string>>): EnvironmentSource | undefined {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if (!accessKeyId?.trim() || !secretAccessKey?.trim()) return undefined;
  const [token, older] = [env.AWS_SESSION_TOKEN?.trim(), env.AWS_SECURITY_TOKEN?.trim()];
  if (token && older && token !== older) {
    throw new ConfigError(`${action}: AWS_SESSION_TOKEN and AWS_SECURITY_TOKEN differ`, {
      hint: "Unset the one that is out of date",
    });
  }
  const sessionToken = token || older;
  const more = { ...(sessionToken ? { sessionToken } : {}), ...withAccount(env.AWS_ACCOUNT_ID?.trim()) };
  const credentials = { accessKeyId, secretAccessKey, ...more };
  const fault = findKeyFault(credentials);
  if (fault !== undefined) {
    throw new ConfigError(`${action}: ${variables[fault.part]} ${fault.text}`, {
      hint: "Export the keys again, all of them, as plain text",
    });
  }
  const end = readVariableEnd(env, credentials);
  return {
    kind: "environment",
    credentials: withEnd(credentials, end),
    ...(end === undefined ? {} : { end }),
  };
}

const action = "Cannot use the keys in the environment";

const variables = {
  accessKeyId: "AWS_ACCESS_KEY_ID",
  secretAccessKey: "AWS_SECRET_ACCESS_KEY",
  sessionToken: "AWS_SESSION_TOKEN",
};

/** The keys, while they live. Throws AuthError. */
export function fetchEnvironment({ credentials, end }: EnvironmentSource, system: System): Credentials {
  refuseEnded(end, "the keys in the environment", system);
  return credentials;
}
