import type { Refusal } from "./sigv4.ts";
import { invalid, violated } from "./sts_xml.ts";

/** The parameters of a call: the form without Action and Version. */
export type Params = Readonly<Record<string, string>>;

const TAG = String.raw`[\p{L}\p{Z}\p{N}_.:/=+\-@]`;

/** Every parameter that is understood, and what AWS allows in it (botocore's STS model, 2011-06-15). */
const PARAMETERS: readonly (readonly [name: RegExp, pattern: RegExp])[] = [
  [/^DurationSeconds$/, /^\d+$/],
  [/^RoleArn$/, /^arn:aws[\w-]*:iam::\d{12}:role\/[\x21-\x7e]{1,576}$/],
  [/^(RoleSessionName|SourceIdentity)$/, /^(?!aws:)[\w+=,.@-]{2,64}$/],
  [/^PrincipalArn$/, /^arn:aws[\w-]*:iam::\d{12}:saml-provider\/[\w.-]{1,128}$/],
  [/^WebIdentityToken$/, /^.{4,20000}$/],
  [/^SAMLAssertion$/, /^.{4,100000}$/],
  [/^ExternalId$/, /^[\w+=,.@:\/-]{2,1224}$/],
  [/^SerialNumber$/, /^[\w+=\/:,.@-]{9,256}$/],
  [/^TokenCode$/, /^\d{6}$/],
  [/^Policy$/, /^[\t\n\r\x20-\xff]{1,2048}$/],
  [/^PolicyArns\.member\.([1-9]|10)\.arn$/, /^arn:.{16,2044}$/],
  [
    /^(Tags\.member\.([1-9]|[1-4]\d|50)\.Key|TransitiveTagKeys\.member\.([1-9]|[1-4]\d|50))$/,
    new RegExp(`^${TAG}{1,128}$`, "u"),
  ],
  [/^Tags\.member\.([1-9]|[1-4]\d|50)\.Value$/, new RegExp(`^${TAG}{0,256}$`, "u")],
];

/** Why a parameter is refused: not known, or not of its pattern. */
export function checkParameters(params: Params): Refusal | undefined {
  for (const [name, value] of Object.entries(params)) {
    const pattern = PARAMETERS.find(([known]) => known.test(name))?.[1];
    if (pattern === undefined) return invalid(`Unknown parameter ${name}`);
    if (!pattern.test(value)) {
      return violated(name, `'${value}'`, `satisfy regular expression pattern: ${pattern.source}`);
    }
  }
  return undefined;
}

/** Why the call is refused when one of these is absent. */
export function checkPresent(params: Params, names: readonly string[]): Refusal | undefined {
  const absent = names.find((name) => params[name] === undefined);
  return absent === undefined ? undefined : violated(absent, "null", "not be null");
}

/** Why a duration is refused, in seconds. */
export function checkRange(seconds: number, longest: number): Refusal | undefined {
  if (seconds < 900) {
    return violated("DurationSeconds", `'${seconds}'`, "have value greater than or equal to 900");
  }
  if (seconds <= longest) return undefined;
  return violated("DurationSeconds", `'${seconds}'`, `have value less than or equal to ${longest}`);
}

/** Why a session policy is refused. */
export function checkPolicy({ Policy = "{}" }: Params): Refusal | undefined {
  try {
    JSON.parse(Policy);
    return undefined;
  } catch {
    return { status: 400, code: "MalformedPolicyDocument", message: "This policy contains invalid Json" };
  }
}
