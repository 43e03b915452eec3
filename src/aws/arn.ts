import { ConfigError } from "../errors.ts";
import { placeOf, type Profile } from "./profiles.ts";

/** The parts of an IAM role's ARN that decide where and as whom to call. */
export interface RoleArn {
  readonly arn: string;
  readonly partition: string;
  readonly accountId: string;
}

/**
 * Reads a role in one of three forms: a full ARN, `ACCOUNT:ROLE`, `PARTITION:ACCOUNT:ROLE` (the role may
 * have a path). Undefined for anything else. The short forms are the original awsume's.
 */
export function parseRole(text: string): RoleArn | undefined {
  const short = /^(?:(aws[a-z-]*):)?(\d{12}):(?:role\/)?([\w+=,.@/-]+)$/.exec(text);
  const arn = short ? `arn:${short[1] ?? "aws"}:iam::${short[2]}:role/${short[3]}` : text;
  const parts = /^arn:(aws[a-z-]*):iam::(\d{12}):role\/[\w+=,.@/-]+$/.exec(arn);
  return parts ? { arn, partition: parts[1] ?? "", accountId: parts[2] ?? "" } : undefined;
}

/** The role that a profile names, in any of these forms; undefined when it names none. Throws ConfigError. */
export function readRole({ name, settings }: Profile): RoleArn | undefined {
  const setting = settings.get("role_arn");
  if (!setting?.value) return undefined;
  const role = parseRole(setting.value);
  if (role) return role;
  throw new ConfigError(`Cannot assume the role of profile "${name}": ${placeOf(setting)} is no role ARN`, {
    hint: "Write it as arn:aws:iam::123456789012:role/NAME",
  });
}
