import { UsageError } from "../errors.ts";
import { didYouMean } from "../nearest.ts";
import { type AssumeOptions, parseAssume } from "./assume_options.ts";
import { defaultFormat, type ExportFormat, exportFormats } from "./export_formats.ts";
import type { Words } from "./words.ts";

/** What `export` is told. */
export interface ExportOptions {
  readonly options: AssumeOptions;
  readonly format: ExportFormat;
  /** Secrets may stand on a terminal. */
  readonly yes: boolean;
}

/** Throws UsageError for an unknown format, and where it is not said whose credentials are meant. */
export function parseExport(words: Words): ExportOptions {
  const { flags } = words;
  const format = findFormat(flags.get("format") ?? defaultFormat);
  const { refresh, ...rest } = parseAssume(words);
  if (rest.profile === undefined && rest.roleArn === undefined) {
    throw new UsageError("Cannot tell whose credentials: export takes one profile", {
      hint: "Write awsume export PROFILE",
    });
  }
  const options = { ...rest, refresh: refresh === true || flags.has("rotate") };
  return { options, format, yes: flags.has("yes") };
}

/** What people call a shell whose statements have another name here. */
const otherNames: ReadonlyMap<string, string> = new Map([
  ...["bash", "zsh", "dash", "ksh", "posix", "shell"].map((name) => [name, "sh"] as const),
  ["pwsh", "powershell"],
  ["nushell", "nu"],
]);

function findFormat(name: string): ExportFormat {
  const found = exportFormats.find((format) => format.name === name);
  if (found !== undefined) return found;
  const names = exportFormats.map((format) => format.name);
  const meant = otherNames.get(name);
  const near = meant === undefined ? didYouMean(name, names) : `Did you mean "${meant}"?`;
  const list = `The formats are ${names.join(", ")}`;
  throw new UsageError(`Unknown format "${name}"`, { hint: near === undefined ? list : `${near} ${list}` });
}

/**
 * What a shell that evaluates `export` gets of a failure: a statement that fails, in the language of the format. The
 * command line may be wrong, so only the format is looked for in it; one that nobody knows may well be meant for sh.
 * `--fo` is the shortest beginning that means `--format`.
 */
export function failedExport([_, ...words]: readonly string[], exitCode: number): string {
  const index = words.findLastIndex((word) => /^--fo[a-z]*(?:=|$)/.test(word));
  const attached = /=(.*)$/s.exec(words[index] ?? "")?.[1];
  const name = index === -1 ? defaultFormat : attached ?? words[index + 1];
  const format = exportFormats.find((format) => format.name === name) ?? findFormat(defaultFormat);
  return format.fail?.(exitCode) ?? "";
}
