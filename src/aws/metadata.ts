import { AwsError } from "../errors.ts";
import type { System } from "../system.ts";
import type { Refuse } from "./credentials_json.ts";
import { sayingWait } from "./waiting.ts";

/** How often a metadata service is asked, and how long each time. */
export interface Patience {
  readonly attempts: number;
  readonly timeoutSeconds: number;
}

/** What is asked. */
export interface MetadataRequest {
  readonly url: string;
  readonly method?: "GET" | "PUT";
  readonly headers?: Readonly<Record<string, string>>;
  /** Makes the error when there is no answer. */
  readonly refuse: Refuse;
}

/** What came back. */
export interface MetadataAnswer {
  readonly status: number;
  readonly text: string;
}

/** No answer of such a service is longer. */
const maxAnswerBytes = 64 * 1024;

/**
 * Asks a metadata service, again when it fails or does not answer in time. What it says on a refusal is an answer, too.
 * Throws what `refuse` makes when there is none, ConfigError.
 */
export function askMetadata(
  request: MetadataRequest,
  patience: Patience,
  system: System,
): Promise<MetadataAnswer> {
  return sayingWait(new URL(request.url).host, () => ask(request, patience, system), system);
}

async function ask(
  { url, method = "GET", headers = {}, refuse }: MetadataRequest,
  { attempts, timeoutSeconds }: Patience,
  system: System,
): Promise<MetadataAnswer> {
  for (let attempt = 1;; attempt++) {
    const isLast = attempt >= attempts;
    try {
      const signal = AbortSignal.timeout(timeoutSeconds * 1000);
      const response = await system.http(new Request(url, { method, headers, signal }));
      if (response.status < 500 || isLast) return { status: response.status, text: await readText(response) };
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      if (isLast || error.isLasting) throw refuse(error.message);
    }
  }
}

async function readText(response: Response): Promise<string> {
  const text = await response.text();
  return text.length > maxAnswerBytes ? "" : text;
}
