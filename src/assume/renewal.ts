/**
 * The command by which a profile of `-a` gets its credentials, as it is written and as it is read again. It says all
 * that decides whose they are, so that no folder and no variable of the program that runs it has a say.
 *
 * @module
 */
import { credentialsName } from "../aws/profile_names.ts";
import { placeOf, type Profiles } from "../aws/profiles.ts";
import type { Section } from "../aws/ini.ts";
import { ConfigError } from "../errors.ts";
import { suggested, suggestedOperand } from "../suggested.ts";
import type { System } from "../system.ts";
import { sha256 } from "./cache.ts";
import { decodeWords, readProcessValue } from "./process_value.ts";
import { nearestPortable, toPortableName } from "./profile_name.ts";

/** Whose credentials such a command gets. */
export interface Subject {
  readonly profile: string;
  /** Both files: `~/.aws/config`, or a whole path. An older awsume, or a person, may have named none. */
  readonly configFile?: string;
  readonly credentialsFile?: string;
  /** The account that the credentials must be of, where a role says it. */
  readonly account?: string;
}

/** What such a command says. */
export interface Renewal extends Subject {
  /** The options beside these, as words. */
  readonly options: readonly string[];
}

/** The words behind awsume's own path. `quick.ts` knows their beginning, and answers them from memory. */
export function wordsOf(
  { profile, configFile, credentialsFile, account, options }: Renewal,
): readonly string[] {
  const files = [["config-file", configFile], ["credentials-file", credentialsFile], [
    "expect-account",
    account,
  ]];
  const named = files.flatMap(([name, value]) => value === undefined ? [] : [`--${name}=${value}`]);
  const operand = profile.startsWith("-") ? ["--", profile] : [profile];
  return [word, ...named, ...options, ...operand];
}

const word = "credential-process";

/** What the command of a section says; undefined for a section that has none, or one of another program. */
export function readRenewal(section: Pick<Section, "settings">, os: System["os"]): Renewal | undefined {
  const all = readProcessValue(section.settings.get("credential_process")?.value ?? "", os);
  const at = all.indexOf(word);
  const words = decodeWords(all.slice(at));
  const profile = words.at(-1);
  if (at < 1 || profile === undefined || words.length < 2) return undefined;
  const before = words.slice(1, -1);
  const options = before.at(-1) === "--" ? before.slice(0, -1) : before;
  if (!options.every((option) => option.startsWith("--"))) return undefined;
  const valueOf = (name: string): string | undefined =>
    options.find((option) => option.startsWith(`--${name}=`))?.slice(name.length + 3);
  const [configFile, credentialsFile, account] = named.map(valueOf);
  return {
    profile,
    ...(configFile === undefined ? {} : { configFile }),
    ...(credentialsFile === undefined ? {} : { credentialsFile }),
    ...(account === undefined ? {} : { account }),
    options: options.filter((option) => !named.some((name) => option.startsWith(`--${name}=`))),
  };
}

const named = ["config-file", "credentials-file", "expect-account"] as const;

/** Whether a section has both marks of `-a`: the name alone may be a person's own (`my-autoawsume-notes`). */
export function isAuto({ settings }: Pick<Section, "settings">): boolean {
  return settings.get("manager")?.value === "awsume" && settings.has("autoawsume");
}

/** Whether a section is of `-a`, or of `exec --refresh`, whose files are private and need no second mark. */
export function isRenewing(section: Pick<Section, "settings">): boolean {
  const { settings } = section;
  return isAuto(section) ||
    (settings.get("manager")?.value === "awsume" && settings.has("credential_process"));
}

/** How the names of such profiles begin, as in the original. */
export const prefix = "autoawsume-";

/** Whether a name is that of a profile of `-a`. */
export function isAutoName(name: string): boolean {
  return name.startsWith(prefix);
}

/**
 * The name of the profile that renews a profile's credentials: as the original has it for the usual files. Other files
 * or options give another name, as what is written for them gives other credentials.
 */
export async function autoName({ profile, configFile, credentialsFile, options }: Renewal): Promise<string> {
  const decides = [
    configFile,
    credentialsFile,
    ...options.filter((option) => !option.startsWith("--region=")),
  ];
  const isUsual = decides.length === 2 && configFile === usual.configFile &&
    credentialsFile === usual.credentialsFile;
  if (isUsual) return prefix + await toPortableName(profile);
  const mark = await sha256(JSON.stringify([profile, ...decides]));
  return `${prefix}${nearestPortable(profile)}-${mark.slice(0, 8)}`;
}

/** The names that such a profile has for the usual files; the original's has the profile's name as it is. */
export async function autoNames(profile: string): Promise<readonly string[]> {
  return [profile, `${prefix}${profile}`, prefix + await toPortableName(profile)];
}

/** The options, each behind a blank, that a suggested command needs to mean these files; none for the usual ones. */
export function fileWords(
  { configFile, credentialsFile }: Pick<Subject, "configFile" | "credentialsFile">,
): string {
  const named = [["config-file", configFile, usual.configFile], [
    "credentials-file",
    credentialsFile,
    usual.credentialsFile,
  ]];
  return named.map(([name, path, own]) =>
    path === undefined || path === own ? "" : ` --${name} ${suggested(path)}`
  ).join("");
}

/** The files of who has named none. */
const usual = { configFile: "~/.aws/config", credentialsFile: "~/.aws/credentials" };

/**
 * Throws ConfigError where a profile of this name renews what is not the same: programs that work with it would go on
 * with somebody else's credentials.
 */
export function refuseOtherRenewal(
  name: string,
  wanted: Subject,
  { profiles, os }: { readonly profiles: Profiles; readonly os: System["os"] },
): void {
  for (const section of profiles.sections(name)) {
    const renewal = isAuto(section) ? readRenewal(section, os) : undefined;
    const problem = renewal && findOther(renewal, wanted);
    if (renewal === undefined || problem === undefined) continue;
    throw new ConfigError(`Cannot write profile "${name}": ${problem} (${placeOf(section)})`, {
      hint: `Choose another name, or end that renewal first: awsume -k ${
        suggestedOperand(credentialsName(section) ?? name)
      }`,
    });
  }
}

/** What of the renewal that is there is not as it is wanted; what either does not say is no difference. */
function findOther(renewal: Renewal, wanted: Subject): string | undefined {
  if (renewal.profile !== wanted.profile) return `it renews the credentials of "${renewal.profile}"`;
  for (const key of ["configFile", "credentialsFile"] as const) {
    const [there, here] = [renewal[key], wanted[key]];
    if (there !== undefined && there !== here) return `it renews what ${there} says, not ${here}`;
  }
  const [there, here] = [renewal.account, wanted.account];
  if (there === undefined || here === undefined || there === here) return undefined;
  return `it is for account ${there}, and "${wanted.profile}" is of account ${here} now`;
}
