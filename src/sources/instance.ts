import type { Credentials } from "../aws/credentials.ts";
import { decodeCredentials, type Fields, readJsonObject, type Refuse } from "../aws/credentials_json.ts";
import { askMetadata, type MetadataAnswer, type Patience } from "../aws/metadata.ts";
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
  const token = await takeToken(source, system);
  const get = async (path: string): Promise<string> =>
    toText(await ask(source, { path, token }, system), path, refuse);
  const role = (await get(rolesPath)).trim();
  if (!/^[\w+=,.@-]+$/.test(role)) throw refuse("what it names is no role");
  const fields = readJsonObject(await get(`${rolesPath}${role}`), "what it answers", refuse);
  return extend(decode(fields, refuse), source, system);
}

/** Undefined where the service knows no tokens, and version 1 is not turned off. */
async function takeToken(source: InstanceSource, system: System): Promise<string | undefined> {
  const { url, patience, v1 } = source;
  const headers = { "x-aws-ec2-metadata-token-ttl-seconds": tokenSeconds };
  const refuse: Refuse = (problem) => refusal(source, problem);
  const request = { url: `${url}/latest/api/token`, method: "PUT", headers, refuse } as const;
  const { status, text } = await askMetadata(request, patience, system);
  if (status === 200 && /^[\x21-\x7e]+$/.test(text)) return text;
  if (v1 === "allowed" && [403, 404, 405].includes(status)) return undefined;
  throw refuse(status === 200 ? "it gives no token" : `it gives no token (status ${status})`);
}

function ask(
  source: InstanceSource,
  { path, token }: { readonly path: string; readonly token: string | undefined },
  system: System,
): Promise<MetadataAnswer> {
  const headers = token === undefined ? {} : { "x-aws-ec2-metadata-token": token };
  const refuse: Refuse = (problem) => refusal(source, problem);
  return askMetadata({ url: `${source.url}${path}`, headers, refuse }, source.patience, system);
}

function toText({ status, text }: MetadataAnswer, path: string, refuse: Refuse): string {
  if (status === 200) return text;
  throw refuse(
    status === 404 && path === rolesPath ? "this instance has no role" : `it answers with status ${status}`,
  );
}

function decode(fields: Fields, refuse: Refuse): Credentials & { readonly expiresAt: Date } {
  const { Code: code } = fields;
  if (code !== undefined && code !== "Success") {
    // A word of AWS's own, such as AssumeRoleUnauthorizedAccess.
    throw refuse(
      `it has no credentials (${typeof code === "string" && /^\w{1,64}$/.test(code) ? code : "no Code"})`,
    );
  }
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
