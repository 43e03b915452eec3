import type { Network } from "../aws/endpoints.ts";
import { placeOf, type Profile, type Profiles } from "../aws/profiles.ts";
import { refuseNoRegion } from "../aws/regions.ts";
import type { Decision } from "../decision.ts";
import { ConfigError } from "../errors.ts";
import { type Source, toIdentity } from "../sources/mod.ts";
import { findUsable } from "./one_line.ts";
import type { AssumeRequest, Hop, Start } from "./plan.ts";

/** What the network of a plan is made of. */
interface Made {
  readonly start: Start;
  readonly hops: readonly Hop[];
  readonly region: Decision | undefined;
}

/** What decides where a plan's steps call AWS. Nothing of it is looked at here: most profiles call nobody. */
export function networkOf(
  { start, hops, region }: Made,
  request: AssumeRequest,
  profiles: Profiles,
): Network {
  return {
    region,
    arns: [
      ...rolesOf(start.source),
      ...hops.map((hop) => hop.kind === "assume-role" ? hop.roleArn : hop.mfaSerial),
    ],
    flags: request,
    env: request.env,
    get path(): readonly Profile[] {
      return start.path.length > 0 ? start.path : defaultOnly(profiles);
    },
    services: profiles.findServices,
  };
}

/** The role that a source stands for, where it is one; "" while none is chosen. */
function rolesOf(source: Source): readonly string[] {
  const identity = toIdentity(source);
  return identity === undefined ? [] : [identity.roleArn ?? ""];
}

/** The region to export. STS need not have it, but a name it must be. Throws ConfigError, UsageError. */
export function findRegion(
  start: Start,
  request: AssumeRequest,
  profiles: Profiles,
): Decision | undefined {
  const region = findSaid(start, request, profiles);
  if (region !== undefined) refuseNoRegion(region);
  return region;
}

/**
 * The flag, then what was given with --json, then the profile asked for and each source under it, then `[default]`,
 * then the settings file. AWS_REGION in the environment belongs to the previous switch, and so it speaks first after
 * the flag where a role is assumed from what that switch has left.
 */
function findSaid(
  start: Start,
  request: AssumeRequest,
  profiles: Profiles,
): Decision | undefined {
  const name = "region";
  if (request.region !== undefined) return { name, value: request.region, from: "--region" };
  if (request.handed?.region !== undefined) return { name, value: request.handed.region, from: "--json" };
  const going = shellRegion(start, request);
  if (going !== undefined) return going;
  const places = [...start.path, findDefault(profiles)];
  const setting = places.map((profile) => profile?.settings.get(name)).find((setting) => setting?.value);
  if (setting) return { name, value: setting.value, from: placeOf(setting) };
  const { region } = request.defaults;
  return region === undefined ? undefined : { name, value: region, from: "awsume's config.yaml" };
}

function shellRegion({ source, path }: Start, { before, roleArn, env }: AssumeRequest): Decision | undefined {
  const isOfKeys = roleArn !== undefined && source.kind === "environment" && path.length === 0;
  if (!env.AWSUME_PROFILE || !(isOfKeys || before !== undefined)) return undefined;
  const from = ["AWS_REGION", "AWS_DEFAULT_REGION"].find((name) => env[name]?.trim());
  return from === undefined ? undefined : { name: "region", value: env[from]?.trim() ?? "", from };
}

/**
 * With keys of the environment the profile in force is `[default]`. Here an unreadable one is an error, because
 * it may be what asks for FIPS.
 */
function defaultOnly(profiles: Profiles): readonly Profile[] {
  const profile = findUsable("default", profiles);
  return profile ? [profile] : [];
}

/** A `[default]` that cannot be read must not stop another profile from working. */
function findDefault(profiles: Profiles): Profile | undefined {
  try {
    return findUsable("default", profiles);
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}
