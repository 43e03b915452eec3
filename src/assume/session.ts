import type { Credentials } from "../aws/credentials.ts";
import type { System } from "../system.ts";

/** Credentials, with the profile and the region they are for. */
export interface Session {
  readonly profile: string;
  readonly region?: string;
  readonly credentials: Credentials;
}

/** Says on stderr until when credentials work; long-term keys need no word. `what` is what they are called. */
export function tellEnd(what: string, { expiresAt }: Credentials, system: System): void {
  if (expiresAt === undefined) return;
  const minutes = Math.round((expiresAt.getTime() - system.now().getTime()) / 60_000);
  system.tell(`${what} will expire at ${instantText(expiresAt)} (in ${spanText(minutes)})`);
}

/** So many minutes in words: `99 min`, `1 h 40 min`, from two days on `2 d`. */
export function spanText(minutes: number): string {
  if (minutes >= 2 * 24 * 60) return `${Math.floor(minutes / 60 / 24)} d`;
  return minutes < 100 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** An instant for people, to the second. */
export function instantText(instant: Date): string {
  return instant.toISOString().replace("T", " ").replace(/\..*/, " UTC");
}
