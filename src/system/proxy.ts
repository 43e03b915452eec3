import { ConfigError } from "../errors.ts";
import type { System } from "../system.ts";

/** A proxy, as a variable of the environment names it. */
export interface Proxy {
  /** The variable, for words to the person. */
  readonly variable: string;
  /** `http://proxy.example:8080`; https, socks5 and socks5h too. Without user and password. */
  readonly url: string;
  readonly login?: { readonly username: string; readonly password: string };
}

/** What is on this computer or answers for it alone: credentials of containers and instances, fakes in tests. */
const neverProxied = [
  "localhost",
  "127.0.0.0/8",
  "[::1]",
  "169.254.0.0/16",
  "[fd00:ec2::254]",
  "[fd00:ec2::23]",
];

/**
 * The proxy on the way to `url`, or undefined when there is none. As in the AWS CLI, https_proxy comes before
 * HTTPS_PROXY (http_proxy for plain http) and an empty one means none; unlike there, ALL_PROXY stands in for both, as
 * in curl. Throws ConfigError for a proxy that cannot be used, without its text: it may hold a password.
 */
export function findProxy(url: string, env: System["env"]): Proxy | undefined {
  const target = new URL(url);
  const scheme = target.protocol === "https:" ? "https_proxy" : "http_proxy";
  const names = [scheme, scheme.toUpperCase(), "all_proxy", "ALL_PROXY"];
  const variable = names.find((name) => env[name] !== undefined);
  const text = variable === undefined ? "" : env[variable]?.trim();
  if (variable === undefined || !text || isDirect(target, env)) return undefined;
  return parseProxy(text, variable);
}

function isDirect({ hostname, protocol, port }: URL, env: System["env"]): boolean {
  const entries = (env.no_proxy ?? env.NO_PROXY ?? "").split(/[\s,]+/).filter((entry) => entry !== "");
  const target = { host: hostname.replace(/\.$/, ""), port: port || (protocol === "https:" ? "443" : "80") };
  return [...neverProxied, ...entries].some((entry) => matches(entry.toLowerCase(), target));
}

/**
 * `*` is every host, a name is that host and those below it (`.name` and `*.name` are the same), an IPv4 address may be
 * a range (`10.0.0.0/8`), and `:443` at the end limits all that to one port.
 */
function matches(text: string, { host, port }: { readonly host: string; readonly port: string }): boolean {
  const isBareIpv6 = /^[^[]*:[^[]*:/.test(text);
  const entry = isBareIpv6 ? `[${text}]` : text;
  if ((/:(\d+)$/.exec(entry)?.[1] ?? port) !== port) return false;
  const name = entry.replace(/:\d+$/, "").replace(/^\*?\./, "");
  if (name.includes("/")) return isInRange(host, name);
  return name === "*" || host === name || (name !== "" && host.endsWith(`.${name}`));
}

/** Whether an IPv4 address is in a range such as `10.0.0.0/8`. */
function isInRange(host: string, range: string): boolean {
  const [network = "", bits = ""] = range.split("/");
  const [address, first] = [toNumber(host), toNumber(network)];
  if (address === undefined || first === undefined || !/^\d+$/.test(bits)) return false;
  const size = 2 ** (32 - Number(bits));
  return Math.floor(address / size) === Math.floor(first / size);
}

function toNumber(address: string): number | undefined {
  if (!/^\d+(\.\d+){3}$/.test(address)) return undefined;
  return address.split(".").reduce((number, part) => number * 256 + Number(part), 0);
}

function parseProxy(text: string, variable: string): Proxy {
  // Without its scheme, as `proxy.example:8080`, it would be read as one.
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`);
  // An `@` behind the host: a password with `/`, `?` or `#` in it, whose first half would be taken for a port.
  if (!url?.hostname || (url.pathname + url.search + url.hash).includes("@")) {
    throw unusable(variable, "it is not the address of a proxy");
  }
  const { protocol, host, username, password } = url;
  if (!/^(https?|socks5h?):$/.test(protocol)) {
    throw unusable(variable, `awsume knows no proxies of the kind "${protocol.slice(0, -1)}"`);
  }
  const login = { username: decode(username), password: decode(password) };
  return { variable, url: `${protocol}//${host}`, ...(username || password ? { login } : {}) };
}

/** A `%` that stands for itself stays. */
function decode(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return encoded;
    }
  });
}

function unusable(variable: string, why: string): ConfigError {
  return new ConfigError(`Cannot use the proxy that ${variable} names: ${why}`, {
    hint:
      `Write ${variable} as http://HOST:PORT, or http://USER:PASSWORD@HOST:PORT with signs such as @ as %40`,
  });
}
