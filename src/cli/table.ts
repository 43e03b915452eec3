import { toOneLine } from "../printable.ts";

/**
 * Rows as aligned text, two blanks between the columns, each line ended. A cell that is the last of its row is not
 * padded and does not widen its column, so that a row may end in words of its own. What cannot be seen is spelled
 * out, and takes its room. Lines are as long as they are, whatever the terminal.
 */
export function tableText(rows: readonly (readonly string[])[]): string {
  const measured = rows.map(measure);
  const widths: number[] = [];
  for (const { cells, widthOf } of measured) {
    for (let column = 0; column < cells.length - 1; column++) {
      const width = widthOf(cells[column] ?? "");
      if (width > (widths[column] ?? 0)) widths[column] = width;
    }
  }
  return measured.map((row) => rowText(row, widths)).join("");
}

/** How many columns of a terminal a cell takes. */
export function cellWidth(text: string): number {
  return isPlain(text) ? text.length : drawnWidth(toOneLine(text));
}

/** The cell, or as much of it as fits so many columns, with an ellipsis for the rest. */
export function cutCell(text: string, columns: number): string {
  if (cellWidth(text) <= columns) return text;
  const shown: string[] = [];
  let width = 1;
  for (const character of toOneLine(text)) {
    width += columnsOf(character);
    if (width > columns) break;
    shown.push(character);
  }
  return `${shown.join("")}\u2026`;
}

interface Row {
  readonly cells: readonly string[];
  /** How many columns of the terminal a cell takes. */
  readonly widthOf: (text: string) => number;
}

/** Nearly all rows are plain ASCII, which is measured in a tenth of the time. */
function measure(cells: readonly string[]): Row {
  if (isPlain(cells.join(""))) return { cells, widthOf: (text) => text.length };
  return { cells: cells.map(toOneLine), widthOf: drawnWidth };
}

function isPlain(text: string): boolean {
  return /^[ -~]*$/.test(text);
}

function rowText({ cells, widthOf }: Row, widths: readonly number[]): string {
  const last = cells.length - 1;
  let line = "";
  for (let column = 0; column < last; column++) {
    const cell = cells[column] ?? "";
    line += cell + " ".repeat((widths[column] ?? 0) - widthOf(cell) + 2);
  }
  return `${line}${cells[last] ?? ""}\n`;
}

/** Two columns for the scripts and pictures that are drawn wide, none for marks on a letter. */
function drawnWidth(text: string): number {
  return [...text].reduce((sum, character) => sum + columnsOf(character), 0);
}

function columnsOf(character: string): number {
  if (/[\p{Mn}\p{Me}\p{Cf}]/u.test(character)) return 0;
  const wide =
    /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/;
  return wide.test(character) || /\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}]/u.test(character) ? 2 : 1;
}
