import { type Endpoint, findStsEndpoint, type Network } from "../../aws/endpoints.ts";
import { placeOf, type Profile, readProfiles } from "../../aws/profiles.ts";
import { findUsable } from "../../assume/one_line.ts";
import { AwsumeError } from "../../errors.ts";
import { readSettings } from "../../settings.ts";
import type { System } from "../../system.ts";
import { type Finding, toFinding } from "./finding.ts";

/** A person waits for the answer. */
const timeoutMs = 10_000;

/**
 * AWS refuses what is signed more than five minutes off:
 * https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
 */
const maxSkewMs = 5 * 60 * 1000;

/**
 * Whether STS can be reached where `[default]`, or a profile without settings of its own, would call it, and
 * whether the clocks agree. The one request is not signed and says nothing about anybody.
 */
export async function checkNetwork(system: System): Promise<readonly Finding[]> {
  const endpoint = tryEndpoint(await findNetwork(system));
  if ("level" in endpoint) return [endpoint];
  const notes = endpoint.notes.map((text): Finding => ({ check: "network", level: "warning", text }));
  return [...notes, ...await callEndpoint(endpoint, system)];
}

/** A [default] of keys alone may say what STS has not: whoever calls STS by it is a problem among the profiles. */
function tryEndpoint(network: Network): Endpoint | Finding {
  try {
    return findStsEndpoint(network);
  } catch (error) {
    if (error instanceof AwsumeError) return toFinding("network", error, "warning");
    throw error;
  }
}

async function findNetwork(system: System): Promise<Network> {
  const profiles = await readProfiles(system);
  const profile = findUsable("default", profiles);
  const settings = await readSettings(system);
  return {
    region: findRegion(profile, settings.region),
    arns: [],
    flags: {},
    env: system.env,
    path: profile ? [profile] : [],
    services: profiles.findServices,
  };
}

function findRegion(
  profile: Profile | undefined,
  fallback: string | undefined,
): { readonly value: string; readonly from: string } | undefined {
  const setting = profile?.settings.get("region");
  if (setting?.value) return { value: setting.value, from: placeOf(setting) };
  return fallback === undefined ? undefined : { value: fallback, from: "awsume's config.yaml" };
}

async function callEndpoint({ url, caFile }: Endpoint, system: System): Promise<readonly Finding[]> {
  const { host } = new URL(url);
  const request = new Request(url, { signal: AbortSignal.timeout(timeoutMs) });
  const sentAt = system.now();
  try {
    const response = await system.http(request, caFile === undefined ? {} : { caFile });
    const clock = compareClocks(response, { host, sentAt, gotAt: system.now() }, system.os);
    return [{ check: "network", level: "ok", text: `${host} answers` }, clock];
  } catch (error) {
    if (error instanceof AwsumeError) return [toFinding("network", error)];
    if (!(error instanceof DOMException)) throw error;
    const text = `Cannot get an answer of ${host}: it took too long`;
    return [{ check: "network", level: "problem", text, mend: "Look at the network and the proxy between" }];
  }
}

interface Exchange {
  readonly host: string;
  readonly sentAt: Date;
  readonly gotAt: Date;
}

/** The answer was written at some time between: only what lies outside is a difference. */
function compareClocks(response: Response, { host, sentAt, gotAt }: Exchange, os: System["os"]): Finding {
  const theirs = Date.parse(response.headers.get("date") ?? "");
  if (Number.isNaN(theirs)) {
    return { check: "clock", level: "warning", text: `${host} does not say what time it is` };
  }
  const behindMs = Math.max(0, theirs - gotAt.getTime());
  const aheadMs = Math.max(0, sentAt.getTime() - theirs);
  const skewMs = Math.max(behindMs, aheadMs);
  if (skewMs <= maxSkewMs) return { check: "clock", level: "ok", text: `agrees with ${host}` };
  const minutes = Math.round(skewMs / 60_000);
  const text = `this computer's clock is ${minutes} min ${
    aheadMs > 0 ? "ahead of" : "behind"
  } that of ${host}`;
  return { check: "clock", level: "problem", text, mend: setClock[os] };
}

const setClock: Readonly<Record<System["os"], string>> = {
  linux: "sudo timedatectl set-ntp true",
  darwin: "sudo sntp -sS time.apple.com",
  windows: "w32tm /resync",
};
