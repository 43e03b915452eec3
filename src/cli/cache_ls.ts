import type { Profiles } from "../aws/profiles.ts";
import { subjectOf } from "../assume/steps.ts";
import type { Subject } from "../assume/cache.ts";
import { instantText, spanText } from "../assume/session.ts";
import { listStored, type Stored } from "../assume/stored.ts";
import type { System } from "../system.ts";
import { findReach, type Reach } from "./cache_reach.ts";
import { printJson, printText } from "./output.ts";
import { tableText } from "./table.ts";

/** `awsume cache ls`: what is remembered, for whom and until when. No part of a key is shown. Throws ConfigError. */
export async function listCache(
  form: "table" | "json",
  profiles: Profiles,
  system: System,
): Promise<void> {
  const stored = await listStored(system);
  const reach = await findReach(profiles, stored, system);
  const rows = stored.map((each) => toRow(each, reach)).sort(byKind);
  const now = system.now();
  if (form === "json") return printJson(rows.map((row) => toRecord(row, now)), system);
  printText(tableText([["KIND", "FOR", "WHAT", "UNTIL"], ...rows.map((row) => toCells(row, now))]), system);
}

/** What is shown of a file; what does not apply is left out. */
interface Row {
  readonly kind: Subject["kind"] | Stored["kind"];
  readonly name: string;
  /** The profiles of today that use it. */
  readonly profiles: readonly string[];
  /** The profile that it was kept for. */
  readonly keptFor?: string;
  /** What became of that profile. */
  readonly fate?: "removed" | "other settings";
  readonly what?: string;
  readonly expiresAt?: Date;
}

function toRow(stored: Stored, { reached, profiles }: Reach): Row {
  const { kind, name } = stored;
  switch (kind) {
    case "credentials": {
      const way = reached.get(name);
      const subject = way === undefined ? stored.subject : subjectOf(way.step);
      const { expiresAt } = stored;
      if (subject === undefined) return { kind, name, profiles: [], expiresAt };
      const users = { name, profiles: way?.profiles ?? [], expiresAt };
      if (subject.kind === "session") return { ...users, kind: "session", what: subject.mfaSerial };
      const { kind: subjectKind, profile } = subject;
      const what = subject.kind === "role" ? { what: subject.roleArn } : {};
      const row = { ...users, kind: subjectKind, ...what };
      if (profile === undefined) return row;
      const fate = profiles.names().includes(profile) ? "other settings" : "removed";
      return { ...row, keptFor: profile, ...(way === undefined ? { fate } : {}) };
    }
    case "switch":
    case "refusal": {
      const { profile } = stored;
      const isThere = profiles.names().includes(profile);
      return {
        kind,
        name,
        profiles: isThere ? [profile] : [],
        keptFor: profile,
        ...(isThere ? {} : { fate: "removed" }),
      };
    }
    case "account":
      return { kind, name, profiles: [], what: stored.account };
    case "list":
    case "damaged":
      return { kind, name, profiles: [] };
  }
}

const kinds: readonly Row["kind"][] = [
  "session",
  "process",
  "role",
  "credentials",
  "switch",
  "refusal",
  "account",
  "list",
  "damaged",
];

function byKind(left: Row, right: Row): number {
  return kinds.indexOf(left.kind) - kinds.indexOf(right.kind) || compare(forText(left), forText(right)) ||
    compare(left.name, right.name);
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function toCells(row: Row, now: Date): readonly string[] {
  const { kind, what = "-", expiresAt } = row;
  return [kind, forText(row), what, expiresAt === undefined ? "-" : endText(expiresAt, now)];
}

/** So many profiles that share a session are named. */
const maxNames = 3;

function forText({ keptFor, fate, profiles }: Row): string {
  if (keptFor !== undefined) return fate === undefined ? keptFor : `${keptFor} (${fate})`;
  if (profiles.length === 0) return "-";
  const shown = profiles.slice(0, maxNames).join(", ");
  return profiles.length > maxNames ? `${shown} and ${profiles.length - maxNames} more` : shown;
}

function endText(expiresAt: Date, now: Date): string {
  const leftMs = expiresAt.getTime() - now.getTime();
  const left = leftMs <= 0 ? "expired" : `in ${spanText(Math.floor(leftMs / 60_000))}`;
  return `${instantText(expiresAt)} (${left})`;
}

/** Every key is always there, so that a program need not look for it. */
function toRecord(row: Row, now: Date): Readonly<Record<string, unknown>> {
  const { kind, name, profiles, keptFor = null, fate = null, what = null, expiresAt } = row;
  const state = expiresAt === undefined ? null : expiresAt <= now ? "expired" : "live";
  return {
    kind,
    entry: name,
    profiles,
    keptFor,
    fate,
    what,
    state,
    expiresAt: expiresAt?.toISOString() ?? null,
  };
}
