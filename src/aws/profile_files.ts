import { expandHome, expandVariables, homeFolder } from "../home.ts";
import { readFilePaths } from "../settings.ts";
import { ConfigError } from "../errors.ts";
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

/** What finding the two files needs of the system. */
export type FilesSystem = Pick<System, "env" | "os" | "home" | "read">;

/**
 * Where the two files are for awsume: as the environment says, else its own settings, else in the home folder. All that
 * reads or writes one of them asks here. Throws ConfigError.
 */
export async function locateFiles(system: FilesSystem): Promise<ProfileFiles> {
  const env = await findEnvironment(system);
  return profileFiles(env, system.os, needsHome(env) ? await homeFolder(system) : "");
}

/** The settings are not read where the environment names both files. */
async function findEnvironment(system: FilesSystem): Promise<System["env"]> {
  const names = Object.values(variables);
  if (names.every((name) => readVariable(system.env, name) !== undefined)) return system.env;
  const env = withFilePaths(await readFilePaths(system), {});
  const named = names.map((name) => [name, readVariable(system.env, name) ?? env[name] ?? ""] as const);
  return { ...system.env, ...Object.fromEntries(named) };
}

/**
 * How both files are named for a run elsewhere: whole paths, the usual ones as `~/.aws/…` where a home folder is given.
 * Of a relative path the folder is looked up. Throws ConfigError for one that is not there.
 */
export async function spellFiles(home: string | undefined, system: System): Promise<Required<FilePaths>> {
  const { config, credentials } = await locateFiles(system);
  const usual = home === undefined ? undefined : profileFiles({}, system.os, home);
  const spell = async (path: string, file: keyof ProfileFiles): Promise<string> => {
    const whole = toSlashes(await resolvePath(path, system), system.os);
    const isUsual = usual !== undefined && whole === toSlashes(usual[file], system.os);
    return isUsual ? `~/.aws/${file}` : whole;
  };
  return {
    configFile: await spell(config, "config"),
    credentialsFile: await spell(credentials, "credentials"),
  };
}

/** Windows reads both, and some SDKs take a backslash and the letter behind it for a control character. */
function toSlashes(path: string, os: System["os"]): string {
  return os === "windows" ? path.replaceAll("\\", "/") : path;
}

/** A path that means the same in every folder; one file has one such path, however its folder is reached. */
async function resolvePath(path: string, { statusOf, os }: System): Promise<string> {
  const isWhole = os === "windows" ? /^(?:[\\/]{2}|[A-Za-z]:[\\/])/.test(path) : path.startsWith("/");
  if (isWhole && !/[\\/]\.{0,2}[\\/]/.test(path.slice(1))) return path;
  const [, folder = "", name = path] = /^(.*[\\/])([^\\/]*)$/.exec(path) ?? [];
  const real = (await statusOf(folder || "."))?.realPath;
  if (real !== undefined) return `${/[\\/]$/.test(real) ? real.slice(0, -1) : real}/${name}`;
  throw new ConfigError(
    `Cannot use the file ${path} for programs that run in other folders: its folder is not there`,
    {
      hint: "Make that folder, or name another file",
    },
  );
}

/**
 * A system in which the two files are where other programs find them. Those know the variables and the home folder,
 * and nothing of awsume's settings.
 */
export async function withPublicFiles(system: System): Promise<System> {
  const { config, credentials } = profileFiles(system.env, system.os, await homeFolder(system));
  const paths = { configFile: config, credentialsFile: credentials };
  return { ...system, env: withFilePaths(paths, system.env) };
}

/**
 * Where the two files are for everybody: AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE, else `.aws` in the home folder. Blank
 * counts as unset. https://docs.aws.amazon.com/sdkref/latest/guide/file-location.html
 */
export function profileFiles(env: System["env"], os: System["os"], home: string): ProfileFiles {
  const separator = os === "windows" ? "\\" : "/";
  const locate = (file: "config" | "credentials"): string =>
    expandHome(readPath(env, variables[file], os) ?? `~${separator}.aws${separator}${file}`, os, home);
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
  return Object.values(variables).some((name) => readVariable(env, name)?.match(/^[~$%]/) !== null);
}

function readPath(env: System["env"], name: string, os: System["os"]): string | undefined {
  const path = readVariable(env, name);
  return path === undefined ? undefined : expandVariables(path, env, os);
}

function readVariable(env: System["env"], name: string): string | undefined {
  const value = env[name];
  return value === undefined || value.trim() === "" ? undefined : value;
}
