import type { Credentials } from "../aws/credentials.ts";
import { assumeRole, getSessionToken } from "../aws/sts.ts";
import { describeSource, fetchSource } from "../sources/mod.ts";
import type { System } from "../system.ts";
import { cacheKey, readCached, writeCached } from "./cache.ts";
import { withMfaCode } from "./mfa.ts";
import type { AssumeRequest, Hop, Plan } from "./plan.ts";

/** Credentials, with the profile and the region they are for. */
export interface Session {
  readonly profile: string;
  readonly region?: string;
  readonly credentials: Credentials;
}

/** What of a request matters once the plan is made. */
export type ExecuteOptions = Pick<AssumeRequest, "refresh" | "mfaToken">;

/**
 * Takes a plan's credentials: walks back over the hops to the last one whose cached result is fresh (so a
 * cached role never asks for a code), else to the source; then walks forward, taking and caching each
 * remaining hop. Throws AwsError, AuthError, Interrupted.
 */
export async function execute(plan: Plan, options: ExecuteOptions, system: System): Promise<Session> {
  const keys = await Promise.all(plan.hops.map((_, index) => cacheKey(inputsOf(plan, index))));
  const cached = options.refresh ? undefined : await lastCached(keys, system);
  let credentials = cached?.credentials ?? await fetchSource(plan.source);
  for (const [index, key] of keys.entries()) {
    const hop = plan.hops[index];
    if (hop === undefined || index < (cached?.count ?? 0)) continue;
    credentials = await take(hop, { plan, credentials, options }, system);
    await writeCached(key, credentials, system);
    tellEnd(hop, credentials, system);
  }
  const last = plan.hops.at(-1);
  if (last && cached?.count === plan.hops.length) tellEnd(last, credentials, system);
  return {
    profile: plan.profile,
    ...(plan.region === undefined ? {} : { region: plan.region }),
    credentials,
  };
}

/**
 * Everything that decides what a hop returns. A session belongs to the user and the device alone, whatever
 * the region, so that all profiles of one user share it; a role to the whole way that leads to it.
 */
function inputsOf({ source, hops, endpoint }: Plan, index: number): unknown {
  const hop = hops[index];
  if (hop?.kind !== "session-token") {
    return [describeSource(source), hops.slice(0, index + 1), endpoint.url, endpoint.region];
  }
  const where = endpoint.isCustom ? endpoint.url : endpoint.partition;
  return [describeSource(source), hop, where];
}

interface Cached {
  readonly credentials: Credentials;
  /** How many hops these credentials make needless. */
  readonly count: number;
}

async function lastCached(keys: readonly string[], system: System): Promise<Cached | undefined> {
  for (const [index, key] of [...keys.entries()].toReversed()) {
    const credentials = await readCached(key, system);
    if (credentials) return { credentials, count: index + 1 };
  }
  return undefined;
}

interface Step {
  readonly plan: Plan;
  readonly credentials: Credentials;
  readonly options: ExecuteOptions;
}

/** One hop: the call to STS, with a code where the hop needs one. */
async function take(hop: Hop, { plan, credentials, options }: Step, system: System): Promise<Credentials> {
  const caller = { credentials, endpoint: plan.endpoint };
  const { mfaSerial } = hop;
  const call = (mfa: { readonly tokenCode?: string }): Promise<Credentials> => {
    switch (hop.kind) {
      case "session-token":
        return getSessionToken({ ...hop, ...mfa }, caller, system);
      case "assume-role":
        return assumeRole({ ...hop, ...mfa }, caller, system);
    }
  };
  if (mfaSerial === undefined) return await call({});
  const { mfaToken } = options;
  const question = { mfaSerial, profile: plan.profile, ...(mfaToken ? { givenCode: mfaToken } : {}) };
  return await withMfaCode(question, (tokenCode) => call({ tokenCode }), system);
}

/** Says on stderr until when the credentials of a hop work. */
function tellEnd(hop: Hop, { expiresAt }: Credentials, system: System): void {
  if (expiresAt === undefined) return;
  const minutes = Math.round((expiresAt.getTime() - system.now().getTime()) / 60_000);
  const left = minutes < 100 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  const end = expiresAt.toISOString().replace("T", " ").replace(/\..*/, " UTC");
  system.tell(`${nameOf(hop)} will expire at ${end} (in ${left})`);
}

function nameOf(hop: Hop): string {
  switch (hop.kind) {
    case "session-token":
      return `Session token of ${hop.mfaSerial.replace(/^.*:/, "")}`;
    case "assume-role":
      return `[${hop.name}] Role credentials`;
  }
}
