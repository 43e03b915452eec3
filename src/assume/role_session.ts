import { placeOf, type Profile } from "../aws/profiles.ts";
import {
  readPolicy,
  readPolicyArns,
  readSourceIdentity,
  readTagKeys,
  readTags,
  type Refuse,
  type RoleSession,
  selectTagKeys,
} from "../aws/role_session.ts";
import { ConfigError, UsageError } from "../errors.ts";
import { valueOf } from "./chain.ts";
import type { AssumeRoleHop } from "./plan.ts";

/**
 * What a role's profile says about its own session. `session_tags`, `transitive_session_tags` and `source_identity` are
 * aws-vault's names; blanks around a comma and the first `=` do not count there, as in aws-vault. Throws ConfigError.
 */
export function sessionOf(profile: Profile): RoleSession {
  const tags = read(profile, "session_tags", (text, refuse) => readTags(tidyTags(text), refuse));
  const keys = read(
    profile,
    "transitive_session_tags",
    (text, refuse) => selectTagKeys(readTagKeys(tidyList(text), refuse), tags ?? [], refuse),
  );
  const policy = read(profile, "session_policy", readPolicy);
  const policyArns = read(
    profile,
    "session_policy_arns",
    (text, refuse) => readPolicyArns(tidyList(text), refuse),
  );
  const sourceIdentity = read(profile, "source_identity", readSourceIdentity);
  return {
    ...(policy === undefined ? {} : { policy }),
    ...(policyArns === undefined ? {} : { policyArns }),
    ...(tags === undefined ? {} : { tags }),
    ...(keys === undefined ? {} : { transitiveTagKeys: keys }),
    ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
  };
}

/**
 * The last role with the flags' session: each flag in the place of its own setting. Tags on the command line also take the
 * place of the profile's transitive keys, which belong to the profile's tags. Throws UsageError.
 */
export function shapeSession(hop: AssumeRoleHop, flags: RoleSession): AssumeRoleHop {
  const { transitiveTagKeys: ownKeys, ...rest } = hop;
  const { policy, policyArns, sourceIdentity, transitiveTagKeys: asked } = flags;
  const tags = flags.tags ?? hop.tags;
  const kept = flags.tags === undefined ? ownKeys : undefined;
  const keys = asked === undefined ? kept : selectTagKeys(asked, tags ?? [], (problem) => {
    const hint = "Give the tag too: --tags KEY=VALUE";
    return new UsageError(`Cannot use --transitive-tags: ${problem}`, { hint });
  });
  return {
    ...rest,
    ...(policy === undefined ? {} : { policy }),
    ...(policyArns === undefined ? {} : { policyArns }),
    ...(tags === undefined ? {} : { tags }),
    ...(keys === undefined ? {} : { transitiveTagKeys: keys }),
    ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
  };
}

/** A setting of a role's profile, undefined where it has none. Throws ConfigError with its place. */
function read<T>(
  profile: Profile,
  key: string,
  reader: (text: string, refuse: Refuse) => T,
): T | undefined {
  const text = valueOf(profile, key);
  if (text === undefined) return undefined;
  const place = placeOf(profile.settings.get(key));
  return reader(
    text,
    (problem, hint) =>
      new ConfigError(`Cannot use ${key} of profile "${profile.name}" (${place}): ${problem}`, { hint }),
  );
}

function tidyList(text: string): string {
  return text.split(",").map((part) => part.trim()).join(",");
}

function tidyTags(text: string): string {
  return text.split(",").map((part) => part.trim().replace(/\s*=\s*/, "=")).join(",");
}
