import { AwsError } from "../errors.ts";
import type { HomeSystem } from "../home.ts";
import type { System } from "../system.ts";
import { makeClients, type Way } from "./client.ts";
import { findIssuer } from "./issuer.ts";
import { isUntrusted, refusedByProxy, toNetworkError } from "./network_errors.ts";
import { findProxy } from "./proxy.ts";
import { readBundle } from "./trust.ts";

/** More than any answer of AWS: one without end must not fill the memory. */
const maxBodyMiB = 4;

/**
 * `System.http` for this environment. A redirect is returned, not followed: a signed request must not travel on. The
 * body is read here, so that a connection that breaks in the middle is reported here too.
 */
export function makeHttp(env: System["env"], place: Place = nowhere): System["http"] {
  const system = { env, ...place };
  const makeClient = makeClients(env);
  // Kept, and with them their connections: the calls of a chain go to one host.
  const clients = new Map<string, Promise<Deno.HttpClient>>();
  const issuers = new Map<string, Promise<string | undefined>>();
  const issuerOf = (url: URL, way: Way): Promise<string | undefined> => {
    const found = issuers.get(url.host) ?? findIssuer(url, way);
    issuers.set(url.host, found);
    return found;
  };
  return async (request, { caFile } = {}) => {
    const way = await findWay(request.url, caFile, system);
    const key = JSON.stringify(way);
    const client = clients.get(key) ?? makeClient(way);
    clients.set(key, client);
    const response = await exchange(request, { client: await client, way, issuerOf });
    if (response.status === 407 && way.proxy) throw refusedByProxy(new URL(request.url).host, way);
    return response;
  };
}

/** What `~` in a path stands for. */
type Place = Pick<HomeSystem, "os" | "home">;

/** There it stays as it is. */
const nowhere: Place = { os: "linux", home: () => Promise.resolve("~") };

async function findWay(url: string, caFile: string | undefined, system: HomeSystem): Promise<Way> {
  const proxy = findProxy(url, system.env);
  const bundle = await readBundle(system, caFile);
  return { ...(proxy && { proxy }), ...(bundle && { bundle }) };
}

interface Exchange {
  readonly client: Deno.HttpClient;
  readonly way: Way;
  /** Asked once for each host: it does not change, and costs time. */
  issuerOf(url: URL, way: Way): Promise<string | undefined>;
}

async function exchange(request: Request, { client, way, issuerOf }: Exchange): Promise<Response> {
  try {
    const response = await fetch(request, { redirect: "manual", client });
    const { status, statusText, headers } = response;
    const body = await readBody(response, new URL(request.url).host);
    // Null, because a 204 may not even have an empty body.
    return new Response(body.size === 0 ? null : body, { status, statusText, headers });
  } catch (error) {
    const url = new URL(request.url);
    const issuer = isUntrusted(error) ? await issuerOf(url, way) : undefined;
    throw toNetworkError(error, { host: url.host, way, ...(issuer === undefined ? {} : { issuer }) });
  }
}

async function readBody({ body }: Response, host: string): Promise<Blob> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBodyMiB * 1024 * 1024) {
      throw new AwsError(`Cannot use the answer of "${host}": it is longer than ${maxBodyMiB} MiB`, {
        hint: "Look at what answers there: AWS does not say as much",
        isLasting: true,
      });
    }
    chunks.push(chunk);
  }
  return new Blob(chunks);
}
