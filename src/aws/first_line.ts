/**
 * What tables and messages show of a value: its first line, and how many there are below. A value that goes on for lines
 * may have swallowed what was meant for others, a secret among it.
 */
export function firstLine(value: string): string {
  const [first = "", ...more] = value.split("\n");
  if (more.length === 0) return value;
  const count = `(${more.length} more line${more.length === 1 ? "" : "s"})`;
  return first.trim() === "" ? count : `${first} ${count}`;
}
