import type { IdentitySource } from "../sources/identity.ts";
import { knownCredentials, tenureOf, toIdentity } from "../sources/mod.ts";
import type { Plan } from "./plan.ts";

/** When the result ends: an instant if it is cached already, else how long after the call, and why then. */
export interface Expiry {
  readonly at?: string;
  readonly afterSeconds?: number;
  readonly limit: string;
}

const askedLimit = "the duration asked for; the role's own maximum may refuse it";

const sourceLimits = {
  "long-term": "never: long-term keys",
  "temporary": "unknown: temporary keys do not say when they end",
  "unknown": "as its source says, if it does",
};

/**
 * When the result of a plan ends, by the defaults and limits of STS:
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function lifetimeOf({ hops, source }: Plan, now: Date): Expiry {
  const last = hops.at(-1);
  const identity = toIdentity(source);
  if (last === undefined && identity !== undefined) return lifetimeOfIdentity(identity);
  if (last === undefined) {
    const end = knownCredentials(source)?.expiresAt;
    if (end !== undefined) {
      const from = "end" in source ? source.end?.from ?? "" : "--json";
      return {
        at: end.toISOString(),
        limit: end > now ? from : `${from}; this has passed, so a switch stops`,
      };
    }
    const isKnown = "credentials" in source;
    return { limit: isKnown ? sourceLimits[tenureOf(source)] : sourceLimits.unknown };
  }
  const { durationSeconds } = last;
  if (last.kind === "session-token") {
    return durationSeconds === undefined
      ? { afterSeconds: 43200, limit: "the default of a session token" }
      : { afterSeconds: durationSeconds, limit: "debug.session_token_duration of awsume's config.yaml" };
  }
  if (hops.length > 1 || tenureOf(source) === "temporary") {
    const limit = "an hour at most, because the role is assumed with temporary credentials";
    return { afterSeconds: durationSeconds ?? 3600, limit };
  }
  return durationSeconds === undefined ? { afterSeconds: 3600, limit: "the default of AssumeRole" } : {
    afterSeconds: durationSeconds,
    limit: askedLimit,
  };
}

function lifetimeOfIdentity({ kind, durationSeconds }: IdentitySource): Expiry {
  const afterSeconds = durationSeconds || undefined;
  if (afterSeconds !== undefined) return { afterSeconds, limit: askedLimit };
  return kind === "saml"
    ? { limit: "as the assertion says, else AWS's default of an hour" }
    : { afterSeconds: 3600, limit: "the default of AssumeRoleWithWebIdentity" };
}
