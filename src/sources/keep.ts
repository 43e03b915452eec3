import type { System } from "../system.ts";

/**
 * What decides about a command with `awsume_keep`, for the name of what is kept: the values of the variables that it
 * names, and the folder.
 */
export function inputsOfKeep(names: readonly string[], { env, os, place }: KeepSystem): unknown {
  // Windows does not tell `Path` from `PATH`, and its names are in upper case here.
  const found = names.map((name) => os === "windows" ? name.toUpperCase() : name).toSorted();
  const [folder] = place();
  return { folder, variables: found.map((name) => [name, env[name] ?? null]) };
}

/** What `inputsOfKeep` looks at. */
export type KeepSystem = Pick<System, "env" | "os" | "place">;
