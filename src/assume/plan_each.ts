import type { Endpoint } from "../aws/endpoints.ts";
import type { Profiles } from "../aws/profiles.ts";
import { AwsumeError } from "../errors.ts";
import { toOpen } from "../sources/remembering.ts";
import type { System } from "../system.ts";
import { findFirst } from "./first.ts";
import { type AssumeRequest, makePlan, type Plan } from "./plan.ts";
import { endpointOf, type Step, stepKeys, stepsOf, subjectOf } from "./steps.ts";
import type { Stored } from "./stored.ts";

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
  /** Those that end with it. */
  readonly endOf: readonly string[];
}

/** A step of a profile, and the name of its entry. */
interface Way {
  readonly key: string;
  readonly step: Step;
  readonly name: string;
  readonly isEnd: boolean;
}

/** The entries among the stored ones that plans lead to, by their names. */
export async function findReached(
  all: readonly Planned[],
  stored: readonly Stored[],
  system: System,
): Promise<ReadonlyMap<string, Reached>> {
  const bySubject = Map.groupBy(
    stored.filter((each) => each.kind === "credentials"),
    ({ subject }) => JSON.stringify(subject),
  );
  const ways = await Promise.all(
    all.map((each) => each.kind === "failed" ? [] : findWays(each.name, each.plan, { bySubject, system })),
  );
  const groups = Map.groupBy(ways.flat(), ({ key }) => key);
  return new Map(
    [...groups].flatMap(([key, steps]) =>
      steps.slice(0, 1).map(({ step }) => [key, {
        step,
        profiles: [...new Set(steps.map(({ name }) => name))],
        endOf: steps.filter(({ isEnd }) => isEnd).map(({ name }) => name),
      }])
    ),
  );
}

interface Store {
  readonly bySubject: ReadonlyMap<string, readonly Stored[]>;
  readonly system: System;
}

/** Of a step that has no name before a command has run, every entry of its kind: only a switch would tell. */
async function findWays(name: string, plan: Plan, { bySubject, system }: Store): Promise<readonly Way[]> {
  const first = await findFirst(plan, { refresh: false }, system);
  const isOpen = toOpen(plan.source) !== undefined && first === undefined;
  const both = [stepsOf(plan, first), isOpen ? plan.userHops ?? [] : []];
  const keys = isOpen ? [] : await stepKeys(plan, first, system);
  return both.flatMap((steps) =>
    steps.flatMap((step, index) => {
      const same = bySubject.get(JSON.stringify(subjectOf(step))) ?? [];
      const names = isOpen ? same.map(({ name }) => name) : [keys[index] ?? ""];
      return names.map((key) => ({ key, step, name, isEnd: index === steps.length - 1 }));
    })
  );
}
