import type { Credentials } from "../aws/credentials.ts";
import { findStsEndpoint } from "../aws/endpoints.ts";
import { withoutSent } from "../aws/without_sent.ts";
import { assumeRole, type Caller, getSessionToken, type MfaCode } from "../aws/sts.ts";
import { AwsumeError, ConfigError } from "../errors.ts";
import { fetchSource, refuseCommandCircle } from "../sources/mod.ts";
import type { System } from "../system.ts";
import {
  type Entry,
  lockPath,
  type Margin,
  noMargin,
  readCached,
  renewalMargin,
  usualMargin,
  writeCached,
} from "./cache.ts";
import { withMfaCode } from "./mfa.ts";
import { mfaSerialVariable } from "./mfa_process.ts";
import { withoutCode } from "./no_code.ts";
import { type Session, tellEnd } from "./session.ts";
import type { AssumeRequest, Hop, Plan } from "./plan.ts";
import {
  callsSts,
  endpointOf,
  isHop,
  lastKey,
  nameOf,
  type Step,
  stepKeys,
  stepsOf,
  subjectOf,
} from "./steps.ts";

/** What of a request matters once the plan is made. */
export type ExecuteOptions = Pick<AssumeRequest, "refresh" | "noCache" | "mfaToken"> & {
  /** It is for an SDK, and early enough: the last hop is taken anew while the one before still lives. */
  readonly isRenewal?: true;
  /** Nothing is said where the cache answers all. */
  readonly isQuiet?: true;
  /** A plugin's code for a device, if it has one. */
  readonly mfaCode?: (serial: string, profile: string) => Promise<string | undefined>;
};

/**
 * Takes a plan's credentials: walks back over the steps to the last one whose cached result is fresh (so a
 * cached role never asks for a code), else to the source; then walks forward, taking and caching each
 * remaining step. Throws AwsError, AuthError, ConfigError, Interrupted.
 */
export async function execute(plan: Plan, options: ExecuteOptions, system: System): Promise<Session> {
  const steps = stepsOf(plan);
  const keys = await stepKeys(plan);
  const cached = await findCached(keys, options, system);
  const count = cached?.count ?? 0;
  const { notes = [], foreign } = endpointOf(plan) ?? {};
  if (steps.slice(count).some(callsSts)) {
    notes.forEach(system.tell);
  } else if (steps.some(callsSts) && foreign !== undefined && !options.isQuiet) {
    system.tell(foreign);
  }
  const common = { plan, options, startedAt: system.now(), warn: once(system.tell) };
  let credentials: Credentials | undefined = cached?.credentials;
  for (const [index, step] of steps.entries()) {
    if (index < count) continue;
    const entry = { key: keys[index] ?? "", margin: marginOf(index, keys, options) };
    const taken = await takeOnce({ ...common, ...entry, step, before: credentials }, system);
    tellEnd(nameOf(step), taken, system);
    credentials = taken;
  }
  const last = steps.at(-1);
  const isRecalled = last !== undefined && cached?.count === steps.length;
  if (isRecalled && !options.isQuiet) tellEnd(nameOf(last), cached.credentials, system);
  return {
    profile: plan.profile,
    ...(plan.region === undefined ? {} : { region: plan.region }),
    credentials: credentials ?? await fetchSource(plan.source, plan.network, system),
  };
}

/** The last step that the cache answers. */
export interface Cached {
  readonly credentials: Entry["credentials"];
  /** How many steps these credentials make needless. */
  readonly count: number;
}

/** The last step whose result is still fresh, by the names of the entries, if the cache may answer at all. */
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

/** What the cache holds for a plan, as long as it lives at all: for who cannot get better ones. */
export async function findLiving(plan: Plan, system: System): Promise<Credentials | undefined> {
  const key = await lastKey(plan);
  return key === undefined ? undefined : (await readCached(key, noMargin, system))?.credentials;
}

interface Taking {
  readonly key: string;
  readonly step: Step;
  readonly plan: Plan;
  /** What the step before came to; absent at the first. */
  readonly before: Credentials | undefined;
  readonly options: ExecuteOptions;
  readonly margin: Margin;
  readonly startedAt: Date;
  readonly warn: System["tell"];
}

/**
 * One step, taken by one awsume at a time: what another has taken since this one started is taken over, so that
 * any number of callers cause one question and one call.
 */
async function takeOnce(taking: Taking, system: System): Promise<Credentials> {
  const { key, step, options, margin, startedAt, warn } = taking;
  refuseCircle(step, system);
  if (options.noCache) return await take(taking, system);
  const path = await lockPath(key, system);
  const waiting = `Waiting for another awsume that is getting the same: ${nameOf(step)}`;
  return await system.locked(path, waiting, async () => {
    const entry = await readCached(key, margin, system);
    const isNew = entry !== undefined && (!options.refresh || entry.takenAt >= startedAt);
    if (isNew) return entry.credentials;
    const credentials = await take(taking, system);
    await writeCached(key, { ...credentials, subject: subjectOf(step) }, { ...system, tell: warn });
    return credentials;
  });
}

/**
 * A command that comes back to awsume for what it shall help to get would wait for itself: that of a source, and an
 * `mfa_process`.
 */
function refuseCircle(step: Step, system: System): void {
  if (!isHop(step)) return refuseCommandCircle(step, system);
  if (step.mfaSerial === undefined || step.mfaSerial !== system.env[mfaSerialVariable]) return;
  throw new ConfigError(
    `Cannot get a code of ${step.mfaSerial}: the mfa_process that shall print it asks awsume`,
    {
      hint:
        "Let the command of mfa_process print the code without awsume, and without a profile that runs awsume",
    },
  );
}

/** A source is fetched; a hop is a call with what the step before came to, else with the source's own. */
async function take({ step, plan, before, options }: Taking, system: System): Promise<Credentials> {
  if (!isHop(step)) return await fetchSource(step, plan.network, system);
  return await takeHop(
    step,
    { plan, credentials: before ?? await fetchSource(plan.source, plan.network, system), options },
    system,
  );
}

interface HopCaller {
  readonly plan: Plan;
  readonly credentials: Credentials;
  readonly options: ExecuteOptions;
}

/** The call to STS, with a code where the hop needs one. */
async function takeHop(
  hop: Hop,
  { plan, credentials, options }: HopCaller,
  system: System,
): Promise<Credentials> {
  const caller = { credentials, endpoint: findStsEndpoint(plan.network) };
  const { mfaSerial } = hop;
  const call = async (mfa: { readonly tokenCode?: string }): Promise<Credentials> => {
    try {
      return await callSts({ ...hop, ...mfa }, caller, system);
    } catch (error) {
      if (!(error instanceof AwsumeError)) throw error;
      const known = withoutCode(error, plan.noCode);
      known.message = withoutSent(known.message, sentWith(hop, mfa.tokenCode));
      known.refused = hop.kind === "session-token" ? "user" : "role";
      throw known;
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

/** What of a call is nobody's business who reads an error. */
function sentWith(hop: Hop, tokenCode: string | undefined): readonly (string | undefined)[] {
  if (hop.kind === "session-token") return [tokenCode];
  return [tokenCode, hop.externalId, hop.policy];
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
