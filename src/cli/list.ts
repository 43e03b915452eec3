import {
  type ListedProfile,
  type ListedSource,
  summarize,
  type Summary,
  usedSettings,
} from "../aws/summary.ts";
import type { Profiles } from "../aws/profiles.ts";
import { toPrintableJson } from "../printable.ts";
import type { System } from "../system.ts";
import { withAccounts } from "./accounts.ts";
import { debugging } from "./debug.ts";
import { recallList } from "./list_memory.ts";
import { printText } from "./output.ts";
import type { AssumeOptions } from "./assume_options.ts";
import { toRequest } from "./request.ts";
import { tableText } from "./table.ts";
import type { Plugged } from "./unplugged.ts";

/** What `-l` shall print. */
export interface ListOptions {
  /** Of these only what decides about calls counts here. */
  readonly options: AssumeOptions;
  /** Whether AWS is asked for the accounts that no profile names. */
  readonly more: boolean;
  readonly json: boolean;
  readonly debug: boolean;
}

/**
 * `awsume -l`: all profiles on stdout, sorted by name, no part of a key among them. A profile that cannot be read is
 * a row with the place of the fault, and a line that belongs to no profile is said on stderr: nothing stops the list.
 */
export async function list(
  { options, more, json, debug }: ListOptions,
  plugged: Plugged,
  real: System,
): Promise<void> {
  const system = debug ? debugging(real) : real;
  const profiles = await plugged.profiles(system);
  // Nobody knows whether plugins still add what they added.
  const isNew = more || options.refresh || options.noCache || plugged.memory === undefined;
  const memory = isNew ? undefined : await recallList(json ? "json" : "table", profiles, system);
  if (memory?.text !== undefined) return printText(memory.text, system);
  const { listed: known, isQuiet } = readList(profiles, system);
  const listed = more
    ? await withAccounts(known, { profiles, request: await toRequest(options, system) }, system)
    : known;
  const text = json ? `${toPrintableJson(listed.map(toJson))}\n` : listText(listed);
  printText(text, system);
  if (isQuiet) await memory?.keep(text);
}

/** The profiles, and whether there was nothing else to say. */
function readList(
  profiles: Profiles,
  system: System,
): { readonly listed: readonly ListedProfile[]; readonly isQuiet: boolean } {
  const all = profiles.all(usedSettings);
  for (const { file, line, text } of all.problems) {
    system.tell(`awsume: cannot read ${file}:${line}: ${text}`);
  }
  const listed = summarize(all);
  if (listed.length === 0) {
    system.tell("awsume: there is no profile in the config file or the credentials file");
  }
  return { listed, isQuiet: all.problems.length === 0 && listed.length > 0 };
}

/**
 * The table, with the original's columns and its words for what is absent. One header line, as `ps` has it, and
 * always: under the shell's function stdout is never a terminal, so that a header for terminals alone would be
 * missing just where people look at it. Neither "Listing..." nor a title: those only kept pipes from working.
 */
function listText(listed: readonly ListedProfile[]): string {
  const isPlugged = listed.some((each) => each.kind === "profile" && each.from !== undefined);
  const header = ["PROFILE", "TYPE", "SOURCE", "MFA?", "REGION", "PARTITION", "ACCOUNT"];
  return tableText([isPlugged ? [...header, "FROM"] : header, ...listed.map(toRow)]);
}

function toRow(listed: ListedProfile): readonly string[] {
  switch (listed.kind) {
    case "unreadable": {
      const { file, line, text } = listed.problem;
      return [listed.name, "!", `cannot be read: ${file}:${line}: ${text}`];
    }
    case "profile": {
      const { name, type, source, hasMfa, region, partition, account, from } = listed;
      const place = [region ?? "None", partition ?? "?", account ?? "Unavailable"];
      const cells = [name, type, sourceText(source), hasMfa ? "Yes" : "No", ...place];
      return from === undefined ? cells : [...cells, from];
    }
  }
}

/** In brackets what is no name of a profile or a provider; one word, so that columns can be counted. */
function sourceText(source: ListedSource): string {
  switch (source.kind) {
    case "profile":
      return source.name;
    case "saml":
      return source.name ?? "(saml)";
    case "keys":
    case "none":
      return "None";
    case "sso":
    case "web-identity":
    case "process":
    case "login":
    case "environment":
    case "container":
    case "instance":
      return `(${source.kind})`;
  }
}

/** Every key is always there, so that a program need not look for it. */
function toJson(listed: ListedProfile): Readonly<Record<string, unknown>> {
  if (listed.kind === "unreadable") return { name: listed.name, ...absent, problem: listed.problem };
  const { name, type, source, hasMfa, region, partition, account, from }: Summary = listed;
  const named = "name" in source ? { source: source.name } : {};
  const known = { type, credentials: source.kind, ...named, mfa: hasMfa };
  const place = { region: region ?? null, partition: partition ?? null, account: account ?? null };
  return { name, ...absent, ...known, ...place, from: from ?? null };
}

const absent = {
  type: null,
  credentials: null,
  source: null,
  mfa: null,
  region: null,
  partition: null,
  account: null,
  from: null,
  problem: null,
};
