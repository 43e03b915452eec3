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
  const shorter = places.columnsToDrop.map((_, index) => {
    const dropped = new Set(places.columnsToDrop.slice(0, index + 1));
    return { rows: dropColumns(last, dropped), least: without(places.leastWidths, dropped) };
  });
  const candidates = [...forms.map((rows) => ({ rows, least: places.leastWidths })), ...shorter];
  const whole = findWhole(last);
  let fitting: Rows = [];
  for (const { rows, least } of candidates) {
    const end = endWidth(rows, whole);
    fitting = cutColumns(rows, least, columns - end);
    if (startWidth(fitting) + end <= columns) break;
  }
  const widths = widthsOf(fitting);
  return fitting.map((row) => cutRow(row, widths, columns));
}

/** The places of the rows with as many cells as the header. */
function findWhole(rows: Rows): readonly number[] {
  return rows.flatMap((row, index) => row.length === rows[0]?.length ? [index] : []);
}

/** Cells of short rows stay: they are words of their own. */
function dropColumns(rows: Rows, dropped: ReadonlySet<number>): Rows {
  const count = rows[0]?.length ?? 0;
  return rows.map((row) => row.length < count ? row : without(row, dropped));
}

function without<T>(cells: readonly T[], dropped: ReadonlySet<number>): readonly T[] {
  return cells.filter((_, column) => !dropped.has(column));
}

/** All columns but the last, from the right to the left, each as far as it must and may. */
function cutColumns(rows: Rows, least: readonly number[], columns: number): Rows {
  const limits = [...widthsOf(rows)];
  let excess = startWidth(rows) - columns;
  for (let column = least.length - 1; column >= 0 && excess > 0; column--) {
    const width = limits[column] ?? 0;
    const limit = Math.max(Math.min(width, least[column] ?? width), width - excess);
    limits[column] = limit;
    excess -= width - limit;
  }
  return rows.map((row) =>
    row.map((cell, column) => column < row.length - 1 ? cutCell(cell, limits[column] ?? 0) : cell)
  );
}

/** The end of a row that is too long for the line. */
function cutRow(row: readonly string[], widths: readonly number[], columns: number): readonly string[] {
  const before = widths.slice(0, row.length - 1).reduce((sum, width) => sum + width + 2, 0);
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

/** Of all columns but the last, with the blanks behind each. */
function startWidth(rows: Rows): number {
  return widthsOf(rows).reduce((sum, width) => sum + width + 2, 0);
}

/** Of the last column; what ends a short row is none. */
function endWidth(rows: Rows, whole: readonly number[]): number {
  return whole.reduce((most, index) => Math.max(most, cellWidth(rows[index]?.at(-1) ?? "")), 0);
}
