import { maskUrl } from "../../aws/mask_url.ts";
import type { System } from "../../system.ts";
import type { Change } from "./files.ts";

/** Tells what comes and goes in both files, as a diff shows it; secrets, and what may be one, are masked. */
export function showChange({ state, texts }: Change, system: System): void {
  const files = [
    [state.paths.config, state.config ?? "", texts.config],
    [state.paths.credentials, state.credentials ?? "", texts.credentials],
  ] as const;
  for (const [path, old, text] of files) {
    if (old !== text) [path, ...changedLines(old, text)].forEach(system.tell);
  }
}

/** The lines that go and come, `-` and `+` before them; of those that stay, the header above a change. */
export function changedLines(old: string, text: string): readonly string[] {
  const [before, after] = [toLines(old), toLines(text)];
  const shown: string[] = [];
  let header: string | undefined;
  let [at, to] = [0, 0];
  while (at < before.length || to < after.length) {
    const line = before[at];
    if (line === after[to]) {
      if (isHeader(line)) header = line;
      [at, to] = [at + 1, to + 1];
      continue;
    }
    const { gone, come } = findMeeting(before.slice(at), after.slice(to));
    const lines = [
      ...before.slice(at, at + gone).filter(isSaid).map((line) => `- ${maskLine(line)}`),
      ...after.slice(to, to + come).filter(isSaid).map((line) => `+ ${maskLine(line)}`),
    ];
    const hasOwn = isHeader((gone > 0 ? before.slice(at) : after.slice(to)).find(isSaid));
    shown.push(...header === undefined || hasOwn ? [] : [`  ${maskLine(header)}`], ...lines);
    header = undefined;
    [at, to] = [at + gone, to + come];
  }
  return shown;
}

function isHeader(line: string | undefined): boolean {
  return line !== undefined && /^[ \t]*\[/.test(line);
}

function isSaid(line: string): boolean {
  return line.trim() !== "";
}

function toLines(text: string): readonly string[] {
  return text === "" ? [] : text.replace(/(\r\n?|\n)$/, "").split(/\r\n?|\n/);
}

/** After how many lines the two go on alike; an empty line is too little to tell. */
function findMeeting(
  before: readonly string[],
  after: readonly string[],
): { readonly gone: number; readonly come: number } {
  const most = before.length + after.length;
  for (let both = 1; both < most; both++) {
    for (let gone = Math.max(0, both - after.length); gone <= Math.min(both, before.length); gone++) {
      const come = both - gone;
      const isAlike = [0, 1, 2].every((ahead) => before[gone + ahead] === after[come + ahead]);
      if (isAlike) return { gone, come };
    }
  }
  return { gone: before.length, come: after.length };
}

/** What `add` writes, and what else says nothing that has to stay hidden. The rest may be a secret. */
const shownKeys = new Set([
  "role_arn",
  "source_profile",
  "credential_source",
  "web_identity_token_file",
  "external_id",
  "mfa_serial",
  "awsume_mfa",
  "role_session_name",
  "duration_seconds",
  "aws_access_key_id",
  "sso_session",
  "sso_start_url",
  "sso_region",
  "sso_account_id",
  "sso_role_name",
  "sso_registration_scopes",
  "region",
  "output",
  "services",
  "sts",
  "endpoint_url",
  "use_fips_endpoint",
  "use_dualstack_endpoint",
  "manager",
  "expiration",
]);

/** A line of a profile file for people's eyes. */
export function maskLine(line: string): string {
  const header = /^[ \t]*\[[^\]]*\]/.exec(line)?.[0];
  if (header !== undefined) return header;
  const [, before, key = "", value = ""] = /^([ \t]*([\w.-]+)[ \t]*=[ \t]*)(.*)$/.exec(line) ?? [];
  if (before === undefined) return /^[ \t]*[#;]/.test(line) ? "# ****" : "****";
  // The command line may hold a password; the program does not.
  if (key.toLowerCase() === "credential_process") return `${before}${value.replace(/[ \t].*$/, " ****")}`;
  const isShown = shownKeys.has(key.toLowerCase()) && maskUrl(value, key.toLowerCase()) === value;
  return isShown || value === "" ? line : `${before}****`;
}
