/**
 * What `--role-arn` goes on from in a shell that works with a profile of `-a`, or of `exec --refresh`: that profile's
 * own command, with its files and its options, as if the keys that it gives stood in the environment.
 *
 * @module
 */
import { makePlan, type Plan } from "../assume/plan.ts";
import { isRenewing, readRenewal, type Renewal, wordsOf } from "../assume/renewal.ts";
import { statedAccount } from "../assume/stated_account.ts";
import { withPublicFiles } from "../aws/profile_files.ts";
import { placeOf, type Profiles, readProfiles } from "../aws/profiles.ts";
import { ConfigError } from "../errors.ts";
import { missingKeys } from "../sources/environment.ts";
import type { System } from "../system.ts";
import type { AssumeOptions } from "./assume_options.ts";
import { otherAccount } from "./expect_account.ts";
import { readLine, toCommand } from "./parse.ts";
import { toRequest } from "./request.ts";

/** The command of the shell's profile, read as awsume would read it. */
export interface ShellSource {
  /** The profile that AWS_PROFILE names. */
  readonly name: string;
  readonly options: AssumeOptions;
  /** The account that its credentials must be of. */
  readonly account?: string;
}

/**
 * The source that AWS_PROFILE stands for; undefined where the options name another, where the shell holds keys, and
 * where no switch has set it. Throws ConfigError, UsageError for one of awsume's own that cannot be used.
 */
export async function findShellSource(
  { roleArn, sourceProfile, identity }: AssumeOptions,
  system: System,
): Promise<ShellSource | undefined> {
  const { AWS_PROFILE: name, AWSUME_PROFILE: switched } = system.env;
  const isNamed = roleArn === undefined || sourceProfile !== undefined || identity !== undefined;
  if (isNamed || !name || !switched || missingKeys(system.env).length < 2) return undefined;
  const sections = (await readProfiles(await withPublicFiles(system))).sections(name);
  const [own] = sections.filter(isRenewing);
  if (own === undefined && sections.length > 0) return undefined;
  const renewal = own && readRenewal(own, system.os);
  if (renewal !== undefined) return toSource(name, renewal);
  const why = own === undefined
    ? "which is not there any more"
    : `which has no command of awsume's (${placeOf(own)})`;
  throw new ConfigError(`Cannot go on from the profile "${name}" of AWS_PROFILE, ${why}`, {
    hint: "Switch again, or name the profile that may assume the role by --source-profile",
  });
}

function toSource(name: string, renewal: Renewal): ShellSource | undefined {
  const command = toCommand(readLine(wordsOf(renewal)));
  if (command.kind !== "credential-process") return undefined;
  const { interactive: _, expectAccount, yes: _yes, ...options } = command.options;
  return { name, options, ...(expectAccount === undefined ? {} : { account: expectAccount }) };
}

/** The options, with the files of the source, which decide about all of it. */
export function withFilesOf(source: ShellSource | undefined, options: AssumeOptions): AssumeOptions {
  if (source === undefined) return options;
  const { configFile, credentialsFile } = source.options;
  return {
    ...options,
    ...(configFile === undefined ? {} : { configFile }),
    ...(credentialsFile === undefined ? {} : { credentialsFile }),
  };
}

/**
 * What the options ask for, from that source. `settle` reads what the source's plan needs first. Throws ConfigError for
 * a source of another account than it was, and as `makePlan` and `settle` do.
 */
export async function requestFrom(
  source: ShellSource | undefined,
  options: AssumeOptions,
  { profiles, system, settle }: {
    readonly profiles: Profiles;
    readonly system: System;
    readonly settle: (request: Request) => Request | Promise<Request>;
  },
): Promise<Request> {
  if (source === undefined) return await toRequest(options, system);
  const { refresh, noCache, noMfa, mfaToken } = options;
  const now = {
    refresh,
    ...(noCache && { noCache }),
    ...(noMfa && { noMfa }),
    ...(mfaToken === undefined ? {} : { mfaToken }),
  };
  const plan = makePlan(await settle(await toRequest({ ...source.options, ...now }, system)), profiles);
  refuseMoved(source, plan);
  // One that a plugin gave has no name of its own.
  const named = { ...plan, profile: source.options.profile ?? plan.profile };
  const { fips, dualstack, endpointUrl } = source.options;
  const network = {
    ...(fips && { fips }),
    ...(dualstack && { dualstack }),
    ...(endpointUrl === undefined ? {} : { endpointUrl }),
  };
  return { ...network, ...await toRequest(options, system), before: { name: source.name, plan: named } };
}

type Request = Awaited<ReturnType<typeof toRequest>>;

function refuseMoved({ account }: ShellSource, plan: Plan): void {
  const stated = statedAccount(plan);
  if (account !== undefined && stated !== account) {
    throw otherAccount(plan.profile, account, stated === undefined ? "one that no role says" : stated);
  }
}
