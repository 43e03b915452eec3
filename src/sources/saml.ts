import { readRole } from "../aws/arn.ts";
import type { Credentials } from "../aws/credentials.ts";
import { findStsEndpoint, type Network } from "../aws/endpoints.ts";
import { placeOf, type Profile } from "../aws/profiles.ts";
import type { RoleSession } from "../aws/role_session.ts";
import { type Assertion, assertionLimit, isPrincipalArn, readAssertion, type SamlRole } from "../aws/saml.ts";
import { assumeRoleWithSaml } from "../aws/sts.ts";
import { AuthError, ConfigError } from "../errors.ts";
import type { System } from "../system.ts";
import { fetchProof, type ProofPlace, toProofCommand } from "./proof.ts";

/** A role that an assertion of an identity provider opens. */
export interface SamlSource extends Pick<RoleSession, "policy" | "policyArns"> {
  readonly kind: "saml";
  /** The profile, or the role's ARN: what messages call it. */
  readonly name: string;
  /** Absent when the assertion decides, or the person who reads it. */
  readonly roleArn?: string;
  readonly principalArn?: string;
  /** Asked for; 0 is the role's own default. Otherwise the assertion's word counts. */
  readonly durationSeconds?: number;
  /** Where neither of them says it. */
  readonly usualSeconds?: number;
  readonly assertion: ProofPlace;
}

/** What messages call the assertion. STS's limit is for base64 without line breaks. */
export const samlAssertion = { what: "SAML assertion", limit: assertionLimit } as const;

/** The SAML role of a profile with `saml_process`, or undefined when it has none. Throws ConfigError. */
export function readSaml(profile: Profile): SamlSource | undefined {
  const { name, settings } = profile;
  const setting = settings.get("saml_process");
  if (setting === undefined) return undefined;
  if (!setting.value) {
    throw new ConfigError(`Cannot use profile "${name}": saml_process has no value at ${placeOf(setting)}`, {
      hint: "Give it the command that prints the assertion, or remove the line",
    });
  }
  const from = `saml_process of profile "${name}" (${placeOf(setting)})`;
  return { kind: "saml", name, ...wantedOf(profile), assertion: toProofCommand(setting, profile, from) };
}

/** The role that a profile wants of an assertion, as far as it says so. Throws ConfigError for a provider that is none. */
export function wantedOf(profile: Profile): Partial<SamlRole> {
  const { name, settings } = profile;
  const [role, principal] = [readRole(profile), settings.get("principal_arn")];
  if (principal?.value && !isPrincipalArn(principal.value)) {
    throw new ConfigError(
      `Cannot use principal_arn of profile "${name}" (${
        placeOf(principal)
      }): it is no ARN of a SAML provider`,
      { hint: "Write it as arn:aws:iam::123456789012:saml-provider/NAME" },
    );
  }
  return {
    ...(role ? { roleArn: role.arn } : {}),
    ...(principal?.value ? { principalArn: principal.value } : {}),
  };
}

/** The assertion as it says itself. Throws ConfigError, AuthError, AwsError, Interrupted. */
export async function fetchAssertion({ assertion }: SamlSource, system: System): Promise<Assertion> {
  return await readAssertion(await fetchProof(assertion, samlAssertion, system), assertion.from);
}

/** The roles of an assertion that a source may mean; one at least. Throws AuthError. */
export function findRoles({ roles }: Assertion, wanted: Partial<SamlRole>): readonly SamlRole[] {
  const found = roles.filter(({ roleArn, principalArn }) =>
    (wanted.roleArn ?? roleArn) === roleArn && (wanted.principalArn ?? principalArn) === principalArn
  );
  if (found.length > 0) return found;
  const by = wanted.principalArn === undefined ? "" : ` by ${wanted.principalArn}`;
  throw new AuthError(
    `Cannot assume ${wanted.roleArn ?? "a role"}${by}: the SAML assertion does not offer it`,
    {
      hint: `It offers\n${toLines(roles)}`,
    },
  );
}

/** The error for an assertion of many roles where nobody can be asked. */
export function severalRoles(roles: readonly SamlRole[]): AuthError {
  return new AuthError(`Cannot tell which role of the SAML assertion is meant: it offers ${roles.length}`, {
    hint:
      "Name one by --role-arn (and --principal-arn), or by role_arn (and principal_arn) in the profile:\n" +
      toLines(roles),
  });
}

/** The role's credentials. Throws ConfigError, AuthError, AwsError, Interrupted. */
export async function fetchSaml(
  source: SamlSource,
  network: Network,
  system: System,
): Promise<Credentials> {
  const assertion = await fetchAssertion(source, system);
  const [role, ...more] = findRoles(assertion, source);
  if (role === undefined || more.length > 0) throw severalRoles(findRoles(assertion, source));
  const { endsAt, sessionSeconds, text } = assertion;
  if (endsAt !== undefined && endsAt <= system.now()) {
    throw new AuthError(
      `Cannot use the SAML assertion of ${source.assertion.from}: it ended at ${endsAt.toISOString()}`,
      {
        hint: "Get a new one, and see that this computer's clock is right",
      },
    );
  }
  const seconds = source.durationSeconds ?? sessionSeconds ?? source.usualSeconds;
  const { policy, policyArns } = source;
  const given = {
    ...role,
    assertion: text,
    ...(seconds ? { durationSeconds: seconds } : {}),
    ...(policy === undefined ? {} : { policy }),
    ...(policyArns === undefined ? {} : { policyArns }),
  };
  return await assumeRoleWithSaml(given, findStsEndpoint(network), system);
}

function toLines(roles: readonly SamlRole[]): string {
  return roles.map(({ roleArn, principalArn }) => `  ${roleArn} by ${principalArn}`).join("\n");
}
