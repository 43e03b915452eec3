import type { AwsumeError } from "../../errors.ts";
import type { System } from "../../system.ts";

/** What a finding is about, in the order in which the doctor looks. */
export type CheckName =
  | "function"
  | "completion"
  | "program"
  | "files"
  | "settings"
  | "profiles"
  | "leftovers"
  | "shell"
  | "programs"
  | "certificates"
  | "network"
  | "clock";

/** One thing that was looked at. */
export interface Finding {
  readonly check: CheckName;
  /** A problem keeps something from working; a warning is worth a look. */
  readonly level: "ok" | "warning" | "problem";
  /** No secret is ever in it. */
  readonly text: string;
  /** The line that mends it: a command, or what to change where. */
  readonly mend?: string;
}

/** Looks at one part of the world. What it throws becomes a finding. */
export type Check = (system: System) => Promise<readonly Finding[]>;

/** An error as a finding. */
export function toFinding(
  check: CheckName,
  { message, hint }: AwsumeError,
  level: Finding["level"] = "problem",
): Finding {
  return { check, level, text: message, ...(hint === undefined ? {} : { mend: hint }) };
}
