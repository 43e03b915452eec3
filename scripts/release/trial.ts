import type { Outcome } from "../../tests/support/script.ts";
import type { World } from "../../tests/support/world.ts";
import type { Target } from "./targets.ts";

/** What an archive is tried with. */
export interface Subject {
  readonly target: Target;
  /** The path of the archive. */
  readonly archive: string;
  /** Its SHA-256 in hexadecimal. */
  readonly sum: string;
  /** A home folder with profiles, and their AWS. */
  readonly world: World;
}

/** How an archive is installed and used, by programs of its own system. */
export interface Trial {
  readonly install: readonly string[];
  readonly sessions: readonly Session[];
  run(words: readonly string[]): Promise<Omit<Outcome, "runs">>;
}

/** A script that switches to `one`, runs a command as `two` and names a profile that there is not. */
export interface Session {
  /** The shell, and how awsume gets into it. */
  readonly title: string;
  /** What starts it. */
  readonly words: readonly string[];
}

/** What a session prints, each line behind the key and what else tells that it went well. */
export const told = /^switched (ASIAFAKE\w+) one\nran (?!\1)ASIAFAKE\w+\nmissing 3 one\n$/;
