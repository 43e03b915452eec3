import { type Entry, join, sorted } from "./entry.ts";

const block = 512;

/**
 * A tar archive (ustar) of the files, sorted, all of them owned by root and changed at `time` (seconds since 1970).
 * Written here because the tar programs of the build machines differ in what they put into a header. Throws an Error
 * for a path that the format's oldest readers could not hold.
 */
export function tar(entries: readonly Entry[], time: number): Uint8Array<ArrayBuffer> {
  const files = sorted(entries).flatMap((entry) => [header(entry, time), padded(entry.data)]);
  return join([...files, new Uint8Array(2 * block)]);
}

function header({ path, data, isExecutable }: Entry, time: number): Uint8Array {
  if (!/^[ -~]{1,100}$/.test(path)) throw new Error(`Cannot put "${path}" into an archive`);
  const fields: readonly (readonly [offset: number, text: string])[] = [
    [0, path],
    [100, octal(isExecutable ? 0o755 : 0o644, 7)],
    [108, octal(0, 7)],
    [116, octal(0, 7)],
    [124, octal(data.length, 11)],
    [136, octal(time, 11)],
    [148, " ".repeat(8)],
    [156, "0"],
    [257, "ustar\0" + "00"],
    [265, "root"],
    [297, "root"],
    [329, octal(0, 7)],
    [337, octal(0, 7)],
  ];
  const bytes = new Uint8Array(block);
  const write = (offset: number, text: string): void => bytes.set(new TextEncoder().encode(text), offset);
  for (const [offset, text] of fields) write(offset, text);
  // The sum counts its own field as blanks, which it was until here.
  write(148, `${octal(bytes.reduce((sum, byte) => sum + byte, 0), 6)}\0 `);
  return bytes;
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, "0");
}

function padded(data: Uint8Array): Uint8Array {
  const whole = new Uint8Array(Math.ceil(data.length / block) * block);
  whole.set(data);
  return whole;
}
