import { UsageError } from "../errors.ts";
import { didYouMean } from "../nearest.ts";
import type { Words } from "./words.ts";

/** What `awsume cache` shall do. */
export type CacheOptions =
  | { readonly kind: "ls"; readonly form: "table" | "json" }
  /** `way`: also what other profiles use on the way to the profile's credentials. */
  | { readonly kind: "clear"; readonly profile?: string; readonly extent: "own" | "way" };

/** The words that may follow `cache`. */
export const cacheActions = ["ls", "clear"];

const forms = `awsume cache ls               what is remembered, for whom, until when
awsume cache clear [PROFILE]  forget it`;

/** Throws UsageError. */
export function parseCache({ flags, operands: [action = "", profile, ...more] }: Words): CacheOptions {
  if (action === "ls") {
    if (profile === undefined && !flags.has("all")) {
      return { kind: "ls", form: flags.has("json") ? "json" : "table" };
    }
    throw new UsageError(`Cannot use ${profile === undefined ? "--all" : `"${profile}"`} with cache ls`, {
      hint: "Write awsume cache ls: it always lists all that is remembered",
    });
  }
  if (action !== "clear") {
    throw new UsageError(
      action === "" ? "Cannot tell what to do with the cache" : `Cannot understand "cache ${action}"`,
      { hint: didYouMean(action, cacheActions) ?? forms },
    );
  }
  if (flags.has("json")) {
    throw new UsageError("Cannot use --json with cache clear", { hint: "Leave it out" });
  }
  if (more.length > 0) {
    throw new UsageError("Cannot clear the cache of more than one profile at once", {
      hint: "Run it once for each, or without a profile for all",
    });
  }
  return {
    kind: "clear",
    ...(profile === undefined ? {} : { profile }),
    extent: flags.has("all") ? "way" : "own",
  };
}
