import type { Credentials } from "../aws/credentials.ts";
import { decodeCredentials, type Fields, readJsonObject, type Refuse } from "../aws/credentials_json.ts";
import {
  askMetadata,
  describeRefusal,
  isJsonAnswer,
  isTextAnswer,
  type MetadataAnswer,
  type Patience,
} from "../aws/metadata.ts";
import { placeOf, type Profile } from "../aws/profiles.ts";
import { AwsError } from "../errors.ts";
import type { System } from "../system.ts";
import { readInstanceSettings } from "./instance_settings.ts";

/** The credentials of an EC2 instance's role. */
export interface InstanceSource {
  readonly kind: "instance";
  readonly profile: string;
  /** `FILE:LINE` of the credential_source. */
  readonly from: string;
  /** Without a slash at its end. */
  readonly url: string;
  readonly patience: Patience;
  /** Whether a service that knows no tokens may be asked as in version 1. */
  readonly v1: "allowed" | "refused";
}

const rolesPath = "/latest/meta-data/iam/security-credentials/";

/** AWS's tools ask for six hours; the token serves for one run here. */
const tokenSeconds = "21600";

/** For how long credentials are used on, whose service gives no new ones: AWS calls it static stability. */
const extensionMs = 10 * 60 * 1000;

/** Throws ConfigError for settings that cannot be used, and where the service is turned off. */
export function readInstance(profile: Profile, env: System["env"]): InstanceSource {
  const from = placeOf(profile.settings.get("credential_source"));
  return { kind: "instance", profile: profile.name, from, ...readInstanceSettings(profile, from, env) };
}

/**
 * By version 2 of the service: a token, the role's name, its credentials. See
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-imds-credentials.html. Throws AwsError.
 */
export async function fetchInstance(source: InstanceSource, system: System): Promise<Credentials> {
  const refuse: Refuse = (problem) => refusal(source, problem);
  const ask = await openSession(source, system);
  const role = toText(await ask(rolesPath), rolesPath, refuse).trim();
  if (!/^[\w+=,.@-]+$/.test(role)) throw refuse("what it names is no role");
  const path = `${rolesPath}${role}`;
  const answer = await ask(path, isJsonAnswer);
  const fields = readJsonObject(toText(answer, path, refuse), "what it answers", refuse);
  // A word of AWS's own, such as AssumeRoleUnauthorizedAccess, and why.
  const isSuccess = fields.Code === undefined || fields.Code === "Success";
  if (!isSuccess) throw refuse(`it has no credentials (${answer.words ?? "no Code"})`);
  return extend(decode(fields, refuse), source, system);
}

/** Asks the service for what lies at a path. */
type Ask = (path: string, isGood?: (answer: MetadataAnswer) => boolean) => Promise<MetadataAnswer>;

/** A way to ask with a token, and with a new one where the service does not know that one any more. */
async function openSession(source: InstanceSource, system: System): Promise<Ask> {
  const refuse: Refuse = (problem) => refusal(source, problem);
  let token = await takeToken(source, system);
  const askOnce: Ask = (path, isGood) => {
    const headers = {
      ...(isGood === undefined ? {} : { Accept: "application/json" }),
      ...(token === undefined ? {} : { "x-aws-ec2-metadata-token": token }),
    };
    const good = (answer: MetadataAnswer): boolean =>
      answer.status === 401 || (isGood ?? isTextAnswer)(answer);
    return askMetadata(
      { url: `${source.url}${path}`, headers, refuse, isGood: good },
      source.patience,
      system,
    );
  };
  return async (path, isGood) => {
    const answer = await askOnce(path, isGood);
    if (answer.status !== 401 || token === undefined) return answer;
    token = await takeToken(source, system);
    return await askOnce(path, isGood);
  };
}

/** Undefined where the service knows no tokens, and version 1 is not turned off. */
async function takeToken(source: InstanceSource, system: System): Promise<string | undefined> {
  const { url, patience, v1 } = source;
  const headers = { "x-aws-ec2-metadata-token-ttl-seconds": tokenSeconds };
  const refuse: Refuse = (problem) => refusal(source, problem);
  const knowsNone = ({ status }: MetadataAnswer): boolean =>
    v1 === "allowed" && [403, 404, 405].includes(status);
  const isToken = ({ status, text }: MetadataAnswer): boolean =>
    status === 200 && /^[\x21-\x7e]+$/.test(text);
  const isGood = (answer: MetadataAnswer): boolean => isToken(answer) || knowsNone(answer);
  const request = { url: `${url}/latest/api/token`, method: "PUT", headers, refuse, isGood } as const;
  const answer = await askMetadata(request, patience, system);
  if (isToken(answer)) return answer.text;
  if (knowsNone(answer)) return undefined;
  throw refuse(`it gives no token${answer.status === 200 ? "" : ` (${describeRefusal(answer)})`}`);
}

function toText(answer: MetadataAnswer, path: string, refuse: Refuse): string {
  if (answer.status === 200) return answer.text;
  const hasNoRole = answer.status === 404 && path === rolesPath;
  throw refuse(hasNoRole ? "this instance has no role" : `it answers with ${describeRefusal(answer)}`);
}

function decode(fields: Fields, refuse: Refuse): Credentials & { readonly expiresAt: Date } {
  const inAnswer: Refuse = (problem) => refuse(`in what it answers, ${problem}`);
  const credentials = decodeCredentials(fields, "Token", inAnswer);
  const { sessionToken, expiresAt } = credentials;
  if (sessionToken === undefined) throw inAnswer("there is no Token");
  if (expiresAt === undefined) throw inAnswer("there is no Expiration");
  return { ...credentials, expiresAt };
}

/**
 * An instance whose service cannot renew goes on with what it has: AWS honours such credentials for longer than they
 * say.
 */
function extend(
  credentials: Credentials & { readonly expiresAt: Date },
  { profile }: InstanceSource,
  { now, tell }: System,
): Credentials {
  const { expiresAt } = credentials;
  if (expiresAt > now()) return credentials;
  tell(
    `awsume: the credentials of this instance for profile "${profile}" ended at ${expiresAt.toISOString()}, and it has ` +
      "no new ones: they are used on for now",
  );
  return { ...credentials, expiresAt: new Date(now().getTime() + extensionMs) };
}

function refusal({ from, url }: InstanceSource, problem: string): AwsError {
  return new AwsError(
    `Cannot use credential_source = Ec2InstanceMetadata (${from}): asked at ${new URL(url).host}, ${problem}`,
    { hint: "See that this is an EC2 instance with a role, and in a container that its hop limit is 2" },
  );
}
