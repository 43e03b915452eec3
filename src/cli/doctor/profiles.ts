import { listHeaders } from "../../aws/ini_search.ts";
import { placeOf, type Profile, type Profiles, readProfiles } from "../../aws/profiles.ts";
import { isAutoName } from "../../assume/renewal.ts";
import { noteCuts } from "../../assume/cut_commands.ts";
import { nearestPortable } from "../../assume/profile_name.ts";
import { type AssumeRequest, makePlan } from "../../assume/plan.ts";
import { endpointOf } from "../../assume/steps.ts";
import { AwsumeError, ConfigError } from "../../errors.ts";
import { suggestedOperand } from "../../suggested.ts";
import type { System } from "../../system.ts";
import { findOddNames, namesText } from "../odd_names.ts";
import { toRequest } from "../request.ts";
import { type Finding, toFinding } from "./finding.ts";
import { readOnce } from "../../aws/read_once.ts";

/**
 * Every profile is planned as a switch would plan it. Nothing is fetched: keys that AWS refuses look as good
 * as any.
 */
export async function checkProfiles(system: System): Promise<readonly Finding[]> {
  const profiles = readOnce(await readProfiles(system));
  const request = await toRequest({ refresh: false }, system);
  const names = profiles.names();
  const failures = names.flatMap((name) => planFailure({ ...request, profile: name }, profiles));
  const planned = names.length - failures.length;
  const idle = failures.filter(({ finding }) => finding.level === "ok").length;
  return [
    ...(names.length === 0 ? [none] : []),
    ...(planned > 0 ? [{ check, level: "ok", text: countText(planned, names.length, idle) } as const] : []),
    ...profiles.problems().map(({ file, line, text }): Finding => ({
      check,
      level: "problem",
      text: `Cannot read ${file}:${line}: ${text}`,
      mend: `Correct line ${line} of ${file}`,
    })),
    ...grouped(failures),
    ...names.flatMap((name) => findCuts(name, profiles)),
    ...misnamed(profiles),
    ...oddlyNamed(names),
  ];
}

const check = "profiles";

const none: Finding = {
  check,
  level: "warning",
  text: "there is no profile in the config file or the credentials file",
  mend: "aws configure",
};

function countText(planned: number, all: number, idle: number): string {
  if (planned === all) return `${all} can be used`;
  const rest = idle === 0 ? "" : `; ${idle} without credentials, or for other programs`;
  return `${planned} of ${all} can be used${rest}`;
}

/** A profile that cannot be used, and why. */
interface Failure {
  readonly name: string;
  readonly finding: Finding;
}

function planFailure(request: AssumeRequest, profiles: Profiles): readonly Failure[] {
  const { profile: name } = request;
  try {
    endpointOf(makePlan(request, profiles));
    return [];
  } catch (error) {
    if (!(error instanceof AwsumeError)) throw error;
    return [{ name, finding: toProfileFinding(error, name, profiles) }];
  }
}

function findReadable(name: string, profiles: Profiles): Profile | undefined {
  try {
    return profiles.find(name);
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}

function toProfileFinding(error: AwsumeError, name: string, profiles: Profiles): Finding {
  const finding = toFinding(check, error, levelOf(error.message, findReadable(name, profiles)));
  const place = findPlace(error.message, profiles);
  return place === undefined ? finding : { ...finding, text: `${error.message} (${place})` };
}

/** Where the profile stands that a message without a place names last: the one to be mended. */
function findPlace(message: string, profiles: Profiles): string | undefined {
  if (profiles.files.some((file) => message.includes(`${file}:`))) return undefined;
  const named = [...message.matchAll(/"([^"]+)"/g)].map(([, name = ""]) => findReadable(name, profiles));
  const settings = named.findLast((profile) => profile !== undefined)?.settings;
  const blamed = message.includes("source_profile") ? settings?.get("source_profile") : undefined;
  const [first] = settings?.values() ?? [];
  return blamed || first ? placeOf(blamed ?? first) : undefined;
}

/**
 * A profile is sick when it means to be used and cannot be. Sources that awsume will learn, the profiles that
 * it writes for other programs, and those that hold a region for others, are not.
 */
function levelOf(message: string, profile: Profile | undefined): Finding["level"] {
  if (message.endsWith("is not supported yet")) return "warning";
  // It is for another place than this one: for a container, or a script that is given its keys.
  if (message.startsWith("Cannot use credential_source = ")) return "ok";
  if (profile === undefined) return "problem";
  const { settings } = profile;
  if (settings.get("manager")?.value === "awsume" && settings.has("autoawsume")) return "ok";
  return purposes.some((key) => settings.has(key)) ? "problem" : "ok";
}

/** A profile with one of these is there to be used. */
const purposes = [
  "role_arn",
  "source_profile",
  "mfa_serial",
  "aws_access_key_id",
  "aws_secret_access_key",
  "credential_process",
  "credential_source",
  "saml_process",
];

/** Profiles that fail for one reason are one finding: the base of a thousand roles may be broken. */
function grouped(failures: readonly Failure[]): readonly Finding[] {
  const sick = failures.filter(({ finding }) => finding.level !== "ok");
  const groups = Map.groupBy(sick, ({ finding }) => `${finding.text}\n${finding.mend ?? ""}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const others = group.map(({ name }) => name).filter((name) => !first.finding.text.includes(`"${name}"`));
    return [others.length === 0 ? first.finding : withOthers(first.finding, others)];
  });
}

function withOthers(finding: Finding, names: readonly string[]): Finding {
  return { ...finding, text: `${finding.text}; needed by ${namesText(names)}` };
}

/** Profiles that awsume reads and other programs do not, or read as another's. */
function oddlyNamed(all: readonly string[]): readonly Finding[] {
  return findOddNames(all).map(({ names, text, isHarmful }): Finding => {
    const [name = ""] = names;
    return {
      check,
      level: isHarmful ? "problem" : "warning",
      text: `Other programs cannot use ${namesText(names)}: ${text}`,
      mend: isAutoName(name) ? "awsume -k" : `awsume mv ${suggestedOperand(name)} ${nearestPortable(name)}`,
    };
  });
}

function findCuts(name: string, profiles: Profiles): readonly Finding[] {
  const profile = findReadable(name, profiles);
  const notes = profile === undefined ? [] : noteCuts(profile);
  return notes.map((text): Finding => ({ check, level: "warning", text }));
}

/** Sections that the AWS CLI and the SDKs do not see, because the config file wants the word `profile`. */
function misnamed({ files: [file = ""], texts: [text = ""], names }: Profiles): readonly Finding[] {
  const known = new Set(names());
  const headers = listHeaders(text);
  const prefixed = new Set(headers.filter(({ kind }) => kind === "profile").map(({ name }) => name));
  const alone = headers.filter(({ kind, name }) => kind === "" && name !== "default" && known.has(name));
  return alone.map(({ name, title }): Finding => ({
    check,
    level: "warning",
    text: prefixed.has(name)
      ? `[${title}] in ${file} is not read: there is [profile ${title}], too`
      : `[${title}] in ${file} is read by awsume alone: other programs want [profile ${title}]`,
    mend: prefixed.has(name) ? `Remove [${title}]` : `Write it as [profile ${title}]`,
  }));
}
