import { UsageError } from "../errors.ts";
import { didYouMean } from "../nearest.ts";
import type { ListOptions } from "./list.ts";
import type { Words } from "./words.ts";
import { suggestedOperand } from "../suggested.ts";

/** The words that `-l` may be given. */
const kinds = ["more", "list"];

/**
 * What `-l` asks for. `-l dev` is an error, as in the original, because the word behind `-l` is its own; `dev -l` lists
 * and ignores `dev`, because scripts put `-l` behind whatever else they pass. Throws UsageError.
 */
export function parseList({ flags }: Words): Omit<ListOptions, "options"> {
  // argparse takes `-l=more` for `-l more`.
  const kind = (flags.get("list-profiles") ?? "").replace(/^=/, "") || "list";
  if (!kinds.includes(kind)) {
    throw new UsageError(`Cannot list "${kind}": -l is followed by more, by list, or by nothing`, {
      hint: didYouMean(kind, kinds) ??
        `Leave it out, or write awsume explain ${suggestedOperand(kind)} if it is a profile`,
    });
  }
  return { more: kind === "more", json: flags.has("json"), debug: flags.has("debug") };
}

/** Throws UsageError for a `--json` without a value, where there is nothing to print as JSON. */
export function refuseIdleJson({ flags }: Words): void {
  if (flags.get("json") !== "") return;
  throw new UsageError("Cannot use --json without credentials: there is nothing to print", {
    hint: "Write --json '{…}', or awsume -l --json, or awsume explain PROFILE --json",
  });
}
