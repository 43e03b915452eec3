import { isPrincipalArn } from "../aws/saml.ts";
import type { IdentityRequest } from "../assume/identity.ts";
import { UsageError } from "../errors.ts";
import type { OptionName } from "./options.ts";
import type { Words } from "./words.ts";

/** The options of a role by a token or an assertion, if one was asked for. Throws UsageError. */
export function parseIdentity(flags: Words["flags"]): { readonly identity?: IdentityRequest } {
  if (flags.has("with-web-identity")) {
    return { identity: { kind: "web-identity", ...readFile("web-identity-token", flags) } };
  }
  if (!flags.has("with-saml")) return {};
  const principal = flags.get("principal-arn");
  const principalArn = principal === undefined ? {} : { principalArn: toPrincipalArn(principal) };
  return { identity: { kind: "saml", ...readFile("saml-assertion", flags), ...principalArn } };
}

function readFile(name: OptionName, flags: Words["flags"]): { readonly file?: string } {
  const file = flags.get(name);
  if (file === undefined) return {};
  if (file.trim() !== "") return { file };
  throw new UsageError(`Cannot use --${name} without a path`, { hint: "Name the file" });
}

/** The ARN, or `[PARTITION:]ACCOUNT:PROVIDER` as for roles. */
function toPrincipalArn(text: string): string {
  const short = /^(?:(aws[a-z-]*):)?(\d{12}):([\w.-]+)$/.exec(text);
  const arn = short ? `arn:${short[1] ?? "aws"}:iam::${short[2]}:saml-provider/${short[3]}` : text;
  if (isPrincipalArn(arn)) return arn;
  throw new UsageError(`Cannot read --principal-arn "${text}"`, {
    hint: "Write arn:aws:iam::123456789012:saml-provider/NAME or 123456789012:NAME",
  });
}
