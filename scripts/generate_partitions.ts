/**
 * Writes `src/aws/partitions.ts`: AWS's partitions, and the hosts of STS in each, from the AWS SDK packages that
 * `deno.lock` pins. The regions are those of the SDK's own list; the hosts are asked of the STS client's rules, so
 * that none of them is spelled out twice. Run `deno run -A scripts/generate_partitions.ts` after an update.
 */
import { STSClient } from "@aws-sdk/client-sts";
import { createRequire } from "node:module";
import type { Partition } from "../src/aws/partitions.ts";

/** The part of the SDK's list of partitions that is used. */
interface SdkPartition {
  readonly id: string;
  readonly outputs: { readonly implicitGlobalRegion: string };
  readonly regionRegex: string;
  readonly regions: Readonly<Record<string, unknown>>;
}

const target = new URL("../src/aws/partitions.ts", import.meta.url);

/** Where to call without a region: the SDK's choice but for China, whose first region is Beijing's. */
const homes: Readonly<Record<string, string>> = { "aws-cn": "cn-north-1" };

interface Variant {
  readonly UseFIPS: boolean;
  readonly UseDualStack: boolean;
  readonly UseGlobalEndpoint?: boolean;
}

const variants: Readonly<Record<keyof Partition["hosts"], Variant>> = {
  plain: { UseFIPS: false, UseDualStack: false },
  fips: { UseFIPS: true, UseDualStack: false },
  dualstack: { UseFIPS: false, UseDualStack: true },
  both: { UseFIPS: true, UseDualStack: true },
};

if (import.meta.main) await Deno.writeTextFile(target, await generatePartitions());

/** The text of the module, as `deno fmt` would write it. Throws when a host follows no common rule. */
export async function generatePartitions(): Promise<string> {
  const { version, partitions } = await readSdk();
  const legacy = partitions.flatMap(regionsOf).filter((region) => {
    return findHost(region, { ...variants.plain, UseGlobalEndpoint: true }) === "sts.amazonaws.com";
  });
  return [
    `// Written by scripts/generate_partitions.ts from ${version}: do not edit.`,
    "",
    "/** A part of AWS that has accounts, regions and domains of its own. */",
    "export interface Partition {",
    "  readonly name: string;",
    "  /** Where to call when nobody named a region. */",
    "  readonly home: string;",
    "  readonly regions: readonly string[];",
    "  /** What the names of its regions look like, those included that are newer than the list. */",
    "  readonly pattern: string;",
    "  /** The hosts of STS, `*` standing for the region; one that the partition does not have is left out. */",
    "  readonly hosts: {",
    "    readonly plain: string;",
    "    readonly fips?: string;",
    "    readonly dualstack?: string;",
    "    readonly both?: string;",
    "  };",
    "}",
    "",
    "export const partitions: readonly Partition[] = [",
    ...partitions.flatMap(writePartition),
    "];",
    "",
    "/** The regions that `legacy` in sts_regional_endpoints sends to the global host. */",
    "export const legacyRegions: readonly string[] = [",
    ...legacy.map((region) => `  "${region}",`),
    "];",
    "",
  ].join("\n");
}

interface Sdk {
  /** The packages that the data is of. */
  readonly version: string;
  readonly partitions: readonly SdkPartition[];
}

/** The package does not export its list, which is one JSON value in a module. */
async function readSdk(): Promise<Sdk> {
  const client = createRequire(import.meta.url).resolve("@aws-sdk/client-sts/package.json");
  const core = createRequire(await Deno.realPath(client)).resolve("@aws-sdk/core/package.json");
  const file = core.replace("package.json", "dist-es/submodules/client/util-endpoints/lib/aws/partitions.js");
  const [, json = ""] = /=\s*(\{.*\});/s.exec(await Deno.readTextFile(file)) ?? [];
  const packages = await Promise.all([client, core].map(async (path) => {
    const { name, version } = JSON.parse(await Deno.readTextFile(path));
    return `${name} ${version}`;
  }));
  return { version: packages.join(" and "), partitions: JSON.parse(json).partitions };
}

/** Without the names such as `aws-cn-global`, where services that have no regions are said to be. */
function regionsOf({ id, regions }: SdkPartition): readonly string[] {
  return Object.keys(regions).filter((region) => region !== `${id}-global`);
}

function writePartition(partition: SdkPartition): readonly string[] {
  const { id, outputs, regionRegex } = partition;
  const hosts = Object.entries(variants).map(([name, variant]) => {
    const found = regionsOf(partition).map((region) => findHost(region, variant)?.replace(region, "*"));
    if (new Set(found).size > 1) throw new Error(`Cannot find one rule for the ${name} hosts of ${id}`);
    return found[0] === undefined ? [] : [`      ${name}: "${found[0]}",`];
  });
  return [
    "  {",
    `    name: "${id}",`,
    `    home: "${homes[id] ?? outputs.implicitGlobalRegion}",`,
    "    regions: [",
    ...regionsOf(partition).map((region) => `      "${region}",`),
    "    ],",
    `    pattern: ${JSON.stringify(regionRegex)},`,
    "    hosts: {",
    ...hosts.flat(),
    "    },",
    "  },",
  ];
}

/** The host that the STS client's rules give, or undefined when they refuse. */
function findHost(region: string, variant: Variant): string | undefined {
  const { config } = new STSClient({ region });
  try {
    return config.endpointProvider({ Region: region, UseGlobalEndpoint: false, ...variant }).url.hostname;
  } catch {
    return undefined;
  }
}
