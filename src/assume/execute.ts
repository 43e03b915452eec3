import { type Credentials, toProcessJson } from "../aws/credentials.ts";
import { AwsumeError, Interrupted } from "../errors.ts";
import { fetchSource, refuseCommandCircle } from "../sources/mod.ts";
import { decodeProcess, type ProcessSource } from "../sources/process.ts";
import { inputsOfRun, toOpen } from "../sources/remembering.ts";
import type { LockOptions, System } from "../system.ts";
import {
  cacheKey,
  type Entry,
  lockPath,
  type Margin,
  noMargin,
  readCached,
  renewalMargin,
  runsFolder,
  usualMargin,
  writeCached,
} from "./cache.ts";
import { type Session, tellEnd } from "./session.ts";
import type { AssumeRequest, Plan } from "./plan.ts";
import {
  callsSts,
  endpointOf,
  isHop,
  lastKey,
  nameOf,
  processKey,
  type Step,
  stepKeys,
  stepsOf,
  subjectOf,
} from "./steps.ts";
import { refuseCodeCircle, takeHop } from "./take_hop.ts";

/** What of a request matters once the plan is made. */
export type ExecuteOptions = Pick<AssumeRequest, "refresh" | "noCache" | "mfaToken"> & {
  /** It is for an SDK, and early enough: the last hop is taken anew while the one before still lives. */
  readonly isRenewal?: true;
  /** Nothing is said where the cache answers all. */
  readonly isQuiet?: true;
  /** For who can ask nobody: how long another's question may be open. */
  readonly questionSeconds?: number;
  /** Present where credentials that cannot be renewed serve as long as they live; told why. */
  readonly orLiving?: (error: AwsumeError) => void;
  /** A plugin's code for a device, if it has one. */
  readonly mfaCode?: (serial: string, profile: string) => Promise<string | undefined>;
};

/** One execution of a plan. */
interface Walk {
  readonly plan: Plan;
  readonly options: ExecuteOptions;
  readonly startedAt: Date;
  readonly warn: System["tell"];
}

/**
 * Takes a plan's credentials. Those of an open source come first, for they name all that is taken with them. Then it
 * walks back over the steps to the last one whose cached result is fresh (so a cached role never asks for a code), and
 * forward from there, taking and caching each remaining step. Throws AwsError, AuthError, ConfigError, Interrupted.
 */
export async function execute(plan: Plan, options: ExecuteOptions, system: System): Promise<Session> {
  const walk: Walk = { plan, options, startedAt: system.now(), warn: once(system.tell) };
  const { profile, region } = plan;
  // Before a command signs somebody in for a call that cannot be made.
  endpointOf(plan);
  let first: Credentials | undefined;
  const take = async (): Promise<Credentials> => {
    first = await takeOpen(walk, system);
    return await walkOn(walk, first, system);
  };
  const credentials = await take().catch((error) => orLiving(error, { plan, first, options }, system));
  return { profile, ...(region === undefined ? {} : { region }), credentials };
}

/** The credentials of a source that must be there before anything has a name; undefined for the others. */
async function takeOpen(walk: Walk, system: System): Promise<Credentials | undefined> {
  const { plan, options } = walk;
  const source = toOpen(plan.source);
  if (source?.kind !== "process") return source && await fetchSource(source, plan.network, system);
  const margin = stepsOf(plan).length === 1 && options.isRenewal ? renewalMargin : usualMargin;
  if (source.keep === undefined) return await runOnce(source, walk, system);
  const key = await processKey(source, system);
  const entry = options.refresh || options.noCache ? undefined : await readCached(key, margin, system);
  return entry?.credentials ??
    await takeOnce({ ...walk, key, step: source, margin, before: undefined }, system);
}

/** The steps behind an open source, from the last one that the cache answers. */
async function walkOn(walk: Walk, first: Credentials | undefined, system: System): Promise<Credentials> {
  const { plan, options } = walk;
  const steps = stepsOf(plan, first);
  const keys = await stepKeys(plan, first, system);
  const cached = await findCached(keys, options, system);
  const count = cached?.count ?? 0;
  const { notes = [], foreign } = endpointOf(plan, first) ?? {};
  if (steps.slice(count).some(callsSts)) {
    notes.forEach(system.tell);
  } else if (steps.some(callsSts) && foreign !== undefined && !options.isQuiet) {
    system.tell(foreign);
  }
  let credentials = cached?.credentials ?? first;
  let told: Step | undefined;
  for (const [index, step] of steps.entries()) {
    if (index < count || step.kind === "process") continue;
    const entry = { key: keys[index] ?? "", margin: marginOf(index, keys, options) };
    credentials = await takeOnce({ ...walk, ...entry, step, before: credentials }, system);
    tellEnd(nameOf(step), credentials, system);
    told = step;
  }
  credentials ??= await fetchSource(plan.source, plan.network, system);
  const end = steps.at(-1) ?? (plan.source.kind === "process" ? plan.source : undefined);
  const isQuiet = options.isQuiet && isRecalled(cached, steps.length, walk);
  if (end !== undefined && end !== told && !isQuiet) tellEnd(nameOf(end), credentials, system);
  return credentials;
}

/** What a command prints, for all who want it at this moment; nobody who comes later gets it. */
async function runOnce(source: ProcessSource, { options, plan }: Walk, system: System): Promise<Credentials> {
  refuseCommandCircle(source, system);
  if (options.noCache) return await fetchSource(source, plan.network, system);
  const path = `${await runsFolder(system)}/${await cacheKey(inputsOfRun(source, system))}.lock`;
  const text = await system.together(path, waitingFor(source), async () => {
    const credentials = await fetchSource(source, plan.network, system);
    // The keys of a user are not written down, not even for a moment.
    return { text: toProcessJson(credentials), isShared: credentials.sessionToken !== undefined };
  }, lockOptionsOf(options));
  return decodeProcess(source, text, system.now());
}

/** Whether the cache has answered all: what a kept command has printed just now was no answer of the cache. */
function isRecalled(cached: Cached | undefined, count: number, { plan, startedAt }: Walk): boolean {
  if (cached?.count !== count) return false;
  return toOpen(plan.source) === undefined || count > 1 || cached.takenAt < startedAt;
}

/** The last step that the cache answers. */
export interface Cached extends Entry {
  /** How many steps these credentials make needless. */
  readonly count: number;
}

/** The last step whose result is still fresh, by the names of the entries, if the cache may answer at all. */
export async function findCached(
  keys: readonly (string | undefined)[],
  options: ExecuteOptions,
  system: System,
): Promise<Cached | undefined> {
  if (options.refresh || options.noCache) return undefined;
  for (const [index, key] of [...keys.entries()].toReversed()) {
    if (key === undefined) continue;
    const entry = await readCached(key, marginOf(index, keys, options), system);
    if (entry) return { ...entry, count: index + 1 };
  }
  return undefined;
}

function marginOf(index: number, keys: readonly unknown[], { isRenewal }: ExecuteOptions): Margin {
  return isRenewal && index === keys.length - 1 ? renewalMargin : usualMargin;
}

/** What the cache holds for a plan, as long as it lives at all, for who cannot get better ones; else the error again. */
async function orLiving(
  error: unknown,
  { plan, first, options }: Pick<Walk, "plan" | "options"> & { readonly first: Credentials | undefined },
  system: System,
): Promise<Credentials> {
  const isKnown = error instanceof AwsumeError && !(error instanceof Interrupted);
  if (options.orLiving === undefined || !isKnown) throw error;
  const key = await lastKey(plan, first, system);
  const entry = key === undefined ? undefined : await readCached(key, noMargin, system);
  if (entry === undefined) throw error;
  options.orLiving(error);
  return entry.credentials;
}

interface Taking extends Walk {
  readonly key: string;
  readonly step: Step;
  /** What the step before came to; absent at the first. */
  readonly before: Credentials | undefined;
  readonly margin: Margin;
}

/**
 * One step, taken by one awsume at a time: what another has taken since this one started is taken over, so that
 * any number of callers cause one question and one call.
 */
async function takeOnce(taking: Taking, system: System): Promise<Credentials> {
  const { key, step, options, margin, startedAt, warn } = taking;
  if (isHop(step)) refuseCodeCircle(step, system);
  else refuseCommandCircle(step, system);
  if (options.noCache) return await take(taking, system);
  const path = await lockPath(key, system);
  return await system.locked(path, waitingFor(step), async () => {
    const entry = await readCached(key, margin, system);
    const isNew = entry !== undefined && (!options.refresh || entry.takenAt >= startedAt);
    if (isNew) return entry.credentials;
    const credentials = await take(taking, system);
    await writeCached(key, { ...credentials, subject: subjectOf(step) }, { ...system, tell: warn });
    return credentials;
  }, lockOptionsOf(options));
}

function lockOptionsOf({ questionSeconds }: ExecuteOptions): LockOptions {
  return questionSeconds === undefined ? {} : { questionSeconds };
}

function waitingFor(step: Step): string {
  return `Waiting for another awsume that is getting the same: ${nameOf(step)}`;
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

/** A disk that is full is full for every hop: one warning will do. */
function once(tell: System["tell"]): System["tell"] {
  let isTold = false;
  return (text) => {
    if (!isTold) tell(text);
    isTold = true;
  };
}
