import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import type { Fault } from "./fake_aws.ts";
import { unshare } from "./shelf.ts";
import { isInstalled } from "./shells.ts";

/** One run of awsume where a proxy is the only way out. */
export interface Case {
  readonly words: readonly string[];
  /** What `explain --json` is asked besides, before the run; nothing where there is nothing to explain. */
  readonly explain?: readonly string[];
  /** What the config file of the world gets besides; CA_FILE in it stands for the path of the authority. */
  readonly config?: string;
  /**
   * Beside those of a person behind such a proxy; null takes one of those away. PROXY stands for its address, with user
   * and password.
   */
  readonly env?: Readonly<Record<string, string | null>>;
  /** The proxy itself speaks TLS. */
  readonly isTls?: true;
  /** What the proxy says to all, in the place of a connection. */
  readonly reply?: string;
  /** The name server never answers. */
  readonly isSilent?: true;
  /** What the AWS behind it does wrong, each time. */
  readonly fault?: Fault;
}

/** What was seen of it. */
export interface Report {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Packets to places without a route. */
  readonly lost: number;
  /** What a name server on this computer was asked for. */
  readonly names: readonly string[];
  /** The hosts of `explain --json`, in the order of the calls, and how often it asked anybody for that. */
  readonly explained: readonly string[];
  readonly contactsOfExplain: number;
  /** What the proxy was asked. */
  readonly heads: readonly string[];
  /** `ACTION HOST`, as they came out behind the proxy, or without it to `direct`. */
  readonly calls: readonly string[];
  /** The hosts of metadata services that were asked. */
  readonly metadata: readonly string[];
}

/** Where the world's own services are, beside AWS's behind the proxy. */
export const places = {
  instance: { hostname: "169.254.169.254", port: 80 },
  instanceIpv6: { hostname: "fd00:ec2::254", port: 80 },
  ownInstance: { hostname: "::1", port: 8081 },
  container: { hostname: "169.254.170.2", port: 80 },
  containerIpv6: { hostname: "fd00:ec2::23", port: 80 },
  ownContainer: { hostname: "127.0.0.1", port: 8082 },
  ownContainerIpv6: { hostname: "::1", port: 8084 },
  ownSts: { hostname: "::1", port: 8083 },
} as const;

/** Of which the proxy can show a certificate. */
export const hosts = [
  "sts.us-east-1.amazonaws.com",
  "sts.eu-west-1.amazonaws.com",
  "sts-fips.us-east-1.amazonaws.com",
  "sts.us-east-1.api.aws",
  "sts.us-gov-west-1.amazonaws.com",
  "sts.cn-north-1.amazonaws.com.cn",
];

const probe = fileURLToPath(new URL("./one_way_probe.ts", import.meta.url));

const alsoNeeded = ["busybox", "openssl", "/proc/net/if_inet6"];

/** The program that such tests need, missing where one that it needs is: only root may always make a network. */
export const namespaces = alsoNeeded.every(isInstalled) ? unshare : "/nowhere/unshare";

/**
 * Runs cases one after the other in a network, and with a resolv.conf, of their own. Gives a report of each, or what has
 * gone wrong.
 */
export async function runOneWay(cases: readonly Case[]): Promise<readonly (Report | string)[]> {
  const deno = [Deno.execPath(), "run", "-A", "--no-check", probe, JSON.stringify(cases)];
  const { success, stdout, stderr } = await new Deno.Command("unshare", {
    args: ["--net", "--mount", "--map-root-user", ...deno],
    env: { DENO_NO_UPDATE_CHECK: "1" },
  }).output();
  assert.ok(success, new TextDecoder().decode(stderr));
  return JSON.parse(new TextDecoder().decode(stdout));
}
