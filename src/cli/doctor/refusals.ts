import { listRefusals, type Refusal } from "../../assume/refusals.ts";
import { instantText, spanText } from "../../assume/session.ts";
import type { System } from "../../system.ts";
import type { Finding } from "./finding.ts";

/** What is older says nothing about today. */
const shownMs = 7 * 24 * 60 * 60 * 1000;

/** The programs that got no credentials lately, and why: not every SDK tells. */
export async function checkRefusals(system: System): Promise<readonly Finding[]> {
  const now = system.now().getTime();
  return (await listRefusals(system)).filter(({ at }) => now - at.getTime() < shownMs)
    .map((refusal) => toFinding(refusal, now));
}

function toFinding({ profile, at, why, remedy }: Refusal, now: number): Finding {
  const minutes = Math.max(0, Math.floor((now - at.getTime()) / 60_000));
  const when = `${instantText(at)}, ${spanText(minutes)} ago`;
  const text = `a program got no credentials of "${profile}" (${when}): ${why}`;
  return { check: "programs", level: "warning", text, ...(remedy === undefined ? {} : { mend: remedy }) };
}
