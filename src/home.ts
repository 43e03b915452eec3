import type { System } from "./system.ts";

/** What finding the home folder needs of the system. */
export type HomeSystem = Pick<System, "env" | "os" | "home">;

/** awsume's own folder: `~/.awsume`, or `awsume` in XDG_CONFIG_HOME, as the original chose. */
export async function awsumeFolder(system: HomeSystem): Promise<string> {
  const xdg = system.env.XDG_CONFIG_HOME;
  return xdg ? `${xdg}/awsume` : `${await homeFolder(system)}/.awsume`;
}

/**
 * A path with the home folder in the place of `~`, alone or before a separator; on Windows `\` is one, too. `~name` is
 * left as it is.
 */
export async function atHome(path: string, system: HomeSystem): Promise<string> {
  return beginsAtHome(path, system.os) ? expandHome(path, system.os, await homeFolder(system)) : path;
}

/** The same, where the home folder is known. */
export function expandHome(path: string, os: System["os"], home: string): string {
  if (!beginsAtHome(path, os)) return path;
  if (path === "~") return home;
  return `${home.replace(os === "windows" ? /[\\/]$/ : /\/$/, "")}${path.slice(1)}`;
}

/**
 * A path as boto3 reads it: `$NAME` and `${NAME}`, on Windows `%NAME%` too, stand for variables where no shell has done
 * that. An unknown one stays as it is written.
 */
export function expandVariables(path: string, env: System["env"], os: System["os"]): string {
  return path.replace(/\$(\w+)|\$\{(\w+)\}|%(\w+)%/g, (all, bare, braced, percent) => {
    if (os === "windows") return env[(bare ?? braced ?? percent).toUpperCase()] ?? all;
    return env[bare ?? braced ?? ""] ?? all;
  });
}

function beginsAtHome(path: string, os: System["os"]): boolean {
  return (os === "windows" ? /^~(?:[\\/]|$)/ : /^~(?:\/|$)/).test(path);
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
