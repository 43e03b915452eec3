import { compress, type Entry, join, sorted } from "./entry.ts";

/** A file as it stands in the archive. */
interface Packed {
  readonly name: Uint8Array;
  /** What the record before the file and the one in the directory at the end share. */
  readonly common: Uint8Array;
  readonly data: Uint8Array;
}

/** A zip archive of the files, sorted, all of them changed at `time` (seconds since 1970; the format begins in 1980). */
export async function zip(entries: readonly Entry[], time: number): Promise<Uint8Array<ArrayBuffer>> {
  const packed = await Promise.all(sorted(entries).map((entry) => pack(entry, time)));
  const files = packed.map(({ name, common, data }) => join([number(0x04034b50, 4), common, name, data]));
  let offset = 0;
  const directory = packed.map((file, index) => {
    const record = directoryRecord(file, offset);
    offset += files[index]?.length ?? 0;
    return record;
  });
  return join([...files, ...directory, ending(join(directory).length, offset, packed.length)]);
}

async function pack({ path, data }: Entry, time: number): Promise<Packed> {
  const compressed = await compress(new Uint8Array(data), "deflate-raw");
  const name = new TextEncoder().encode(path);
  const common = join([
    number(20, 2), // the version of the format that a reader has to know
    number(0, 2),
    number(8, 2), // deflated
    dosTime(time),
    number(crc32(data), 4),
    number(compressed.length, 4),
    number(data.length, 4),
    number(name.length, 2),
    number(0, 2),
  ]);
  return { name, common, data: compressed };
}

function directoryRecord({ name, common }: Packed, offset: number): Uint8Array {
  // No comment, first disk, no attributes: Windows, which this is for, has no others.
  const rest = [number(0, 2), number(0, 2), number(0, 2), number(0, 4), number(offset, 4)];
  return join([number(0x02014b50, 4), number(20, 2), common, ...rest, name]);
}

function ending(size: number, offset: number, count: number): Uint8Array {
  const counts = [number(0, 4), number(count, 2), number(count, 2)];
  return join([number(0x06054b50, 4), ...counts, number(size, 4), number(offset, 4), number(0, 2)]);
}

/** Little endian. */
function number(value: number, size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, index) => Math.floor(value / 256 ** index) % 256);
}

function dosTime(time: number): Uint8Array {
  const at = new Date(Math.max(time, Date.UTC(1980, 0) / 1000) * 1000);
  const clock = at.getUTCHours() << 11 | at.getUTCMinutes() << 5 | at.getUTCSeconds() >> 1;
  const day = at.getUTCFullYear() - 1980 << 9 | at.getUTCMonth() + 1 << 5 | at.getUTCDate();
  return join([number(clock, 2), number(day, 2)]);
}

const table = Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? value >>> 1 ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

function crc32(data: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of data) sum = sum >>> 8 ^ (table[(sum ^ byte) & 255] ?? 0);
  return (sum ^ 0xffffffff) >>> 0;
}
