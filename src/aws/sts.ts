import type { STSClient, STSClientConfig } from "@aws-sdk/client-sts";
import { loadSts } from "../lazy.ts";
import type { System } from "../system.ts";
import { accountOf, type Credentials } from "./credentials.ts";
import type { Endpoint } from "./endpoints.ts";
import type { RoleSession } from "./role_session.ts";
import { sdkDefaults, type SdkHandler, totalTimeout } from "./sdk.ts";
import { type Asked, hear, type Heard, type Output, toCredentials } from "./sts_answer.ts";
import { sayingWait } from "./waiting.ts";
import { notSts, type Proof, toProofError, toStsError } from "./sts_errors.ts";

/** How long credentials live where nobody says it: https://docs.aws.amazon.com/STS/latest/APIReference/ */
const usualSeconds = { session: 43_200, role: 3_600 };

/** Who calls, and where. */
export interface Caller {
  readonly credentials: Credentials;
  readonly endpoint: Endpoint;
}

/** The device and the code it shows now. */
export interface MfaCode {
  readonly mfaSerial?: string;
  readonly tokenCode?: string;
}

/** What STS is told about a role. */
export interface RoleParameters extends MfaCode, RoleSession {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly externalId?: string;
  readonly durationSeconds?: number;
}

/** What STS is told about a session. */
export interface SessionParameters extends MfaCode {
  readonly durationSeconds?: number;
}

/** A session of the caller's own user, by its MFA device; it lives 12 hours by default. Throws AwsError, AuthError. */
export async function getSessionToken(
  session: SessionParameters,
  caller: Caller,
  system: System,
): Promise<Credentials> {
  const { GetSessionTokenCommand } = await loadSts();
  const command = new GetSessionTokenCommand({
    DurationSeconds: session.durationSeconds,
    SerialNumber: session.mfaSerial,
    TokenCode: session.tokenCode,
  });
  const asked = {
    seconds: session.durationSeconds || usualSeconds.session,
    ...caller.credentials.accountId === undefined ? {} : { accountId: caller.credentials.accountId },
    ...accountOf(session.mfaSerial),
  };
  return await send((client, options) => client.send(command, options), { asked, caller }, system);
}

/** The credentials of a role. Throws AwsError, AuthError. */
export async function assumeRole(role: RoleParameters, caller: Caller, system: System): Promise<Credentials> {
  const { AssumeRoleCommand } = await loadSts();
  const command = new AssumeRoleCommand({
    RoleArn: role.roleArn,
    RoleSessionName: role.sessionName,
    ExternalId: role.externalId,
    DurationSeconds: role.durationSeconds,
    SerialNumber: role.mfaSerial,
    TokenCode: role.tokenCode,
    Policy: role.policy,
    PolicyArns: role.policyArns?.map((arn) => ({ arn })),
    Tags: role.tags?.map(({ key, value }) => ({ Key: key, Value: value })),
    TransitiveTagKeys: role.transitiveTagKeys && [...role.transitiveTagKeys],
    SourceIdentity: role.sourceIdentity,
  });
  return await send(
    (client, options) => client.send(command, options),
    { asked: ofRole(role), caller },
    system,
  );
}

/** What STS is told about a role that a token of another identity provider opens. */
export interface WebIdentityParameters extends Pick<RoleSession, "policy" | "policyArns"> {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly durationSeconds?: number;
  readonly token: string;
}

/** The credentials of a role, by a token in the place of a caller: nothing is signed. Throws AwsError, AuthError. */
export async function assumeRoleWithWebIdentity(
  role: WebIdentityParameters,
  endpoint: Endpoint,
  system: System,
): Promise<Credentials> {
  const { AssumeRoleWithWebIdentityCommand } = await loadSts();
  const command = new AssumeRoleWithWebIdentityCommand({
    RoleArn: role.roleArn,
    RoleSessionName: role.sessionName,
    DurationSeconds: role.durationSeconds,
    Policy: role.policy,
    PolicyArns: role.policyArns?.map((arn) => ({ arn })),
    WebIdentityToken: role.token,
  });
  const caller = { proof: { what: "web identity token", text: role.token }, endpoint };
  return await send(
    (client, options) => client.send(command, options),
    { asked: ofRole(role), caller },
    system,
  );
}

/** What STS is told about a role that an assertion opens. */
export interface SamlParameters extends Pick<RoleSession, "policy" | "policyArns"> {
  readonly roleArn: string;
  readonly principalArn: string;
  readonly durationSeconds?: number;
  /** Base64. */
  readonly assertion: string;
}

/** The credentials of a role, by an assertion in the place of a caller: nothing is signed. Throws AwsError, AuthError. */
export async function assumeRoleWithSaml(
  role: SamlParameters,
  endpoint: Endpoint,
  system: System,
): Promise<Credentials> {
  const { AssumeRoleWithSAMLCommand } = await loadSts();
  const command = new AssumeRoleWithSAMLCommand({
    RoleArn: role.roleArn,
    PrincipalArn: role.principalArn,
    DurationSeconds: role.durationSeconds,
    Policy: role.policy,
    PolicyArns: role.policyArns?.map((arn) => ({ arn })),
    SAMLAssertion: role.assertion,
  });
  const caller = { proof: { what: "SAML assertion", text: role.assertion }, endpoint };
  return await send(
    (client, options) => client.send(command, options),
    { asked: ofRole(role), caller },
    system,
  );
}

function ofRole({ roleArn, durationSeconds }: Pick<SamlParameters, "roleArn" | "durationSeconds">): Asked {
  return { roleArn, seconds: durationSeconds || usualSeconds.role };
}

/** Whom credentials stand for. */
export interface Identity {
  /** Twelve digits. */
  readonly account: string;
  readonly arn: string;
}

/** Whom the caller's credentials stand for; AWS allows everybody to ask. Throws AwsError, AuthError. */
export async function getCallerIdentity(caller: Caller, system: System): Promise<Identity> {
  const { GetCallerIdentityCommand } = await loadSts();
  const command = new GetCallerIdentityCommand({});
  const { output } = await exchange((client, options) => client.send(command, options), caller, system);
  const { Account = "", Arn = "" } = output;
  if (!/^\d{12}$/.test(Account) || !/^arn:aws[a-z-]*:/.test(Arn)) throw notSts(caller.endpoint);
  return { account: Account, arn: Arn };
}

type Call<T> = (client: STSClient, options: { readonly abortSignal: AbortSignal }) => Promise<T>;

/** Who calls: credentials that sign, or a proof that stands in the call itself. */
type AnyCaller = Caller | { readonly proof: Proof; readonly endpoint: Endpoint };

async function send(
  call: Call<Output>,
  { asked, caller }: { readonly asked: Asked; readonly caller: AnyCaller },
  system: System,
): Promise<Credentials> {
  const { output, heard } = await exchange(call, caller, system);
  return toCredentials(output, { asked, heard, endpoint: caller.endpoint });
}

/** An answer, and what it says about the clocks. */
interface Exchanged<T> {
  readonly output: T;
  readonly heard: Heard;
}

async function exchange<T>(
  call: Call<T>,
  caller: AnyCaller,
  system: System,
): Promise<Exchanged<T>> {
  const { STSClient } = await loadSts();
  const { endpoint } = caller;
  const { requestHandler, ...defaults } = sdkDefaults(endpoint, system);
  let heard: Heard = { at: system.now(), offsetMs: 0 };
  const client = new STSClient({
    ...defaults,
    requestHandler: listening(requestHandler, (headers) => heard = hear(headers, system.now())),
    region: endpoint.region,
    endpoint: endpoint.url,
    credentials: toSigner(caller),
  });
  try {
    const abortSignal = totalTimeout(endpoint, system);
    const output = await sayingWait(new URL(endpoint.url).host, () => call(client, { abortSignal }), system);
    return { output, heard };
  } catch (error) {
    throw "proof" in caller
      ? toProofError(error, caller.proof, endpoint)
      : toStsError(error, caller.credentials, endpoint);
  }
}

/** The client itself looks at the clock of answers to signed calls alone. */
function listening(
  handler: SdkHandler,
  listen: (headers: Readonly<Record<string, string>>) => void,
): SdkHandler {
  return {
    ...handler,
    handle: async (request, options) => {
      const answer = await handler.handle(request, options);
      listen(answer.response.headers);
      return answer;
    },
  };
}

/** Without any, the client would look for credentials of its own; it gets none where nothing is to be signed. */
function toSigner(caller: AnyCaller): STSClientConfig["credentials"] & object {
  if ("proof" in caller) {
    return () => Promise.reject(new Error("A call that is not signed asked for credentials"));
  }
  const { accessKeyId, secretAccessKey, sessionToken } = caller.credentials;
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
}
