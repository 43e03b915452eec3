import type { Credentials } from "../aws/credentials.ts";
import { assumeRole, type Caller, getSessionToken, type MfaCode } from "../aws/sts.ts";
import { AwsumeError, ConfigError } from "../errors.ts";
import { describeSource, fetchSource } from "../sources/mod.ts";
import type { System } from "../system.ts";
import {
  cacheKey,
  type Entry,
  lockPath,
  type Margin,
  noMargin,
  readCached,
  renewalMargin,
  type Subject,
  usualMargin,
  writeCached,
} from "./cache.ts";
import { withMfaCode } from "./mfa.ts";
import { mfaSerialVariable } from "./mfa_process.ts";
import type { Memory } from "./recall.ts";
import { type Session, tellEnd } from "./session.ts";
import type { AssumeRequest, Hop, Plan } from "./plan.ts";

/** What of a request matters once the plan is made. */
export type ExecuteOptions = Pick<AssumeRequest, "refresh" | "noCache" | "mfaToken"> & {
  /** It is for an SDK, and early enough: the last hop is taken anew while the one before still lives. */
  readonly isRenewal?: true;
  /** A plugin's code for a device, if it has one. */
  readonly mfaCode?: (serial: string, profile: string) => Promise<string | undefined>;
};

/**
 * Takes a plan's credentials: walks back over the hops to the last one whose cached result is fresh (so a
 * cached role never asks for a code), else to the source; then walks forward, taking and caching each
 * remaining hop. Throws AwsError, AuthError, Interrupted.
 */
export async function execute(plan: Plan, options: ExecuteOptions, system: System): Promise<Session> {
  const keys = await hopKeys(plan);
  const cached = await findCached(keys, options, system);
  let credentials = cached?.credentials ?? await fetchSource(plan.source, system);
  if ((cached?.count ?? 0) < plan.hops.length) plan.endpoint.notes.forEach(system.tell);
  const startedAt = system.now();
  const warn = once(system.tell);
  for (const [index, key] of keys.entries()) {
    const hop = plan.hops[index];
    if (hop === undefined || index < (cached?.count ?? 0)) continue;
    const margin = marginOf(index, keys, options);
    credentials = await takeOnce(key, { hop, plan, credentials, options, margin, startedAt, warn }, system);
    tellEnd(nameOf(hop), credentials, system);
  }
  const last = plan.hops.at(-1);
  if (last && cached?.count === plan.hops.length) tellEnd(nameOf(last), credentials, system);
  return {
    profile: plan.profile,
    ...(plan.region === undefined ? {} : { region: plan.region }),
    credentials,
  };
}

/** The name of each hop's cache entry, in order. */
export function hopKeys(plan: Plan): Promise<readonly string[]> {
  return Promise.all(plan.hops.map((_, index) => cacheKey(inputsOf(plan, index))));
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
  const { partition, fips, customFrom, url } = endpoint;
  return [describeSource(source), hop, partition, fips, customFrom === undefined ? undefined : url];
}

/** The last hop that the cache answers. */
export interface Cached {
  readonly credentials: Entry["credentials"];
  /** How many hops these credentials make needless. */
  readonly count: number;
}

/** The last hop whose result is still fresh, by the names of the entries, if the cache may answer at all. */
export async function findCached(
  keys: readonly string[],
  options: ExecuteOptions,
  system: System,
): Promise<Cached | undefined> {
  if (options.refresh || options.noCache) return undefined;
  for (const [index, key] of [...keys.entries()].toReversed()) {
    const entry = await readCached(key, marginOf(index, keys, options), system);
    if (entry) return { credentials: entry.credentials, count: index + 1 };
  }
  return undefined;
}

function marginOf(index: number, keys: readonly string[], { isRenewal }: ExecuteOptions): Margin {
  return isRenewal && index === keys.length - 1 ? renewalMargin : usualMargin;
}

/** The name of the cache entry of what a plan comes to; undefined when it takes no call. */
export async function lastKey(plan: Plan): Promise<string | undefined> {
  return plan.hops.length === 0 ? undefined : await cacheKey(inputsOf(plan, plan.hops.length - 1));
}

/** What the cache holds for a plan, as long as it lives at all: for who cannot get better ones. */
export async function findLiving(plan: Plan, system: System): Promise<Credentials | undefined> {
  const key = await lastKey(plan);
  return key === undefined ? undefined : (await readCached(key, noMargin, system))?.credentials;
}

interface Step {
  readonly hop: Hop;
  readonly plan: Plan;
  readonly credentials: Credentials;
  readonly options: ExecuteOptions;
  readonly margin: Margin;
  readonly startedAt: Date;
  readonly warn: System["tell"];
}

/**
 * One hop, taken by one awsume at a time: what another has taken since this one started is taken over, so that
 * any number of callers cause one question and one call.
 */
async function takeOnce(key: string, step: Step, system: System): Promise<Credentials> {
  refuseCircle(step.hop, system);
  if (step.options.noCache) return await take(step, system);
  const path = await lockPath(key, system);
  const waiting = `Waiting for another awsume that is getting the same: ${nameOf(step.hop)}`;
  return await system.locked(path, waiting, async () => {
    const entry = await readCached(key, step.margin, system);
    const isNew = entry !== undefined && (!step.options.refresh || entry.takenAt >= step.startedAt);
    if (isNew) return entry.credentials;
    const credentials = await take(step, system);
    await writeCached(key, { ...credentials, subject: subjectOf(step.hop) }, { ...system, tell: step.warn });
    return credentials;
  });
}

/** An `mfa_process` whose command comes back to awsume for the same session would wait for itself. */
function refuseCircle(hop: Hop, { env }: System): void {
  if (hop.mfaSerial === undefined || hop.mfaSerial !== env[mfaSerialVariable]) return;
  throw new ConfigError(
    `Cannot get a code of ${hop.mfaSerial}: the mfa_process that shall print it asks awsume`,
    {
      hint:
        "Let the command of mfa_process print the code without awsume, and without a profile that runs awsume",
    },
  );
}

/** The call to STS, with a code where the hop needs one. */
async function take({ hop, plan, credentials, options }: Step, system: System): Promise<Credentials> {
  const caller = { credentials, endpoint: plan.endpoint };
  const { mfaSerial } = hop;
  const call = async (mfa: { readonly tokenCode?: string }): Promise<Credentials> => {
    try {
      return await callSts({ ...hop, ...mfa }, caller, system);
    } catch (error) {
      if (error instanceof AwsumeError) error.refused = hop.kind === "session-token" ? "user" : "role";
      throw error;
    }
  };
  if (mfaSerial === undefined) return await call({});
  const { mfaToken, mfaCode } = options;
  const { profile, mfaProcess } = plan;
  const question = {
    mfaSerial,
    profile,
    ...(mfaToken ? { givenCode: mfaToken } : {}),
    ...(mfaCode ? { plugin: mfaCode } : {}),
    ...(mfaProcess ? { process: mfaProcess } : {}),
  };
  return await withMfaCode(question, (tokenCode) => call({ tokenCode }), system);
}

function callSts(hop: Hop & MfaCode, caller: Caller, system: System): Promise<Credentials> {
  switch (hop.kind) {
    case "session-token":
      return getSessionToken(hop, caller, system);
    case "assume-role":
      return assumeRole(hop, caller, system);
  }
}

/** A disk that is full is full for every hop: one warning will do. */
function once(tell: System["tell"]): System["tell"] {
  let isTold = false;
  return (text) => {
    if (!isTold) tell(text);
    isTold = true;
  };
}

/** What a plan comes to, for the next time; undefined when there is no role or session, or something to say. */
export async function memoryOf(plan: Plan): Promise<Memory | undefined> {
  const { profile, region, hops, notes } = plan;
  const [last, entry] = [hops.at(-1), await lastKey(plan)];
  if (last === undefined || entry === undefined || notes.length > 0) return undefined;
  return { entry, label: nameOf(last), profile, ...(region === undefined ? {} : { region }) };
}

/** Whose credentials a hop takes. */
export function subjectOf(hop: Hop): Subject {
  switch (hop.kind) {
    case "session-token":
      return { kind: "session", mfaSerial: hop.mfaSerial };
    case "assume-role": {
      const { name, roleArn } = hop;
      return { kind: "role", roleArn, ...(name === roleArn ? {} : { profile: name }) };
    }
  }
}

/** What messages call a hop. */
export function nameOf(hop: Hop): string {
  switch (hop.kind) {
    case "session-token":
      return `Session token of ${hop.mfaSerial.replace(/^.*:/, "")}`;
    case "assume-role":
      return `[${hop.name}] Role credentials`;
  }
}
