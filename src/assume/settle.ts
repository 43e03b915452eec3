import type { Profiles } from "../aws/profiles.ts";
import { readAssertion, type SamlRole } from "../aws/saml.ts";
import { type IdentitySource, placeOfProof } from "../sources/identity.ts";
import { refuseCommandCircle, toIdentity } from "../sources/mod.ts";
import { fetchProof } from "../sources/proof.ts";
import { findRoles, samlAssertion, severalRoles } from "../sources/saml.ts";
import { webIdentityToken } from "../sources/web_identity.ts";
import type { System } from "../system.ts";
import { sha256 } from "./cache.ts";
import type { Proof } from "./identity.ts";
import { type AssumeRequest, makePlan } from "./plan.ts";
import { endpointOf } from "./steps.ts";

/**
 * The request with what must be read before its plan can be made: the file of an option, which is another one each
 * time, and the assertion where no role of it is named yet. Then the only role that it offers is meant, or the one that
 * the person chooses. Throws ConfigError, UsageError, AuthError, AwsError, Interrupted.
 */
export async function settle(
  request: AssumeRequest,
  profiles: Profiles,
  system: System,
): Promise<AssumeRequest> {
  const plan = makePlan(request, profiles);
  const source = toIdentity(plan.source);
  if (source === undefined) return request;
  const isOpen = source.kind === "saml" && source.roleArn === undefined;
  if (!isOpen && request.identity?.file === undefined) return request;
  // Before a command signs somebody in for a call that cannot be made.
  endpointOf(plan);
  const place = await readPlace(source, system);
  if (!isOpen) return { ...request, proof: { place } };
  return { ...request, proof: { place, role: await chooseRole(place, source, system) } };
}

async function readPlace(source: IdentitySource, system: System): Promise<Proof["place"]> {
  refuseCommandCircle(source, system);
  const place = placeOfProof(source);
  const text = await fetchProof(place, source.kind === "saml" ? samlAssertion : webIdentityToken, system);
  const { from } = place;
  return { kind: "given", text, digest: await sha256(text), from };
}

async function chooseRole(
  { text, from }: Proof["place"],
  wanted: Partial<SamlRole>,
  system: System,
): Promise<SamlRole> {
  const roles = findRoles(await readAssertion(text, from), wanted);
  const [role, ...more] = roles;
  if (role !== undefined && more.length === 0) return role;
  if (!await system.canChoose()) throw severalRoles(roles);
  const choices = roles.map((role) => ({ role, name: nameOf(role, roles) }));
  const chosen = await system.choose("Which role? ", choices.map(({ name }) => ({ name })));
  const found = choices.find(({ name }) => name === chosen);
  if (found === undefined) throw severalRoles(roles);
  return found.role;
}

/** The provider tells two offers of one role apart. */
function nameOf({ roleArn, principalArn }: SamlRole, roles: readonly SamlRole[]): string {
  const isAlone = roles.filter((other) => other.roleArn === roleArn).length === 1;
  return isAlone ? roleArn : `${roleArn} by ${principalArn}`;
}
