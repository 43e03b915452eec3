import type { FileProblem, Profiles } from "../aws/profiles.ts";
import { readOnce } from "../aws/read_once.ts";
import { summarize } from "../aws/summary.ts";
import { type AssumeRequest, makePlan } from "../assume/plan.ts";
import { planEach, type Planned } from "../assume/plan_each.ts";
import { findKept, findStanding, type Standing } from "../assume/standing.ts";
import type { AwsumeError } from "../errors.ts";
import { toIdentity } from "../sources/mod.ts";
import type { System } from "../system.ts";
import { toRequest } from "./request.ts";

/** A profile as `ls` shows it; what does not apply is left out. */
export type LsRow =
  | {
    readonly kind: "usable";
    readonly name: string;
    /** Twelve digits. */
    readonly account?: string;
    /** The role's name with its path. */
    readonly role?: string;
    /** The host of STS, where a switch may have to call it. */
    readonly endpoint?: string;
    readonly standing: Standing;
  }
  | { readonly kind: "unusable"; readonly name: string; readonly account?: string; readonly problem: string };

/** All rows, and the lines of the files that belong to no profile. */
export interface Ls {
  readonly rows: readonly LsRow[];
  readonly problems: readonly FileProblem[];
}

/** These profiles in their order, or all that `-l` lists. Throws ConfigError for a name that no profile has. */
export async function readLs(names: readonly string[], all: Profiles, system: System): Promise<Ls> {
  const profiles = readOnce(all);
  const request = await toRequest({ refresh: false }, system);
  refuseUnknown(names, request, profiles);
  const listed = summarize(profiles.all());
  const accounts = new Map(
    listed.map((each) => [each.name, each.kind === "profile" ? each.account : undefined]),
  );
  const chosen = names.length > 0 ? [...new Set(names)] : listed.map(({ name }) => name);
  const isKept = await findKept(system);
  const rows = await Promise.all(
    planEach(chosen, request, profiles).map(async (planned) => {
      const account = accounts.get(planned.name);
      return toRow(planned, {
        ...(account === undefined ? {} : { account }),
        standing: planned.kind === "planned" ? await findStanding(planned.plan, isKept, system) : undefined,
      });
    }),
  );
  return { rows, problems: names.length > 0 ? [] : profiles.problems() };
}

/** The plan of a profile that is not there says so, with the nearest names. */
function refuseUnknown(names: readonly string[], request: AssumeRequest, profiles: Profiles): void {
  const known = new Set(profiles.names());
  for (const name of names) if (!known.has(name)) makePlan({ ...request, profile: name }, profiles);
}

function toRow(
  planned: Planned,
  { account, standing }: { readonly account?: string; readonly standing: Standing | undefined },
): LsRow {
  const { name } = planned;
  const own = account === undefined ? {} : { account };
  if (planned.kind === "failed") {
    return { kind: "unusable", name, ...own, problem: reasonOf(planned.error, name) };
  }
  return { kind: "usable", name, ...own, ...placeOf(planned), standing: standing ?? { kind: "absent" } };
}

function placeOf(
  { plan, endpoint }: Planned & { readonly kind: "planned" },
): { account?: string; role?: string; endpoint?: string } {
  const last = plan.hops.at(-1) ?? toIdentity(plan.source);
  if (last === undefined || endpoint === undefined) return {};
  const { host } = new URL(endpoint.url);
  if (last.kind === "session-token") return { endpoint: host };
  const [, account = "", role = ""] = /^arn:[^:]*:iam::(\d*):role\/(.*)$/s.exec(last.roleArn ?? "") ?? [];
  // A role that is chosen among those of an assertion has no name before.
  return { ...(account ? { account } : {}), ...(role ? { role } : {}), endpoint: host };
}

/** The message without what the row says already: which profile it is, and that it cannot be used. */
function reasonOf({ message }: AwsumeError, name: string): string {
  const start = `profile "${name}": `;
  const at = message.indexOf(start);
  return at === -1 ? message : message.slice(at + start.length);
}
