import type { System } from "../system.ts";
import { cacheFolder, type Entry, readEntry, readRecord, type Subject } from "./cache.ts";

/** A file of the cache, as far as it may be shown: no part of a key is in it. `name` is without `.json`. */
export type Stored =
  /** Without a subject when an older awsume has written it. */
  | (Pick<Entry, "takenAt"> & {
    readonly kind: "credentials";
    readonly name: string;
    readonly expiresAt: Date;
    readonly subject?: Subject;
  })
  /** What the profile came to. */
  | { readonly kind: "switch"; readonly name: string; readonly profile: string }
  /** Why programs got nothing of the profile. */
  | { readonly kind: "refusal"; readonly name: string; readonly profile: string }
  | { readonly kind: "account"; readonly name: string; readonly account: string }
  | { readonly kind: "list"; readonly name: string }
  /** Nobody can use it. */
  | { readonly kind: "damaged"; readonly name: string };

/** Everything that awsume has put into the cache, files of others left out. Throws ConfigError. */
export async function listStored(system: System): Promise<readonly Stored[]> {
  const files = await system.list(await cacheFolder(system));
  const names = files.filter((file) => file.endsWith(".json")).map((file) => file.slice(0, -5)).sort();
  const found = await Promise.all(names.map((name) => readStored(name, system)));
  return found.filter((stored) => stored !== undefined);
}

/** Whether a name is that of credentials, which are written under a lock of the same name. */
export function isKey(name: string): boolean {
  return /^[0-9a-f]{64}$/.test(name);
}

async function readStored(name: string, system: System): Promise<Stored | undefined> {
  if (isKey(name)) return await readCredentials(name, system);
  if (name === "list-table" || name === "list-json") return { kind: "list", name };
  const [, kind] = /^(switch|refusal|account)-./.exec(name) ?? [];
  if (kind === undefined) return undefined;
  const { profile, account } = await readRecord(name, system);
  if ((kind === "switch" || kind === "refusal") && typeof profile === "string") {
    return { kind, name, profile };
  }
  if (kind === "account" && typeof account === "string") return { kind, name, account };
  return { kind: "damaged", name };
}

async function readCredentials(name: string, system: System): Promise<Stored> {
  const [entry, record] = await Promise.all([readEntry(name, system), readRecord(name, system)]);
  if (entry === undefined || Number.isNaN(entry.credentials.expiresAt.getTime())) {
    return { kind: "damaged", name };
  }
  const { credentials: { expiresAt }, takenAt } = entry;
  const subject = toSubject(record.for);
  return { kind: "credentials", name, expiresAt, takenAt, ...(subject === undefined ? {} : { subject }) };
}

function toSubject(value: unknown): Subject | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { kind, mfaSerial, roleArn, profile }: Readonly<Record<string, unknown>> = { ...value };
  if (kind === "session" && typeof mfaSerial === "string") return { kind, mfaSerial };
  if (kind === "process" && typeof profile === "string") return { kind, profile };
  if (kind !== "role" || typeof roleArn !== "string") return undefined;
  return { kind, roleArn, ...(typeof profile === "string" ? { profile } : {}) };
}
