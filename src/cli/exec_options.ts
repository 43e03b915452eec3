import { UsageError } from "../errors.ts";
import { refuseUnrenewable } from "./conflicts.ts";
import { type AssumeOptions, parseAssume } from "./assume_options.ts";
import { toRenewalWords } from "./renewal_words.ts";
import type { Words } from "./words.ts";

/** What `awsume exec` shall run, and with whose credentials. */
export interface ExecOptions {
  readonly options: AssumeOptions;
  readonly run:
    | { readonly kind: "command"; readonly words: readonly string[] }
    | { readonly kind: "shell" }
    /** `--rotate` alone. */
    | { readonly kind: "nothing" };
  /** The options for `credential-process`, when the credentials shall renew. */
  readonly renewal?: readonly string[];
}

/** Throws UsageError. */
export function parseExec({ flags, operands: [profile, ...words] }: Words): ExecOptions {
  // For a switch the word means what `--rotate` means here.
  const taken = new Map([...flags].filter(([name]) => name !== "refresh"));
  const operands = profile === undefined ? [] : [profile];
  const options = parseAssume({ flags: taken, operands, rest: [] });
  if (profile === undefined || options.roleArn !== undefined) {
    throw usage("Cannot tell whose credentials: exec takes a profile");
  }
  if (flags.has("refresh")) refuseUnrenewable(taken, "--refresh");
  return {
    options,
    run: toRun(words, flags),
    ...(flags.has("refresh") ? { renewal: toRenewalWords(taken) } : {}),
  };
}

function toRun(words: readonly string[], flags: Words["flags"]): ExecOptions["run"] {
  if (flags.has("shell")) {
    if (words.length === 0) return { kind: "shell" };
    throw usage("Cannot run a command and a shell at once");
  }
  if (words.length > 0 && words[0] !== "") return { kind: "command", words };
  if (words.length === 0 && flags.has("rotate") && !flags.has("refresh")) return { kind: "nothing" };
  throw usage("Cannot run anything: there is no command behind the profile");
}

function usage(message: string): UsageError {
  return new UsageError(message, {
    hint: "Write awsume exec PROFILE aws s3 ls, awsume exec PROFILE --shell or awsume exec PROFILE --rotate",
  });
}
