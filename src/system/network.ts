import { AwsError, type ErrorDetails } from "../errors.ts";

/**
 * One HTTP exchange, the body included, so that a connection that breaks in the middle is reported here too. A
 * redirect is returned, not followed: a signed request must not travel on. Throws AwsError when no whole answer
 * came, naming the host alone: the path and the query may hold credentials.
 */
export async function http(request: Request): Promise<Response> {
  try {
    const response = await fetch(request, { redirect: "manual" });
    const { status, statusText, headers } = response;
    const body = await response.arrayBuffer();
    // Null, because a 204 may not even have an empty body.
    return new Response(body.byteLength === 0 ? null : body, { status, statusText, headers });
  } catch (error) {
    throw toAwsError(new URL(request.url).host, error);
  }
}

/** The error for the person; what is not the network's fault (the caller's own abort) comes back as it is. */
export function toAwsError(host: string, error: unknown): unknown {
  if (error instanceof DOMException && error.name === "TimeoutError") {
    return new AwsError(`Cannot reach "${host}": no answer in time`, { hint: checkNetwork });
  }
  if (!(error instanceof TypeError)) return error;
  const said = readDetail(error);
  const { why, hint } = explain(said);
  return new AwsError(`Cannot reach "${host}": ${why}`, { cause: new Error(said), ...(hint && { hint }) });
}

const checkNetwork = "Check the network connection, the region, and HTTPS_PROXY if there is a proxy";

/** The words are those of Deno's HTTP client and, in the numbers, of Linux, macOS and Windows. */
function explain(said: string): { readonly why: string } & Pick<ErrorDetails, "hint"> {
  if (/dns error/.test(said)) return { why: "the name of the host is not known", hint: checkNetwork };
  if (/refused|os error (111|61|10061)\b/.test(said)) {
    return { why: "connection refused", hint: checkNetwork };
  }
  if (/timed out|os error (110|60|10060)\b/.test(said)) {
    return { why: "no answer in time", hint: checkNetwork };
  }
  if (/certificate/.test(said)) {
    return {
      why: `its certificate is not trusted (${said})`,
      hint: "Name your proxy's CA file in AWS_CA_BUNDLE",
    };
  }
  if (/corrupt message|tls|handshake/i.test(said)) {
    return { why: `no TLS connection (${said})`, hint: checkNetwork };
  }
  return { why: said, hint: checkNetwork };
}

/**
 * What the HTTP client said, without its first half, which quotes the request's address. Deno 2.9 keeps it in the
 * cause, earlier versions in the message.
 */
function readDetail(error: TypeError): string {
  const message = error.cause instanceof Error ? error.cause.message : error.message;
  const detail = /(?:client error \(\w+\): |(?=error reading a body))(.*)$/s.exec(message)?.[1];
  return detail ?? (message.includes("://") ? "the request failed" : message);
}
