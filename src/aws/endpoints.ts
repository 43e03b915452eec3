import type { Decision } from "../decision.ts";
import { ConfigError } from "../errors.ts";
import { didYouMean } from "../nearest.ts";
import {
  findCustomUrl,
  findSetting,
  ignoreUrls,
  isSafe,
  nameAndPlace,
  readSwitch,
  refuse,
  type Said,
  type SettingName,
  type SettingPlaces,
  type Switch,
} from "./endpoint_settings.ts";
import { noteForeign } from "./foreign_host.ts";
import { legacyRegions, type Partition, partitions } from "./partitions.ts";
import { findPlace, type Place, unknownPlace } from "./regions.ts";
import { findRetries, type Retries } from "./retries.ts";

/** What decides where AWS's services are called. */
export interface Network extends SettingPlaces {
  /** Decided already; undefined when nobody said one. */
  readonly region: Said | undefined;
  /** What they will be asked about: the roles and the MFA device. */
  readonly arns: readonly string[];
}

/** Where STS is called, and the region its signature is for. */
export interface Endpoint {
  readonly url: string;
  readonly region: string;
  readonly partition: string;
  readonly fips: boolean;
  readonly dualstack: boolean;
  /** Where the person's own URL stands; absent when AWS's rules formed the URL. */
  readonly customFrom?: string;
  /** The certificates to trust there, a PEM file, when a setting names one; `~` still in it. */
  readonly caFile?: string;
  readonly retries: Retries;
  /** Every setting that has a say, the URL last. */
  readonly decisions: readonly Decision[];
  /** What a person should know about this endpoint, one sentence each. */
  readonly notes: readonly string[];
  /** Of these, that STS is not AWS's: whoever answers there decides whose credentials a switch gets. */
  readonly foreign?: string;
}

const fipsName: SettingName = { variable: "AWS_USE_FIPS_ENDPOINT", key: "use_fips_endpoint" };
const dualstackName: SettingName = { variable: "AWS_USE_DUALSTACK_ENDPOINT", key: "use_dualstack_endpoint" };
const styleName: SettingName = { variable: "AWS_STS_REGIONAL_ENDPOINTS", key: "sts_regional_endpoints" };
const bundleName: SettingName = { variable: "AWS_CA_BUNDLE", key: "ca_bundle" };

/** The host without a region is in one all the same: signatures for it name this one. */
const global = { url: "https://sts.amazonaws.com", region: "us-east-1" };

/** Whether it is the host without a region. */
export function isGlobalHost({ url }: Pick<Endpoint, "url">): boolean {
  return new URL(url).host === new URL(global.url).host;
}

/**
 * The STS endpoint by AWS's rules, or the person's own URL. Without a region the partition of the role decides:
 * a GovCloud role cannot be assumed through a commercial endpoint. With FIPS asked for, the result is the FIPS
 * host or an error. Throws ConfigError; UsageError for what a flag says.
 * Rules and where awsume departs from them: `docs/network.md`.
 */
export function findStsEndpoint(input: Network, table: readonly Partition[] = partitions): Endpoint {
  const custom = findCustomUrl("sts", input);
  const place = findPlace(input.region, input.arns, table);
  const fips = findFips(input, place);
  const dualstack = input.flags.dualstack ? onBy("--dualstack") : readSwitch(dualstackName, input);
  const style = findStyle(input);
  const bundle = findSetting(bundleName, input);
  const { decisions: aboutRetries, ...retries } = findRetries(input);
  const choice: Choice = { ...place, fips, dualstack, isLegacy: style.value === "legacy", table };
  const { url, region, notes } = custom ? takeUrl(custom, choice) : formUrl(choice);
  const foreign = custom && noteForeign(custom, table);
  return {
    url,
    region,
    partition: place.name,
    fips: fips.isOn,
    dualstack: dualstack.isOn,
    ...(custom ? { customFrom: custom.from } : {}),
    ...(bundle ? { caFile: bundle.value } : {}),
    retries,
    decisions: [
      { name: "STS region", value: region, from: place.from },
      { name: "FIPS", ...toSaid(fips) },
      { name: "dualstack", ...toSaid(dualstack) },
      { name: styleName.key, ...style },
      { name: ignoreUrls.key, ...toSaid(readSwitch(ignoreUrls, input)) },
      ...(bundle ? [{ name: bundleName.key, ...bundle }] : []),
      ...aboutRetries,
      { name: "STS endpoint", value: url, from: custom?.from ?? "AWS's rules" },
    ],
    notes: foreign === undefined ? notes : [foreign, ...notes],
    ...(foreign === undefined ? {} : { foreign }),
  };
}

/** All that a URL is made of. */
interface Choice extends Place {
  readonly fips: Switch;
  readonly dualstack: Switch;
  readonly isLegacy: boolean;
  readonly table: readonly Partition[];
}

/** A region that is marked for FIPS turns it on, whatever the settings say. */
function findFips(input: Network, { isFips, from }: Place): Switch {
  if (input.flags.fips) return onBy("--fips");
  const fips = readSwitch(fipsName, input);
  return isFips && !fips.isOn ? onBy(from) : fips;
}

function findStyle(input: Network): Said {
  const said = findSetting(styleName, input);
  if (said === undefined) return { value: "regional", from: "default" };
  const value = said.value.toLowerCase();
  if (value === "regional" || value === "legacy") return { value, from: said.from };
  throw new ConfigError(`Cannot use ${nameAndPlace(styleName, said)}: "${said.value}"`, {
    hint: "Write regional or legacy",
  });
}

type Target = Pick<Endpoint, "url" | "region" | "notes">;

/**
 * AWS's clients refuse FIPS together with a URL of one's own. Sites without the internet have FIPS endpoints of
 * their own, so here it is the person's word that counts.
 */
function takeUrl({ value: url, from }: Said, { region, partition, fips, dualstack }: Choice): Target {
  if (dualstack.isOn) {
    throw refuse(
      dualstack.from,
      `Cannot use dualstack (${dualstack.from}) with a URL of your own (${from})`,
      "Remove one of the two: the URL alone decides where to call",
    );
  }
  const notes = [
    ...(fips.isOn
      ? [`FIPS is on (${fips.from}); that ${url} (${from}) is a FIPS endpoint is your own word`]
      : []),
    ...(partition ? [] : [`AWS has no region of the kind of "${region}": it is used for the signature only`]),
    ...(isSafe(url) ? [] : [`${url} (${from}) is not encrypted`]),
  ];
  return { url, region, notes };
}

function formUrl(choice: Choice): Target {
  const { region, partition, fips, dualstack, isGlobal, isLegacy, table } = choice;
  if (partition === undefined) throw unknownPlace(choice, table);
  const isPlain = !fips.isOn && !dualstack.isOn;
  if (isPlain && (isGlobal || isLegacy && legacyRegions.includes(region))) return { ...global, notes: [] };
  const host = findHost(choice, partition)?.replace("*", region);
  if (host !== undefined) {
    return { url: `https://${host}`, region, notes: noteHost(host, choice, partition) };
  }
  const wanted = [fips, dualstack].filter(({ isOn }) => isOn);
  const names = wanted.map((each) => `${each === fips ? "FIPS" : "dualstack"} (${each.from})`).join(" with ");
  throw refuse(
    wanted[0]?.from ?? "",
    `Cannot use ${names} in region "${region}": partition ${partition.name} has no such endpoints`,
    "Turn it off, or name a URL of your own by --endpoint-url",
  );
}

function findHost({ fips, dualstack }: Choice, { hosts }: Partition): string | undefined {
  if (fips.isOn) return dualstack.isOn ? hosts.both : hosts.fips;
  return dualstack.isOn ? hosts.dualstack : hosts.plain;
}

/** The rules form a host for every region, whether or not there is one. */
function noteHost(
  host: string,
  { region, fips, dualstack }: Choice,
  partition: Partition,
): readonly string[] {
  const doubt = `${host} follows from its rules and may not exist`;
  if (!partition.regions.includes(region)) {
    const near = didYouMean(region, partition.regions);
    return [`AWS lists no region "${region}": ${doubt}${near ? ` (${near})` : ""}`];
  }
  if (isListed(region, partition.name, { fips: fips.isOn, dualstack: dualstack.isOn })) return [];
  const kind = [fips.isOn ? ["FIPS"] : [], dualstack.isOn ? ["dualstack"] : []].flat().join(" and ");
  return [`AWS lists no ${kind} endpoint of STS in ${region}: ${doubt}`];
}

/** FIPS: `endpoints.json` of botocore 1.43. Dualstack: the IAM User Guide, "Dual-stack endpoint support". */
function isListed(
  region: string,
  partition: string,
  { fips, dualstack }: Pick<Endpoint, "fips" | "dualstack">,
): boolean {
  if (fips && dualstack) return partition === "aws" && /^(us|ca)-/.test(region);
  if (fips) return fipsRegions.includes(region);
  return !dualstack || ["aws", "aws-cn", "aws-us-gov"].includes(partition);
}

const fipsRegions = ["us-east-1", "us-east-2", "us-west-1", "us-west-2", "us-gov-east-1", "us-gov-west-1"];

function onBy(from: string): Switch {
  return { isOn: true, from };
}

function toSaid({ isOn, from }: Switch): Said {
  return { value: isOn ? "on" : "off", from };
}
