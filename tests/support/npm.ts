import { cacheFolder } from "./cache_folder.ts";

/**
 * Packages from npm, installed once into a cache folder outside the checkout, none of their scripts run. Gives the
 * folder, which lacks them where npm cannot get them: tests that need them go through `testWith`.
 */
export async function installPackages(
  packages: readonly string[],
  options: readonly string[] = [],
): Promise<string> {
  const folder = `${cacheFolder()}/${packages.join("+").replaceAll("/", "_")}`;
  if (await exists(folder)) return folder;
  const fresh = `${folder}.${Deno.pid}`;
  await Deno.mkdir(fresh, { recursive: true });
  try {
    // Another test may have been quicker: what is there is never replaced.
    if (await install([...options, ...packages], fresh)) await Deno.rename(fresh, folder).catch(() => {});
  } finally {
    await Deno.remove(fresh, { recursive: true }).catch(() => {});
  }
  return folder;
}

/** Where a package lies that `installPackages` has put into `folder`. */
export function packagePath(folder: string, path: string): string {
  return `${folder}/node_modules/${path}`;
}

async function install(words: readonly string[], folder: string): Promise<boolean> {
  const quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--no-save", "--loglevel=error"];
  const command = new Deno.Command("npm", {
    args: ["install", ...quiet, "--prefer-offline", "--fetch-retries=1", "--prefix", folder, ...words],
    cwd: folder,
    stdin: "null",
    stdout: "null",
    stderr: "inherit",
  });
  const { success } = await command.output().catch(() => ({ success: false }));
  return success;
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}
