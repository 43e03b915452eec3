/** What an executable of `deno compile` is made of: the base binary in it, which Deno calls denort. */
export interface Base {
  /** Of Deno. */
  readonly version: string;
  /** The target that it is for, as Deno calls it. */
  readonly triple: string;
}

/** What a build needs of its base. */
export interface Wanted {
  /** The version of the Deno that compiles. */
  readonly version: string;
  /** The target that it compiles for. */
  readonly triple: string;
}

/** The base in these bytes, which may be a compiled program as well; undefined where they are neither. */
export function readBase(data: Uint8Array): Base | undefined {
  const text = new TextDecoder("latin1").decode(data);
  const version = /Deno\/(\d+\.\d+\.\d+)/.exec(text)?.[1];
  const triple = readTriple(data);
  // Only a whole Deno, which can compile, knows the name of the variable. As a base it would build another Deno.
  if (version === undefined || triple === undefined || text.includes("DENORT_BIN")) return undefined;
  return { version, triple };
}

/** The file that DENORT_BIN names, read; undefined where it names none. Throws a plain Error where there is none. */
export async function findBase(): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const path = Deno.env.get("DENORT_BIN");
  if (path === undefined) return undefined;
  try {
    return await Deno.readFile(path);
  } catch (cause) {
    throw new Error(`Cannot read the base binary that DENORT_BIN names: ${path}`, { cause });
  }
}

/**
 * Throws a plain Error where a program compiled with the base in these bytes would not start: `deno compile` builds it
 * without a word. A base serves every Deno of its own minor version.
 */
export function checkBase(data: Uint8Array, wanted: Wanted): void {
  const base = readBase(data);
  if (base === undefined) throw new Error("DENORT_BIN names no base binary of Deno");
  const [is, must] = [base.version, wanted.version].map((version) => version.replace(/\.\d+$/, ""));
  if (is !== must) {
    throw new Error(
      `DENORT_BIN is of Deno ${base.version}; this Deno, ${wanted.version}, needs one of ${must}`,
    );
  }
  if (base.triple !== wanted.triple) {
    throw new Error(`DENORT_BIN is for ${base.triple}, and this build for ${wanted.triple}`);
  }
}

/** By the header of the three formats of executables, and the machine that it names. */
function readTriple(data: Uint8Array): string | undefined {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (view.byteLength < 64) return undefined;
  const start = view.getUint32(0);
  if (start === 0x7f454c46) return tripleOf(view.getUint16(18, true), [62, 183], "unknown-linux-gnu");
  if (start === 0xcffaedfe) return tripleOf(view.getUint32(4, true), [0x1000007, 0x100000c], "apple-darwin");
  const at = view.getUint32(0x3c, true);
  if (start >>> 16 !== 0x4d5a || at + 6 > view.byteLength || view.getUint32(at) !== 0x50450000) {
    return undefined;
  }
  return tripleOf(view.getUint16(at + 4, true), [0x8664, 0xaa64], "pc-windows-msvc");
}

function tripleOf(machine: number, [x64, arm64]: readonly number[], system: string): string | undefined {
  if (machine === x64) return `x86_64-${system}`;
  return machine === arm64 ? `aarch64-${system}` : undefined;
}
