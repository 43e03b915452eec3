import { placeOf, type Profile, type Profiles, type ProfileSetting } from "../aws/profiles.ts";
import { ConfigError } from "../errors.ts";
import { didYouMean } from "../nearest.ts";
import { hasProof } from "../sources/identity.ts";
import { readKeys } from "../sources/keys.ts";
import { findUsable } from "./one_line.ts";
import { readRoleSource, readSource, type Source } from "../sources/mod.ts";

/** The profiles between the first credentials and the profile asked for, in the order they are used. */
export interface Chain {
  readonly source: Source;
  /** The profile that holds the source; for a role that is its own source, the role's profile. */
  readonly base: Profile;
  /** The role profiles to assume, the profile asked for last. Empty when that one holds the source. */
  readonly roles: readonly Profile[];
}

/** Nobody means more profiles than these: it is what a program wrote that went wrong. */
const mostProfiles = 100;

/** What a chain is made from. */
export interface Given {
  readonly profiles: Profiles;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Follows `source_profile` from a profile down to the first credentials, as the AWS CLI does: a source
 * profile with access keys of its own ends the chain, whatever role it names; a role profile may name itself
 * as its source if it has keys; any other circle is an error, and so is a chain of more than a hundred profiles. Throws
 * ConfigError: a chain that cannot be followed exactly has no credentials, never somebody else's.
 */
export function followChain(name: string, given: Given, path: readonly string[] = []): Chain {
  const { profiles, env } = given;
  const profile = findProfile(name, profiles, path.at(-1));
  const role = findRole(profile);
  const endsHere = role === undefined || (path.length > 0 && readKeys(profile) !== undefined);
  if (endsHere) {
    return { source: sourceOf(profile, env, useOf(profiles, path.at(-1))), base: profile, roles: [] };
  }
  const next = sourceProfileOf(profile, role, env);
  if (typeof next !== "string") return { source: next, base: profile, roles: [profile] };
  if (next === name) return { source: sourceOf(profile, env), base: profile, roles: [profile] };
  const visited = [...path, name];
  if (visited.includes(next)) throw circle([...visited.slice(visited.indexOf(next)), next]);
  if (visited.length >= mostProfiles) throw tooLong(visited);
  const chain = followChain(next, given, visited);
  return { ...chain, roles: [...chain.roles, profile] };
}

/** Whose source a profile is, for messages about it: it may be another than the person meant. */
function useOf(profiles: Profiles, neededBy: string | undefined): string {
  const setting = neededBy === undefined
    ? undefined
    : findUsable(neededBy, profiles)?.settings.get("source_profile");
  return setting === undefined ? "" : `, the source_profile of "${neededBy}" (${placeOf(setting)})`;
}

/** A setting's value; a blank one counts as absent. */
export function valueOf(profile: Profile, key: string): string | undefined {
  return profile.settings.get(key)?.value || undefined;
}

/** A profile that must exist. `neededBy` names the profile that asked for it as its source. */
export function findProfile(name: string, profiles: Profiles, neededBy?: string): Profile {
  const profile = findUsable(name, profiles);
  if (profile) return profile;
  const use = neededBy === undefined ? "" : `, the source_profile of "${neededBy}"`;
  const broken = profiles.problems().at(0);
  const unread = broken && `Mend ${broken.file}:${broken.line}, which cannot be read`;
  // `[profile my dev]` without quotes is read by nobody but the Python tool.
  const unquoted = /[ \t]/.test(name)
    ? `Quote a name with blanks in ${profiles.files[0]}: [profile '${name}']`
    : undefined;
  const hint = didYouMean(name, profiles.names()) ?? unread ?? unquoted ??
    `Look for its name in ${profiles.files.join(" and ")}`;
  throw new ConfigError(`Cannot find profile "${name}"${use}`, { hint, unknownName: name });
}

/** The role a profile stands for. A role that a token or an assertion opens is a source of its own, not a link of a chain. */
function findRole(profile: Profile): ProfileSetting | undefined {
  const role = profile.settings.get("role_arn");
  if (role === undefined) return undefined;
  if (role.value) return hasProof(profile) ? undefined : role;
  throw new ConfigError(`Cannot use profile "${profile.name}": role_arn has no value at ${placeOf(role)}`, {
    hint: "Give role_arn a value, or remove the line if the profile is no role",
  });
}

/** The profile whose credentials may assume the role, or a source in the role's own profile. */
function sourceProfileOf(profile: Profile, role: ProfileSetting, env: Given["env"]): string | Source {
  const action = `Cannot assume the role of profile "${profile.name}"`;
  refuseBoth(profile, action);
  const source = profile.settings.get("source_profile");
  if (source?.value) return source.value;
  if (source !== undefined) {
    throw new ConfigError(`${action}: source_profile has no value at ${placeOf(source)}`, {
      hint: `Give it the name of the profile whose credentials may assume ${role.value}`,
    });
  }
  const own = readRoleSource(profile, env);
  if (own !== undefined) return own;
  if (valueOf(profile, "principal_arn") !== undefined) {
    throw new ConfigError(`${action}: there is no source of a SAML assertion`, {
      hint: "Add saml_process = COMMAND to it, or call awsume --with-saml --saml-assertion FILE",
    });
  }
  throw new ConfigError(`${action}: ${placeOf(role)} names no source_profile`, {
    hint: `Add source_profile = NAME, the profile whose credentials may assume ${role.value}`,
  });
}

/** Two answers to the question whose credentials are meant. */
function refuseBoth(profile: Profile, action: string): void {
  const source = profile.settings.get("source_profile");
  const other = profile.settings.get("credential_source");
  if (source === undefined || other === undefined) return;
  throw new ConfigError(
    `${action}: source_profile (${placeOf(source)}) and credential_source (${
      placeOf(other)
    }) exclude each other`,
    { hint: "Remove one of the two" },
  );
}

/** What `credential_source` gives; other sources win over it, and over a `source_profile` that stands under no role. */
const ambientKinds: readonly Source["kind"][] = ["environment", "container", "instance"];

function sourceOf(profile: Profile, env: Given["env"], use = ""): Source {
  const source = readSource(profile, env);
  const action = `Cannot get credentials for profile "${profile.name}"${use}`;
  if (source && ambientKinds.includes(source.kind)) refuseBoth(profile, action);
  if (source) return source;
  const idle = profile.settings.get("source_profile");
  const isRole = profile.settings.has("role_arn");
  if (idle && !isRole) {
    throw new ConfigError(`${action}: it has a source_profile (${placeOf(idle)}) but no role_arn`, {
      hint: "Add role_arn, or use the source profile itself",
    });
  }
  throw new ConfigError(`${action}: it has no access keys`, {
    hint: "Add aws_access_key_id and aws_secret_access_key to it" +
      (isRole ? "" : ", or role_arn and source_profile"),
  });
}

function tooLong(names: readonly string[]): ConfigError {
  const steps = [...names.slice(0, 3), "…", ...names.slice(-1)].map((name) =>
    name === "…" ? name : `"${name}"`
  );
  return new ConfigError(
    `Cannot follow the role chain ${steps.join(" -> ")}: it goes on after ${mostProfiles} profiles`,
    { hint: "Let a source_profile further up name a profile with access keys" },
  );
}

function circle(names: readonly string[]): ConfigError {
  const steps = names.map((name) => `"${name}"`).join(" -> ");
  return new ConfigError(`Cannot follow the role chain ${steps}: it is a circle`, {
    hint: "Let the last source_profile name a profile with access keys",
  });
}
