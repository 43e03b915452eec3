import type { Credentials } from "../aws/credentials.ts";
import type { Endpoint } from "../aws/endpoints.ts";
import { firstLine } from "../aws/first_line.ts";
import { type IdentitySource, placeOfProof } from "../sources/identity.ts";
import { toKept, toOpen } from "../sources/remembering.ts";
import type { System } from "../system.ts";
import { entryPath, readCached, usualMargin } from "./cache.ts";
import { type ExecuteOptions, findCached } from "./execute.ts";
import type { Plan } from "./plan.ts";
import { type Step, stepKeys, stepsOf, subjectOf } from "./steps.ts";
import { listStored } from "./stored.ts";

/** One call of a plan: to AWS, to a service of the place, or of a command. */
export interface ExplainedCall {
  readonly action:
    | "credential_process"
    | "credential_source"
    | "AssumeRoleWithWebIdentity"
    | "AssumeRoleWithSAML"
    | "GetSessionToken"
    | "AssumeRole";
  /** None where a command is run: what it calls is its own affair. */
  readonly host?: string;
  readonly parameters: Readonly<Record<string, string>>;
  /**
   * `cached`: this call's result is at hand. `needless`: a later one's is. `open`: results are remembered, and whether one
   * of them answers is known with the key that the source gives.
   */
  readonly state: "to be made" | "cached" | "needless" | "open";
  /** Whose keys the source has to give for it; absent where that does not matter. */
  readonly onlyFor?: "a user" | "a session";
  readonly needsMfaCode: boolean;
  /** `FILE:LINE` of the mfa_process that would give that code; else a person is asked. */
  readonly mfaProcess?: string;
  /** The file that keeps the result; none with --no-cache, and where it has no name yet. */
  readonly cacheEntry?: string;
}

/** What is to be explained. */
export interface Explained {
  readonly plan: Plan;
  readonly first: Credentials | undefined;
  readonly endpoint: Endpoint | undefined;
  readonly options: ExecuteOptions;
}

/** The calls of a plan, and when what it comes to ends, where that is at hand. Reads the cache, calls nobody. */
export async function explainCalls(
  explained: Explained,
  system: System,
): Promise<{ readonly calls: readonly ExplainedCall[]; readonly end?: Date }> {
  const { plan, first, options } = explained;
  const before = sourceCalls(plan);
  if (toOpen(plan.source) !== undefined && first === undefined) {
    return { calls: [...before, ...await explainOpen(explained, system)] };
  }
  const steps = stepsOf(plan, first);
  const keys = await stepKeys(plan, first, system);
  const cached = await findCached(keys, options, system);
  const count = cached?.count ?? 0;
  const calls = await Promise.all(steps.map(async (step, index): Promise<ExplainedCall> => {
    const state = index >= count ? "to be made" : index === count - 1 ? "cached" : "needless";
    const key = options.noCache ? undefined : keys[index];
    const entry = key === undefined ? {} : { cacheEntry: await entryPath(key, system) };
    return { ...describe(step, state, explained), ...entry };
  }));
  const end = cached?.count === steps.length ? { end: cached.credentials.expiresAt } : {};
  return { calls: [...before, ...calls], ...end };
}

/** Steps that have no name before the source's credentials are there: of a user's keys, and of a session's. */
async function explainOpen(explained: Explained, system: System): Promise<readonly ExplainedCall[]> {
  const { plan: { source, hops, userHops = hops }, options } = explained;
  const kept = toKept(source);
  const isLiving = await findLiving(options, system);
  const toCall = (step: Step): ExplainedCall =>
    describe(step, isLiving(step) ? "open" : "to be made", explained);
  const isAlike = (one: Step) => (other: Step): boolean => JSON.stringify(one) === JSON.stringify(other);
  const forUsers = userHops.filter((hop) => !hops.some(isAlike(hop)));
  const forSessions = hops.filter((hop) => !userHops.some(isAlike(hop)));
  const both = hops.filter((hop) => !forSessions.includes(hop));
  return [
    ...(kept === undefined ? [] : [toCall(kept)]),
    ...forUsers.map((hop) => ({ ...toCall(hop), onlyFor: "a user" } as const)),
    ...forSessions.map((hop) => ({ ...toCall(hop), onlyFor: "a session" } as const)),
    ...both.map(toCall),
  ];
}

/** Whether something that lives is remembered of such a step, under whatever key. */
async function findLiving(
  { refresh, noCache }: ExecuteOptions,
  system: System,
): Promise<(step: Step) => boolean> {
  const stored = refresh || noCache ? [] : await listStored(system);
  const living = await Promise.all(
    stored.filter((each) => each.kind === "credentials").map(async ({ name, subject }) =>
      await readCached(name, usualMargin, system) === undefined ? "" : JSON.stringify(subject)
    ),
  );
  return (step) => living.includes(JSON.stringify(subjectOf(step)));
}

function describe(
  step: Step,
  state: ExplainedCall["state"],
  { plan: { mfaProcess }, endpoint, options }: Explained,
): ExplainedCall {
  const isMade = state === "to be made" || state === "open";
  const needsMfaCode = isMade && "mfaSerial" in step && options.mfaToken === undefined;
  const process = needsMfaCode && mfaProcess ? { mfaProcess: mfaProcess.from } : {};
  return { ...describeCall(step, endpoint), state, needsMfaCode, ...process };
}

/** What is run or asked each time, and never remembered. */
function sourceCalls({ source }: Plan): readonly ExplainedCall[] {
  const common = { state: "to be made", needsMfaCode: false } as const;
  switch (source.kind) {
    case "process":
      return source.keep === undefined ? [{ ...describeCall(source, undefined), ...common }] : [];
    case "container":
    case "instance": {
      const { profile, from: line, url } = source;
      return [{
        action: "credential_source",
        host: new URL(url).host,
        parameters: { profile, line },
        ...common,
      }];
    }
    case "keys":
    case "environment":
    case "handed":
    case "web-identity":
    case "saml":
      return [];
  }
}

function describeCall(
  hop: Step,
  endpoint: Endpoint | undefined,
): Pick<ExplainedCall, "action" | "host" | "parameters"> {
  const host = endpoint === undefined ? "" : new URL(endpoint.url).host;
  switch (hop.kind) {
    case "process":
      return { action: "credential_process", parameters: { profile: hop.profile, line: hop.from } };
    case "web-identity":
      return { action: "AssumeRoleWithWebIdentity", host, parameters: describeIdentity(hop) };
    case "saml":
      return { action: "AssumeRoleWithSAML", host, parameters: describeIdentity(hop) };
    case "session-token": {
      const { mfaSerial, durationSeconds } = hop;
      const duration = durationSeconds === undefined ? {} : { durationSeconds: String(durationSeconds) };
      return { action: "GetSessionToken", host, parameters: { mfaSerial, ...duration } };
    }
    case "assume-role": {
      const { kind: _kind, name, tags, ...rest } = hop;
      const pairs = tags?.map(({ key, value }) => `${key}=${value}`);
      const given = { profile: name, ...rest, ...(pairs ? { tags: pairs } : {}) };
      return { action: "AssumeRole", host, parameters: toTexts(given) };
    }
  }
}

/** The parameters of a role that a token or an assertion opens; of these two where they come from. */
function describeIdentity(source: IdentitySource): Readonly<Record<string, string>> {
  const { kind, name, ...rest } = source;
  const { from } = placeOfProof(source);
  const { roleArn = "(one that the assertion offers)", policyArns, ...texts } = rest;
  const proof = kind === "saml" ? { assertion: from } : { token: from };
  return toTexts({ profile: name, roleArn, ...texts, ...(policyArns ? { policyArns } : {}), ...proof });
}

function toTexts(given: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(given).map(([key, value]) => [key, shownText(key, String(value))]),
  );
}

/** A policy is whole, for programs that look at it; what a person reads is cut to its first line, too. */
export function shownText(key: string, text: string): string {
  return key === "session_policy" || key === "policy" ? text : firstLine(text);
}
