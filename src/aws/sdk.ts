import { AwsError, AwsumeError, ConfigError } from "../errors.ts";
import type { System } from "../system.ts";
import type { Endpoint } from "./endpoints.ts";
import type { Retries } from "./retries.ts";

/** One call ends after this many seconds, retries and waits included, unless a setting says otherwise. */
const defaultTotalSeconds = 30;

/** The part of an SDK's HTTP request that is used: https://github.com/smithy-lang/smithy-typescript */
interface SdkRequest {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: BodyInit | null;
}

interface SdkResponse {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

/** The request handler for AWS's clients, over the one way that awsume speaks HTTP. */
export interface SdkHandler {
  handle(
    request: SdkRequest,
    options?: { readonly abortSignal?: unknown },
  ): Promise<{ response: SdkResponse }>;
  readonly metadata: { readonly handlerProtocol: string };
  updateHttpClientConfig(): void;
  httpHandlerConfigs(): Record<string, never>;
}

/** What decides about a call beside its host: the certificates to trust in place of the system's, and how often. */
export type CallSettings = Pick<Endpoint, "caFile" | "retries">;

/**
 * What every AWS client is given, so that it reads neither files nor the environment on its own. Each attempt
 * may take its share of the total time.
 */
export function sdkDefaults(settings: CallSettings, system: System): {
  readonly requestHandler: SdkHandler;
  readonly sha256: typeof Sha256;
  readonly maxAttempts: number;
  readonly retryMode: "standard" | "adaptive";
  readonly defaultsMode: "standard";
  readonly useFipsEndpoint: false;
  readonly useDualstackEndpoint: false;
  readonly authSchemePreference: string[];
  readonly sigv4aSigningRegionSet: string[];
  readonly userAgentAppId: string;
  readonly disableClockSkewCorrection: false;
} {
  return {
    requestHandler: handlerOver(settings, system),
    sha256: Sha256,
    maxAttempts: settings.retries.maxAttempts,
    retryMode: settings.retries.mode,
    defaultsMode: "standard",
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
    authSchemePreference: ["sigv4"],
    sigv4aSigningRegionSet: [],
    userAgentAppId: "awsume",
    disableClockSkewCorrection: false,
  };
}

/** Ends a call that takes too long in all. AWSUME_TIMEOUT is in seconds. */
export function totalTimeout({ retries }: CallSettings, system: System): AbortSignal {
  return AbortSignal.timeout(totalMs(retries, system));
}

/** Time-outs of one attempt leave as much for the waits between two. */
function totalMs({ maxAttempts, attemptSeconds }: Retries, { env }: System): number {
  const seconds = attemptSeconds === undefined ? defaultTotalSeconds : 2 * maxAttempts * attemptSeconds;
  const text = env.AWSUME_TIMEOUT?.trim();
  return text ? readTimeout(text) : seconds * 1000;
}

function readTimeout(text: string): number {
  const seconds = Number(text);
  if (seconds > 0 && seconds <= 3600) return seconds * 1000;
  throw new ConfigError(`Cannot use AWSUME_TIMEOUT "${text}"`, {
    hint: "Give the seconds that one call may take in all, up to 3600",
  });
}

function handlerOver({ caFile, retries }: CallSettings, system: System): SdkHandler {
  const { maxAttempts, attemptSeconds } = retries;
  return {
    metadata: { handlerProtocol: "h1" },
    updateHttpClientConfig: () => {},
    httpHandlerConfigs: () => ({}),
    handle: async (request, { abortSignal } = {}) => {
      const shareMs = totalMs(retries, system) / maxAttempts;
      const limits = [AbortSignal.timeout(Math.min(shareMs, (attemptSeconds ?? Infinity) * 1000))];
      if (abortSignal instanceof AbortSignal) limits.push(abortSignal);
      const port = request.port === undefined ? "" : `:${request.port}`;
      const url = `${request.protocol}//${request.hostname}${port}${request.path}`;
      const { method, headers, body = null } = request;
      const sent = new Request(url, { method, headers, body, signal: AbortSignal.any(limits) });
      return { response: await exchange(sent, caFile, system) };
    },
  };
}

async function exchange(request: Request, caFile: string | undefined, system: System): Promise<SdkResponse> {
  try {
    const response = await system.http(request, caFile === undefined ? {} : { caFile });
    const body = new Uint8Array(await response.arrayBuffer());
    return { statusCode: response.status, headers: Object.fromEntries(response.headers), body };
  } catch (error) {
    const failure = toNetworkError(error, request);
    throw failure instanceof AwsError && !failure.isLasting ? Object.assign(failure, retryable) : failure;
  }
}

/** What the clients look for on an error that is worth another try. */
const retryable = { $retryable: {} };

function toNetworkError(error: unknown, request: Request): AwsumeError {
  if (error instanceof AwsumeError) return error;
  const { host } = new URL(request.url);
  if (error instanceof Error && error.name === "TimeoutError") return tookTooLong(host, error);
  return new AwsError(`Cannot read the answer of ${host}: it broke off`, {
    hint: "Try again, and look at the network and the proxy between",
    cause: error,
  });
}

/** The error for a host that did not answer in time. */
export function tookTooLong(host: string, cause: unknown): AwsError {
  return new AwsError(`Cannot get an answer of ${host}: it took too long`, {
    hint: "Try again, look at the network and the proxy between, or allow more seconds by AWSUME_TIMEOUT",
    cause,
  });
}

/** SHA-256 and its HMAC on WebCrypto: to load Node's own crypto takes 80 ms more on Deno 2.9. */
class Sha256 {
  readonly #secret: Uint8Array<ArrayBuffer> | undefined;
  #data: Uint8Array<ArrayBuffer> = new Uint8Array();

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#secret = secret === undefined ? undefined : toBytes(secret);
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    const more = toBytes(data);
    const joined = new Uint8Array(this.#data.length + more.length);
    joined.set(this.#data);
    joined.set(more, this.#data.length);
    this.#data = joined;
  }

  async digest(): Promise<Uint8Array> {
    if (this.#secret === undefined) return new Uint8Array(await crypto.subtle.digest("SHA-256", this.#data));
    const algorithm = { name: "HMAC", hash: "SHA-256" };
    const key = await crypto.subtle.importKey("raw", this.#secret, algorithm, false, ["sign"]);
    return new Uint8Array(await crypto.subtle.sign("HMAC", key, this.#data));
  }

  reset(): void {
    this.#data = new Uint8Array();
  }
}

function toBytes(data: string | ArrayBuffer | ArrayBufferView): Uint8Array<ArrayBuffer> {
  if (typeof data === "string") return new TextEncoder().encode(data);
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice();
}
