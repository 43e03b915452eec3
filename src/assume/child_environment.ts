import type { Source } from "../sources/mod.ts";
import type { System } from "../system.ts";
import { type AutoSession, type EnvChange, toAutoChange, unsetAll } from "./environment.ts";

/** What a command must not inherit, beside all that a switch owns: each could make it another identity. */
const foreign: Readonly<Record<string, string>> = {
  AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: "SDKs would ask there, were the keys gone",
  AWS_CONTAINER_CREDENTIALS_FULL_URI: "the same",
  AWS_CONTAINER_AUTHORIZATION_TOKEN: "what is shown there: a secret",
  AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: "where that is",
  AWS_ACCESS_KEY: "the Go and Java SDKs take it for an access key",
  AWS_SECRET_KEY: "the secret of that one",
  AMAZON_ACCESS_KEY_ID: "the Ruby SDK takes it for an access key",
  AMAZON_SECRET_ACCESS_KEY: "the secret of that one",
  AMAZON_SESSION_TOKEN: "the token of that one",
  AMAZON_REGION: "the Ruby SDK takes it for the region",
  AWS_CREDENTIAL_FILE: "old tools read keys from that file",
  AWS_BEARER_TOKEN_BEDROCK: "Bedrock takes this token in the place of the keys",
  BOTO_CONFIG: "boto 2, and botocore after it, read keys from that file",
  AWSUME_SHELL: "the command is not called by the shell's function",
  AWSUME_FUNCTION: "nor by a shell that has this function",
  AWSUME_BEFORE: "what the shell holds back is not to be had here at all",
};

/** The caller's environment with this session and nothing else of AWS's that could choose credentials. */
export function childEnvironment(env: System["env"], change: EnvChange): Readonly<Record<string, string>> {
  const kept = Object.entries(env).filter(([name]) => !unsetAll.has(name) && foreign[name] === undefined);
  const added = [...change].filter((pair): pair is [string, string] => pair[1] !== null);
  return Object.fromEntries([...kept, ...added]);
}

/** What a command needs to find the profile that renews itself. */
export interface RenewingChild {
  readonly auto: AutoSession;
  /** The file with that profile. */
  readonly configFile: string;
  /** Where the first credentials come from; absent where a plugin gave some. */
  readonly source?: Source["kind"];
}

/**
 * The environment of a command that works with a profile that renews itself. Where the container's service is its
 * source, awsume finds there what leads to it, and other programs do not. Throws ConfigError.
 */
export function renewingEnvironment(
  env: System["env"],
  { auto, configFile, source }: RenewingChild,
): System["env"] {
  const isOfContainer = source === "container";
  const seen = isOfContainer ? env : Object.fromEntries(
    Object.entries(env).filter(([name]) => foreign[name] === undefined),
  );
  const tokens = Object.entries(env).filter(([name]) =>
    isOfContainer && name.startsWith("AWS_CONTAINER_AUTHORIZATION_TOKEN")
  );
  return {
    ...childEnvironment(env, toAutoChange(auto, seen)),
    ...Object.fromEntries(tokens),
    AWS_CONFIG_FILE: configFile,
    // Else the older JavaScript and Go SDKs do not read it.
    AWS_SDK_LOAD_CONFIG: "1",
  };
}
