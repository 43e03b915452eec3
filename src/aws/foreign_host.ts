import type { Said } from "./endpoint_settings.ts";
import type { Partition } from "./partitions.ts";

/** A sentence about a URL of STS that is not AWS's; undefined for its own hosts, those in a VPC included. */
export function noteForeign({ value: url, from }: Said, table: readonly Partition[]): string | undefined {
  const labels = new URL(url).hostname.split(".");
  const hosts = table.flatMap(({ hosts }) => Object.values(hosts));
  const inVpcs = hosts.map((host) => host.replace(/^sts\.\*/, "*.sts.*.vpce"));
  const isOwn = ["sts.amazonaws.com", ...hosts, ...inVpcs].some((pattern) => isLike(labels, pattern));
  return isOwn ? undefined : `STS is not AWS's: ${url} (${from})`;
}

/** `*` stands for one label. */
function isLike(labels: readonly string[], pattern: string): boolean {
  const wanted = pattern.split(".");
  return wanted.length === labels.length && wanted.every((label, at) => {
    return label === "*" ? /^[a-z0-9-]+$/.test(labels[at] ?? "") : label === labels[at];
  });
}
