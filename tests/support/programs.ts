/** Programs of others that tests run: where they are looked for, and what happens without them. */
import { spawnSync } from "node:child_process";
import { delimiter } from "node:path";
import { oncePerRun } from "./run_folder.ts";
import { tellSkipped } from "./skipped.ts";

/**
 * The PATH of every program that a test starts, and the one on which `isInstalled` looks: the folders of the system,
 * then those of the developer. A folder with an awsume in it is left out: that one would be found, too.
 */
export const testPath: string = makeTestPath(Deno.env.get("PATH") ?? "");

/** That PATH on a machine with this one. */
export function makeTestPath(path: string): string {
  if (Deno.build.os === "windows") return path;
  const own = ["/usr/local/bin", "/usr/bin", "/bin"];
  const more = path.split(delimiter).filter((folder) => folder.startsWith("/"));
  const kept = ["/usr/bin", "/bin"];
  return [...new Set([...own, ...more])].filter((folder) => kept.includes(folder) || !holdsAwsume(folder))
    .join(delimiter);
}

/** Plugins of awsume are found on the PATH as well. */
function holdsAwsume(folder: string): boolean {
  try {
    return [...Deno.readDirSync(folder)].some(({ name }) => /^(auto)?awsume/.test(name));
  } catch {
    return true;
  }
}

/** The words that show whether a program starts; of others it is enough that they are there. */
const trials: Readonly<Record<string, readonly string[]>> = {
  aws: ["--version"],
  bash: ["-c", ":"],
  busybox: ["true"],
  dash: ["-c", ":"],
  elvish: ["-norc", "-c", "nop"],
  fish: ["--no-config", "-c", "true"],
  go: ["version"],
  ksh: ["-c", ":"],
  mksh: ["-c", ":"],
  moto_server: ["--help"],
  // Not before 20.12, which reads .env files.
  node: ["--eval", "process.exit(Number(require('util').parseEnv === undefined))"],
  nu: ["--no-config-file", "-c", "null"],
  openssl: ["version"],
  pwsh: ["-NoProfile", "-Command", "exit"],
  // An older one cannot run plugins.
  python3: ["-c", "import sys; sys.exit(sys.version_info < (3, 9))"],
  // Those of util-linux: others take other options.
  script: ["--version"],
  setsid: ["--version"],
  shellcheck: ["--version"],
  tcsh: ["-f", "-c", ":"],
  xonsh: ["--no-rc", "-c", "pass"],
  zsh: ["-f", "-c", ":"],
};

/** What belongs to a Python, and the module by which it is tried: an empty folder of its name could be imported, too. */
const libraries: Readonly<Record<string, string>> = { boto3: "boto3.session", awscli: "awscli.clidriver" };

/** A program that does not end in this time never will. */
const patienceMs = 30_000;

/** Whether a test can use a program, given by name or path, or a library: it starts as the test would start it. */
export function isInstalled(need: string): boolean {
  return find(need) !== "";
}

/** The Python that has a library; without one, the Python that would be asked. */
export function pythonWith(library: string): string {
  return find(library) || "python3";
}

/**
 * A test that needs programs or libraries. Where one is missing, the test is skipped with its name, or fails when
 * AWSUME_REQUIRE_SHELLS names it: else a matrix would shrink unseen.
 */
export function testWith(needs: string | readonly string[], name: string, test: () => Promise<void>): void {
  const missing = [needs].flat().filter((need) => !isInstalled(need));
  const required = missing.filter((need) => requiredNames().includes(basename(need)));
  const ignore = missing.length > 0 && required.length === 0;
  if (ignore) missing.forEach((need) => tellSkipped(basename(need), name));
  const fail = (): Promise<void> =>
    Promise.reject(
      new Error(`AWSUME_REQUIRE_SHELLS demands ${required}, which is not installed, or does not start`),
    );
  Deno.test({ name, ignore, fn: required.length > 0 ? fail : test });
}

/** What AWSUME_REQUIRE_SHELLS names. */
export function requiredNames(): readonly string[] {
  return (Deno.env.get("AWSUME_REQUIRE_SHELLS") ?? "").split(/[\s,]+/);
}

function basename(program: string): string {
  return program.slice(program.lastIndexOf("/") + 1);
}

const found = new Map<string, string>();

/** The path of a program, or of the Python that has the library; empty for neither. Each is tried once in a run. */
function find(need: string): string {
  const path = found.get(need) ?? oncePerRun(`found ${need}`, () => findOn(testPath, need) ?? "");
  found.set(need, path);
  return path;
}

/** The same on any PATH, without a memory. */
export function findOn(path: string, need: string): string | undefined {
  if (need.includes("/")) return isThere(need) && starts(need, need, path) ? need : undefined;
  const module = libraries[need];
  if (module !== undefined) {
    return placesOf("python3", path).find((python) => succeeds(python, ["-c", `import ${module}`], path));
  }
  // A shell would run the first one, too: one behind it is of no use.
  const [first] = placesOf(need, path);
  return first !== undefined && starts(need, first, path) ? first : undefined;
}

/** Where the PATH has a program, first things first. */
export function placesOf(program: string, path: string): readonly string[] {
  return path.split(delimiter).flatMap((folder) => [`${folder}/${program}`, `${folder}/${program}.exe`])
    .filter(isProgram);
}

function isProgram(path: string): boolean {
  try {
    const { isFile, mode } = Deno.statSync(path);
    return isFile && ((mode ?? 0o111) & 0o111) !== 0;
  } catch {
    return false;
  }
}

function isThere(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
}

function starts(need: string, place: string, path: string): boolean {
  const words = Deno.build.os === "windows" ? undefined : trials[basename(need)];
  return words === undefined || succeeds(place, words, path);
}

/** Whether it ends with 0 as a test would start it: at home nowhere. */
function succeeds(program: string, words: readonly string[], path: string): boolean {
  const home = Deno.makeTempDirSync({ prefix: "awsume-test-" });
  try {
    const env = { PATH: path, HOME: home };
    return spawnSync(program, words, { cwd: home, env, stdio: "ignore", timeout: patienceMs }).status === 0;
  } finally {
    Deno.removeSync(home, { recursive: true });
  }
}
