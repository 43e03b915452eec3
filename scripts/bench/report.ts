import type { Timing } from "./measure.ts";

/** One row and what came out. A row without a target is only reported. */
export interface Result {
  readonly name: string;
  readonly verdict: "ok" | "short" | "reported" | "not measured";
  readonly target?: string;
  /** A ratio of 10th percentiles, a fact, or why there is neither. */
  readonly found: number | string;
  readonly of?: Timing;
  readonly over?: Timing;
}

const headings = ["", "p10 ratio", "target", "", "p10 ms", "median ms"];

/** A line for each result, with the times of the program / those of what it is compared with. */
export function toTable(results: readonly Result[]): string {
  const lines = [headings, ...results.map(toCells)];
  const widths = headings.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  const pad = (cell: string, column: number): string => cell.padEnd(widths[column] ?? 0);
  return lines.map((cells, index) => {
    const { verdict, found } = results[index - 1] ?? {};
    const reason = verdict === "not measured" ? [found] : [];
    return `${[...cells.map(pad), ...reason].join("  ").trimEnd()}\n`;
  }).join("");
}

function toCells({ name, verdict, target = "", found, of, over }: Result): readonly string[] {
  if (verdict === "not measured") return [name, "", target, verdict];
  if (typeof found === "string") return [name, found, target, verdict];
  const both = (key: keyof Timing): string => [of, over].map((each) => each?.[key].toFixed(1)).join(" / ");
  return [name, found.toFixed(2), target, verdict, both("p10Ms"), both("medianMs")];
}
