/**
 * Builds the executable: `deno task compile [--target TRIPLE] [--output FILE]` writes `dist/awsume`.
 *
 * The sources are bundled into a bare folder outside the tree, and `deno compile` embeds nothing but what lies there.
 * Modification times are set to the commit's, so that two builds of one commit give the same bytes. DENORT_BIN names
 * the base binary when it is set, which has to be for the target and of the minor version of the Deno that runs this;
 * else Deno fetches its own.
 *
 * @module
 */
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { checkBase, findBase } from "./base.ts";
import { bundle } from "./bundle.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Compiles the bundle in `folder` to `output`, by the Deno that runs this. */
export async function compile(
  folder: string,
  output: string,
  options: readonly string[] = [],
): Promise<void> {
  const base = await findBase();
  if (base) checkBase(base, { version: Deno.version.deno, triple: targetOf(options) });
  await setTimes(folder);
  const flags = ["--no-config", "--no-lock", "--no-code-cache", "--no-check", "--quiet", "-A"];
  // So that plugins find the packages beside them. There are none to embed.
  const packages = "--node-modules-dir=manual";
  await run([Deno.execPath(), "compile", ...flags, packages, ...options, "-o", output, "main.js"], folder);
}

/** The value of `--target`, else this computer's. */
function targetOf(options: readonly string[]): string {
  const { target } = parseArgs({ args: [...options], options: { target: { type: "string" } }, strict: false })
    .values;
  return typeof target === "string" ? target : Deno.build.target;
}

async function setTimes(folder: string): Promise<void> {
  const time = await sourceTime();
  for await (const { name } of Deno.readDir(folder)) await Deno.utime(`${folder}/${name}`, time, time);
}

/** The time of all that is built, in seconds: SOURCE_DATE_EPOCH, else the commit's, else (a source archive) 1980. */
export async function sourceTime(): Promise<number> {
  return Number(Deno.env.get("SOURCE_DATE_EPOCH") ?? await commitTime());
}

async function commitTime(): Promise<string> {
  try {
    return await run(["git", "log", "-1", "--format=%ct"], root);
  } catch {
    return "315532800";
  }
}

async function run([program = "", ...args]: readonly string[], cwd: string): Promise<string> {
  const child = new Deno.Command(program, { args, cwd, stderr: "inherit" });
  const { success, stdout } = await child.output();
  if (!success) throw new Error(`Cannot run ${program} ${args[0]}`);
  return new TextDecoder().decode(stdout);
}

/** Bundles and compiles awsume to `output`, a whole path whose folder is made where it is missing. */
export async function build(output: string, options: readonly string[]): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "awsume-compile-" });
  try {
    await bundle("main.ts", folder);
    await Deno.mkdir(dirname(output), { recursive: true });
    await compile(folder, output, options);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function main(): Promise<void> {
  const at = Deno.args.indexOf("--output");
  if (at === -1) return await build(`${root}dist/awsume`, Deno.args);
  const output = Deno.args[at + 1];
  if (output === undefined) throw new Error("Give --output a file");
  await build(resolve(output), Deno.args.toSpliced(at, 2));
}

if (import.meta.main) {
  try {
    await main();
  } catch (error) {
    await Deno.stderr.write(new TextEncoder().encode(`${error instanceof Error ? error.message : error}\n`));
    Deno.exit(1);
  }
}
