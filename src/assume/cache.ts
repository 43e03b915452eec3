import type { Credentials } from "../aws/credentials.ts";
import { ConfigError } from "../errors.ts";
import { homeFolder } from "../home.ts";
import type { System } from "../system.ts";

/** Credentials that end sooner than this are taken anew: what was started with them should still finish. */
const marginMs = 5 * 60 * 1000;

/** The name of an entry: SHA-256 of everything that decides what the call returns, as 64 hex digits. */
export async function cacheKey(inputs: unknown): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(inputs));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The entry's credentials if they outlive the margin. One that cannot be read, or is not ours, is absent. */
export async function readCached(key: string, system: System): Promise<Credentials | undefined> {
  try {
    const text = await system.read(await entryPath(key, system));
    const credentials = text === undefined ? undefined : parseEntry(text, key);
    const end = credentials?.expiresAt?.getTime() ?? 0;
    return end - marginMs > system.now().getTime() ? credentials : undefined;
  } catch (error) {
    if (error instanceof ConfigError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Keeps credentials that expire. A full disk or a read-only home costs a warning, not the credentials. */
export async function writeCached(key: string, credentials: Credentials, system: System): Promise<void> {
  const { accessKeyId, secretAccessKey, sessionToken, expiresAt } = credentials;
  if (expiresAt === undefined) return;
  const entry = { key, accessKeyId, secretAccessKey, sessionToken, expiresAt: expiresAt.toISOString() };
  try {
    await system.write(await entryPath(key, system), `${JSON.stringify(entry, undefined, 2)}\n`);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    system.tell(`awsume: these credentials will not be remembered: ${error.message}`);
  }
}

/** `~/.awsume/cache`, or `awsume` in XDG_CACHE_HOME, as the original chose. */
async function entryPath(key: string, system: System): Promise<string> {
  const xdg = system.env.XDG_CACHE_HOME;
  return `${xdg ? `${xdg}/awsume` : `${await homeFolder(system)}/.awsume/cache`}/${key}.json`;
}

function parseEntry(text: string, key: string): Credentials | undefined {
  const entry: unknown = JSON.parse(text);
  if (typeof entry !== "object" || entry === null) return undefined;
  const fields: Readonly<Record<string, unknown>> = { ...entry };
  const { accessKeyId, secretAccessKey, sessionToken, expiresAt } = fields;
  const isOurs = fields.key === key && typeof accessKeyId === "string" &&
    typeof secretAccessKey === "string" &&
    typeof sessionToken === "string" && typeof expiresAt === "string";
  return isOurs ? { accessKeyId, secretAccessKey, sessionToken, expiresAt: new Date(expiresAt) } : undefined;
}
