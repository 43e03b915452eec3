import { readRole } from "../aws/arn.ts";
import type { Credentials } from "../aws/credentials.ts";
import { findStsEndpoint, type Network } from "../aws/endpoints.ts";
import { placeOf, type Profile } from "../aws/profiles.ts";
import type { RoleSession } from "../aws/role_session.ts";
import { assumeRoleWithWebIdentity } from "../aws/sts.ts";
import { AuthError, ConfigError } from "../errors.ts";
import type { System } from "../system.ts";
import { fetchProof, type ProofPlace, toProofCommand } from "./proof.ts";

/** A role that a token of an OpenID Connect provider opens. */
export interface WebIdentitySource extends Pick<RoleSession, "policy" | "policyArns"> {
  readonly kind: "web-identity";
  /** The profile, or the role's ARN: what messages call it. */
  readonly name: string;
  readonly roleArn: string;
  readonly sessionName: string;
  readonly durationSeconds?: number;
  readonly token: ProofPlace;
}

/** What messages call the token, and how long STS lets it be. */
export const webIdentityToken = { what: "web identity token", limit: 20_000 } as const;

/**
 * Where a profile has its token from: `web_identity_token_file`, as the SDKs, or `web_identity_token_process`, which is
 * aws-vault's name. Undefined when it has none. Throws ConfigError for both at once, and for a file whose path has
 * another meaning in each folder.
 */
export function findToken(profile: Profile): ProofPlace | undefined {
  const { name, settings } = profile;
  const [file, command] = [
    settings.get("web_identity_token_file"),
    settings.get("web_identity_token_process"),
  ];
  const action = `Cannot get the web identity of profile "${name}"`;
  if (file && command) {
    throw new ConfigError(
      `${action}: web_identity_token_file (${placeOf(file)}) and web_identity_token_process (${
        placeOf(command)
      }) ` +
        "exclude each other",
      { hint: "Remove one of the two" },
    );
  }
  const setting = file ?? command;
  if (setting === undefined) return undefined;
  const key = file ? "web_identity_token_file" : "web_identity_token_process";
  if (!setting.value) {
    throw new ConfigError(`${action}: ${key} has no value at ${placeOf(setting)}`, {
      hint: `Give ${key} a value, or remove the line`,
    });
  }
  const from = `${key} of profile "${name}" (${placeOf(setting)})`;
  if (!file) return toProofCommand(setting, profile, from);
  if (/^(?:[/\\]|~\/|[A-Za-z]:)/.test(file.value)) return { kind: "file", path: file.value, from };
  throw new ConfigError(`${action}: "${file.value}" (${placeOf(file)}) is another file in each folder`, {
    hint: "Write the whole path",
  });
}

/** The web identity of a profile, or undefined when it names no token. Throws ConfigError for one without a role. */
export function readWebIdentity(profile: Profile): WebIdentitySource | undefined {
  const token = findToken(profile);
  if (token === undefined) return undefined;
  const role = readRole(profile);
  if (role === undefined) {
    throw new ConfigError(`Cannot get the web identity of profile "${profile.name}": it has no role_arn`, {
      hint: "Add role_arn, the role that the token opens",
    });
  }
  const { name } = profile;
  return { kind: "web-identity", name, roleArn: role.arn, sessionName: name, token };
}

/** The role's credentials. The token is read each time. Throws ConfigError, AuthError, AwsError, Interrupted. */
export async function fetchWebIdentity(
  source: WebIdentitySource,
  network: Network,
  system: System,
): Promise<Credentials> {
  const token = await fetchProof(source.token, webIdentityToken, system);
  if (!/^[\x21-\x7e]{4,}$/.test(token)) {
    throw new AuthError(`Cannot use the web identity token of ${source.token.from}: it is no token`, {
      hint: "Let it be the token alone, on one line",
    });
  }
  return await assumeRoleWithWebIdentity({ ...source, token }, findStsEndpoint(network), system);
}
