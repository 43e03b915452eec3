import { AwsumeError, Interrupted } from "../errors.ts";
import { toPrintableJson } from "../printable.ts";
import type { System } from "../system.ts";
import { version } from "../version.ts";
import { checkCertificates } from "./doctor/certificates.ts";
import { checkCompletion } from "./doctor/completion.ts";
import { checkFiles } from "./doctor/files.ts";
import { type Check, type CheckName, type Finding, toFinding } from "./doctor/finding.ts";
import { checkFunction } from "./doctor/function.ts";
import { checkLeftovers } from "./doctor/leftovers.ts";
import { checkNetwork } from "./doctor/network.ts";
import { checkProfiles } from "./doctor/profiles.ts";
import { checkProgram } from "./doctor/program.ts";
import { checkRefusals } from "./doctor/refusals.ts";
import { checkSettings } from "./doctor/settings.ts";
import { checkShell } from "./doctor/shell.ts";
import type { DoctorOptions } from "./doctor_options.ts";
import { printText, tellLines } from "./output.ts";
import { tableText } from "./table.ts";
import { forShell } from "../../shells/suggested.ts";

/** Each with the name of what it throws. */
const checks: readonly (readonly [CheckName, Check])[] = [
  ["function", checkFunction],
  ["completion", checkCompletion],
  ["program", checkProgram],
  ["files", checkFiles],
  ["settings", checkSettings],
  ["profiles", checkProfiles],
  ["leftovers", checkLeftovers],
  ["shell", checkShell],
  ["programs", checkRefusals],
  ["certificates", checkCertificates],
  ["network", checkNetwork],
];

/**
 * `awsume doctor`: what may be wrong, on stdout. Returns the exit code, 3 when there is a problem. It changes
 * nothing, and with `offline` it calls nobody.
 */
export async function doctor({ json, offline }: DoctorOptions, system: System): Promise<0 | 3> {
  const wanted = checks.filter(([name]) => !offline || name !== "network");
  const found = (await Promise.all(wanted.map((check) => look(check, system)))).flat();
  const findings = withoutRepeats(found).map((each) =>
    each.mend === undefined ? each : { ...each, mend: forShell(each.mend, system) }
  );
  const text = json ? toJson(findings) : toText(findings);
  // A function that captures the doctor's output is an old one, and drops it when the exit code is not 0.
  if (system.env.AWSUME_SHELL) tellLines(text.trimEnd(), system);
  else printText(text, system);
  return findings.some(({ level }) => level === "problem") ? 3 : 0;
}

async function look([name, check]: typeof checks[number], system: System): Promise<readonly Finding[]> {
  try {
    return await check(system);
  } catch (error) {
    if (error instanceof AwsumeError && !(error instanceof Interrupted)) return [toFinding(name, error)];
    throw error;
  }
}

/** A file that cannot be read stops several checks. */
function withoutRepeats(findings: readonly Finding[]): readonly Finding[] {
  const byText = Map.groupBy(findings, ({ text }) => text);
  return findings.filter((finding) => byText.get(finding.text)?.[0] === finding);
}

function toText(findings: readonly Finding[]): string {
  const groups = Map.groupBy(findings, ({ check, level }) => `${check} ${level}`);
  const rows = [...groups.values()].flatMap(toRows);
  return `${tableText(rows)}\n${countText(findings)}\n`;
}

/** Of thousands of broken profiles a person reads the first. */
const maxShown = 20;

function toRows(group: readonly Finding[]): readonly (readonly string[])[] {
  const shown = group.slice(0, maxShown).flatMap(({ check, level, text, mend }) => [
    [level, check, text],
    ...(mend === undefined ? [] : [["", "", `  ${mend.replaceAll("\n", " ")}`]]),
  ]);
  const [{ check, level } = { check: "", level: "" }] = group;
  const more = group.length - maxShown;
  return more > 0 ? [...shown, [level, check, `${more} more: awsume doctor --json has them`]] : shown;
}

function countText(findings: readonly Finding[]): string {
  const [problems, warnings] = [count(findings, "problem"), count(findings, "warning")];
  if (problems + warnings === 0) return "All is well";
  return [[problems, "problem"], [warnings, "warning"]].filter(([number]) => number !== 0)
    .map(([number, what]) => `${number} ${what}${number === 1 ? "" : "s"}`).join(", ");
}

function count(findings: readonly Finding[], level: Finding["level"]): number {
  return findings.filter((finding) => finding.level === level).length;
}

/** Every key is always there, so that a program need not look for it. */
function toJson(findings: readonly Finding[]): string {
  const [problems, warnings] = [count(findings, "problem"), count(findings, "warning")];
  const listed = findings.map(({ check, level, text, mend = null }) => ({ check, level, text, mend }));
  return `${toPrintableJson({ version, problems, warnings, findings: listed })}\n`;
}
