import { fileURLToPath } from "node:url";

/** A reason why this machine cannot measure something. */
export class NotMeasured extends Error {}

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Copies `dist/awsume`, compiled first when there is none. Throws NotMeasured, also for one of another Deno. */
export async function copyBinary(output: string, tell: (text: string) => void): Promise<string> {
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
  return output;
}

/** An empty program by the same recipe: what awsume is compared with. Throws NotMeasured. */
export async function compileEmpty(module: string, output: string): Promise<string> {
  const folder = module.replace(/\/[^/]*$/, "");
  await runCompiler([`${root}scripts/bench/compile_module.ts`, folder, output]);
  return output;
}

/** The Deno that compiles: another than the running one where only that one's base binary is at hand. */
function compiler(): string {
  return Deno.env.get("AWSUME_BENCH_DENO") ?? Deno.execPath();
}

async function runCompiler(words: readonly string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(compiler(), {
    args: ["run", "-A", ...words],
    env: { NO_COLOR: "1" },
    stdin: "null",
  }).output();
  if (success) return;
  const said = new TextDecoder().decode(stderr).split("\n").filter((line) => /^\S*error|Error: /.test(line));
  throw new NotMeasured(`cannot compile: ${said.join("; ").replaceAll(/\(in promise\) |Uncaught /g, "")}`);
}

/** Two versions of Deno start in different times, so their ratio would say nothing about awsume. */
async function refuseOtherDeno(path: string): Promise<void> {
  const { stdout } = await new Deno.Command(compiler(), { args: ["--version"] }).output();
  const version = /^deno (\S+)/.exec(new TextDecoder().decode(stdout))?.[1] ?? "";
  if (new TextDecoder("latin1").decode(await Deno.readFile(path)).includes(`Deno/${version}`)) return;
  throw new NotMeasured(
    `dist/awsume is not of Deno ${version}: name the Deno that compiled it in AWSUME_BENCH_DENO`,
  );
}
