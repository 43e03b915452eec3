import type { Endpoint } from "../aws/endpoints.ts";
import type { Profiles } from "../aws/profiles.ts";
import { AwsumeError } from "../errors.ts";
import { type AssumeRequest, makePlan, type Plan } from "./plan.ts";
import { endpointOf, type Step, stepKeys, stepsOf } from "./steps.ts";

/** What one profile of many comes to. */
export type Planned =
  | {
    readonly kind: "planned";
    readonly name: string;
    readonly plan: Plan;
    /** Where its steps call STS; undefined when none of them does. */
    readonly endpoint: Endpoint | undefined;
  }
  | { readonly kind: "failed"; readonly name: string; readonly error: AwsumeError };

/**
 * Plans each of these profiles as a plain switch would; that one cannot be planned, or its calls not made, stops none of
 * the others. `profiles` is best one that reads once.
 */
export function planEach(
  names: readonly string[],
  request: AssumeRequest,
  profiles: Profiles,
): readonly Planned[] {
  // Of thousands, the names that are like a missing one take minutes to find, and a list shows no hint.
  const unhinted: Profiles = { ...profiles, names: () => [] };
  return names.map((name) => {
    try {
      const plan = makePlan({ ...request, profile: name }, unhinted);
      return { kind: "planned", name, plan, endpoint: endpointOf(plan) };
    } catch (error) {
      if (!(error instanceof AwsumeError)) throw error;
      return { kind: "failed", name, error };
    }
  });
}

/** A cache entry that profiles lead to. */
export interface Reached {
  readonly step: Step;
  /** The profiles whose way goes through it, those included that end with it. */
  readonly profiles: readonly string[];
}

/** The cache entries that plans lead to, by their names. */
export async function findReached(all: readonly Planned[]): Promise<ReadonlyMap<string, Reached>> {
  const ways = await Promise.all(all.map(async (each) => {
    if (each.kind === "failed") return [];
    const keys = await stepKeys(each.plan);
    return stepsOf(each.plan).map((step, index) => ({ key: keys[index] ?? "", step, name: each.name }));
  }));
  const groups = Map.groupBy(ways.flat(), ({ key }) => key);
  return new Map(
    [...groups].flatMap(([key, steps]) =>
      steps.slice(0, 1).map(({ step }) => [key, { step, profiles: steps.map(({ name }) => name) }])
    ),
  );
}
