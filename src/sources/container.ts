import { accountOf, type Credentials } from "../aws/credentials.ts";
import { decodeCredentials, readJsonObject, type Refuse } from "../aws/credentials_json.ts";
import { isSafe } from "../aws/endpoint_settings.ts";
import { askMetadata, describeRefusal, isJsonAnswer } from "../aws/metadata.ts";
import { AwsError, ConfigError } from "../errors.ts";
import type { System } from "../system.ts";

/** The credentials of a container in ECS or EKS, or of what stands in for those. */
export interface ContainerSource {
  readonly kind: "container";
  readonly profile: string;
  /** `FILE:LINE` of the credential_source. */
  readonly from: string;
  readonly url: string;
}

const relativeName = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
const fullName = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
const tokenFileName = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";
const tokenName = "AWS_CONTAINER_AUTHORIZATION_TOKEN";

/** Of ECS, which the relative URI is below, then of EKS: these answer without TLS, on the host itself. */
const ecsHost = "169.254.170.2";
const plainHosts = [ecsHost, "169.254.170.23", "[fd00:ec2::23]"];

/** What AWS's tools grant a container's service. */
const patience = { attempts: 3, timeoutSeconds: 2 };

/** More than any token. */
const maxTokenBytes = 64 * 1024;

/**
 * The service that the variables name: https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html.
 * Throws ConfigError.
 */
export function readContainer(
  place: Pick<ContainerSource, "profile" | "from">,
  env: System["env"],
): ContainerSource {
  const relative = env[relativeName]?.trim();
  if (relative) return { kind: "container", ...place, url: toUrl(relative) };
  const full = env[fullName]?.trim();
  if (full) return { kind: "container", ...place, url: checkUrl(full) };
  throw new ConfigError(
    `Cannot use credential_source = EcsContainer (${place.from}): neither ${relativeName} nor ${fullName} is set`,
    { hint: "Use it in a container of ECS or EKS, in a shell without an earlier switch, which unsets them" },
  );
}

/** Without the slash the text could go on with the host's name. */
function toUrl(path: string): string {
  const url = URL.parse(`http://${ecsHost}${path}`);
  if (path.startsWith("/") && url?.host === ecsHost) return url.href;
  throw new ConfigError(`Cannot use ${relativeName}: it is no path`, { hint: "Let it begin with a slash" });
}

/** The answer holds credentials, so nobody on the way may read it, nor send the request elsewhere. */
function checkUrl(text: string): string {
  const url = /^https?:\/\//i.test(text) ? URL.parse(text) : null;
  if (url === null || url.username || url.password) {
    throw new ConfigError(`Cannot use ${fullName}: it is no URL of a service`, {
      hint: "Write it as https://HOST/PATH, without a user",
    });
  }
  if (isSafe(url.href) || plainHosts.includes(url.hostname)) return url.href;
  throw new ConfigError(`Cannot use ${fullName}: over http, "${url.hostname}" is not an allowed host`, {
    hint: `Write https://, or name this computer, ${plainHosts.join(" or ")}`,
  });
}

/** Throws AwsError, ConfigError. */
export async function fetchContainer(source: ContainerSource, system: System): Promise<Credentials> {
  const { url, from } = source;
  const host = new URL(url).host;
  const refuse: Refuse = (problem) =>
    new AwsError(`Cannot use credential_source = EcsContainer (${from}): ${problem}`, {
      hint: `Look at what answers at ${host}, and at the role of the task or the pod`,
    });
  const token = await readToken(system);
  const headers = { Accept: "application/json", ...(token === undefined ? {} : { Authorization: token }) };
  const answer = await askMetadata({ url, headers, refuse, isGood: isJsonAnswer }, patience, system);
  if (answer.status !== 200) throw refuse(`${host} answers with ${describeRefusal(answer)}`);
  const what = `the answer of ${host}`;
  const fields = readJsonObject(answer.text, what, refuse);
  const said = answer.words === undefined ? "" : `: ${answer.words}`;
  const inAnswer: Refuse = (problem) => refuse(`in ${what}, ${problem}${said}`);
  // ECS names the role alone.
  const credentials = { ...accountOf(fields.RoleArn), ...decodeCredentials(fields, "Token", inAnswer) };
  const { sessionToken, expiresAt } = credentials;
  if (sessionToken === undefined) throw inAnswer("there is no Token");
  if (expiresAt === undefined) throw inAnswer("there is no Expiration");
  if (expiresAt <= system.now()) throw inAnswer(`the credentials ended at ${expiresAt.toISOString()}`);
  return credentials;
}

/** The file comes first, and is read anew each time, because EKS writes new tokens into it. Never shown. */
async function readToken({ env, read, statusOf }: System): Promise<string | undefined> {
  const path = env[tokenFileName]?.trim();
  if (!path) return env[tokenName] ? checkToken(env[tokenName], tokenName) : undefined;
  const status = await statusOf(path);
  const problem = status === undefined
    ? "there is no such file"
    : status.kind !== "file"
    ? "it is no file"
    : status.sizeBytes > maxTokenBytes
    ? "it is too large for a token"
    : undefined;
  const text = problem === undefined ? await read(path) : undefined;
  if (text) return checkToken(text, `"${path}"`);
  throw new ConfigError(
    `Cannot read the token in "${path}", which ${tokenFileName} names: ${problem ?? "it is empty"}`,
    { hint: `Correct ${tokenFileName}, or unset it` },
  );
}

/** A line end could smuggle a header into the request. */
function checkToken(token: string, where: string): string {
  if (/^[\x20-\x7e]+$/.test(token)) return token;
  throw new ConfigError(
    `Cannot use the token in ${where}: it holds a line end or another character that no header may`,
    {
      hint: "Write it on one line, without a line end",
    },
  );
}
