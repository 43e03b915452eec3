/**
 * Runs the tests: `deno task test [--fast] [FILE…] [OPTION…]`, where options are those of `deno test`: `--filter=one`.
 *
 * Without files it runs all of them, those that take longest first and the others a few to a process, since loading
 * the program takes longer than most files' tests; `--fast` leaves out the folders that start other programs all the
 * time. The end-to-end tests run AWSUME_BINARY when that is set, else a bundle of this checkout, which starts in half
 * the time of the sources. What was skipped for want of a program is listed last.
 *
 * @module
 */
import { fileURLToPath, pathToFileURL } from "node:url";
import { skippedText } from "../tests/support/skipped.ts";
import { bundle } from "./bundle.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What `--fast` leaves out, and what a test of other folders imports that starts shells as well. */
const slow = ["compile_test.ts", "conformance", "e2e", "shells", "windows"];
const shellParts = /^import .*support\/(?:script|interactive|powershell|shells)\.ts";$/m;

/** Else one of these would be at work when all the others are done. */
const longest = [
  "windows/all_test.ts",
  "e2e/shell_test.ts",
  "shells/wrapper_test.ts",
  "e2e/cdk_test.ts",
  "shells/completion_test.ts",
];

/** Into how many modules the files that do not take long are put: enough to keep all cores at work until the end. */
const groups = 24;

/** What Deno is to run as one module each, in the order in which they are to begin. Groups are written into `folder`. */
async function listModules(isFast: boolean, folder: string): Promise<readonly string[]> {
  const all = await listBelow("");
  const names = isFast
    ? (await Array.fromAsync(all, isSlow)).flatMap((slow, at) => slow ? [] : all[at] ?? [])
    : all;
  const first = longest.filter((name) => names.includes(name));
  const others = names.filter((name) => !first.includes(name));
  const grouped = Array.from({ length: groups }, async (_, group) => {
    const file = `${folder}/group_${group}_test.ts`;
    const lines = others.filter((_, at) => at % groups === group).map(toImport);
    await Deno.writeTextFile(file, lines.join(""));
    return file;
  });
  return [...first.map((name) => `tests/${name}`), ...await Promise.all(grouped)];
}

function toImport(name: string): string {
  return `import ${JSON.stringify(pathToFileURL(`${root}tests/${name}`).href)};\n`;
}

async function isSlow(name: string): Promise<boolean> {
  return slow.includes(name.split("/")[0] ?? "") ||
    shellParts.test(await Deno.readTextFile(`${root}tests/${name}`));
}

async function listBelow(folder: string): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(`${root}tests/${folder}`)) {
    if (isDirectory) names.push(...await listBelow(`${folder}${name}/`));
    else if (name.endsWith("_test.ts")) names.push(`${folder}${name}`);
  }
  return names.sort();
}

/** Runs the tests, with `folder` for what they leave behind; returns the exit code of `deno test`. */
async function test(words: readonly string[], folder: string): Promise<number> {
  const options = words.filter((word) => word.startsWith("-") && word !== "--fast");
  const named = words.filter((word) => !word.startsWith("-"));
  const files = named.length > 0 ? named : await listModules(words.includes("--fast"), folder);
  const isBundled = !Deno.env.has("AWSUME_BINARY") && !words.includes("--fast");
  const child = new Deno.Command(Deno.execPath(), {
    args: ["test", "-A", "--no-check", "--parallel", "--config", `${root}deno.json`, ...options, ...files],
    cwd: root,
    env: {
      AWSUME_TEST_RUN: folder,
      // Most tests wait for other programs.
      DENO_JOBS: Deno.env.get("DENO_JOBS") ?? `${navigator.hardwareConcurrency + 2}`,
      ...isBundled && { AWSUME_BUNDLE: await bundle("main.ts", `${folder}/bundle`) },
    },
  });
  const { code } = await child.spawn().status;
  await Deno.stdout.write(new TextEncoder().encode(await skippedText(folder)));
  return code;
}

const folder = await Deno.makeTempDir({ prefix: "awsume-test-run-" });
let code = 1;
try {
  code = await test(Deno.args, folder);
} finally {
  await Deno.remove(folder, { recursive: true });
}
Deno.exit(code);
