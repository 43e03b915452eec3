import { explainPlan, type Explanation } from "../assume/explain.ts";
import type { ExplainedCall } from "../assume/explain_calls.ts";
import { firstLine } from "../aws/first_line.ts";
import { makePlan } from "../assume/plan.ts";
import type { Decision } from "../decision.ts";
import { toOneLine } from "../printable.ts";
import type { System } from "../system.ts";
import { withNamedFiles } from "./file_options.ts";
import { printJson, printText } from "./output.ts";
import type { AssumeOptions } from "./assume_options.ts";
import { chooseProfile } from "./choose_profile.ts";
import { findShellSource, requestFrom, withFilesOf } from "./shell_source.ts";
import type { Plugged } from "./unplugged.ts";

/** `awsume explain PROFILE`: what a switch would do and why, without a call. */
export async function explain(
  { options: typed, json }: { readonly options: AssumeOptions; readonly json: boolean },
  plugged: Plugged,
  caller: System,
): Promise<void> {
  const source = await findShellSource(typed, caller);
  const system = withNamedFiles(withFilesOf(source, typed), caller);
  const profiles = await plugged.profiles(system);
  const options = await plugged.request(await chooseProfile(typed, profiles, system), profiles);
  // Nothing is read for a plan that is only looked at.
  const request = await requestFrom(source, options, { profiles, system, settle: (asked) => asked });
  const plan = makePlan(request, profiles);
  const explained = await explainPlan(plan, request, system);
  const explanation = { ...explained, notes: [...explained.notes, ...plugged.givers.map(giverNote)] };
  if (json) printJson(explanation, system);
  else printText(explanationText(explanation), system);
}

function giverNote(name: string): string {
  return `the plugin "${name}" is asked first, and may give credentials of its own`;
}

/** An explanation as a person reads it, each line ended: no name and no value makes a line of its own. */
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
  return lines.map((line) => `${toOneLine(line)}\n`).join("");
}

function toRows(decisions: readonly Decision[]): string[] {
  const shown = decisions.map((decision) => ({ ...decision, value: firstLine(decision.value) }));
  const width = (pick: (decision: Decision) => string): number =>
    Math.max(0, ...shown.map((decision) => pick(decision).length));
  const [names, values] = [width(({ name }) => name), width(({ value }) => value)];
  return shown.map(({ name, value, from }) => `  ${name.padEnd(names)}  ${value.padEnd(values)}  ${from}`);
}

function toCallLines(call: ExplainedCall, index: number): string[] {
  const parameters = Object.entries(call.parameters).map(([name, value]) =>
    `     ${name} = ${firstLine(value)}`
  );
  const states = {
    "to be made": `to be made${toCode(call)}`,
    "cached": "answered by the cache",
    "needless": "not needed: a later answer is in the cache",
    "open": `to be made${toCode(call)}, unless what is remembered is of the source's key`,
  };
  const condition = call.onlyFor === undefined ? "" : `, where the source gives the keys of ${call.onlyFor}`;
  return [
    `  ${index + 1}. ${call.action}${call.host === undefined ? "" : ` at ${call.host}`}: ${
      states[call.state]
    }${condition}`,
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
