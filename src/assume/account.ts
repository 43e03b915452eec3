import { getCallerIdentity } from "../aws/sts.ts";
import type { System } from "../system.ts";
import { cacheKey, keepRecord, readRecord } from "./cache.ts";
import type { ExecuteOptions } from "./execute.ts";
import type { Credentials } from "../aws/credentials.ts";
import type { Endpoint } from "../aws/endpoints.ts";

/** The account that credentials belong to. */
export interface Account {
  readonly partition: string;
  /** Twelve digits. */
  readonly account: string;
}

/** Whose account, and where it is asked for. */
export interface AccountPlan {
  readonly credentials: Credentials;
  readonly endpoint: Endpoint;
}

/**
 * The account of these credentials: from the cache, else from AWS. An access key never moves to another
 * account, so an answer is kept for good. Throws AwsError, AuthError.
 */
export async function findAccount(
  plan: AccountPlan,
  { refresh, noCache = false }: ExecuteOptions,
  system: System,
): Promise<Account> {
  const key = await accountKey(plan);
  const kept = refresh || noCache ? undefined : await readKept(key, system);
  if (kept !== undefined) return kept;
  const { account, arn } = await getCallerIdentity(plan, system);
  const found = { partition: arn.split(":")[1] ?? "", account };
  if (!noCache) await keepRecord(key, { key, ...found }, system);
  return found;
}

/**
 * The name of the entry: a hash of the access key id, and of the person's own URL, where another AWS may answer.
 * Nothing in the entry or its name is a part of a key.
 */
export async function accountKey({ credentials, endpoint }: AccountPlan): Promise<string> {
  const url = endpoint.customFrom === undefined ? undefined : endpoint.url;
  return `account-${await cacheKey([credentials.accessKeyId, endpoint.partition, url])}`;
}

/** An entry that is not ours is absent. */
async function readKept(name: string, system: System): Promise<Account | undefined> {
  const { key, partition, account } = await readRecord(name, system);
  const isOurs = key === name && typeof partition === "string" && typeof account === "string" &&
    /^aws[a-z-]*$/.test(partition) && /^\d{12}$/.test(account);
  return isOurs ? { partition, account } : undefined;
}
