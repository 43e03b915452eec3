import { UsageError } from "../errors.ts";
import type { LsOptions } from "./ls.ts";
import type { Words } from "./words.ts";

/** Throws UsageError for two forms at once. */
export function parseLs({ flags, operands: names }: Words): LsOptions {
  if (!flags.has("watch")) return { names, form: flags.has("json") ? "json" : "table" };
  if (!flags.has("json")) return { names, form: "watch" };
  throw new UsageError("Cannot use --watch with --json: a program gets one answer", {
    hint: "Leave one of them out",
  });
}
