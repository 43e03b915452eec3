/**
 * Rows as aligned text, two blanks between the columns, each line ended. A cell that is the last of its row is not
 * padded and does not widen its column, so that a row may end in words of its own. Control characters are spelled
 * out: what stands in a file must not drive the terminal. Lines are as long as they are, whatever the terminal.
 */
export function tableText(rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => isPlain(row.join("")) ? row : row.map(spellControls));
  const widths: number[] = [];
  for (const row of cells) {
    for (let column = 0; column < row.length - 1; column++) {
      widths[column] = Math.max(widths[column] ?? 0, widthOf(row[column] ?? ""));
    }
  }
  return cells.map((row) => {
    const last = row.length - 1;
    const padded = row.map((cell, column) => column === last ? cell : pad(cell, widths[column] ?? 0));
    return `${padded.join("  ")}\n`;
  }).join("");
}

/** Nearly all texts are, and cost a tenth of the others. */
function isPlain(text: string): boolean {
  return /^[ -~]*$/.test(text);
}

function spellControls(text: string): string {
  return text.replace(/\p{Cc}/gu, (character) => {
    return `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
  });
}

/** In columns of the terminal: two for the scripts and pictures that are drawn wide, none for marks on a letter. */
function widthOf(text: string): number {
  if (isPlain(text)) return text.length;
  return [...text].reduce((sum, character) => sum + columnsOf(character), 0);
}

function columnsOf(character: string): number {
  if (/[\p{Mn}\p{Me}\p{Cf}]/u.test(character)) return 0;
  const wide =
    /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/;
  return wide.test(character) || /\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}]/u.test(character) ? 2 : 1;
}

function pad(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - widthOf(text)));
}
