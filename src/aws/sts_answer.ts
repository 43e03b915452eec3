import { AwsError } from "../errors.ts";
import { accountOf, type Credentials } from "./credentials.ts";
import type { Endpoint } from "./endpoints.ts";
import { notSts } from "./sts_errors.ts";

/** The part of STS's answers with credentials that is used. */
export interface Output {
  readonly Credentials?: {
    readonly AccessKeyId: string | undefined;
    readonly SecretAccessKey: string | undefined;
    readonly SessionToken: string | undefined;
    readonly Expiration: Date | undefined;
  } | undefined;
  readonly AssumedRoleUser?: { readonly Arn: string | undefined } | undefined;
}

/** What credentials were asked for. */
export interface Asked {
  /** How long they may live. */
  readonly seconds: number;
  /** Whose they must be, where they are those of a role. */
  readonly roleArn?: string;
  /** Their account, where it is none's role. */
  readonly accountId?: string;
}

/** When an answer came, and how far STS's clock is ahead of this computer's then; 0 unless they differ by minutes. */
export interface Heard {
  readonly at: Date;
  readonly offsetMs: number;
}

/** A Date header has whole seconds and travels, and AWS itself puts up with five minutes. */
const leewayMs = 4 * 60 * 1000;

/** How far the clock of an answer's Date is ahead of this computer's. What a cache has kept says nothing about it. */
export function hear(headers: Readonly<Record<string, string>>, at: Date): Heard {
  const offsetMs = Date.parse(headers.date ?? "") - at.getTime();
  const isOff = Math.abs(offsetMs) > leewayMs && headers.age === undefined;
  return { at, offsetMs: isOff ? offsetMs : 0 };
}

/**
 * The credentials in an answer, if they are those that were asked for. Throws AwsError for half an answer, another role,
 * and credentials that have ended.
 */
export function toCredentials(
  { Credentials: given, AssumedRoleUser: user }: Output,
  { asked, heard, endpoint }: {
    readonly asked: Asked;
    readonly heard: Heard;
    readonly endpoint: Endpoint;
  },
): Credentials {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = given ?? {};
  const texts = [AccessKeyId, SecretAccessKey, SessionToken];
  const isWhole = texts.every((text) => text !== undefined && /^[\x21-\x7e]+$/.test(text));
  const end = Expiration?.getTime() ?? NaN;
  if (!isWhole || !AccessKeyId || !SecretAccessKey || !SessionToken || Number.isNaN(end)) {
    throw notSts(endpoint);
  }
  if (asked.roleArn !== undefined && user?.Arn) refuseOther(user.Arn, asked.roleArn, endpoint);
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    ...findEnds(end, { asked, heard, endpoint }),
    ...(asked.accountId === undefined ? accountOf(asked.roleArn) : { accountId: asked.accountId }),
  };
}

/**
 * The end by this computer's clock: whoever reads it, here or in a prompt, compares it with that clock. Neither a wrong
 * Date nor a wrong end makes it later than what was asked for.
 */
function findEnds(
  end: number,
  { asked, heard: { at, offsetMs }, endpoint }: {
    readonly asked: Asked;
    readonly heard: Heard;
    readonly endpoint: Endpoint;
  },
): Pick<Credentials, "expiresAt" | "keepUntil"> {
  const latest = at.getTime() + asked.seconds * 1000;
  const told = end - offsetMs;
  const here = told > latest + (offsetMs === 0 ? leewayMs : 0) ? latest : told;
  const expiresAt = new Date(here);
  if (expiresAt > at) {
    return { expiresAt, ...(offsetMs < 0 ? { keepUntil: new Date(Math.min(here, end)) } : {}) };
  }
  throw new AwsError(
    `Cannot use the credentials that ${endpoint.url} gives: they ended at ${expiresAt.toISOString()}`,
    {
      hint: endpoint.customFrom === undefined
        ? "Check this computer's clock, and look at what answers there"
        : `Check this computer's clock, and the URL (${endpoint.customFrom})`,
    },
  );
}

/** The name of a session is the role's without its path. IAM does not tell names apart by their case. */
function refuseOther(arn: string, roleArn: string, endpoint: Endpoint): void {
  const [, account, name] = /^arn:aws[a-z-]*:sts::(\d{12}):assumed-role\/([^/]+)\/./.exec(arn) ?? [];
  const wanted = roleArn.split("/").at(-1) ?? "";
  const isSame = account === roleArn.split(":")[4] && name?.toLowerCase() === wanted.toLowerCase();
  if (isSame) return;
  throw new AwsError(`Cannot assume ${roleArn}: ${endpoint.url} gives credentials of ${arn}`, {
    hint: endpoint.customFrom === undefined
      ? "Look for what answers there in the place of AWS"
      : `Look at what answers there, and correct the URL (${endpoint.customFrom})`,
  });
}
