import { readProfiles } from "../aws/profiles.ts";
import { type ExplainedCall, explainPlan, type Explanation } from "../assume/explain.ts";
import { makePlan } from "../assume/plan.ts";
import type { Decision } from "../decision.ts";
import type { System } from "../system.ts";
import { printText } from "./output.ts";
import type { AssumeOptions } from "./assume_options.ts";
import { chooseProfile } from "./choose_profile.ts";
import { toRequest } from "./request.ts";

/** `awsume explain PROFILE`: what a switch would do and why, without a call. */
export async function explain(options: AssumeOptions, json: boolean, system: System): Promise<void> {
  const profiles = await readProfiles(system);
  const request = await toRequest(await chooseProfile(options, profiles, system), system);
  const plan = makePlan(request, profiles);
  const explanation = await explainPlan(plan, request, system);
  printText(json ? `${JSON.stringify(explanation, undefined, 2)}\n` : explanationText(explanation), system);
}

/** An explanation as a person reads it, each line ended. */
export function explanationText(
  { profile, notes, profiles, source, decisions, calls, result }: Explanation,
): string {
  const lines = [
    profile,
    ...notes.map((note) => `  note: ${note}`),
    ...profiles.flatMap(({ name, settings }) => ["", `profile ${name}`, ...toRows(settings)]),
    "",
    "decided",
    ...toRows(decisions),
    "",
    "calls",
    ...(calls.length === 0 ? ["  none: the keys are used as they are"] : calls.flatMap(toCallLines)),
    "",
    "result",
    `  first key     ${source.accessKeyId ?? `from the ${source.kind} of ${source.profile}`}`,
    `  ends          ${toEnd(result)}`,
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function toRows(decisions: readonly Decision[]): string[] {
  const width = (pick: (decision: Decision) => string): number =>
    Math.max(0, ...decisions.map((decision) => pick(decision).length));
  const [names, values] = [width(({ name }) => name), width(({ value }) => value)];
  return decisions.map(({ name, value, from }) =>
    `  ${name.padEnd(names)}  ${value.padEnd(values)}  ${from}`
  );
}

function toCallLines(call: ExplainedCall, index: number): string[] {
  const parameters = Object.entries(call.parameters).map(([name, value]) => `     ${name} = ${value}`);
  const states = {
    "to be made": `to be made${toCode(call)}`,
    "cached": "answered by the cache",
    "needless": "not needed: a later answer is in the cache",
  };
  return [
    `  ${index + 1}. ${call.action}${call.host === undefined ? "" : ` at ${call.host}`}: ${
      states[call.state]
    }`,
    ...parameters,
    ...(call.cacheEntry === undefined ? [] : [`     cache = ${call.cacheEntry}`]),
  ];
}

function toCode({ needsMfaCode, mfaProcess }: ExplainedCall): string {
  if (!needsMfaCode) return "";
  return mfaProcess === undefined
    ? ", with an MFA code"
    : `, with an MFA code from mfa_process (${mfaProcess})`;
}

function toEnd({ at, afterSeconds, limit }: Explanation["result"]): string {
  if (at !== undefined) return `at ${at} (${limit})`;
  return afterSeconds === undefined ? limit : `${afterSeconds / 60} minutes after the call (${limit})`;
}
