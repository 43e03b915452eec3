import { accountOf, type Credentials } from "../aws/credentials.ts";
import { type Endpoint, findStsEndpoint, isGlobalHost } from "../aws/endpoints.ts";
import { type KeptSource, knownCredentials, type Source, toIdentity } from "../sources/mod.ts";
import type { ProofSystem } from "../sources/proof.ts";
import { inputsOfSource, toKept } from "../sources/remembering.ts";
import { cacheKey, type Subject } from "./cache.ts";
import type { Hop, Plan, SessionTokenHop } from "./plan.ts";

/** One thing whose result is kept: the source if it is such a one, then each hop. */
export type Step = KeptSource | Hop;

/**
 * The steps of a plan, in order. The source is one only where its result is kept. Some hops are known only with the
 * first credentials (`first`): before, they are those of a session's.
 */
export function stepsOf(
  plan: Pick<Plan, "source" | "hops" | "userHops">,
  first?: Credentials,
): readonly Step[] {
  const kept = toKept(plan.source);
  const hops = hopsOf(plan, first);
  return kept === undefined ? hops : [kept, ...hops];
}

/** The hops that lead on from these first credentials: only those of a user buy a session. */
function hopsOf(
  { hops, userHops = hops }: Pick<Plan, "hops" | "userHops">,
  first?: Credentials,
): readonly Hop[] {
  return first !== undefined && first.sessionToken === undefined ? userHops : hops;
}

/** Whether a step is a call to STS. */
export function isHop(step: Step): step is Hop {
  return step.kind === "session-token" || step.kind === "assume-role";
}

/** Whether a step asks STS; a command calls whom it likes. */
export function callsSts(step: Step): boolean {
  return step.kind !== "process";
}

/**
 * Where the plan's steps call STS; undefined when none of them does, as far as is known before its first credentials are.
 * Throws ConfigError, UsageError.
 */
export function endpointOf(plan: Plan, first?: Credentials): Endpoint | undefined {
  return stepsOf(plan, first).some(callsSts) ? findStsEndpoint(plan.network) : undefined;
}

/**
 * The name of each step's cache entry, in order. What is taken with the credentials of an open source is named by their
 * key: without them (`first`) it has no name yet. Throws ConfigError, UsageError where STS cannot be called.
 */
export async function stepKeys(
  plan: Plan,
  first: Credentials | undefined,
  system: ProofSystem,
): Promise<readonly (string | undefined)[]> {
  const way = toWay(plan, first);
  return await Promise.all(way.steps.map((_, index) => keyOf(index, way, system)));
}

/**
 * The name of the cache entry of what a plan comes to; undefined when nothing of it is kept, or it has no name yet. Of
 * thousands of plans no other name is wanted. Throws as `stepKeys`.
 */
export async function lastKey(
  plan: Plan,
  first: Credentials | undefined,
  system: ProofSystem,
): Promise<string | undefined> {
  const way = toWay(plan, first);
  return await keyOf(way.steps.length - 1, way, system);
}

/** The name of the cache entry of what the command of a source prints. */
export async function processKey(
  source: KeptSource & { readonly kind: "process" },
  system: ProofSystem,
): Promise<string> {
  // Where a command is run, AWS's endpoint decides nothing.
  return await cacheKey([await inputsOfSource(source, system)]);
}

/** A plan with what is known once its first credentials are. */
interface Way {
  readonly source: Source;
  readonly first: Credentials | undefined;
  readonly steps: readonly Step[];
  readonly endpoint: Endpoint | undefined;
}

function toWay(plan: Plan, first: Credentials | undefined): Way {
  return { source: plan.source, first, steps: stepsOf(plan, first), endpoint: endpointOf(plan, first) };
}

/** Everything that decides what a step returns: for a role that is the whole way that leads to it. */
async function keyOf(index: number, way: Way, system: ProofSystem): Promise<string | undefined> {
  const { steps, endpoint } = way;
  const step = steps[index];
  if (step?.kind === "process") return await processKey(step, system);
  if (step === undefined || endpoint === undefined) return undefined;
  const { url, region } = endpoint;
  if (!isHop(step)) return await cacheKey([await inputsOfSource(step, system), url, region]);
  const start = await startOf(way, system);
  if (start === undefined) return undefined;
  if (step.kind === "session-token") return await cacheKey([start, ...inputsOfSession(step, endpoint, way)]);
  return await cacheKey([start, steps.slice(0, index + 1).filter(isHop), url, region]);
}

/** Who stands at the beginning: the key alone names a user or a session; a role that a proof opens is named by all of it. */
async function startOf({ source, first }: Way, system: ProofSystem): Promise<unknown> {
  const identity = toIdentity(source);
  if (identity !== undefined) return await inputsOfSource(identity, system);
  const { accessKeyId } = keysOf({ source, first }) ?? {};
  return accessKeyId === undefined ? undefined : { kind: "keys", accessKeyId };
}

/** The keys that sign the first call, as far as they are known. */
function keysOf({ source, first }: Pick<Way, "source" | "first">): Credentials | undefined {
  return first ?? knownCredentials(source);
}

/**
 * A session belongs to the user and the device alone, whatever the region, so that all profiles of one user share it. Only
 * those of the global host do not serve in regions that an account has to opt in to:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_enable-regions.html
 */
function inputsOfSession(hop: SessionTokenHop, endpoint: Endpoint, way: Way): readonly unknown[] {
  const { partition, fips, customFrom, url } = endpoint;
  // A device of hardware does not say the account: it is what is said of the keys then.
  const account = accountOf(hop.mfaSerial).accountId ? undefined : keysOf(way)?.accountId;
  const place = [partition, fips, customFrom === undefined ? isGlobalHost(endpoint) : url];
  return [hop, ...place, ...(account === undefined ? [] : [account])];
}

/** Whose credentials a step takes. */
export function subjectOf(step: Step): Subject {
  switch (step.kind) {
    case "process":
      return { kind: "process", profile: step.profile };
    case "session-token":
      return { kind: "session", mfaSerial: step.mfaSerial };
    case "web-identity":
    case "saml":
    case "assume-role": {
      // That of an assertion is known before it is taken.
      const { name, roleArn = "" } = step;
      return { kind: "role", roleArn, ...(name === roleArn ? {} : { profile: name }) };
    }
  }
}

/** What messages call a step. */
export function nameOf(step: Step): string {
  switch (step.kind) {
    case "process":
      return `[${step.profile}] Credentials of its process`;
    case "session-token":
      return `Session token of ${step.mfaSerial.replace(/^.*:/, "")}`;
    case "web-identity":
    case "saml":
    case "assume-role":
      return `[${step.name}] Role credentials`;
  }
}
