import type { STSClient, STSClientConfig } from "@aws-sdk/client-sts";
import { loadSts } from "../lazy.ts";
import type { System } from "../system.ts";
import type { Credentials } from "./credentials.ts";
import type { Endpoint } from "./endpoints.ts";
import type { RoleSession } from "./role_session.ts";
import { sdkDefaults, totalTimeout } from "./sdk.ts";
import { notSts, type Proof, toProofError, toStsError } from "./sts_errors.ts";

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
  return await send((client, options) => client.send(command, options), caller, system);
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
  return await send((client, options) => client.send(command, options), caller, system);
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
  return await send((client, options) => client.send(command, options), caller, system);
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
  return await send((client, options) => client.send(command, options), caller, system);
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

/** The part of STS's answers with credentials that is used. */
interface Output {
  readonly Credentials?: {
    readonly AccessKeyId: string | undefined;
    readonly SecretAccessKey: string | undefined;
    readonly SessionToken: string | undefined;
    readonly Expiration: Date | undefined;
  } | undefined;
}

type Call<T> = (client: STSClient, options: { readonly abortSignal: AbortSignal }) => Promise<T>;

/** Who calls: credentials that sign, or a proof that stands in the call itself. */
type AnyCaller = Caller | { readonly proof: Proof; readonly endpoint: Endpoint };

async function send(call: Call<Output>, caller: AnyCaller, system: System): Promise<Credentials> {
  const { output, offsetMs } = await exchange(call, caller, system);
  return toCredentials(output, offsetMs, caller.endpoint);
}

/** An answer, and how far STS's clock is ahead of this computer's, as the client found it. */
interface Exchanged<T> {
  readonly output: T;
  readonly offsetMs: number;
}

async function exchange<T>(
  call: Call<T>,
  caller: AnyCaller,
  system: System,
): Promise<Exchanged<T>> {
  const { STSClient } = await loadSts();
  const { endpoint } = caller;
  const client = new STSClient({
    ...sdkDefaults(endpoint, system),
    region: endpoint.region,
    endpoint: endpoint.url,
    credentials: toSigner(caller),
  });
  try {
    const output = await call(client, { abortSignal: totalTimeout(endpoint, system) });
    return { output, offsetMs: client.config.systemClockOffset };
  } catch (error) {
    throw "proof" in caller
      ? toProofError(error, caller.proof, endpoint)
      : toStsError(error, caller.credentials, endpoint);
  }
}

/** Without any, the client would look for credentials of its own; it gets none where nothing is to be signed. */
function toSigner(caller: AnyCaller): STSClientConfig["credentials"] & object {
  if ("proof" in caller) {
    return () => Promise.reject(new Error("A call that is not signed asked for credentials"));
  }
  const { accessKeyId, secretAccessKey, sessionToken } = caller.credentials;
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
}

/**
 * The credentials in an answer, their end told by this computer's clock: whoever reads it, here or in a
 * prompt, compares it with that clock.
 */
function toCredentials(output: Output, offsetMs: number, endpoint: Endpoint): Credentials {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = output.Credentials ?? {};
  const texts = [AccessKeyId, SecretAccessKey, SessionToken];
  const isWhole = texts.every((text) => text !== undefined && /^[\x21-\x7e]+$/.test(text));
  const end = Expiration?.getTime() ?? NaN;
  if (!isWhole || !AccessKeyId || !SecretAccessKey || !SessionToken || Number.isNaN(end)) {
    throw notSts(endpoint);
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiresAt: new Date(end - offsetMs),
  };
}
