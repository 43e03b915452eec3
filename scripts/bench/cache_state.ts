/** What lies in a folder of cache entries. */
export interface CacheState {
  readonly entries: number;
  /** How many of them awsume could not use. */
  readonly corrupt: number;
  /** Files of a write that was never finished. No harm: nothing reads them. */
  readonly unfinished: number;
}

/** Reads all entries of the folder: credentials, and what a profile's name came to. */
export async function readCache(folder: string): Promise<CacheState> {
  const names = await listNames(folder);
  const entries = names.filter((name) => name.endsWith(".json"));
  const texts = await Promise.all(entries.map((name) => Deno.readTextFile(`${folder}/${name}`)));
  return {
    entries: entries.length,
    corrupt:
      entries.filter((name, index) => !isWhole(name.replace(/\.json$/, ""), texts[index] ?? "")).length,
    unfinished: names.filter((name) => name.startsWith(".awsume-")).length,
  };
}

/** None when nobody has come so far as to make the folder. */
async function listNames(folder: string): Promise<readonly string[]> {
  try {
    return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

/** All that awsume needs of an entry, and in credentials the name under which it lies. */
function isWhole(name: string, text: string): boolean {
  try {
    const fields: Readonly<Record<string, unknown>> = { ...JSON.parse(text) };
    const needed = name.startsWith("switch-")
      ? ["entry", "label", "profile", "inputs"]
      : ["key", "accessKeyId", "secretAccessKey", "sessionToken", "expiresAt", "takenAt"];
    const isComplete = needed.every((field) => typeof fields[field] === "string" && fields[field] !== "");
    return isComplete && (fields.key === undefined || fields.key === name);
  } catch {
    return false;
  }
}
