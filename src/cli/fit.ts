import { cellWidth, cutCell } from "./table.ts";

type Rows = readonly (readonly string[])[];

/** What may happen to the columns of a table that is too wide. The last column is never cut. */
export interface Places {
  /** Columns that can be done without, from the first to go. */
  readonly columnsToDrop: readonly number[];
  /** How narrow each column may get. */
  readonly leastWidths: readonly number[];
}

/**
 * Rows that fit so many columns of a terminal: the first of several forms that does when its columns are cut, then
 * with columns left out. A row that has fewer cells than the header keeps them, and is cut at its end.
 */
export function fitRows(forms: readonly Rows[], places: Places, columns: number): Rows {
  const last = forms.at(-1) ?? [];
  const shorter = places.columnsToDrop.map((_, index) =>
    dropColumns(last, new Set(places.columnsToDrop.slice(0, index + 1)))
  );
  const dropped = places.columnsToDrop.map((_, index) => places.columnsToDrop.slice(0, index + 1));
  const candidates = [
    ...forms.map((rows) => ({ rows, least: places.leastWidths })),
    ...shorter.map((rows, index) => ({
      rows,
      least: places.leastWidths.filter((_, column) => !dropped[index]?.includes(column)),
    })),
  ];
  const tried = candidates.map(({ rows, least }) => cutColumns(rows, least, columns));
  const fitting = tried.find((rows) => widthOf(rows) <= columns) ?? tried.at(-1) ?? [];
  return fitting.map((row) => cutRow(row, fitting, columns));
}

/** Cells of short rows stay: they are words of their own. */
function dropColumns(rows: Rows, dropped: ReadonlySet<number>): Rows {
  const count = rows[0]?.length ?? 0;
  return rows.map((row) => row.length < count ? row : row.filter((_, column) => !dropped.has(column)));
}

/** From the right to the left, each as far as it must and may. */
function cutColumns(rows: Rows, least: readonly number[], columns: number): Rows {
  const widths = widthsOf(rows);
  let excess = widthOf(rows) - columns;
  const limits = [...widths];
  for (let column = least.length - 1; column >= 0 && excess > 0; column--) {
    const width = widths[column] ?? 0;
    const limit = Math.max(Math.min(width, least[column] ?? width), width - excess);
    limits[column] = limit;
    excess -= width - limit;
  }
  return rows.map((row) =>
    row.map((cell, column) => column < row.length - 1 ? cutCell(cell, limits[column] ?? 0) : cell)
  );
}

/** The end of a row that is too long for the line. */
function cutRow(row: readonly string[], rows: Rows, columns: number): readonly string[] {
  const before = widthsOf(rows).slice(0, row.length - 1).reduce((sum, width) => sum + width + 2, 0);
  return row.map((cell, column) =>
    column === row.length - 1 ? cutCell(cell, Math.max(1, columns - before)) : cell
  );
}

/** The widths of all columns but the last of each row, and 0 for what is only ever last. */
function widthsOf(rows: Rows): readonly number[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.slice(0, -1).forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, cellWidth(cell));
    });
  }
  return widths;
}

/** Of the whole table, without the ends of short rows. */
function widthOf(rows: Rows): number {
  const count = rows[0]?.length ?? 0;
  const ends = rows.filter((row) => row.length === count).map((row) => cellWidth(row.at(-1) ?? ""));
  return widthsOf(rows).reduce((sum, width) => sum + width + 2, 0) +
    ends.reduce((most, width) => Math.max(most, width), 0);
}
