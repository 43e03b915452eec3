import { fileURLToPath } from "node:url";
import { initText } from "../../shells/functions.ts";
import { shells } from "../../shells/mod.ts";
import { pathFiles } from "../../shells/on_path.ts";
import { directWords } from "../../src/cli/direct_words.ts";
import { version } from "../../src/version.ts";
import { readBase } from "../base.ts";
import { sourceTime } from "../compile.ts";
import { type Entry, sumsOf, textEntry } from "./entry.ts";
import { type Package, packagesOfProgram, readLock, withNeeds } from "./lock.ts";
import { type Notice, toNotices } from "./notices.ts";
import { toSbom } from "./sbom.ts";
import { type Stamp, stamp } from "./stamp.ts";
import { folderOf, type Target } from "./targets.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The files of a target's archive, each below its one folder. */
export async function collect(target: Target, executable: Uint8Array): Promise<readonly Entry[]> {
  // A base binary may be of another patch version than the Deno that compiles with it.
  const denoVersion = readBase(executable)?.version ?? Deno.version.deno;
  const files: readonly Entry[] = [
    { path: target.executable, data: executable, isExecutable: true },
    ...await documents(),
    ...initFiles(target),
    textEntry("THIRD_PARTY_NOTICES.txt", await notices(denoVersion)),
    textEntry("awsume.cdx.json", await sbom(denoVersion)),
    // The sum of an archive cannot stand in that archive.
    await installer(target.kind === "zip" ? "install.ps1" : "install.sh", { sums: "" }),
  ];
  const all = [...files, textEntry("SHA256SUMS", await sumsOf(files))];
  return all.map((entry) => ({ ...entry, path: `${folderOf(target, version)}/${entry.path}` }));
}

/** An installer that knows its release. */
export async function installer(name: string, { sums }: Pick<Stamp, "sums">): Promise<Entry> {
  const entry = textEntry(name, stamp(await readText(name), { version, source: releaseUrl(), sums }));
  return { ...entry, isExecutable: true };
}

/** The software bill of materials, of one target or of all: they differ in nothing. */
export async function sbom(denoVersion: string): Promise<string> {
  return toSbom({
    version,
    time: await sourceTime(),
    denoVersion,
    packages: readLock(await readText("deno.lock")),
    direct: packagesOfProgram(await readText("src/lazy.ts")),
  });
}

/** Where this workflow puts the release; empty elsewhere, and the installers then ask to be told. */
function releaseUrl(): string {
  const [server, repository] = [Deno.env.get("GITHUB_SERVER_URL"), Deno.env.get("GITHUB_REPOSITORY")];
  if (!server || !repository) return "";
  return `${server}/${repository}/releases/download/v${version}`;
}

async function documents(): Promise<readonly Entry[]> {
  const names = ["README.md", "LICENSE", "CHANGELOG.md"];
  for await (const { name } of Deno.readDir(`${root}docs`)) {
    if (name.endsWith(".md")) names.push(`docs/${name}`);
  }
  const entries = await Promise.all(names.map(async (name) => textEntry(name, await readText(name))));
  return [...entries, textEntry("man/awsume.1", await readText("docs/awsume.1"))];
}

/**
 * What `awsume init` prints for each shell, where awsume is found on the PATH: the completion is a part of it, because
 * what is completed is the function. For those who make packages. On Windows, also the folder for the PATH.
 */
function initFiles({ kind }: Target): readonly Entry[] {
  const words = directWords;
  const loaded = shells.filter(({ name }) => name !== "cmd").map((shell) =>
    textEntry(`completions/awsume.${shell.name}`, initText(shell, ["awsume"], words))
  );
  if (kind !== "zip") return loaded;
  return [...loaded, ...pathFiles(words).map(({ name, text }) => textEntry(`bin/${name}`, text))];
}

async function notices(denoVersion: string): Promise<string> {
  const packages = readLock(await readText("deno.lock"));
  const shipped = withNeeds(packages, packagesOfProgram(await readText("src/lazy.ts")));
  return toNotices(await Promise.all(shipped.map(readNotice)), {
    denoVersion,
    v8Version: Deno.version.v8,
    text: await readText("scripts/release/runtime_licenses.txt"),
  });
}

async function readNotice({ id, name }: Package): Promise<Notice> {
  const folder = `node_modules/.deno/${id.replaceAll("/", "+")}/node_modules/${name}`;
  const { license, author } = JSON.parse(await readText(`${folder}/package.json`));
  const texts: string[] = [];
  const files = (await Array.fromAsync(Deno.readDir(`${root}${folder}`))).map((file) => file.name).sort();
  for (
    const file of files.filter((file) =>
      /^(licen[cs]e|notice|copying|copyrightnotice)(\.(md|txt))?$/i.test(file)
    )
  ) {
    texts.push(await readText(`${folder}/${file}`));
  }
  const text = texts.length === 0 ? undefined : texts.join("\n");
  return { id, license, text, ...(typeof author === "string" ? { author } : {}) };
}

async function readText(path: string): Promise<string> {
  return await Deno.readTextFile(`${root}${path}`);
}
