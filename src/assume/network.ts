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
  path: readonly Profile[],
  request: AssumeRequest,
  profiles: Profiles,
): Decision | undefined {
  const region = findSaid(path, request, profiles);
  if (region !== undefined) refuseNoRegion(region);
  return region;
}

/**
 * The flag, then what was given with --json, then the profile asked for and each source under it, then `[default]`,
 * then the settings file. Never the environment: AWS_REGION there belongs to the previous switch.
 */
function findSaid(
  path: readonly Profile[],
  request: AssumeRequest,
  profiles: Profiles,
): Decision | undefined {
  const name = "region";
  if (request.region !== undefined) return { name, value: request.region, from: "--region" };
  if (request.handed?.region !== undefined) return { name, value: request.handed.region, from: "--json" };
  const places = [...path, findDefault(profiles)];
  const setting = places.map((profile) => profile?.settings.get(name)).find((setting) => setting?.value);
  if (setting) return { name, value: setting.value, from: placeOf(setting) };
  const { region } = request.defaults;
  return region === undefined ? undefined : { name, value: region, from: "awsume's config.yaml" };
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
