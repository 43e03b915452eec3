import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import type { Way } from "./client.ts";
import type { Proxy } from "./proxy.ts";

/** It comes on top of a failure that is told anyway, and nobody shall wait for it. */
const usualPatienceMs = 300;

/**
 * Who has issued the certificate that the host of an https URL shows, by its own word: nobody has checked it. The host is
 * greeted for that and nothing is sent to it; a proxy gets the user and the password that it has had. Undefined where
 * that cannot be had at once: through a proxy of SOCKS or one that itself speaks TLS.
 */
export async function findIssuer(
  url: URL,
  { proxy }: Way,
  patienceMs = usualPatienceMs,
): Promise<string | undefined> {
  if (url.protocol !== "https:" || (proxy && !proxy.url.startsWith("http:"))) return undefined;
  const end = new AbortController();
  const { promise: late, resolve: giveUp } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => giveUp(undefined), patienceMs);
  try {
    return await Promise.race([ask(url, proxy, end.signal).catch(() => undefined), late]);
  } finally {
    clearTimeout(timer);
    end.abort();
  }
}

/** All that it opens is closed by the signal. */
async function ask(url: URL, proxy: Proxy | undefined, end: AbortSignal): Promise<string | undefined> {
  const [net, tls] = await Promise.all([import("node:net"), import("node:tls")]);
  end.throwIfAborted();
  const first = proxy ? new URL(proxy.url) : url;
  const port = Number(first.port || (proxy ? 80 : 443));
  const socket = net.connect({ host: bare(first.hostname), port });
  end.addEventListener("abort", () => socket.destroy());
  const host = bare(url.hostname);
  const isAddress = /^[\d.]+$|:/.test(host);
  // What comes over this connection is shown, never used: so nobody has to be trusted. With no authority at all, as a
  // bundle leaves the store, Deno would break off all the same.
  const trust = { rejectUnauthorized: false, ca: tls.rootCertificates.slice(0, 1) };
  const greet = (): TLSSocket => tls.connect({ socket, servername: isAddress ? "" : host, ...trust });
  const secure = await (proxy ? tunnelled(socket, { url, proxy, greet }) : next(socket, "connect", greet));
  end.addEventListener("abort", () => secure.destroy());
  await next(secure, "secureConnect", () => {});
  const { CN, O } = secure.getPeerCertificate().issuer;
  return [CN, O].find(isName);
}

/** An IPv6 address stands in brackets in a URL alone. */
function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, "");
}

interface Tunnel<T> {
  readonly url: URL;
  readonly proxy: Proxy;
  /** What comes next over it. */
  readonly greet: () => T;
}

async function tunnelled<T>(socket: Socket, { url, proxy: { login }, greet }: Tunnel<T>): Promise<T> {
  const place = `${url.hostname}:${url.port || "443"}`;
  const bytes = new TextEncoder().encode(`${login?.username}:${login?.password}`);
  const word = btoa(String.fromCharCode(...bytes));
  const authorization = login ? `Proxy-Authorization: Basic ${word}\r\n` : "";
  await next(socket, "connect", () => {
    socket.write(`CONNECT ${place} HTTP/1.1\r\nHost: ${place}\r\n${authorization}\r\n`);
  });
  return await next(socket, "data", (answer) => {
    if (!/^HTTP\/1\.[01] 200 /.test(String(answer))) throw new Error("no tunnel");
    return greet();
  });
}

/** Anybody could have written it: no control character may reach the terminal. */
function isName(text: unknown): text is string {
  return typeof text === "string" && /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]{1,100}$/u.test(text) &&
    !text.includes('"');
}

/**
 * What `work` makes of the next event of that name, at that very moment: Deno 2.6 does not take over a connection that
 * has gone on reading meanwhile. An error, or the end, comes as an error.
 */
function next<T>(socket: Socket, event: string, work: (value: unknown) => T): Promise<T> {
  return new Promise((done, fail) => {
    socket.once(event, (value) => Promise.try(work, value).then(done, fail));
    // Stays: an error that nobody listens for would end the program.
    socket.on("error", fail);
    socket.once("close", () => fail(new Error("closed")));
  });
}
