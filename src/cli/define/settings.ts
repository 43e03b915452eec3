import { parseRole } from "../../aws/arn.ts";
import { findCustomUrl } from "../../aws/endpoint_settings.ts";
import { isRegionName } from "../../aws/regions.ts";
import { UsageError } from "../../errors.ts";
import type { System } from "../../system.ts";

/** The ways to credentials that a profile may be made of. */
export type Kind = "role" | "keys" | "process" | "sso";

/** An option of `add` that stands for a setting. */
export type SettingOption = typeof settings[number]["option"];

/** What was given or answered: values that are checked. */
export type Given = ReadonlyMap<SettingOption, string>;

/**
 * Checks a value and gives it as it is to be written. `what` is what messages call it: nobody has typed an option who
 * answers a question. Throws UsageError.
 */
type Read = (text: string, what: string, env: System["env"]) => string;

interface DefinedSetting {
  readonly option: string;
  /** The key in AWS's files. */
  readonly key: string;
  /** The kinds of profiles that have it; all when absent. */
  readonly kinds?: readonly Kind[];
  readonly question: string;
  readonly read: Read;
}

/** The settings in the order in which they are written. */
export const settings = [
  { option: "role-arn", key: "role_arn", kinds: ["role"], question: "ARN of the role", read: readRoleArn },
  {
    option: "source-profile",
    key: "source_profile",
    kinds: ["role"],
    question: "Which profile assumes the role?",
    read: readText,
  },
  {
    option: "credential-source",
    key: "credential_source",
    kinds: ["role"],
    question: "Where the credentials are",
    read: oneOf(["Environment", "Ec2InstanceMetadata", "EcsContainer"]),
  },
  {
    option: "web-identity-token-file",
    key: "web_identity_token_file",
    kinds: ["role"],
    question: "File with the token",
    read: readText,
  },
  {
    option: "external-id",
    key: "external_id",
    kinds: ["role"],
    question: "External id, if the role asks for one",
    read: matching(/^[\w+=,.@:/-]{2,1224}$/, "Use 2 to 1224 of the characters A-Z a-z 0-9 _ + = , . @ : / -"),
  },
  {
    option: "session-name",
    key: "role_session_name",
    kinds: ["role"],
    question: "Session name",
    read: matching(/^[\w+=,.@-]{2,64}$/, "Use 2 to 64 of the characters A-Z a-z 0-9 _ + = , . @ -"),
  },
  {
    option: "duration",
    key: "duration_seconds",
    kinds: ["role"],
    question: "Lifetime in seconds",
    read: readDuration,
  },
  {
    option: "access-key-id",
    key: "aws_access_key_id",
    kinds: ["keys"],
    question: "Access key id",
    read: readKeyId,
  },
  {
    option: "mfa-serial",
    key: "mfa_serial",
    kinds: ["role", "keys"],
    question: "MFA device, if there is one",
    read: readSerial,
  },
  {
    option: "credential-process",
    key: "credential_process",
    kinds: ["process"],
    question: "Command that prints credentials",
    read: readText,
  },
  {
    option: "sso-session",
    key: "sso_session",
    kinds: ["sso"],
    question: "Name of the SSO session",
    read: matching(/^[\w.@+/-]+$/, "Use letters, digits and -_./@"),
  },
  {
    option: "sso-start-url",
    key: "sso_start_url",
    kinds: ["sso"],
    question: "URL where to sign in",
    read: matching(/^https:\/\/[^\s/@?]+(\/[^\s@?]*)?$/, "Write it as https://example.awsapps.com/start"),
  },
  {
    option: "sso-region",
    key: "sso_region",
    kinds: ["sso"],
    question: "Region of the SSO",
    read: readRegion,
  },
  {
    option: "sso-account-id",
    key: "sso_account_id",
    kinds: ["sso"],
    question: "Account to work in",
    read: matching(/^\d{12}$/, "An account has twelve digits"),
  },
  {
    option: "sso-role-name",
    key: "sso_role_name",
    kinds: ["sso"],
    question: "Permission set",
    read: matching(/^[\w+=,.@-]{1,64}$/, "Use 1 to 64 of the characters A-Z a-z 0-9 _ + = , . @ -"),
  },
  { option: "region", key: "region", question: "Region", read: readRegion },
  { option: "endpoint-url", key: "endpoint_url", question: "URL of STS", read: readUrl },
  { option: "fips", key: "use_fips_endpoint", question: "FIPS", read: () => "true" },
  { option: "dualstack", key: "use_dualstack_endpoint", question: "Dualstack", read: () => "true" },
  {
    option: "output",
    key: "output",
    question: "Output of the AWS CLI",
    read: oneOf(["json", "text", "table", "yaml", "yaml-stream", "off"]),
  },
] as const satisfies readonly DefinedSetting[];

/** A setting by its option. */
export function settingOf(option: SettingOption): DefinedSetting {
  const found: DefinedSetting | undefined = settings.find((setting) => setting.option === option);
  if (found === undefined) throw new TypeError(option);
  return found;
}

function readRoleArn(text: string, what: string): string {
  const role = parseRole(text);
  if (role) return role.arn;
  const account = /^(?:arn:aws[a-z-]*:iam::)?(\d+):/.exec(text)?.[1];
  const why = account === undefined || account.length === 12
    ? "it is no ARN of a role"
    : `the account ${account} has ${
      account.length === 1 ? "1 digit" : `${account.length} digits`
    }, an account has twelve`;
  throw refuse(what, text, why, "Write it as arn:aws:iam::123456789012:role/NAME or 123456789012:NAME");
}

function readDuration(text: string, what: string): string {
  if (/^[1-9]\d*$/.test(text) && Number(text) >= 900 && Number(text) <= 43200) return text;
  throw refuse(what, text, "AWS takes 900 to 43200", "Give a number of seconds from 900 to 43200");
}

/** The value is not repeated: it may be the secret, by a slip. */
function readKeyId(text: string, what: string): string {
  const [why, hint] = text.startsWith("ASIA")
    ? ["such a key is temporary and comes with a token", "Give a user's own key, which begins with AKIA"]
    : ["it is no access key id", "Give the key that begins with AKIA; its secret is asked for"];
  if (/^(?!ASIA)[A-Z0-9]{16,128}$/.test(text)) return text;
  throw new UsageError(`Cannot use ${what}: ${why}`, { hint });
}

/**
 * The ARN of a device, or the number of one of hardware. The value is not repeated: this question stands where others
 * ask for the secret.
 */
function readSerial(text: string, what: string): string {
  if (/^arn:aws[a-z-]*:iam::\d{12}:(?:mfa|u2f|sms-mfa)\/[\w+=/,.@-]+$/.test(text)) return text;
  if (/^[\w+=,.@-]{9,256}$/.test(text)) return text;
  throw new UsageError(`Cannot use ${what}: it is no MFA device`, {
    hint: "Write it as arn:aws:iam::123456789012:mfa/NAME, or as the number on the device",
  });
}

/**
 * Whether a text holds what AWS's secret access keys look like: 40 characters of base64, upper case, lower case and a
 * digit among them. An ARN and a URL hold other signs between.
 */
export function looksSecret(text: string): boolean {
  return !/^arn:/.test(text) &&
    text.split(/[\s:=,;"'`]+/).some((word) => /^(?=.*[A-Z])(?=.*[a-z])(?=.*\d)[A-Za-z\d/+]{40}$/.test(word));
}

/** A secret access key as AWS makes them; the error does not repeat it. Throws UsageError. */
export function readSecret(text: string): string {
  if (/^[\w/+=-]{16,128}$/.test(text.trim())) return text.trim();
  throw new UsageError("Cannot use what was typed: it is no secret access key", {
    hint: "Paste the secret alone, which has 40 characters",
  });
}

function readRegion(text: string, what: string): string {
  if (isRegionName(text)) return text;
  throw refuse(what, text, "it is no name of a region", "Write it as eu-west-1");
}

function readUrl(text: string, _option: string, env: System["env"]): string {
  findCustomUrl("sts", { flags: { endpointUrl: text }, env, path: [], services: () => undefined });
  return text;
}

function readText(text: string, what: string): string {
  if (text.trim() === text && text !== "") return text;
  throw refuse(what, text, "it is empty, or has blanks at an end", "Leave it out, or give it a value");
}

function matching(pattern: RegExp, hint: string): Read {
  return (text, what) => {
    if (pattern.test(text)) return text;
    throw refuse(what, text, "AWS would not take it", hint);
  };
}

function oneOf(words: readonly string[]): Read {
  return (text, what) => {
    if (words.includes(text)) return text;
    throw refuse(what, text, "there is no such value", `Write ${words.join(", ")}`);
  };
}

function refuse(what: string, text: string, why: string, hint: string): UsageError {
  return new UsageError(`Cannot use ${what} ${JSON.stringify(text)}: ${why}`, { hint });
}
