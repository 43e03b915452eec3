import { readProfiles } from "../../aws/profiles.ts";
import { isAuto, isAutoName, readRenewal } from "../../assume/renewal.ts";
import { spellFiles, withPublicFiles } from "../../aws/profile_files.ts";
import { homeFolder } from "../../home.ts";
import type { Section } from "../../aws/ini.ts";
import type { System } from "../../system.ts";
import type { Finding } from "./finding.ts";
import { suggestedOperand } from "../../suggested.ts";

/** What the variables of the calling shell make of AWS's programs. */
export async function checkShell(system: System): Promise<readonly Finding[]> {
  const { env } = system;
  const sick = [...checkKeys(system), ...checkRegions(env), ...await checkProfileNames(system)];
  if (sick.length > 0) return sick;
  const [profile, isSet] = [env.AWSUME_PROFILE, Boolean(env.AWS_ACCESS_KEY_ID || env.AWS_PROFILE)];
  if (!isSet) return [{ check, level: "ok", text: "no credentials in its variables" }];
  return [{ check, level: "ok", text: `its variables are ${profile ? `those of "${profile}"` : "whole"}` }];
}

const check = "shell";

type Env = System["env"];

const unset = "awsume -u";

function checkKeys({ env, now }: System): readonly Finding[] {
  const [id, secret] = [env.AWS_ACCESS_KEY_ID, env.AWS_SECRET_ACCESS_KEY];
  const token = env.AWS_SESSION_TOKEN || env.AWS_SECURITY_TOKEN;
  const end = env.AWSUME_EXPIRATION || env.AWS_CREDENTIAL_EXPIRATION;
  if (!id && !secret) {
    const text = "AWS_SESSION_TOKEN is set without keys";
    return token ? [{ check, level: "warning", text, mend: unset }] : [];
  }
  if (!id || !secret) {
    const text = `${id ? "AWS_SECRET_ACCESS_KEY" : "AWS_ACCESS_KEY_ID"} is missing beside the other`;
    return [{ check, level: "problem", text, mend: unset }];
  }
  const findings: Finding[] = [];
  if (id.startsWith("ASIA") && !token) {
    const text = "AWS_ACCESS_KEY_ID is temporary, and AWS_SESSION_TOKEN is missing";
    findings.push({ check, level: "problem", text, mend: unset });
  }
  if (end && new Date(end) <= now()) findings.push(ended(end, env));
  const named = ["AWS_PROFILE", "AWS_DEFAULT_PROFILE"].find((name) => env[name]);
  if (named !== undefined) {
    const text = `${named} is set beside keys: programs differ in which of them counts`;
    findings.push({ check, level: "warning", text, mend: `unset ${named}` });
  }
  return findings;
}

function ended(end: string, { AWSUME_PROFILE: profile }: Env): Finding {
  const text = `its credentials have ended, at ${end}`;
  return { check, level: "problem", text, mend: profile ? `awsume ${suggestedOperand(profile)}` : unset };
}

function checkRegions({ AWS_REGION: region, AWS_DEFAULT_REGION: other }: Env): readonly Finding[] {
  if (!region || !other || region === other) return [];
  const text =
    `AWS_REGION (${region}) and AWS_DEFAULT_REGION (${other}) differ: programs read one or the other`;
  return [{ check, level: "warning", text, mend: "unset AWS_DEFAULT_REGION" }];
}

/** The profiles are looked for where other programs find them. */
async function checkProfileNames(system: System): Promise<readonly Finding[]> {
  const named = ["AWS_PROFILE", "AWS_DEFAULT_PROFILE"].filter((name) => system.env[name]);
  if (named.length === 0) return [];
  const profiles = await readProfiles(await withPublicFiles(system));
  const names = new Set(profiles.names());
  const found = named.map(async (variable): Promise<readonly Finding[]> => {
    const name = system.env[variable] ?? "";
    if (names.has(name)) return await checkRenewal(variable, profiles.sections(name), system);
    const text = isAutoName(name)
      ? `${variable} names the profile "${name}", which renewed itself and has been removed`
      : `${variable} names the profile "${name}", which is not there`;
    return [{ check, level: "problem", text, mend: isAutoName(name) ? unset : `unset ${variable}` }];
  });
  return (await Promise.all(found)).flat();
}

/** A profile of `-a` goes on with its own files in a folder that has others. */
async function checkRenewal(
  variable: string,
  sections: readonly Section[],
  system: System,
): Promise<readonly Finding[]> {
  const renewal = sections.filter(isAuto).map((section) => readRenewal(section, system.os)).find(Boolean);
  if (renewal === undefined) return [];
  const here = await spellFiles(await homeFolder(system), system);
  const other = (["configFile", "credentialsFile"] as const).find((key) =>
    renewal[key] !== undefined && renewal[key] !== here[key]
  );
  if (other === undefined) return [];
  const text = `${variable} names a profile of ${renewal[other]}, and here ${here[other]} is in force`;
  return [{ check, level: "problem", text, mend: `awsume -a ${suggestedOperand(renewal.profile)}` }];
}
