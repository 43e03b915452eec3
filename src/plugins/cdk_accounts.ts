import { parseRole } from "../aws/arn.ts";
import { type Profile, type Profiles } from "../aws/profiles.ts";
import { ConfigError } from "../errors.ts";
import type { HomeSystem } from "../home.ts";
import { quoteAll } from "../nearest.ts";
import { parseTexts, placeOf, settingsPath } from "../settings.ts";
import type { System } from "../system.ts";

/** Whose credentials serve an account, for reading and for writing; absent where nobody's do. */
export interface AccountProfiles {
  readonly read?: string;
  readonly write?: string;
}

/**
 * The profiles for an account: those under `cdk:` in awsume's settings, else the one whose `role_arn` or
 * `sso_account_id` has it. Throws ConfigError where more than one has it, and where the settings contradict the
 * profiles: a guess would work in the wrong place.
 */
export async function findAccountProfiles(
  account: string,
  profiles: Profiles,
  system: HomeSystem & Pick<System, "read">,
): Promise<AccountProfiles> {
  const path = await settingsPath(system);
  const content = await system.read(path) ?? "";
  const section = await readSection(content, path);
  const entry = section.get(account);
  if (entry === undefined) return chooseProfile(account, profiles, path);
  const place = placeOf(account, content, path);
  for (const name of new Set(Object.values(entry))) refuseOther(name, { account, place }, profiles);
  return entry;
}

/** The account that a profile names itself. That of a role is where its credentials work, whoever takes it. */
export function statedAccount({ settings }: Profile): string | undefined {
  const role = settings.get("role_arn")?.value;
  return role ? parseRole(role)?.accountId : settings.get("sso_account_id")?.value || undefined;
}

function chooseProfile(account: string, profiles: Profiles, path: string): AccountProfiles {
  const all = profiles.all(new Set(["role_arn", "sso_account_id"]));
  const names = all.names.filter((name) => {
    const profile = all.read(name);
    return "settings" in profile && statedAccount(profile) === account;
  });
  const [name, ...more] = names;
  if (name === undefined) return {};
  if (more.length === 0) return { read: name, write: name };
  throw new ConfigError(
    `Cannot tell which profile is for account ${account}: it may be ${quoteAll(names)}`,
    { hint: `Say it in ${path}:\n${sectionExample(account)}` },
  );
}

/** The lines to write for an account. */
export function sectionExample(account: string): string {
  return `cdk:\n  "${account}":\n    read: PROFILE\n    write: PROFILE`;
}

function refuseOther(
  name: string,
  { account, place }: { readonly account: string; readonly place: string },
  profiles: Profiles,
): void {
  const profile = profiles.find(name);
  if (profile === undefined) {
    throw new ConfigError(`Cannot find profile "${name}", which is for account ${account} (${place})`, {
      hint: "Run awsume -l to see your profiles",
    });
  }
  const stated = statedAccount(profile);
  if (stated === undefined || stated === account) return;
  throw new ConfigError(
    `Cannot use profile "${name}" for account ${account} (${place}): it is of account ${stated}`,
    { hint: "Name a profile of that account there" },
  );
}

/** The section `cdk:`, by account. Most have none, and need no YAML library. */
async function readSection(content: string, path: string): Promise<ReadonlyMap<string, AccountProfiles>> {
  if (!/^["']?cdk["']?[ \t]*:/m.test(content)) return new Map();
  const { cdk } = await parseTexts(content, path);
  if (cdk === "" || cdk === undefined) return new Map();
  const refuse = (key: string, why: string, name = key): ConfigError =>
    new ConfigError(`Cannot read ${name} in ${placeOf(key, content, path)}: ${why}`, {
      hint: `Write it as\n${sectionExample("123456789012")}`,
    });
  if (!isMapping(cdk)) throw refuse("cdk", "it is no list of accounts");
  return new Map(
    Object.entries(cdk).map(([account, value]) => {
      if (!/^\d{12}$/.test(account)) throw refuse(account, "an account has twelve digits", "cdk");
      return [account, readEntry(value, (why) => refuse(account, why))];
    }),
  );
}

/** One profile for both, or one for each. */
function readEntry(value: unknown, refuse: (why: string) => ConfigError): AccountProfiles {
  if (typeof value === "string" && value !== "") return { read: value, write: value };
  if (!isMapping(value)) throw refuse("it names no profile");
  const entries = Object.entries(value);
  for (const [mode, name] of entries) {
    if (mode !== "read" && mode !== "write") throw refuse("it has a word that is neither read nor write");
    if (typeof name !== "string" || name === "") throw refuse(`${mode} names no profile`);
  }
  return Object.fromEntries(entries);
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
