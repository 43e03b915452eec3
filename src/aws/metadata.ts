import { AwsError } from "../errors.ts";
import type { System } from "../system.ts";
import type { Refuse } from "./credentials_json.ts";
import { sayingWait } from "./waiting.ts";
import { withoutSent } from "./without_sent.ts";

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
  /** Whether there is no need to ask again. */
  readonly isGood: (answer: MetadataAnswer) => boolean;
  /** Makes the error when there is no answer. */
  readonly refuse: Refuse;
}

/** What came back. */
export interface MetadataAnswer {
  readonly status: number;
  readonly text: string;
  /** The code and the message in it, as the agent of ECS, EKS and IMDS spell them. Nothing that is secret is repeated. */
  readonly words?: string;
}

/** No answer of such a service is longer. */
const maxAnswerBytes = 64 * 1024;

/** Between two tries, as botocore has it: such services answer so many a second, and no more. */
const pauseMs = 1000;

/**
 * Asks a metadata service, again when it fails, does not answer in time or gives no good answer. What it says at last is
 * an answer, too. Throws what `refuse` makes when there is none, ConfigError, Interrupted.
 */
export function askMetadata(
  request: MetadataRequest,
  patience: Patience,
  system: System,
): Promise<MetadataAnswer> {
  return sayingWait(new URL(request.url).host, () => ask(request, patience, system), system);
}

async function ask(
  request: MetadataRequest,
  { attempts, timeoutSeconds }: Patience,
  system: System,
): Promise<MetadataAnswer> {
  const { refuse, isGood } = request;
  for (let attempt = 1;; attempt++) {
    const isLast = attempt >= attempts;
    try {
      const answer = await askOnce(request, timeoutSeconds, system);
      if (isLast || isGood(answer)) return answer;
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      if (isLast || error.isLasting) throw refuse(error.message);
    }
    await system.pause(pauseMs);
  }
}

async function askOnce(
  { url, method = "GET", headers = {} }: MetadataRequest,
  timeoutSeconds: number,
  system: System,
): Promise<MetadataAnswer> {
  const signal = AbortSignal.timeout(timeoutSeconds * 1000);
  const response = await system.http(new Request(url, { method, headers, signal }));
  const whole = await response.text();
  const text = whole.length > maxAnswerBytes ? "" : whole;
  // A token goes behind a word, or alone.
  const sent = Object.values(headers).flatMap((value) => [value, value.replace(/^\w+ +/, "")]);
  const words = wordsOf(readFields(text), sent);
  return { status: response.status, text, ...(words === undefined ? {} : { words }) };
}

/** The status of a refusal, with what the service says of it: `status 429 (TooManyRequests: slow down)`. */
export function describeRefusal({ status, words }: MetadataAnswer): string {
  return `status ${status}${words === undefined ? "" : ` (${words})`}`;
}

function wordsOf(
  { code, message, Code = code, Message = message, SecretAccessKey, Token }: Readonly<
    Record<string, unknown>
  >,
  sent: readonly string[],
): string | undefined {
  const words = [Code, Message].filter((word) => typeof word === "string" && word.trim() !== "").join(": ");
  const secrets = [...sent, SecretAccessKey, Token].filter((each) => typeof each === "string");
  return words === "" ? undefined : withoutSent(words, secrets).slice(0, maxWords);
}

/** More than any of those says. */
const maxWords = 300;

/** None where the text is no JSON object. */
function readFields(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** Whether there is something in an answer. */
export function isTextAnswer({ status, text }: MetadataAnswer): boolean {
  return status === 200 && text.trim() !== "";
}

/** Whether an answer is what can hold credentials: a JSON object. */
export function isJsonAnswer({ status, text }: MetadataAnswer): boolean {
  return status === 200 && Object.keys(readFields(text)).length > 0;
}
