import {
  readPolicy,
  readPolicyArns,
  readSourceIdentity,
  readTagKeys,
  readTags,
  type Refuse,
  type RoleSession,
} from "../aws/role_session.ts";
import { UsageError } from "../errors.ts";
import type { OptionName } from "./options.ts";
import type { Words } from "./words.ts";

/** The options that narrow or label the session of the last role. Throws UsageError. */
export function parseRoleSession({ flags }: Pick<Words, "flags">): RoleSession {
  const read = <T>(name: OptionName, reader: (text: string, refuse: Refuse) => T): T | undefined => {
    const text = flags.get(name);
    return text === undefined ? undefined : reader(text, refusing(name));
  };
  const policy = read("session-policy", readPolicy);
  const policyArns = read("session-policy-arns", readPolicyArns);
  const tags = read("tags", readTags);
  const transitiveTagKeys = read("transitive-tags", readTagKeys);
  const sourceIdentity = read("source-identity", readSourceIdentity);
  return {
    ...(policy === undefined ? {} : { policy }),
    ...(policyArns === undefined ? {} : { policyArns }),
    ...(tags === undefined ? {} : { tags }),
    ...(transitiveTagKeys === undefined ? {} : { transitiveTagKeys }),
    ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
  };
}

function refusing(name: OptionName): Refuse {
  return (problem, hint) => new UsageError(`Cannot use --${name}: ${problem}`, { hint });
}
