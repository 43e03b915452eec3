import { placeOf, type Profile } from "../aws/profiles.ts";
import { ConfigError } from "../errors.ts";
import type { ProofPlace } from "./proof.ts";
import { readSaml, type SamlSource } from "./saml.ts";
import { readWebIdentity, type WebIdentitySource } from "./web_identity.ts";

/** A role that a proof of somebody else opens: there are no credentials under it. */
export type IdentitySource = WebIdentitySource | SamlSource;

const proofs = ["web_identity_token_file", "web_identity_token_process", "saml_process"];

/** Whether the role of a profile is assumed by a token or an assertion, and not with another profile's credentials. */
export function hasProof({ settings }: Profile): boolean {
  return proofs.some((key) => settings.has(key));
}

/** That source of a profile, or undefined. Throws ConfigError where the profile names a second source for its role. */
export function readIdentity(profile: Profile): IdentitySource | undefined {
  if (!hasProof(profile)) return undefined;
  refuseRivals(profile);
  return readWebIdentity(profile) ?? readSaml(profile);
}

/** Where the token or the assertion of a source comes from. */
export function placeOfProof(source: IdentitySource): ProofPlace {
  return source.kind === "saml" ? source.assertion : source.token;
}

/**
 * AWS's tools differ in which of two they take. Keys lose to a web identity everywhere; beside SAML nobody says. One
 * without a value is as much a sign that another source is meant.
 */
function refuseRivals({ name, settings }: Profile): void {
  const keys = ["aws_access_key_id", "aws_secret_access_key"].filter((key) => settings.get(key)?.value);
  const others = settings.has("saml_process") ? ["credential_process", ...keys] : [];
  const sources = [...proofs, "source_profile", "credential_source", ...others];
  const [one, other] = sources.filter((key) => settings.has(key));
  if (one === undefined || other === undefined) return;
  const places = [one, other].map((key) => `${key} (${placeOf(settings.get(key))})`).join(" and ");
  throw new ConfigError(`Cannot get credentials for profile "${name}": ${places} exclude each other`, {
    hint: "Remove one of the two",
  });
}
