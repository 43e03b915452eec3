import { AwsError } from "../errors.ts";
import type { Way } from "./client.ts";

interface Explanation {
  readonly why: string;
  readonly hint: string;
  /** Another try would say the same. */
  readonly isLasting?: boolean;
}

/** A request that could not be made, and how it went. */
interface Failure {
  readonly host: string;
  readonly way: Way;
  /** What the HTTP client said. The words are those of Deno's and, in the numbers, of Linux, macOS and Windows. */
  readonly said: string;
  /** Who has issued the certificate that is not trusted, where that is known. */
  readonly issuer?: string;
}

/**
 * The error for the person; what is not the network's fault (the caller's own abort) comes back as it is. Only hosts
 * are named: the path and the query may hold credentials, and so may the address of a proxy.
 */
export function toNetworkError(error: unknown, request: Omit<Failure, "said">): unknown {
  if (error instanceof DOMException && error.name === "TimeoutError") {
    return cannotReach({ ...request, said: "timed out" });
  }
  return error instanceof TypeError ? cannotReach({ ...request, said: readDetail(error) }) : error;
}

/** Whether it is about a certificate whose authority is not trusted. */
export function isUntrusted(error: unknown): boolean {
  return error instanceof TypeError && untrusted.test(readDetail(error));
}

/** BadSignature: it bears the name of an authority that is trusted, but is not its work. A new key does that. */
const untrusted = /certificate.*(UnknownIssuer|BadSignature)/;

/** The error for the answer 407, with which a proxy refuses plain http. */
export function refusedByProxy(host: string, way: Way): AwsError {
  return cannotReach({ host, way, said: "proxy authentication required" });
}

function cannotReach(failure: Failure): AwsError {
  const { host, way, said } = failure;
  const certificate = explainCertificate(failure);
  const lasting = certificate && { ...certificate, isLasting: true };
  const { why, hint, isLasting } = explainProxy(failure) ?? lasting ?? explainConnection(said);
  const through = way.proxy ? ` through the proxy "${new URL(way.proxy.url).host}"` : "";
  return new AwsError(`Cannot reach "${host}"${through}: ${why}`, {
    cause: new Error(said),
    hint,
    ...(isLasting && { isLasting }),
  });
}

function explainProxy({ host, way: { proxy }, said }: Failure): Explanation | undefined {
  if (proxy === undefined) return undefined;
  const { variable, login, url } = proxy;
  if (/proxy authentication required/.test(said)) {
    return login === undefined
      ? {
        why: "the proxy wants a user name and a password",
        hint: `Put them into ${variable}: http://USER:PASSWORD@HOST:PORT`,
        isLasting: true,
      }
      : {
        why: "the proxy does not accept the user name and the password",
        hint: `Correct them in ${variable}; signs such as @ are written as %40`,
        isLasting: true,
      };
  }
  if (/unsuccessful tunnel/.test(said)) {
    const hint = `Have "${host}" allowed there, or name it in NO_PROXY`;
    return { why: "the proxy refuses", hint, isLasting: true };
  }
  if (/tunnel/.test(said)) {
    return { why: "it does not answer as a proxy", hint: `Correct ${variable}, or unset it` };
  }
  if (/tcp connect error|dns error/.test(said)) {
    const hint = `Correct ${variable}, or name "${host}" in NO_PROXY to go without the proxy`;
    return { why: `the proxy cannot be reached: ${explainConnection(said).why}`, hint };
  }
  if (/corrupt message/.test(said) && url.startsWith("https:")) {
    return {
      why: "no TLS connection",
      hint: `Write http:// in ${variable} unless the proxy itself speaks TLS`,
      isLasting: true,
    };
  }
  return undefined;
}

function explainCertificate({ way: { bundle }, said, issuer }: Failure): Explanation | undefined {
  if (!/certificate/.test(said)) return undefined;
  if (untrusted.test(said)) {
    const hint = bundle === undefined
      ? "Name a PEM file with that authority's certificate in AWS_CA_BUNDLE, or as ca_bundle in the profile"
      : `Add that authority's certificate to "${bundle.path}": ${bundle.setting} makes it all that is trusted`;
    const by = issuer === undefined ? "" : `"${issuer}", `;
    return { why: `its certificate was issued by ${by}an authority that is not trusted`, hint };
  }
  if (/expired|not valid yet/i.test(said)) {
    const seconds = Number(/not valid (?:after|before) (\d+)/.exec(said)?.[1] ?? NaN);
    const day = Number.isNaN(seconds) ? "" : ` on ${new Date(seconds * 1000).toISOString().slice(0, 10)}`;
    const why = /expired/i.test(said) ? `its certificate ended${day}` : `its certificate begins${day}`;
    return { why, hint: "Check this computer's clock; if it is right, that host needs another certificate" };
  }
  if (/not valid for/i.test(said)) {
    const [name = "another host"] = /(?<=\(")[^"]+(?="\))/.exec(said) ?? [];
    const hint = "Check the endpoint's URL, and what else may answer for that host in this network";
    return { why: `its certificate is for ${name}`, hint };
  }
  if (/CaUsedAsEndEntity/.test(said)) {
    const hint = "Give that host a certificate without CA:TRUE, and trust the authority that has issued it";
    return { why: "its certificate is that of an authority, not of a host", hint };
  }
  return { why: `its certificate is not accepted (${said})`, hint: checkNetwork };
}

const checkNetwork = "Check the network connection, the region, and HTTPS_PROXY if there is a proxy";

function explainConnection(said: string): Explanation {
  if (/dns error/.test(said)) return { why: "the name of the host is not known", hint: checkNetwork };
  if (/refused|os error (111|61|10061)\b/.test(said)) {
    return { why: "connection refused", hint: checkNetwork };
  }
  if (/timed out|os error (110|60|10060)\b/.test(said)) {
    return { why: "no answer in time", hint: checkNetwork };
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
