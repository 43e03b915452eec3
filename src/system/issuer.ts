import type { Socket } from "node:net";
import type { Way } from "./client.ts";
import type { Proxy } from "./proxy.ts";

/** It comes on top of a failure that is told anyway. */
const patienceMs = 2000;

/**
 * Who has issued the certificate that the host of an https URL shows, by its own word: nobody has checked it. The host is
 * greeted for that and nothing is sent to it; a proxy gets the user and the password that it has had. Undefined where
 * that cannot be had: through a proxy of SOCKS or one that itself speaks TLS, and in Deno 2.6 through any.
 */
export async function findIssuer(url: URL, { proxy }: Way): Promise<string | undefined> {
  if (url.protocol !== "https:" || (proxy && !proxy.url.startsWith("http:"))) return undefined;
  const { promise: late, resolve: giveUp } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => giveUp(undefined), patienceMs);
  const opened: Socket[] = [];
  try {
    return await Promise.race([ask(url, { proxy, opened }).catch(() => undefined), late]);
  } finally {
    clearTimeout(timer);
    opened.forEach((socket) => socket.destroy());
  }
}

/** What is opened meanwhile goes into `opened`. */
interface Asking {
  readonly proxy: Proxy | undefined;
  readonly opened: Socket[];
}

async function ask(url: URL, { proxy, opened }: Asking): Promise<string | undefined> {
  const { connect, rootCertificates } = await import("node:tls");
  const host = bare(url.hostname);
  const way = proxy
    ? { socket: await openTunnel(url, proxy, opened) }
    : { host, port: Number(url.port || "443") };
  const servername = /^[\d.]+$|:/.test(host) ? "" : host;
  // What comes over this connection is shown, never used: so nobody has to be trusted. With no authority at all, as a
  // bundle leaves the store, Deno would break off all the same.
  const trust = { rejectUnauthorized: false, ca: rootCertificates.slice(0, 1) };
  const secure = connect({ ...way, servername, ...trust });
  opened.push(secure);
  await next(secure, "secureConnect");
  const { CN, O } = secure.getPeerCertificate().issuer;
  return [CN, O].find(isName);
}

/** An IPv6 address stands in brackets in a URL alone. */
function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, "");
}

async function openTunnel(url: URL, proxy: Proxy, opened: Socket[]): Promise<Socket> {
  const { connect } = await import("node:net");
  const { hostname, port } = new URL(proxy.url);
  const socket = connect({ host: bare(hostname), port: Number(port || "80") });
  opened.push(socket);
  await next(socket, "connect");
  const place = `${url.hostname}:${url.port || "443"}`;
  const bytes = new TextEncoder().encode(`${proxy.login?.username}:${proxy.login?.password}`);
  const word = btoa(String.fromCharCode(...bytes));
  const authorization = proxy.login ? `Proxy-Authorization: Basic ${word}\r\n` : "";
  socket.write(`CONNECT ${place} HTTP/1.1\r\nHost: ${place}\r\n${authorization}\r\n`);
  const answer = String(await next(socket, "data"));
  if (!/^HTTP\/1\.[01] 200 /.test(answer)) throw new Error("no tunnel");
  return socket;
}

/** Anybody could have written it: no control character may reach the terminal. */
function isName(text: unknown): text is string {
  return typeof text === "string" && /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]{1,100}$/u.test(text) &&
    !text.includes('"');
}

/** What comes with the next event of that name; an error, or the end, comes as an error. */
function next(socket: Socket, event: string): Promise<unknown> {
  return new Promise((done, fail) => {
    socket.once(event, done);
    // Stays: an error that nobody listens for would end the program.
    socket.on("error", fail);
    socket.once("close", () => fail(new Error("closed")));
  });
}
