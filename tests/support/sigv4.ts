/** A request as it came off the wire; its signature stands in the Authorization header. */
export interface SignedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** What the Authorization header claims: who signed, and for which day, region and service. */
export interface Signature {
  readonly accessKeyId: string;
  readonly day: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly hex: string;
}

/** What the server knows of an access key. Temporary keys have a token and an end. */
export interface SigningKey {
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiresAt?: Date;
}

/** An error answer of AWS: HTTP status, code and message, worded as STS words them. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

const WINDOW_MINUTES = 5;

const AUTHORIZATION = new RegExp(
  "^AWS4-HMAC-SHA256 Credential=([^/, ]+)/(\\d{8})/([^/, ]+)/([^/, ]+)/aws4_request, ?" +
    "SignedHeaders=([^, ]+), ?Signature=([0-9a-f]{64})$",
);

/** The claims of the Authorization header, or undefined when there is none or it is not SigV4. */
export function readSignature(headers: Headers): Signature | undefined {
  const found = AUTHORIZATION.exec(headers.get("authorization") ?? "");
  if (found === null) return undefined;
  const [, accessKeyId = "", day = "", region = "", service = "", signed = "", hex = ""] = found;
  return { accessKeyId, day, region, service, signedHeaders: signed.split(";"), hex };
}

/**
 * Why STS would refuse this request at `now`, or undefined when the signature is right. `key` is what the server
 * knows of the access key id, undefined for an unknown one. The signature is recomputed from the bytes received
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).
 */
export async function checkSignature(
  request: SignedRequest,
  key: SigningKey | undefined,
  now: Date,
): Promise<Refusal | undefined> {
  const { headers } = request;
  const signature = readSignature(headers);
  if (signature === undefined) return missing(headers);
  const token = headers.get("x-amz-security-token") ?? undefined;
  if (key === undefined || key.sessionToken !== token) {
    return forbidden("InvalidClientTokenId", "The security token included in the request is invalid.");
  }
  const misuse = findUnsigned(headers, signature) ?? checkScope(headers, signature) ??
    checkTime(headers.get("x-amz-date") ?? "", now);
  if (misuse !== undefined) return misuse;
  if (await sign(request, signature, key.secretAccessKey) !== signature.hex) {
    return mismatch(
      "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access " +
        "Key and signing method. Consult the service documentation for details.",
    );
  }
  if (key.expiresAt === undefined || key.expiresAt > now) return undefined;
  return forbidden("ExpiredToken", "The security token included in the request is expired");
}

function missing(headers: Headers): Refusal {
  if (headers.has("authorization")) {
    return { status: 400, code: "IncompleteSignature", message: "Authorization header is not a SigV4 one" };
  }
  return forbidden("MissingAuthenticationToken", "Request is missing Authentication Token");
}

function findUnsigned(headers: Headers, signature: Signature): Refusal | undefined {
  const needed = [
    "host",
    "x-amz-date",
    ...(headers.has("x-amz-security-token") ? ["x-amz-security-token"] : []),
  ];
  const unsigned = needed.find((name) => !signature.signedHeaders.includes(name) || !headers.has(name));
  if (unsigned === undefined) return undefined;
  const message = `'${unsigned}' must be a 'SignedHeader' in the AWS Authorization.`;
  return { status: 400, code: "IncompleteSignature", message };
}

function checkScope(headers: Headers, signature: Signature): Refusal | undefined {
  if (signature.service !== "sts") {
    return mismatch("Credential should be scoped to correct service: 'sts'.");
  }
  if (headers.get("x-amz-date")?.slice(0, 8) === signature.day) return undefined;
  return mismatch("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP");
}

function checkTime(signedAt: string, now: Date): Refusal | undefined {
  const signed = Date.parse(signedAt.replace(/^(....)(..)(..T..)(..)(..Z)$/, "$1-$2-$3:$4:$5"));
  const windowMs = WINDOW_MINUTES * 60_000;
  const oldest = new Date(now.getTime() - windowMs);
  const newest = new Date(now.getTime() + windowMs);
  if (signed >= oldest.getTime() && signed <= newest.getTime()) return undefined;
  const server = toAmzDate(now);
  if (signed > newest.getTime()) {
    const limit = `${toAmzDate(newest)} (${server} + ${WINDOW_MINUTES} min.)`;
    return mismatch(`Signature not yet current: ${signedAt} is still later than ${limit}`);
  }
  const limit = `${toAmzDate(oldest)} (${server} - ${WINDOW_MINUTES} min.)`;
  return mismatch(`Signature expired: ${signedAt} is now earlier than ${limit}`);
}

function toAmzDate(date: Date): string {
  return date.toISOString().replace(/[-:]|\.\d+/g, "");
}

async function sign(request: SignedRequest, signature: Signature, secret: string): Promise<string> {
  const scope = [signature.day, signature.region, signature.service, "aws4_request"];
  const canonical = await canonicalRequest(request, signature.signedHeaders);
  const hash = toHex(await crypto.subtle.digest("SHA-256", encode(canonical)));
  const date = request.headers.get("x-amz-date") ?? "";
  let key = encode(`AWS4${secret}`);
  for (const part of scope) key = await hmac(key, part);
  return toHex((await hmac(key, ["AWS4-HMAC-SHA256", date, scope.join("/"), hash].join("\n"))).buffer);
}

async function canonicalRequest(request: SignedRequest, signedHeaders: readonly string[]): Promise<string> {
  const { pathname, searchParams } = new URL(request.url);
  const query = [...searchParams].map(([name, value]) => `${encodeUri(name)}=${encodeUri(value)}`).sort();
  const headers = signedHeaders.map((name) =>
    `${name}:${(request.headers.get(name) ?? "").trim().replace(/ +/g, " ")}\n`
  );
  return [
    request.method,
    pathname.split("/").map(encodeUri).join("/"),
    query.join("&"),
    headers.join(""),
    signedHeaders.join(";"),
    toHex(await crypto.subtle.digest("SHA-256", request.body)),
  ].join("\n");
}

function encodeUri(text: string): string {
  const escape = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(text).replace(/[!'()*]/g, escape);
}

async function hmac(key: Uint8Array<ArrayBuffer>, text: string): Promise<Uint8Array<ArrayBuffer>> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const imported = await crypto.subtle.importKey("raw", key, algorithm, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, encode(text)));
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function toHex(bytes: ArrayBuffer): string {
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function mismatch(message: string): Refusal {
  return forbidden("SignatureDoesNotMatch", message);
}

function forbidden(code: string, message: string): Refusal {
  return { status: 403, code, message };
}
