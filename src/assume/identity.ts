import { readRole } from "../aws/arn.ts";
import type { Profile, Profiles } from "../aws/profiles.ts";
import type { SamlRole } from "../aws/saml.ts";
import { ConfigError, UsageError } from "../errors.ts";
import type { IdentitySource } from "../sources/identity.ts";
import { toIdentity } from "../sources/mod.ts";
import type { ProofPlace } from "../sources/proof.ts";
import { readSaml, type SamlSource, wantedOf } from "../sources/saml.ts";
import { findToken, type WebIdentitySource } from "../sources/web_identity.ts";
import { findProfile } from "./chain.ts";
import type { AssumeRequest, AssumeRoleHop, Start } from "./plan.ts";
import { roleSettings, shapeLast, toSessionName } from "./role.ts";

/** A role that shall be assumed by a token or an assertion, whatever the profile's usual source is. */
export interface IdentityRequest {
  readonly kind: "web-identity" | "saml";
  /** Where the token or the assertion lies, if not where the profile says. */
  readonly file?: string;
  /** The assertion that a plugin gave. */
  readonly given?: ProofPlace & { readonly kind: "given" };
  readonly principalArn?: string;
}

/** What had to be read before the plan could be made. */
export interface Proof {
  readonly place: ProofPlace & { readonly kind: "given" };
  /** The role that was chosen among those of an assertion. */
  readonly role?: SamlRole;
}

/** The start that `--with-web-identity` or `--with-saml` asks for. Throws ConfigError, UsageError. */
export function fromIdentity(identity: IdentityRequest, request: AssumeRequest, profiles: Profiles): Start {
  const profile = findOptional(request, profiles);
  const source = identity.kind === "saml"
    ? toSamlSource(identity, request, profile)
    : toWebIdentitySource(identity, request, profile);
  return { source, path: [profile], roles: [], notes: [] };
}

/**
 * The start with the lifetime, the name and the policies of a role that a token or an assertion opens: the flags shape
 * it where no other role is assumed with it.
 */
export function shapeSource(start: Start, request: AssumeRequest): Start {
  const source = toIdentity(start.source);
  const base = start.path.at(-1);
  if (source === undefined || base === undefined) return start;
  const proven = withProof(source, request.proof);
  const name = { kind: "assume-role", name: source.name, roleArn: proven.roleArn ?? "" } as const;
  const own: AssumeRoleHop = request.identity !== undefined && request.roleArn !== undefined
    ? { ...name, sessionName: toSessionName(request.defaults.sessionName ?? "awsume-cli-role") }
    : { ...name, ...roleSettings(base, request) };
  const [hop = own] = start.roles.length === 0 ? shapeLast([own], 1, request) : [];
  const { policy, policyArns, sessionName, durationSeconds } = hop;
  const narrowed = {
    ...(policy === undefined ? {} : { policy }),
    ...(policyArns === undefined ? {} : { policyArns }),
  };
  const role = request.proof?.role;
  const notes = role === undefined ? [] : [`Using ${role.roleArn}, a role that the SAML assertion offers`];
  const shaped = proven.kind === "saml"
    ? { ...proven, ...narrowed, ...samlDuration(own, start, request) }
    : { ...proven, ...narrowed, sessionName, ...(durationSeconds === undefined ? {} : { durationSeconds }) };
  return { ...start, source: shaped, notes: [...start.notes, ...notes] };
}

/** The assertion's own word stands between what was asked for and what is usual. */
function samlDuration(
  own: AssumeRoleHop,
  { roles }: Start,
  { durationSeconds: flag, defaults }: AssumeRequest,
): Pick<SamlSource, "durationSeconds" | "usualSeconds"> {
  const asked = (roles.length === 0 ? flag : undefined) ?? own.durationSeconds;
  const usual = roles.length === 0 ? defaults.durationSeconds : undefined;
  return {
    ...(asked === undefined ? {} : { durationSeconds: asked }),
    ...(usual === undefined ? {} : { usualSeconds: usual }),
  };
}

function withProof(source: IdentitySource, proof: Proof | undefined): IdentitySource {
  if (proof === undefined) return source;
  return source.kind === "saml"
    ? { ...source, assertion: proof.place, ...proof.role }
    : { ...source, token: proof.place };
}

/** What is all on the command line needs no profile. */
function findOptional({ profile: name }: AssumeRequest, profiles: Profiles): Profile {
  const isThere = name !== "default" || profiles.sections(name).length > 0;
  return isThere ? findProfile(name, profiles) : { name, settings: new Map() };
}

function toWebIdentitySource(
  { file }: IdentityRequest,
  { roleArn: flag }: AssumeRequest,
  profile: Profile,
): WebIdentitySource {
  const action = "Cannot use --with-web-identity";
  const roleArn = flag ?? readRole(profile)?.arn;
  if (roleArn === undefined) {
    throw new UsageError(
      `${action}: no role is named, neither by --role-arn nor in profile "${profile.name}"`,
      {
        hint: "Add --role-arn ARN, or role_arn to the profile",
      },
    );
  }
  const token = file === undefined
    ? findToken(profile)
    : { kind: "file", path: file, from: "--web-identity-token" } as const;
  if (token === undefined) {
    throw new ConfigError(`${action}: there is no source of a token for profile "${profile.name}"`, {
      hint: "Add --web-identity-token FILE, or web_identity_token_file (or web_identity_token_process) to " +
        "the profile",
    });
  }
  const name = flag ?? profile.name;
  return { kind: "web-identity", name, roleArn, sessionName: name, token };
}

function toSamlSource(
  { file, given, principalArn }: IdentityRequest,
  { roleArn }: AssumeRequest,
  profile: Profile,
): SamlSource {
  const assertion = file === undefined
    ? given ?? readSaml(profile)?.assertion
    : { kind: "file", path: file, from: "--saml-assertion" } as const;
  if (assertion === undefined) {
    throw new ConfigError(
      `Cannot use --with-saml: there is no source of an assertion for profile "${profile.name}"`,
      {
        hint: "Add --saml-assertion FILE, saml_process = COMMAND to the profile, or a plugin that gives one",
      },
    );
  }
  // The profile's provider belongs to the profile's role.
  const wanted = roleArn === undefined ? wantedOf(profile) : { roleArn };
  const provider = principalArn === undefined ? {} : { principalArn };
  return { kind: "saml", name: roleArn ?? profile.name, ...wanted, ...provider, assertion };
}
