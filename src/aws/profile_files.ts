import type { System } from "../system.ts";

/** The paths of the two shared files. */
export interface ProfileFiles {
  readonly config: string;
  readonly credentials: string;
}

/** Paths that were named for one run, in the place of the variables. */
export interface FilePaths {
  readonly configFile?: string;
  readonly credentialsFile?: string;
}

const variables = { config: "AWS_CONFIG_FILE", credentials: "AWS_SHARED_CREDENTIALS_FILE" };

/**
 * Where the two files are: AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE, else `.aws` in the home folder. Blank
 * counts as unset. https://docs.aws.amazon.com/sdkref/latest/guide/file-location.html
 */
export function profileFiles(env: System["env"], os: System["os"], home: string): ProfileFiles {
  const separator = os === "windows" ? "\\" : "/";
  const locate = (file: "config" | "credentials"): string =>
    expandHome(readVariable(env, variables[file]) ?? `~${separator}.aws${separator}${file}`, os, home);
  return { config: locate("config"), credentials: locate("credentials") };
}

/** The environment in which the paths that were named count: nearer than the variables, which they take the place of. */
export function withFilePaths(
  { configFile, credentialsFile }: FilePaths,
  env: System["env"],
): System["env"] {
  return {
    ...env,
    ...(configFile === undefined ? {} : { [variables.config]: configFile }),
    ...(credentialsFile === undefined ? {} : { [variables.credentials]: credentialsFile }),
  };
}

/** Whether one of the paths is below the home folder: it is not asked for in vain. */
export function needsHome(env: System["env"]): boolean {
  return Object.values(variables).some((name) => readVariable(env, name)?.startsWith("~") ?? true);
}

function readVariable(env: System["env"], name: string): string | undefined {
  const value = env[name];
  return value === undefined || value.trim() === "" ? undefined : value;
}

/** `~` alone or before a separator; `~name` is left as it is. */
function expandHome(path: string, os: System["os"], home: string): string {
  const separators = os === "windows" ? ["\\", "/"] : ["/"];
  if (path === "~") return home;
  if (!separators.some((separator) => path.startsWith(`~${separator}`))) return path;
  const folder = separators.some((separator) => home.endsWith(separator)) ? home.slice(0, -1) : home;
  return `${folder}${path.slice(1)}`;
}
