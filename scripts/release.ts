/**
 * Makes a release, step by step, in `dist/release/`:
 *
 * - `deno task archive TARGET` compiles and packs one target;
 * - `deno task smoke TARGET` installs that archive, and switches with it against an AWS on this computer;
 * - `deno task release [TARGET…]` adds, for the archives that are there (all, unless told which), the installers
 *   that know their sums, the SBOM, and SHA256SUMS.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { version } from "../src/version.ts";
import { build, sourceTime } from "./compile.ts";
import { collect, installer, sbom } from "./release/collect.ts";
import { compress, type Entry, sumsOf, textEntry } from "./release/entry.ts";
import { tar } from "./release/tar.ts";
import { archiveName, findTarget, type Target, targets } from "./release/targets.ts";
import { zip } from "./release/zip.ts";

const folder = fileURLToPath(new URL("../dist/release", import.meta.url));

async function main([command, ...names]: readonly string[]): Promise<void> {
  refuseOtherTag();
  const chosen = names.map(findTarget);
  const [target] = chosen;
  if (command === "release") return await finish(chosen.length === 0 ? targets : chosen);
  if (target === undefined || chosen.length > 1) throw new Error(`Write deno task ${command} TARGET`);
  if (command === "smoke") return await trySmoke(target);
  if (command === "archive") return await archive(target);
  throw new Error(`Unknown step "${command}"`);
}

/** A tag that is not the version would make a release that calls itself by another name. */
function refuseOtherTag(): void {
  const tag = Deno.env.get("GITHUB_REF_TYPE") === "tag" ? Deno.env.get("GITHUB_REF_NAME") : undefined;
  if (tag === undefined || tag === `v${version}`) return;
  throw new Error(`The tag is ${tag}, and the version in deno.json ${version}`);
}

/** Loaded for it alone: it brings what the tests know of shells. */
async function trySmoke(target: Target): Promise<void> {
  const { smoke } = await import("./release/smoke.ts");
  await smoke(target, `${folder}/${archiveName(target, version)}`);
}

async function archive(target: Target): Promise<void> {
  const place = await Deno.makeTempDir({ prefix: "awsume-release-" });
  try {
    const executable = `${place}/${target.executable}`;
    await build(executable, ["--target", target.triple]);
    const entries = await collect(target, await Deno.readFile(executable));
    await write({ path: archiveName(target, version), data: await pack(target, entries) });
  } finally {
    await Deno.remove(place, { recursive: true });
  }
}

async function pack({ kind }: Target, entries: readonly Entry[]): Promise<Uint8Array> {
  const time = await sourceTime();
  return kind === "zip" ? await zip(entries, time) : await compress(tar(entries, time), "gzip");
}

async function finish(chosen: readonly Target[]): Promise<void> {
  const archives = await Promise.all(chosen.map(readArchive));
  const sums = await sumsOf(archives);
  const others = [
    await installer("install.sh", { sums }),
    await installer("install.ps1", { sums }),
    textEntry(`awsume-${version}.cdx.json`, await sbom(Deno.version.deno)),
  ];
  for (const entry of others) await write(entry);
  await write(textEntry("SHA256SUMS", await sumsOf([...archives, ...others])));
}

async function readArchive(target: Target): Promise<Entry> {
  const path = archiveName(target, version);
  try {
    return { path, data: await Deno.readFile(`${folder}/${path}`) };
  } catch (cause) {
    throw new Error(`There is no ${path} yet: run deno task archive ${target.name}`, { cause });
  }
}

async function write({ path, data, isExecutable }: Entry): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeFile(`${folder}/${path}`, data, { mode: isExecutable ? 0o755 : 0o644 });
  await Deno.stdout.write(new TextEncoder().encode(`dist/release/${path}\n`));
}

if (import.meta.main) {
  try {
    await main(Deno.args);
  } catch (error) {
    await Deno.stderr.write(new TextEncoder().encode(`${error instanceof Error ? error.message : error}\n`));
    Deno.exit(1);
  }
}
