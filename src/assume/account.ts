import { getCallerIdentity } from "../aws/sts.ts";
import { ConfigError } from "../errors.ts";
import type { System } from "../system.ts";
import { cacheKey, entryPath } from "./cache.ts";
import type { ExecuteOptions } from "./execute.ts";
import type { Plan } from "./plan.ts";

/** The account that credentials belong to. */
export interface Account {
  readonly partition: string;
  /** Twelve digits. */
  readonly account: string;
}

/** What finding an account needs of a plan. */
export type AccountPlan = Pick<Plan, "source" | "endpoint">;

/**
 * The account of a plan's first credentials: from the cache, else from AWS. An access key never moves to another
 * account, so an answer is kept for good. Throws AwsError, AuthError.
 */
export async function findAccount(
  plan: AccountPlan,
  { refresh, noCache = false }: ExecuteOptions,
  system: System,
): Promise<Account> {
  const { source: { credentials }, endpoint } = plan;
  const key = await accountKey(plan);
  const kept = refresh || noCache ? undefined : await readKept(key, system);
  if (kept !== undefined) return kept;
  const { account, arn } = await getCallerIdentity({ credentials, endpoint }, system);
  const found = { partition: arn.split(":")[1] ?? "", account };
  if (!noCache) await keep(key, found, system);
  return found;
}

/**
 * The name of the entry: a hash of the access key id, and of the person's own URL, where another AWS may answer.
 * Nothing in the entry or its name is a part of a key.
 */
export async function accountKey({ source, endpoint }: AccountPlan): Promise<string> {
  const url = endpoint.customFrom === undefined ? undefined : endpoint.url;
  return `account-${await cacheKey([source.credentials.accessKeyId, endpoint.partition, url])}`;
}

/** An entry that cannot be read, or is not ours, is absent. */
async function readKept(key: string, system: System): Promise<Account | undefined> {
  try {
    const text = await system.read(await entryPath(key, system));
    return text === undefined ? undefined : parseKept(text, key);
  } catch (error) {
    if (error instanceof ConfigError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function parseKept(text: string, name: string): Account | undefined {
  const entry: unknown = JSON.parse(text);
  if (typeof entry !== "object" || entry === null) return undefined;
  const { key, partition, account }: Readonly<Record<string, unknown>> = { ...entry };
  const isOurs = key === name && typeof partition === "string" && typeof account === "string" &&
    /^aws[a-z-]*$/.test(partition) && /^\d{12}$/.test(account);
  return isOurs ? { partition, account } : undefined;
}

/** That it cannot be kept is no reason for a word: it will be asked for again. */
async function keep(key: string, account: Account, system: System): Promise<void> {
  try {
    await system.write(await entryPath(key, system), `${JSON.stringify({ key, ...account })}\n`);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
  }
}
