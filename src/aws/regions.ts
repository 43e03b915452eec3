import { type AwsumeError, ConfigError } from "../errors.ts";
import { didYouMean } from "../nearest.ts";
import { refuse, type Said } from "./endpoint_settings.ts";
import type { Partition } from "./partitions.ts";

/** A region that can be signed for, and its partition. */
export interface Place {
  readonly region: string;
  /** Where the region stands; the ARN whose partition it is the main region of; or "default". */
  readonly from: string;
  /** The partition's name. */
  readonly name: string;
  /** Absent when the region, or the ARN, is of no partition that is known. */
  readonly partition?: Partition;
  /** Whether `fips-` or `-fips` marked the region, which is AWS's old way to ask for FIPS. */
  readonly isFips: boolean;
  /** Whether it was `aws-global`, which stands for the host without a region. */
  readonly isGlobal: boolean;
}

/**
 * The region that was asked for, else the main one of the partition that the ARNs are in. Region and ARNs must
 * be of one partition: credentials of one are worth nothing in another. Throws ConfigError; UsageError for a
 * region on the command line.
 */
export function findPlace(
  region: Said | undefined,
  arns: readonly string[],
  table: readonly Partition[],
): Place {
  const arn = arns.find((arn) => partitionOf(arn) !== undefined);
  const place = region ? placeOfRegion(region, arn, table) : placeOfArn(arn, table);
  const other = place.partition && arns.find((arn) => (partitionOf(arn) ?? place.name) !== place.name);
  if (other === undefined) return place;
  const name = partitionOf(other);
  const home = table.find((partition) => partition.name === name)?.home;
  throw refuse(
    place.from,
    region
      ? `Cannot use ${other} in region "${region.value}" (${place.from}): that is partition ${place.name}`
      : `Cannot use ${other} with credentials for ${place.from}: partitions are separate`,
    region && home ? `Use a region of ${name}, such as ${home}` : `Take everything from one partition`,
  );
}

/** Whether a text can be a region's name: it becomes a label of a host name. */
export function isRegionName(text: string): boolean {
  return /^(?!\d+$)(?!-)[a-zA-Z0-9-]{1,63}(?<!-)$/.test(text);
}

/** Throws ConfigError, UsageError for a text that no program takes for a region: it is exported, and part of a host. */
export function refuseNoRegion({ value, from }: Said): void {
  if (isRegionName(value)) return;
  throw refuse(
    from,
    `Cannot use region "${value}" (${from}): it is no name of a region`,
    "Write it as eu-west-1",
  );
}

/** The error for a place without a known partition, where only the person can know the host. */
export function unknownPlace({ region, from }: Place, table: readonly Partition[]): AwsumeError {
  const otherwise = "Correct it, or name the URL of its STS by --endpoint-url";
  if (from.startsWith("arn:")) {
    return new ConfigError(`Cannot call AWS for ${from}: its partition is unknown`, { hint: otherwise });
  }
  const near = didYouMean(region, table.flatMap(({ regions }) => regions));
  return refuse(
    from,
    `Cannot use region "${region}" (${from}): AWS has no region of that kind`,
    near ?? otherwise,
  );
}

function placeOfRegion({ value, from }: Said, arn: string | undefined, table: readonly Partition[]): Place {
  const region = withoutFips(value);
  const isFips = region !== value;
  const partition = table.find(({ regions }) => regions.includes(region)) ?? findByKind(region, table);
  if (!partition) {
    refuseNoRegion({ value, from });
    return { region, from, name: partitionOf(arn) ?? "aws", isFips, isGlobal: false };
  }
  const { name, home } = partition;
  // Services without regions are said to be in `aws-cn-global` and the like. STS has regions everywhere.
  const isPseudo = region === `${name}-global`;
  const isGlobal = region === "aws-global";
  return { region: isPseudo ? home : region, from, name, partition, isFips, isGlobal };
}

function withoutFips(region: string): string {
  if (region.startsWith("fips-")) return region.slice("fips-".length);
  return region.endsWith("-fips") ? region.slice(0, -"-fips".length) : region;
}

function findByKind(region: string, table: readonly Partition[]): Partition | undefined {
  if (!isRegionName(region)) return undefined;
  return table.find(({ name }) => region === `${name}-global`) ??
    table.find(({ pattern }) => new RegExp(pattern).test(region));
}

function placeOfArn(arn: string | undefined, table: readonly Partition[]): Place {
  const name = partitionOf(arn) ?? "aws";
  const partition = table.find((partition) => partition.name === name);
  const region = partition?.home ?? "us-east-1";
  const from = arn ?? "default";
  return { region, from, name, ...(partition ? { partition } : {}), isFips: false, isGlobal: false };
}

/** An MFA device may also be told by its serial number, which says nothing. */
function partitionOf(arn: string | undefined): string | undefined {
  return arn?.startsWith("arn:") ? arn.split(":")[1] : undefined;
}
