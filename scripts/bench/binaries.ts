import { fileURLToPath } from "node:url";
import { findBase, readBase } from "../base.ts";

/** A reason why this machine cannot measure something. */
export class NotMeasured extends Error {}

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Copies `dist/awsume`, compiled first when there is none. Throws NotMeasured, also for one of another Deno.
 *
 * All that is timed is a fresh copy: one and the same program starts up to 10 % slower from the file that the compiler
 * wrote than from a copy, so that a ratio of two origins would show that, too.
 */
export async function copyBinary(output: string, tell: (text: string) => void): Promise<void> {
  const path = `${root}dist/awsume`;
  const found = await Deno.stat(path).catch(() => undefined);
  if (found === undefined) {
    tell("dist/awsume is missing: compiling it");
    await runCompiler([`${root}scripts/compile.ts`]);
  } else {
    tell(`dist/awsume is of ${found.mtime?.toISOString()}; to measure later changes, run: deno task compile`);
  }
  await Deno.copyFile(path, output);
  await refuseOtherDeno(output);
}

/** Compiles an empty program by the same recipe: what awsume is compared with. Throws NotMeasured. */
export async function compileEmpty(module: string, output: string): Promise<void> {
  const folder = module.replace(/\/[^/]*$/, "");
  await runCompiler([`${root}scripts/bench/compile_module.ts`, folder, `${output}.new`]);
  await Deno.copyFile(`${output}.new`, output);
}

/** The Deno that compiles: another than the running one where only that one's base binary is at hand. */
function compiler(): string {
  return Deno.env.get("AWSUME_BENCH_DENO") ?? Deno.execPath();
}

async function runCompiler(words: readonly string[]): Promise<void> {
  const args = ["run", "-A", ...words];
  const child = new Deno.Command(compiler(), { args, stdin: "null", stdout: "null", stderr: "inherit" });
  const { success } = await child.output();
  if (success) return;
  throw new NotMeasured("this Deno cannot compile here, as said above; AWSUME_BENCH_DENO may name another");
}

/** Two versions of Deno start in different times, so their ratio would say nothing about awsume. */
async function refuseOtherDeno(path: string): Promise<void> {
  const base = await findBase();
  const version = (base && readBase(base)?.version) ?? await compilerVersion();
  if (readBase(await Deno.readFile(path))?.version === version) return;
  throw new NotMeasured(
    `dist/awsume is not of Deno ${version}: name in AWSUME_BENCH_DENO the Deno, and in DENORT_BIN the base, ` +
      "that it was compiled with",
  );
}

async function compilerVersion(): Promise<string> {
  const { stdout } = await new Deno.Command(compiler(), { args: ["--version"] }).output();
  return /^deno (\S+)/.exec(new TextDecoder().decode(stdout))?.[1] ?? "";
}
