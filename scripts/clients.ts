/**
 * Makes today's SDKs ready for the tests: `deno task clients [SDK…]`, all that the tests need unless some are named, and
 * with `campaign` those of `deno task campaign readers` too. Each is put once into a folder of the tests' cache, outside
 * the checkout, from its own registry; one that is there is left alone. What is missing for one (its language, its
 * registry) is said, and the others go on. On standard output: the names of those
 * that are ready, as AWSUME_REQUIRE_SHELLS takes them.
 *
 * @module
 */
import {
  campaignSdks,
  compiled,
  folderOf,
  pinsOf,
  type Sdk,
  sdks,
  sourcePath,
} from "../tests/support/clients.ts";

/** Puts an SDK into an empty folder. Throws Missing. */
const makers: Readonly<Record<Sdk, (folder: string, sdk: Sdk) => Promise<void>>> = {
  python: makePython,
  pyarrow: makePython,
  go: makeGo,
  java: makeJava,
  javascript: makeJavascript,
  go1: makeGo,
  javascript2: makeJavascript,
  java1: makeJava,
  rust: makeRust,
  "go-base": makeGo,
  rclone: makeGo,
  s3cmd: makePython,
  codecommit: makePython,
};

/** What cannot be made here, and why, in words for a person. */
class Missing extends Error {}

async function main(names: readonly string[]): Promise<void> {
  const known = [...sdks, "campaign"];
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`There is no SDK "${unknown}": ${known.join(", ")}`);
  const wanted = sdks.filter((sdk) =>
    campaignSdks.includes(sdk)
      ? names.includes(sdk) || names.includes("campaign")
      : names.length === 0 || names.includes(sdk) || names.includes("campaign")
  );
  const made = await Promise.all(wanted.map(ensure));
  const ready = wanted.filter((_, index) => made[index]).map((sdk) => `sdk-${sdk}\n`);
  Deno.stdout.writeSync(new TextEncoder().encode(ready.join("")));
}

/** Whether the SDK is there now. Two at the same time make two folders, of which the last one is used: nobody sees half of one. */
async function ensure(sdk: Sdk): Promise<boolean> {
  const folder = await folderOf(sdk);
  if (await exists(`${folder}/sdk-${sdk}`)) return true;
  // The programs of a Python environment name the folder that it was made in: a link is what takes the name.
  const made = `${folder}.${crypto.randomUUID().slice(0, 8)}`;
  await Deno.mkdir(made, { recursive: true });
  try {
    await makers[sdk](made, sdk);
    await Deno.symlink(made, `${made}.link`);
    await Deno.rename(`${made}.link`, folder);
    say(`${sdk}: made ${folder}`);
    return true;
  } catch (error) {
    await Deno.remove(made, { recursive: true });
    if (!(error instanceof Missing)) throw error;
    say(`${sdk}: skipped, ${error.message}`);
    return false;
  }
}

/** A virtual environment with the packages, of the first Python that has one in its library. */
async function makePython(folder: string, sdk: Sdk): Promise<void> {
  const packages = Object.entries(pinsOf(sdk)).map(([name, version]) => `${name}==${version}`);
  const path = ["/usr/bin/python3", "python3"];
  const python = await findFirst(path, ["-c", "import venv, ensurepip"]);
  if (python === undefined) throw new Missing("no Python with venv");
  await run([python, "-m", "venv", folder], folder);
  const quiet = ["--quiet", "--disable-pip-version-check", "--retries", "1"];
  await run([`${folder}/bin/python`, "-m", "pip", "install", ...quiet, ...packages], folder);
  await writeProgram(`${folder}/sdk-${sdk}`, `exec "$(dirname "$0")/bin/python" "$@"\n`);
}

async function makeGo(folder: string, sdk: Sdk): Promise<void> {
  const go = await findGo();
  if (go === undefined) throw new Missing(`no Go ${leastGo} or newer`);
  const needed = Object.entries(pinsOf(sdk)).map(([module, version]) => `require ${module} ${version}\n`);
  await Deno.writeTextFile(`${folder}/go.mod`, `module client\ngo ${leastGo}\n${needed.join("")}`);
  await Deno.copyFile(sourcePath(compiled[sdk] ?? ""), `${folder}/main.go`);
  const env = { GOTOOLCHAIN: "local", GOFLAGS: "-mod=mod", GO111MODULE: "on" };
  await run([go, "build", "-o", `sdk-${sdk}`, "."], folder, env);
}

/** The oldest that today's SDK can be built with. */
const leastGo = "1.24";

/** Debian's may stand first on the PATH, and is older. */
async function findGo(): Promise<string | undefined> {
  for (const go of ["go", "/usr/local/go/bin/go", "/usr/lib/go/bin/go"]) {
    const { stdout } = await capture([go, "env", "GOVERSION"], { env: { GOTOOLCHAIN: "local" } });
    const [, major = 0, minor = 0] = /^go(\d+)\.(\d+)/.exec(stdout) ?? [];
    const [leastMajor = 0, leastMinor = 0] = leastGo.split(".").map(Number);
    if (Number(major) > leastMajor || (Number(major) === leastMajor && Number(minor) >= leastMinor)) {
      return go;
    }
  }
  return undefined;
}

async function makeJava(folder: string, sdk: Sdk): Promise<void> {
  for (const [program, words] of [["mvn", ["-v"]], ["javac", ["-version"]]] as const) {
    if (!(await capture([program, ...words])).success) throw new Missing(`no ${program}`);
  }
  const source = compiled[sdk] ?? "";
  await Deno.writeTextFile(`${folder}/pom.xml`, pomText(sdk));
  const goal = ["dependency:copy-dependencies", "-DoutputDirectory=lib", "-DincludeScope=runtime"];
  await run(["mvn", "-q", "-B", ...goal], folder);
  await run(["javac", "-cp", "lib/*", "-d", "classes", sourcePath(source)], folder);
  // It lives for a second: what makes a long run fast is in the way.
  const flags = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto";
  const main = source.replace(".java", "");
  const start = `here=$(dirname "$0")\nexec java ${flags} -cp "$here/lib/*:$here/classes" ${main} "$@"\n`;
  await writeProgram(`${folder}/sdk-${sdk}`, start);
}

/** With a bill of materials, which says the versions, the packages that are used of it; else the pins themselves. */
function pomText(sdk: Sdk): string {
  const pinned = Object.entries(pinsOf(sdk));
  const bom = pinned.find(([name]) => name.endsWith(":bom"));
  const group = bom?.[0].replace(":bom", "");
  const partOf = (name: string): [string, string] => [`${group}:${name}`, ""];
  const used = bom ? ["sts", "url-connection-client"].map(partOf) : pinned;
  const managed = bom ? dependency(...bom, "<type>pom</type><scope>import</scope>") : "";
  return `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>` +
    `<groupId>awsume</groupId><artifactId>client</artifactId><version>1</version>` +
    `<dependencyManagement><dependencies>${managed}</dependencies></dependencyManagement>` +
    `<dependencies>${
      used.map(([name, version]) => dependency(name, version)).join("")
    }</dependencies></project>\n`;
}

function dependency(name: string, version: string, more = ""): string {
  const [group, artifact] = name.split(":");
  const versioned = version === "" ? "" : `<version>${version}</version>`;
  return `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId>${versioned}${more}</dependency>`;
}

async function makeRust(folder: string, sdk: Sdk): Promise<void> {
  if (!(await capture(["cargo", "--version"])).success) throw new Missing("no cargo");
  const needed = Object.entries(pinsOf(sdk)).map(([name, version]) => {
    const features = JSON.stringify(rustFeatures[name] ?? []);
    return `${name} = { version = "=${version}", default-features = ${!(name in
      rustFeatures)}, features = ${features} }\n`;
  });
  const manifest = `[package]\nname = "client"\nversion = "1.0.0"\nedition = "2021"\n\n` +
    `[[bin]]\nname = "client"\npath = "main.rs"\n\n[dependencies]\n${needed.join("")}`;
  await Deno.writeTextFile(`${folder}/Cargo.toml`, manifest);
  await Deno.copyFile(sourcePath(compiled[sdk] ?? ""), `${folder}/main.rs`);
  await run(["cargo", "build", "--quiet", "--jobs", "1", "--target-dir", "target"], folder);
  await Deno.rename(`${folder}/target/debug/client`, `${folder}/sdk-${sdk}`);
  await Deno.remove(`${folder}/target`, { recursive: true });
}

/** What is used of a crate that would bring much more. */
const rustFeatures: Readonly<Record<string, readonly string[]>> = {
  "aws-config": ["rt-tokio", "credentials-process"],
  "aws-smithy-runtime-api": ["client"],
  tokio: ["rt", "macros"],
};

async function makeJavascript(folder: string, sdk: Sdk): Promise<void> {
  const packages = Object.entries(pinsOf(sdk)).map(([name, version]) => `${name}@${version}`);
  const quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--no-save", "--loglevel=error"];
  if (!(await capture(["npm", "--version"])).success) throw new Missing("no npm");
  await run(["npm", "install", ...quiet, "--fetch-retries=1", "--prefix", folder, ...packages], folder);
  await writeProgram(`${folder}/sdk-${sdk}`, `SDK_FOLDER=$(dirname "$0") exec node "$@"\n`);
}

async function writeProgram(path: string, lines: string): Promise<void> {
  await Deno.writeTextFile(path, `#!/bin/sh\n${lines}`, { mode: 0o755 });
}

async function findFirst(programs: readonly string[], words: readonly string[]): Promise<string | undefined> {
  for (const program of programs) if ((await capture([program, ...words])).success) return program;
  return undefined;
}

/** Throws Missing with the last line of what the program said. */
async function run(words: readonly string[], cwd: string, env: Record<string, string> = {}): Promise<void> {
  const { success, stderr, stdout } = await capture(words, { env, cwd });
  if (success) return;
  const last = `${stdout}\n${stderr}`.trim().split("\n").at(-1) ?? "";
  throw new Missing(`${words[0]} ${words[1]} says: ${last}`);
}

async function capture(
  [program = "", ...args]: readonly string[],
  { env = {}, cwd }: { readonly env?: Record<string, string>; readonly cwd?: string | undefined } = {},
): Promise<{ readonly success: boolean; readonly stdout: string; readonly stderr: string }> {
  try {
    const command = new Deno.Command(program, { args, env, stdin: "null", ...(cwd && { cwd }) });
    const { success, stdout, stderr } = await command.output();
    const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
    return { success, stdout: text(stdout), stderr: text(stderr) };
  } catch (error) {
    return { success: false, stdout: "", stderr: String(error) };
  }
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

function say(text: string): void {
  Deno.stderr.writeSync(new TextEncoder().encode(`${text}\n`));
}

if (import.meta.main) {
  try {
    await main(Deno.args);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    Deno.exit(1);
  }
}
