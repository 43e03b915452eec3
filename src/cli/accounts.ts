import { findStsEndpoint } from "../aws/endpoints.ts";
import type { Profile, Profiles } from "../aws/profiles.ts";
import type { ListedProfile, Summary } from "../aws/summary.ts";
import { type Account, type AccountPlan, findAccount } from "../assume/account.ts";
import { type AssumeRequest, makePlan } from "../assume/plan.ts";
import { AwsumeError, Interrupted } from "../errors.ts";
import { knownCredentials } from "../sources/mod.ts";
import type { System } from "../system.ts";
import { listNames } from "./name_list.ts";

/** So many calls run at once. STS limits how many a second an account may make. */
const maxCalls = 8;

/** What is asked, and as whom. */
export interface Inquiry {
  readonly profiles: Profiles;
  /** Its region and its settings of the network count for every profile, as they would for a switch. */
  readonly request: AssumeRequest;
}

/**
 * The list with the accounts that AWS tells: of the profiles with keys of their own that name no account. What fails
 * leaves its rows as they are, and is said on stderr once for each reason.
 */
export async function withAccounts(
  listed: readonly ListedProfile[],
  { profiles, request }: Inquiry,
  system: System,
): Promise<readonly ListedProfile[]> {
  const all = profiles.all();
  const find = (name: string): Profile | undefined => {
    const profile = all.read(name);
    return profile && "settings" in profile ? profile : undefined;
  };
  const names = listed.filter((each) => needsAccount(each, find)).map(({ name }) => name);
  const plans = names.map((name) => [name, planFor(name, request, { ...profiles, find })] as const);
  const answers = await askAll(new Map(plans), request, system);
  tellFailures(answers, system);
  return listed.map((each) => {
    const answer = answers.get(each.name);
    return each.kind === "unreadable" || answer === undefined || typeof answer === "string"
      ? each
      : { ...each, ...answer };
  });
}

type IsKnown = (name: string) => Profile | undefined;

/** Roles name their account; where another source wins over the keys, the keys are not what a switch would use. */
function needsAccount(listed: ListedProfile, find: IsKnown): listed is Summary {
  if (listed.kind === "unreadable" || listed.account !== undefined || listed.type === "Role") return false;
  const hasKeys = Boolean(find(listed.name)?.settings.get("aws_access_key_id")?.value);
  return hasKeys && (listed.source.kind === "keys" || listed.source.kind === "profile");
}

/** An account, or the reason why there is none. */
type Answer = Account | string;

/** Where a switch to this profile would call, and with which keys: so region, endpoint and FIPS are the same. */
function planFor(name: string, request: AssumeRequest, profiles: Profiles): AccountPlan | string {
  const { roleArn: _role, sourceProfile: _source, identity: _identity, ...rest } = request;
  try {
    const { source, network } = makePlan({ ...rest, profile: name }, profiles);
    const credentials = knownCredentials(source);
    return credentials
      ? { credentials, endpoint: findStsEndpoint(network) }
      : "its keys are not those that would be used";
  } catch (error) {
    return reasonOf(error);
  }
}

/** Asks for each key once, however many profiles have it. */
async function askAll(
  plans: ReadonlyMap<string, AccountPlan | string>,
  request: AssumeRequest,
  system: System,
): Promise<ReadonlyMap<string, Answer>> {
  const answers = new Map<string, Answer>();
  const groups = [...Map.groupBy(plans, ([, plan]) => callOf(plan)).values()];
  new Set([...plans.values()].flatMap(notesOf)).forEach(system.tell);
  if (groups.length === 0) return answers;
  const waiting = groups.values();
  let done = 0;
  const work = async (): Promise<void> => {
    for (const group of waiting) {
      const [first] = group;
      const answer = first === undefined ? "" : await ask(first[1], request, system);
      for (const [name] of group) answers.set(name, answer);
      system.progress(progressText(++done, groups.length));
    }
  };
  system.progress(progressText(0, groups.length));
  try {
    await Promise.all(Array.from({ length: maxCalls }, work));
    return answers;
  } finally {
    system.progress("");
  }
}

/** Narrower than forty columns, whatever the numbers. */
function progressText(done: number, all: number): string {
  const bar = "#".repeat(Math.floor(10 * done / all)).padEnd(10);
  return `Asking AWS  [${bar}]  ${done}/${all}`;
}

function notesOf(plan: AccountPlan | string): readonly string[] {
  return typeof plan === "string" ? [] : plan.endpoint.notes;
}

/** Equal for plans whose calls are equal. It never leaves this run: it holds the secret. */
function callOf(plan: AccountPlan | string): string {
  return typeof plan === "string" ? plan : JSON.stringify([plan.credentials, plan.endpoint]);
}

async function ask(plan: AccountPlan | string, request: AssumeRequest, system: System): Promise<Answer> {
  if (typeof plan === "string") return plan;
  try {
    // The bar says already that AWS is asked.
    return await findAccount(plan, request, { ...system, progress: () => true });
  } catch (error) {
    const { accessKeyId } = plan.credentials;
    // The list shows no part of a key, and neither do the words beside it.
    return reasonOf(error).replaceAll(` (${accessKeyId})`, "").replaceAll(accessKeyId, "the key");
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof AwsumeError && !(error instanceof Interrupted)) return error.message;
  throw error;
}

function tellFailures(answers: ReadonlyMap<string, Answer>, { tell }: System): void {
  const failed = [...answers].filter(([, answer]) => typeof answer === "string").sort();
  for (const [reason, group] of Map.groupBy(failed, ([, answer]) => answer)) {
    const names = listNames(group.map(([name]) => name));
    tell(`awsume: no account for ${names}: ${reason}`);
  }
}
