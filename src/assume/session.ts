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
  const left = minutes < 100 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  const end = expiresAt.toISOString().replace("T", " ").replace(/\..*/, " UTC");
  system.tell(`${what} will expire at ${end} (in ${left})`);
}
