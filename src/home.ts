import type { System } from "./system.ts";

/** What finding the home folder needs of the system. */
export type HomeSystem = Pick<System, "env" | "os" | "home">;

/** awsume's own folder: `~/.awsume`, or `awsume` in XDG_CONFIG_HOME, as the original chose. */
export async function awsumeFolder(system: HomeSystem): Promise<string> {
  const xdg = system.env.XDG_CONFIG_HOME;
  return xdg ? `${xdg}/awsume` : `${await homeFolder(system)}/.awsume`;
}

/**
 * The person's home folder: HOME, on Windows then USERPROFILE, then HOMEDRIVE and HOMEPATH, else what the
 * operating system says. Rule: the shared file locations of the AWS SDKs.
 */
export async function homeFolder(system: HomeSystem): Promise<string> {
  const { HOME, USERPROFILE, HOMEDRIVE, HOMEPATH } = system.env;
  if (HOME) return HOME;
  if (system.os === "windows" && USERPROFILE) return USERPROFILE;
  if (system.os === "windows" && HOMEDRIVE && HOMEPATH) return HOMEDRIVE + HOMEPATH;
  return await system.home();
}
