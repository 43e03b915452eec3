/** A file on its way into an archive. */
export interface Entry {
  /** With `/` between its folders, and ASCII alone. */
  readonly path: string;
  readonly data: Uint8Array;
  readonly isExecutable?: true;
}

/** An entry of a text. */
export function textEntry(path: string, text: string): Entry {
  return { path, data: new TextEncoder().encode(text) };
}

/** By path, byte for byte, so that no folder's own order and no language's rules get into an archive. */
export function sorted(entries: readonly Entry[]): readonly Entry[] {
  return [...entries].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** One array of all the parts. */
export function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The bytes, compressed. The same Deno gives the same bytes for the same input; another version may not. */
export async function compress(
  data: Uint8Array<ArrayBuffer>,
  format: "gzip" | "deflate-raw",
): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([data]).stream().pipeThrough(new CompressionStream(format));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** The SHA-256 in hexadecimal. */
export async function sha256(data: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(data)));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The lines that `sha256sum -c` reads, by name. */
export async function sumsOf(entries: readonly Entry[]): Promise<string> {
  const lines = sorted(entries).map(async ({ path, data }) => `${await sha256(data)}  ${path}\n`);
  return (await Promise.all(lines)).join("");
}
