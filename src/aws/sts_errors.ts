import { AuthError, AwsError, AwsumeError } from "../errors.ts";
import type { Credentials } from "./credentials.ts";
import type { Endpoint } from "./endpoints.ts";
import { tookTooLong } from "./sdk.ts";
import { withoutSent } from "./without_sent.ts";

/** STS refused the MFA code itself: another code may do. */
export class WrongCodeError extends AuthError {}

/** An error of AWS's client as one that says what to do. The service's own text is kept where it is safe. */
export function toStsError(error: unknown, credentials: Credentials, endpoint: Endpoint): AwsumeError {
  const answer = readAnswer(error);
  if (answer === undefined) return toCallError(error, endpoint);
  const { code } = answer;
  const message = withoutSent(answer.message, [credentials.secretAccessKey, credentials.sessionToken]);
  if (/MultiFactorAuthentication failed/i.test(message)) {
    return new WrongCodeError(`AWS refused the MFA code: ${message}`, {
      hint: "Wait for the device's next code: each works once, and only while it is shown",
      cause: error,
    });
  }
  if (/^ExpiredToken/.test(code)) {
    return new AuthError(`The credentials used to call AWS have expired (${credentials.accessKeyId})`, {
      hint: "Run the same command with -r, or get new credentials where these came from",
      cause: error,
    });
  }
  const hint = hintForSigner(code, credentials.accessKeyId) ?? hintFor(code, message);
  const words = safeWords(code, message);
  return new AwsError(`AWS answered ${words}`, { ...(hint === undefined ? {} : { hint }), cause: error });
}

/** What stands in a call in the place of a signature. The text is a secret. */
export interface Proof {
  readonly what: string;
  readonly text: string;
}

/** The same for a call that is not signed. STS may repeat what it was given: of such words only the code is kept. */
export function toProofError(error: unknown, { what, text }: Proof, endpoint: Endpoint): AwsumeError {
  const answer = readAnswer(error);
  if (answer === undefined) return toCallError(error, endpoint);
  const { code } = answer;
  const message = withoutSent(answer.message, [text]);
  if (/^ExpiredToken/.test(code)) {
    return new AuthError(`AWS says that the ${what} has expired (${code})`, {
      hint: `Get a new ${what}`,
      cause: error,
    });
  }
  const isSafe = !/validation error/i.test(message) && !answer.message.includes(text);
  const words = isSafe ? safeWords(code, message) : code;
  if (/^(InvalidIdentityToken|IDPRejectedClaim)/.test(code)) {
    return new AuthError(`AWS does not take the ${what}: ${words}`, {
      hint: `Get a new ${what}, and see that its provider and audience are those of the role's account`,
      cause: error,
    });
  }
  const hint = code === "AccessDenied"
    ? `Check the role's trust policy: it must allow the provider and the claims of this ${what}`
    : hintFor(code, message);
  return new AwsError(`AWS answered ${words}`, { ...(hint === undefined ? {} : { hint }), cause: error });
}

/** There is no answer of STS. */
function toCallError(error: unknown, endpoint: Endpoint): AwsumeError {
  if (error instanceof AwsumeError) return withNotes(error, endpoint);
  if (error instanceof Error && error.name === "AbortError") {
    return tookTooLong(new URL(endpoint.url).host, error);
  }
  return notSts(endpoint, error);
}

/** A host that cannot be reached may be one that does not exist: what is known about it comes first then. */
function withNotes(error: AwsumeError, { notes, customFrom }: Endpoint): AwsumeError {
  if (!(error instanceof AwsError) || notes.length === 0 || customFrom !== undefined) return error;
  const hint = [...notes, error.hint].filter(Boolean).join(". ");
  return new AwsError(error.message, { hint, cause: error });
}

/** The other side does not speak STS: a captive portal, a proxy's page, a wrong URL. */
export function notSts(endpoint: Endpoint, cause?: unknown): AwsError {
  return new AwsError(`Cannot understand the answer of ${endpoint.url}: it is not what STS sends`, {
    hint: endpoint.customFrom === undefined
      ? "Look for a proxy or a sign-in page of the network between"
      : `Correct the URL (${endpoint.customFrom})`,
    cause,
  });
}

interface ServiceAnswer {
  readonly code: string;
  readonly message: string;
}

/** An error that the service itself sent, by the marks that the SDK puts on one. */
function readAnswer(error: unknown): ServiceAnswer | undefined {
  if (!(error instanceof Error) || !("$fault" in error)) return undefined;
  // The client has names of its own for some: IDPRejectedClaimException for IDPRejectedClaim.
  const named = "Code" in error && typeof error.Code === "string" && error.Code !== ""
    ? error.Code
    : error.name;
  // A code is a word of AWS's own: what else stands there is somebody else's.
  const code = /^[\w.:-]{1,100}$/.test(named) ? named : "an error without a name";
  return { code, message: error.message.trim() };
}

/** AWS repeats the signed request, session token included, when a signature is wrong: that text stays out. */
function safeWords(code: string, message: string): string {
  return code === "SignatureDoesNotMatch" || message === "" ? code : `${code}: ${message}`;
}

function hintForSigner(code: string, accessKeyId: string): string | undefined {
  switch (code) {
    case "AccessDenied":
      return "Check the role's trust policy, the caller's permissions, and mfa_serial if the role demands MFA";
    case "InvalidClientTokenId":
      return `Check the access key ${accessKeyId}: it is unknown to this AWS partition, or inactive`;
    case "SignatureDoesNotMatch":
      return `Check the secret access key that belongs to ${accessKeyId}, and this computer's clock`;
    default:
      return undefined;
  }
}

function hintFor(code: string, message: string): string | undefined {
  switch (code) {
    case "ValidationError":
      return /DurationSeconds/.test(message)
        ? "Ask for a shorter --role-duration, or set a shorter duration_seconds"
        : undefined;
    case "RegionDisabledException":
      return "Activate STS in this region for the account, or choose another with --region";
    case "Throttling":
    case "ThrottlingException":
      return "Wait a little and try again";
    default:
      return undefined;
  }
}
