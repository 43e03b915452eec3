import type { Found } from "./files_boto3.ts";
import type { MadeFiles } from "./files_made.ts";

/** Files that boto3 reads otherwise than awsume, on purpose. */
export interface Difference {
  readonly name: string;
  applies(files: MadeFiles, theirs: Found): boolean;
}

function inAny(pattern: RegExp): Difference["applies"] {
  return ({ config, credentials }) => pattern.test(config) || pattern.test(credentials);
}

const blanksInBrackets = inAny(/\[\s+|\s+\]/);

/**
 * Each is said in docs/config-files.md, and `tests/conformance/oracle` has an input of it. What boto3 merges (a header or
 * a setting that is indented below a value) is none of them: there awsume refuses.
 */
export const differences: readonly Difference[] = [
  {
    name: "boto3 reads nothing of a file with such a slip elsewhere in it",
    applies: (_files, { error = "" }) => /^(?:ConfigParseError|UnicodeDecodeError)/.test(error),
  },
  { name: "boto3 takes a comment for a part of a value", applies: inAny(/=.*\s[#;]/) },
  {
    name: "to boto3 a setting without a value is there",
    applies: inAny(/^\s*(?:aws_\w+|external_id|role_session_name)\s*=\s*$/mi),
  },
  { name: "boto3 hands [DEFAULT] down to every profile", applies: inAny(/^\[DEFAULT\]/m) },
  {
    name: "boto3 reads no section of the config file without the word profile",
    applies: ({ config }) => /^\s*\[\s*(?!profile|default)/m.test(config),
  },
  {
    name: "of [default] and [profile default], boto3 takes the later one",
    applies: ({ config }) => /\[\s*default\s*\]/.test(config) && /\[profile\s+default\]/.test(config),
  },
  { name: "of two headers that spell one name, boto3 takes the later one", applies: spellsTwice },
  { name: "blanks inside the brackets are a part of the name to boto3", applies: blanksInBrackets },
];

/** Whether the config file spells a profile's header in two ways: with a tab, more blanks, or quotes. */
function spellsTwice({ config }: MadeFiles): boolean {
  const titles = new Set([...config.matchAll(/^\s*\[([^\]]*)\]/gm)].map(([, title = ""]) => title.trim()));
  const names = [...titles].flatMap((title) => /^profile\s+(['"]?)(.*)\1$/.exec(title)?.[2] ?? []);
  return new Set(names).size < names.length;
}

/** Why awsume may refuse what boto3 takes without a line of a file in its message. */
export const refusals: readonly Difference[] = [
  { name: "refused: boto3 takes the keys of [DEFAULT]", applies: inAny(/^\[DEFAULT\]/m) },
  // Such a section of the credentials file may have a token, which AWS refuses beside the keys.
  {
    name: "refused: blanks inside the brackets are a part of the name to boto3",
    applies: blanksInBrackets,
  },
];
