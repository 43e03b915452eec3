import { UsageError } from "../errors.ts";
import { toAccount } from "./assume_options.ts";
import type { Words } from "./words.ts";

/** What `awsume cdk-plugin` shall do. */
export type CdkPluginOptions =
  | { readonly kind: "write" }
  | { readonly kind: "name"; readonly account: string; readonly mode: "read" | "write" }
  /** The profiles for both modes. */
  | { readonly kind: "json"; readonly account: string };

/** Throws UsageError. */
export function parseCdkPlugin({ flags, operands: [word] }: Words): CdkPluginOptions {
  if (word !== undefined) {
    throw new UsageError(`Cannot use "${word}" with cdk-plugin`, {
      hint: "Write awsume cdk-plugin alone, or awsume cdk-plugin --account ID",
    });
  }
  const [given, mode = "read"] = [flags.get("account"), flags.get("mode")];
  if (given === undefined) {
    const idle = (["mode", "json"] as const).find((name) => flags.has(name));
    if (idle === undefined) return { kind: "write" };
    throw new UsageError(`Cannot use --${idle} without --account`, { hint: "Add --account ID" });
  }
  const account = toAccount(given, "--account");
  if (mode !== "read" && mode !== "write") {
    throw new UsageError(`Cannot use --mode "${mode}"`, { hint: "Write read or write" });
  }
  if (!flags.has("json")) return { kind: "name", account, mode };
  if (!flags.has("mode")) return { kind: "json", account };
  throw new UsageError("Cannot use --mode with --json, which has both", { hint: "Leave one of them out" });
}
