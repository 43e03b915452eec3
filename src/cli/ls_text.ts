import { spanText } from "../assume/session.ts";
import type { Standing } from "../assume/standing.ts";
import type { Screen } from "../system.ts";
import { fitRows } from "./fit.ts";
import type { LsRow } from "./ls_rows.ts";
import type { Line } from "./output.ts";
import { tableText } from "./table.ts";

/** How the table shall look. */
export interface Look {
  readonly now: Date;
  /** The terminal that it has to fit; lines are as long as they are without one. */
  readonly screen?: Screen;
}

const header = ["PROFILE", "ACCOUNT", "ROLE", "ENDPOINT", "TIME LEFT"];

/** Columns that can be done without, from the first to go, and the least width of those that can be cut. */
const places = { columnsToDrop: [3, 2], leastWidths: [10, 12, 10, 12] };

/** The table; the time of what has ended stands in red. */
export function lsLines(rows: readonly LsRow[], { now, screen }: Look): readonly Line[] {
  const toRows = (barWidth: number): readonly (readonly string[])[] => [
    header,
    ...rows.map((row) => toCells(row, now, barWidth)),
  ];
  const fitted = screen === undefined
    ? toRows(usualBar)
    : fitRows([toRows(usualBar), toRows(0)], places, screen.columns);
  const lines = tableText(fitted).trimEnd().split("\n");
  return lines.map((line, index) => {
    const row = rows[index - 1];
    return row !== undefined && hasEnded(row, now)
      ? reddened(line, fitted[index]?.at(-1) ?? "")
      : { text: line };
  });
}

const usualBar = 10;

/** For programs: every key is always there. */
export function lsRecords(rows: readonly LsRow[], now: Date): readonly Readonly<Record<string, unknown>>[] {
  return rows.map((row) => toRecord(row, now));
}

function toRecord(row: LsRow, now: Date): Readonly<Record<string, unknown>> {
  const { name, account = null } = row;
  const none = { role: null, endpoint: null, state: "unusable", expiresAt: null, secondsLeft: null };
  if (row.kind === "unusable") return { name, account, ...none, problem: row.problem };
  const { role = null, endpoint = null, standing } = row;
  const place = { name, account, ...none, role, endpoint, problem: null };
  if (standing.kind !== "dated") return { ...place, state: standing.kind };
  const { expiresAt } = standing;
  const secondsLeft = Math.floor((expiresAt.getTime() - now.getTime()) / 1000);
  const state = hasEnded(row, now) ? "expired" : "live";
  return { ...place, state, expiresAt: expiresAt.toISOString(), secondsLeft };
}

function toCells(row: LsRow, now: Date, barWidth: number): readonly string[] {
  const { name, account = "-" } = row;
  if (row.kind === "unusable") return [name, account, `! ${row.problem}`];
  const { role = "-", endpoint = "-", standing } = row;
  return [name, account, role, endpoint, timeLeft(standing, now, barWidth)];
}

function timeLeft(standing: Standing, now: Date, barWidth: number): string {
  switch (standing.kind) {
    case "endless":
      return "no end";
    case "unknown":
      return "?";
    case "absent":
      return "-";
    case "dated": {
      const leftMs = standing.expiresAt.getTime() - now.getTime();
      return `${barText(standing, leftMs, barWidth)}${leftText(leftMs)}`;
    }
  }
}

/** Nothing for credentials that do not say since when they live. */
function barText(
  { expiresAt, takenAt }: Extract<Standing, { kind: "dated" }>,
  leftMs: number,
  width: number,
): string {
  const lifeMs = takenAt === undefined ? 0 : expiresAt.getTime() - takenAt.getTime();
  if (width === 0 || !(lifeMs > 0)) return "";
  const full = Math.ceil(Math.min(1, Math.max(0, leftMs / lifeMs)) * width);
  return `[${"#".repeat(full)}${"-".repeat(width - full)}] `;
}

/** Whole minutes that are left, and seconds in the last of them. */
function leftText(leftMs: number): string {
  if (leftMs <= 0) return `expired ${spanText(Math.floor(-leftMs / 60_000))} ago`;
  return leftMs < 60_000 ? `${Math.ceil(leftMs / 1000)} s` : spanText(Math.floor(leftMs / 60_000));
}

function hasEnded(row: LsRow, now: Date): boolean {
  return row.kind === "usable" && row.standing.kind === "dated" && row.standing.expiresAt <= now;
}

/** The last cell of a line alone. */
function reddened(line: string, cell: string): Line {
  return { text: line.slice(0, line.length - cell.length), red: cell };
}
