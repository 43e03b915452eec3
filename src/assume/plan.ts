import type { Profile, Profiles } from "../aws/profiles.ts";
import type { RoleSession } from "../aws/role_session.ts";
import { ConfigError } from "../errors.ts";
import { type EnvironmentSource, missingKeys, readEnvironment } from "../sources/environment.ts";
import { handedProfile, type HandedSource } from "../sources/handed.ts";
import { type Source, toIdentity } from "../sources/mod.ts";
import type { Network } from "../aws/endpoints.ts";
import { type Chain, followChain } from "./chain.ts";
import { fromIdentity, type IdentityRequest, type Proof, shapeSource } from "./identity.ts";
import { noteCuts } from "./cut_commands.ts";
import { idleFlags, strayAccount } from "./idle_flags.ts";
import { findMfaProcess, type MfaProcess } from "./mfa_process.ts";
import { findRegion, networkOf } from "./network.ts";
import { findNoCode } from "./no_code.ts";
import { placeMfa } from "./place_mfa.ts";
import { shapeLast, toHop, toSessionName } from "./role.ts";

/** What a person asked for, and the defaults they set, before any profile is looked at. */
export interface AssumeRequest extends RoleSession {
  readonly profile: string;
  /** A full role ARN, to be assumed from `sourceProfile`, else the environment's keys, else `default`. */
  readonly roleArn?: string;
  readonly sourceProfile?: string;
  /** The way to the credentials that the shell works with, from which `roleArn` is assumed, and its profile's name. */
  readonly before?: { readonly name: string; readonly plan: Plan };
  /** Credentials that were given, in the place of any profile's. */
  readonly handed?: HandedSource;
  /** The role is to be assumed by a token or an assertion. */
  readonly identity?: IdentityRequest;
  /** What `settle` has read. */
  readonly proof?: Proof;
  readonly region?: string;
  readonly sessionName?: string;
  readonly externalId?: string;
  /** 0 asks for the role's default, whatever the profile says. */
  readonly durationSeconds?: number;
  readonly mfaToken?: string;
  /** No code is asked for, whatever the profiles say. */
  readonly noMfa?: boolean;
  readonly fips?: boolean;
  readonly dualstack?: boolean;
  readonly endpointUrl?: string;
  /** Take everything anew, whatever is cached. */
  readonly refresh: boolean;
  /** Neither look into the cache nor keep anything there. */
  readonly noCache?: boolean;
  readonly env: Readonly<Record<string, string>>;
  /** What awsume's own settings file says where neither a flag nor a profile does. */
  readonly defaults: {
    readonly region?: string;
    readonly sessionName?: string;
    readonly durationSeconds?: number;
    readonly sessionTokenSeconds?: number;
  };
}

/** Take a session of the user's own with an MFA code; it is cached and serves every role of that user. */
export interface SessionTokenHop {
  readonly kind: "session-token";
  readonly mfaSerial: string;
  readonly durationSeconds?: number;
}

/** Assume a role with the credentials reached so far. */
export interface AssumeRoleHop extends RoleSession {
  readonly kind: "assume-role";
  /** The profile that asks for the role, or the role's ARN: what messages call it. */
  readonly name: string;
  readonly roleArn: string;
  readonly sessionName: string;
  readonly mfaSerial?: string;
  readonly externalId?: string;
  readonly durationSeconds?: number;
}

export type Hop = SessionTokenHop | AssumeRoleHop;

/** One source, then zero or more hops: everything that will happen, before anything happens. */
export interface Plan {
  /** The profile asked for, or the role's ARN. */
  readonly profile: string;
  /** The region to export, whatever it is: what AWS is called with is decided by `network`. */
  readonly region?: string;
  readonly source: Source;
  readonly hops: readonly Hop[];
  /** The hops where a command turns out to print the keys of a user; absent where they are the same. */
  readonly userHops?: readonly Hop[];
  /** What decides where a service is called. Looked at when a step calls one, and never before. */
  readonly network: Network;
  /** What prints the code that a hop needs. No part of a hop: another command gives the same credentials. */
  readonly mfaProcess?: MfaProcess;
  /** Why no code is asked for, where somebody said so: `--no-mfa`, or the setting with its place. */
  readonly noCode?: string;
  /** The profiles it was made from, the one asked for first; none for a role from the environment's keys. */
  readonly path: readonly Profile[];
  /** What decided about the region, where there is one. */
  readonly regionFrom?: string;
  /** What was decided without being asked, one sentence each. */
  readonly notes: readonly string[];
}

/**
 * Decides how to get the credentials that were asked for. Throws ConfigError when the profiles do not say it
 * exactly, UsageError when the request contradicts itself. Looks at nothing but its arguments.
 */
export function makePlan(request: AssumeRequest, profiles: Profiles): Plan {
  const start = shapeSource(startOf(request, profiles), request);
  const before = request.before?.plan;
  const roleCount = start.roles.length + (toIdentity(start.source) === undefined ? 0 : 1) +
    (before?.hops.filter(({ kind }) => kind === "assume-role").length ?? 0);
  const roles = shapeLast(start.roles, roleCount, request);
  const region = findRegion(start, request, profiles);
  const asking = before ? goOn(before, roles) : placeMfa(start, roles, request.defaults);
  const noCode = before ? before.noCode : findNoCode(start.path, request);
  const { hops, userHops = hops } = before || noCode === undefined ? asking : { hops: roles };
  const serial = userHops.find((hop) => hop.mfaSerial)?.mfaSerial;
  const mfaProcess = serial === undefined ? undefined : findMfaProcess(serial, start.path);
  return {
    profile: request.handed ? handedProfile : request.roleArn ?? request.profile,
    ...(region === undefined ? {} : { region: region.value, regionFrom: region.from }),
    source: start.source,
    path: start.path,
    hops,
    ...(userHops === hops ? {} : { userHops }),
    ...(mfaProcess === undefined ? {} : { mfaProcess }),
    ...(noCode === undefined ? {} : { noCode }),
    network: networkOf({ start, hops: userHops, region }, request, profiles),
    notes: [
      ...start.notes,
      ...idleFlags({ source: start.source, hops: userHops, asking: asking.userHops ?? asking.hops }, request),
      ...start.path.flatMap(noteCuts),
    ],
  };
}

/** The hops of the way that goes on, and then these. */
function goOn({ hops, userHops }: Plan, roles: readonly AssumeRoleHop[]): Pick<Plan, "hops" | "userHops"> {
  return { hops: [...hops, ...roles], ...(userHops && { userHops: [...userHops, ...roles] }) };
}

/** First credentials and what is to be done with them, before flags and MFA are looked at. */
export interface Start {
  readonly source: Source;
  /** The profiles that may speak about region and MFA, the one asked for first. */
  readonly path: readonly Profile[];
  readonly roles: readonly AssumeRoleHop[];
  readonly notes: readonly string[];
}

function startOf(request: AssumeRequest, profiles: Profiles): Start {
  if (request.handed !== undefined) return { source: request.handed, path: [], roles: [], notes: [] };
  if (request.identity !== undefined) return fromIdentity(request.identity, request, profiles);
  if (request.roleArn !== undefined) return fromRoleArn(request.roleArn, request, profiles);
  return fromProfile(request.profile, request, profiles);
}

function fromProfile(name: string, request: AssumeRequest, profiles: Profiles): Start {
  const chain = followChain(name, { profiles, env: request.env });
  const roles = chain.roles.map((profile) => toHop(profile, request));
  return { source: chain.source, path: pathOf(chain), roles, notes: strayAccount(chain) };
}

function fromRoleArn(roleArn: string, request: AssumeRequest, profiles: Profiles): Start {
  const hop: AssumeRoleHop = {
    kind: "assume-role",
    name: roleArn,
    roleArn,
    sessionName: toSessionName(request.defaults.sessionName ?? "awsume-cli-role"),
  };
  if (request.before !== undefined) return fromBefore(request.before, hop);
  const environment = request.sourceProfile === undefined ? readPair(roleArn, request) : undefined;
  if (environment) return fromEnvironment(environment, hop);
  const sourceName = request.sourceProfile ?? "default";
  const start = fromProfile(sourceName, request, profiles);
  const notes = request.sourceProfile === undefined
    ? [`Assuming ${roleArn} from the profile "default": the environment holds no keys`]
    : [];
  return { ...start, roles: [...start.roles, hop], notes };
}

function fromBefore({ name, plan }: NonNullable<AssumeRequest["before"]>, hop: AssumeRoleHop): Start {
  const note =
    `Assuming ${hop.roleArn} from the profile "${plan.profile}", with which this shell works by "${name}"`;
  return { source: plan.source, path: plan.path, roles: [hop], notes: [note] };
}

/** Half a pair is nobody's, and was not meant to make place for `default`. */
function readPair(roleArn: string, { env }: AssumeRequest): EnvironmentSource | undefined {
  const [name, ...more] = missingKeys(env);
  if (name === undefined || more.length > 0) return readEnvironment(env);
  throw new ConfigError(`Cannot assume ${roleArn}: ${name} is not set, the other half of its pair is`, {
    hint: `Export ${name}, or name the profile that may assume the role by --source-profile`,
  });
}

function fromEnvironment(source: EnvironmentSource, hop: AssumeRoleHop): Start {
  const note = `Assuming ${hop.roleArn} from the keys in the environment (${source.credentials.accessKeyId})`;
  return { source, path: [], roles: [hop], notes: [note] };
}

function pathOf(chain: Chain): readonly Profile[] {
  const roles = chain.roles.toReversed();
  return roles.includes(chain.base) ? roles : [...roles, chain.base];
}
