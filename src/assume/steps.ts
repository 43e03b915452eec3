import { accountOf } from "../aws/credentials.ts";
import { type Endpoint, findStsEndpoint } from "../aws/endpoints.ts";
import { inputsOfSource, type KeptSource, knownCredentials, toIdentity, toKept } from "../sources/mod.ts";
import { cacheKey, type Subject } from "./cache.ts";
import type { Hop, Plan } from "./plan.ts";

/** One thing whose result is kept: the source if it is such a one, then each hop. */
export type Step = KeptSource | Hop;

/** The steps of a plan, in order. The source is one only where its result is kept. */
export function stepsOf({ source, hops }: Pick<Plan, "source" | "hops">): readonly Step[] {
  const kept = toKept(source);
  return kept === undefined ? hops : [kept, ...hops];
}

/** Whether a step is a call to STS. */
export function isHop(step: Step): step is Hop {
  return step.kind === "session-token" || step.kind === "assume-role";
}

/** Where the plan's steps call STS; undefined when none of them does. Throws ConfigError, UsageError. */
export function endpointOf({ source, hops, network }: Plan): Endpoint | undefined {
  return hops.length > 0 || toIdentity(source) !== undefined ? findStsEndpoint(network) : undefined;
}

/** Whether a step asks STS; a command calls whom it likes. */
export function callsSts(step: Step): boolean {
  return step.kind !== "process";
}

/** The name of each step's cache entry, in order. Throws ConfigError, UsageError where STS cannot be called. */
export function stepKeys(plan: Plan): Promise<readonly string[]> {
  return Promise.all(inputsOfSteps(plan).map((inputs) => cacheKey(inputs())));
}

/** The name of the cache entry of what a plan comes to; undefined when nothing of it is kept. Throws as `stepKeys`. */
export async function lastKey(plan: Plan): Promise<string | undefined> {
  const inputs = inputsOfSteps(plan).at(-1);
  return inputs === undefined ? undefined : await cacheKey(inputs());
}

/** Functions, because of thousands of plans only the last ones' are wanted. */
function inputsOfSteps(plan: Plan): readonly (() => unknown)[] {
  const { source, hops } = plan;
  const endpoint = endpointOf(plan);
  // Where a command is run, AWS's endpoint decides nothing.
  const place = source.kind === "process" ? [] : [endpoint?.url, endpoint?.region];
  const first = toKept(source) === undefined ? [] : [() => [inputsOfSource(source), ...place]];
  if (endpoint === undefined) return first;
  return [...first, ...hops.map((_, index) => () => inputsOf(plan, endpoint, index))];
}

/**
 * Everything that decides what a hop returns. A session belongs to the user and the device alone, whatever
 * the region, so that all profiles of one user share it; a role to the whole way that leads to it.
 */
function inputsOf({ source, hops }: Plan, endpoint: Endpoint, index: number): unknown {
  const hop = hops[index];
  if (hop?.kind !== "session-token") {
    return [inputsOfSource(source), hops.slice(0, index + 1), endpoint.url, endpoint.region];
  }
  const { partition, fips, customFrom, url } = endpoint;
  // A device of hardware does not say the account: it is what the keys' profile says then.
  const account = accountOf(hop.mfaSerial).accountId ? undefined : knownCredentials(source)?.accountId;
  const place = [partition, fips, customFrom === undefined ? undefined : url];
  return [inputsOfSource(source), hop, ...place, ...(account === undefined ? [] : [account])];
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
