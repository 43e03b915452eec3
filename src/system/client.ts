import { ConfigError } from "../errors.ts";
import type { System } from "../system.ts";
import { explainFileError } from "./files.ts";
import type { Proxy } from "./proxy.ts";
import type { Bundle } from "./trust.ts";

/** How a client gets to a host, and which certificates it trusts there: those of the system when there is no bundle. */
export interface Way {
  readonly proxy?: Proxy;
  readonly bundle?: Bundle;
}

/**
 * A function from a way to its client. Throws ConfigError when the certificates to trust cannot be read.
 *
 * Deno's own reading of the proxy variables is bypassed: it ignores a user without a password, takes `%40` as it
 * stands, and counts http_proxy for https. Its store of trusted certificates is filled once in the life of a process,
 * so a bundle that comes first leaves it empty: as for AWS's own tools, the bundle is all that is trusted. (One that
 * comes later is trusted beside the system's. A process that needs both serves several profiles.)
 */
export function makeClients(env: System["env"]): (way: Way) => Promise<Deno.HttpClient> {
  let store: string | undefined;
  return async ({ proxy, bundle }) => {
    if (proxy) hurryNameServers(env);
    const filled = store ??= bundle ? "" : env.DENO_TLS_CA_STORE || "system,mozilla";
    const create: Create = (certificates) => createClient(proxy, certificates, filled);
    if (bundle) return createTrusting(bundle, create);
    const certificates = filled === "" ? await loadBuiltIn() : [];
    try {
      return create(certificates);
    } catch (error) {
      throw new ConfigError(`Cannot use the certificates of this system: ${explainFileError(error).why}`, {
        hint: "Check SSL_CERT_FILE, SSL_CERT_DIR and DENO_TLS_CA_STORE, or name a PEM file in AWS_CA_BUNDLE",
        cause: error,
      });
    }
  };
}

/**
 * Deno 2.9 asks the name servers for the host behind a proxy as well, which is the proxy's affair. Behind one, they may
 * leave such a question without an answer, and the C library of Linux would wait longer than one try may take. Stays
 * set, because the question comes later; child processes get the environment of the start.
 */
function hurryNameServers(env: System["env"]): void {
  if (env.RES_OPTIONS === undefined) Deno.env.set("RES_OPTIONS", "timeout:1 attempts:2");
}

type Create = (certificates: readonly string[]) => Deno.HttpClient;

function createClient(
  proxy: Proxy | undefined,
  certificates: readonly string[],
  store: string,
): Deno.HttpClient {
  const through = proxy && { url: proxy.url, ...(proxy.login && { basicAuth: proxy.login }) };
  const options = { ...(through && { proxy: through }), caCerts: [...certificates] };
  const variables = { DENO_TLS_CA_STORE: store, NO_PROXY: proxy ? "" : "*,0.0.0.0/0,::/0" };
  return withVariables(variables, () => Deno.createHttpClient(options));
}

/**
 * One certificate that this library does not take, as some old ones, must not spoil the others: with the AWS CLI, which
 * uses OpenSSL, the file may have worked.
 */
function createTrusting({ setting, path, certificates }: Bundle, create: Create): Deno.HttpClient {
  try {
    return create(certificates);
  } catch (error) {
    const usable = certificates.filter((certificate) => isUsable(certificate, create));
    if (usable.length > 0) return create(usable);
    throw new ConfigError(`Cannot use the certificates in "${path}", which ${setting} names: none is valid`, {
      hint: "Get that file anew: it is damaged",
      cause: error,
    });
  }
}

function isUsable(certificate: string, create: Create): boolean {
  try {
    create([certificate]).close();
    return true;
  } catch {
    return false;
  }
}

/** Mozilla's, for the rare process whose store was left empty for another profile: this module takes a while. */
async function loadBuiltIn(): Promise<readonly string[]> {
  const { rootCertificates } = await import("node:tls");
  return rootCertificates;
}

/** Sets variables for the moment of `work`, so that no child process sees them. */
function withVariables<T>(variables: Readonly<Record<string, string>>, work: () => T): T {
  const before = Object.keys(variables).map((name) => [name, Deno.env.get(name)] as const);
  try {
    for (const [name, value] of Object.entries(variables)) Deno.env.set(name, value);
    return work();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) Deno.env.delete(name);
      else Deno.env.set(name, value);
    }
  }
}
