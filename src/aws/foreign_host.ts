import type { Said } from "./endpoint_settings.ts";
import type { Partition } from "./partitions.ts";

/** A sentence about a URL of STS that is not AWS's; undefined for its own hosts, those in a VPC included. */
export function noteForeign({ value: url, from }: Said, table: readonly Partition[]): string | undefined {
  const { hostname } = new URL(url);
  const hosts = table.flatMap(({ hosts }) => Object.values(hosts));
  const inVpcs = hosts.map((host) => host.replace(/^sts\.\*/, "*.sts.*.vpce"));
  const isOwn = ["sts.amazonaws.com", ...hosts, ...inVpcs].some((pattern) => isLike(hostname, pattern));
  return isOwn ? undefined : `STS is not AWS's: ${url} (${from})`;
}

/** `*` stands for one label. */
function isLike(host: string, pattern: string): boolean {
  return new RegExp(`^${pattern.split("*").map(RegExp.escape).join("[a-z0-9-]+")}$`).test(host);
}
