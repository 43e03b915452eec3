import { checkRoleDuration, type FakeRole, issueRole, serverTime, type State } from "./fake_sts.ts";
import type { Refusal } from "./sigv4.ts";
import { checkParameters, checkPolicy, checkPresent, checkRange, type Params } from "./sts_parameters.ts";
import { denied, refuse, type Reply } from "./sts_xml.ts";

/** Whose word opens a role: an OpenID Connect provider's for an audience, or a SAML provider's. */
export interface Federation {
  readonly issuer?: string;
  readonly audience?: string;
  readonly samlProvider?: string;
}

interface FederatedCall {
  readonly action: string;
  readonly params: Params;
  readonly headers: Headers;
}

/** Whether a call carries its proof in its parameters, and so is not signed. */
export function isFederated(action: string): boolean {
  return action === "AssumeRoleWithWebIdentity" || action === "AssumeRoleWithSAML";
}

/** What STS answers to such a call. The proof's own signature is taken for good. */
export function actFederated({ action, params, headers }: FederatedCall, state: State): Reply {
  const role = state.roles.find(({ arn }) => arn === params.RoleArn);
  const seconds = Number(params.DurationSeconds ?? 3_600);
  const isWeb = action === "AssumeRoleWithWebIdentity";
  const names = isWeb
    ? ["RoleArn", "RoleSessionName", "WebIdentityToken"]
    : ["RoleArn", "PrincipalArn", "SAMLAssertion"];
  const refusal = checkUnsigned(headers) ?? checkParameters(params) ?? checkPresent(params, names) ??
    checkRange(seconds, 43_200) ?? checkPolicy(params) ??
    (isWeb ? checkToken(params, role, state) : checkAssertion(params, role, state)) ??
    checkRoleDuration(seconds, role?.maxDurationSeconds ?? 3_600);
  if (refusal !== undefined) return refuse(refusal);
  return issueRole({
    action,
    RoleArn: params.RoleArn ?? "",
    name: params.RoleSessionName ?? "saml-user",
    seconds,
  }, state);
}

/** STS would look at a signature too; awsume has none to give. */
function checkUnsigned(headers: Headers): Refusal | undefined {
  if (!headers.has("authorization") && !headers.has("x-amz-security-token")) return undefined;
  return { status: 400, code: "IncompleteSignature", message: "This call was not to be signed" };
}

function checkToken(
  { WebIdentityToken = "" }: Params,
  role: FakeRole | undefined,
  state: State,
): Refusal | undefined {
  const claims = readClaims(WebIdentityToken);
  if (claims === undefined) return wrongToken("The ID Token provided is not a valid JWT.");
  if (Number(claims.exp ?? Infinity) * 1000 <= serverTime(state).getTime()) {
    return { status: 400, code: "ExpiredTokenException", message: "Token expired" };
  }
  const { issuer, audience } = role?.federation ?? {};
  if (issuer === undefined || claims.iss !== issuer) {
    return denied("Not authorized to perform sts:AssumeRoleWithWebIdentity");
  }
  return claims.aud === audience ? undefined : wrongToken("Incorrect token audience");
}

function wrongToken(message: string): Refusal {
  return { status: 400, code: "InvalidIdentityToken", message };
}

function readClaims(token: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const payload = token.split(".")[1] ?? "";
    return JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/")));
  } catch {
    return undefined;
  }
}

function checkAssertion(
  { RoleArn = "", PrincipalArn = "", SAMLAssertion = "" }: Params,
  role: FakeRole | undefined,
  state: State,
): Refusal | undefined {
  const xml = decode(SAMLAssertion);
  if (xml === undefined) return wrongToken("Invalid base64 SAMLResponse");
  const end = Date.parse(/NotOnOrAfter="([^"]+)"/.exec(xml)?.[1] ?? "");
  if (end <= serverTime(state).getTime()) {
    return {
      status: 400,
      code: "ExpiredTokenException",
      message: "Token must be redeemed within 5 minutes of issuance",
    };
  }
  const values = [...xml.matchAll(/AttributeValue[^>]*>([^<]+)</g)].map(([, value = ""]) =>
    value.split(",").map((part) => part.trim())
  );
  const isOffered = values.some((parts) => parts.includes(RoleArn) && parts.includes(PrincipalArn));
  if (isOffered && role?.federation?.samlProvider === PrincipalArn) return undefined;
  return denied("Not authorized to perform sts:AssumeRoleWithSAML");
}

function decode(text: string): string | undefined {
  try {
    return atob(text);
  } catch {
    return undefined;
  }
}

/** A token with these claims, as a provider's; nobody checks its signature here. */
export function makeToken(claims: Readonly<Record<string, unknown>>): string {
  const encode = (value: unknown): string =>
    btoa(JSON.stringify(value)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  return [encode({ alg: "RS256" }), encode(claims), "c2lnbmF0dXJl"].join(".");
}

/** What an assertion for tests says; all of it may be left out. */
export interface AssertionText {
  /** The values of the role attribute. */
  readonly roles?: readonly string[];
  readonly sessionDuration?: string;
  readonly notOnOrAfter?: string;
  readonly version?: "1.0" | "1.1" | "2.0";
}

/** A response with an assertion, as XML. */
export function makeAssertion({ roles = [], version = "2.0", ...more }: AssertionText): string {
  const { notOnOrAfter = "2999-01-01T00:00:00Z", sessionDuration } = more;
  const is2 = version === "2.0";
  const base = "https://aws.amazon.com/SAML/Attributes";
  const toAttribute = (name: string, values: readonly string[]): string => {
    const names = is2 ? `Name="${base}/${name}"` : `AttributeName="${name}" AttributeNamespace="${base}"`;
    const inner = values.map((value) => `<s:AttributeValue>${value}</s:AttributeValue>`).join("");
    return `<s:Attribute ${names}>${inner}</s:Attribute>`;
  };
  const attributes = [
    toAttribute("RoleSessionName", ["alice@example.com"]),
    toAttribute("Role", roles),
    sessionDuration === undefined ? "" : toAttribute("SessionDuration", [sessionDuration]),
  ].join("");
  const minor = is2 ? 'Version="2.0"' : `MajorVersion="1" MinorVersion="${version.slice(-1)}"`;
  return `<?xml version="1.0"?><p:Response xmlns:p="urn:oasis:names:tc:SAML:${
    is2 ? "2.0" : "1.0"
  }:protocol">` +
    `<s:Assertion xmlns:s="urn:oasis:names:tc:SAML:${is2 ? "2.0" : "1.0"}:assertion" ${minor}>` +
    `<s:Conditions NotOnOrAfter="${notOnOrAfter}"/>` +
    `<s:AttributeStatement>${attributes}</s:AttributeStatement></s:Assertion></p:Response>`;
}
