/** What the tests of `install.sh` share: a small archive in the place of a release's, and an empty home. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { compress, type Entry, sha256, sumsOf, textEntry } from "../../scripts/release/entry.ts";
import { tar } from "../../scripts/release/tar.ts";
import { targets } from "../../scripts/release/targets.ts";
import { inFolder } from "./folder.ts";
import { type Outcome, runClean } from "./script.ts";
import { testWith } from "./shells.ts";

/** The script itself. */
export const installer = fileURLToPath(new URL("../../install.sh", import.meta.url));
/** The target that this system is; undefined for one that there is no release for. */
export const here = targets.find(({ triple }) => triple === Deno.build.target);

/** What a run came to. */
export type Result = Omit<Outcome, "runs">;

/** A folder with an archive, its SHA256SUMS, and an empty home. */
export interface Shelf {
  readonly folder: string;
  readonly home: string;
  readonly archive: string;
  readonly sum: string;
  /** Runs install.sh, with `sh` unless other words are given to run it. */
  run(args: readonly string[], more?: Run): Promise<Result>;
  /** What is below the home, sorted. */
  list(): Promise<readonly string[]>;
}

/** How a run differs from the usual. */
export interface Run {
  readonly start?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly script?: string;
}

/** A test of what install.sh does on this system; on Windows there is nothing to test. */
export function testHere(program: string, name: string, test: (shelf: Shelf) => Promise<void>): void {
  if (here === undefined || here.kind === "zip") return;
  testWith(
    program,
    `install.sh ${name}`,
    () => inFolder(async (folder) => await test(await fill(await Deno.realPath(folder)))),
  );
}

async function fill(folder: string): Promise<Shelf> {
  const home = `${folder}/home`;
  await Deno.mkdir(home);
  const archive = `${folder}/awsume-5.0.0-${here?.name}.tar.gz`;
  const data = await makeArchive(archive);
  await Deno.writeTextFile(
    `${folder}/SHA256SUMS`,
    await sumsOf([{ path: archive.slice(folder.length + 1), data }]),
  );
  return {
    folder,
    home,
    archive,
    sum: await sha256(data),
    run: (args, { start = ["sh"], env = {}, script = installer } = {}) =>
      runClean([...start, script, ...args], { folder: home, env: { SHELL: "/bin/bash", ...env } }),
    list: () => list(home),
  };
}

/** Writes an archive in the place of a release's; returns its bytes. */
export async function makeArchive(
  path: string,
  { target = here?.name, more = [] as readonly string[] } = {},
): Promise<Uint8Array> {
  const program = "#!/bin/sh\necho awsume 5.0.0\n";
  const texts = ["README.md", "docs/a.md", "man/awsume.1", ...more].map((name) =>
    textEntry(name, `${name}\n`)
  );
  const executable = { ...textEntry("awsume", program), isExecutable: true } as const;
  const files: readonly Entry[] = [...texts, textEntry("install.sh", "#!/bin/sh\n"), executable];
  const entries = files.map((entry) => ({ ...entry, path: `awsume-5.0.0-${target}/${entry.path}` }));
  const data = await compress(tar(entries, 1_700_000_000), "gzip");
  await Deno.writeFile(path, data);
  return data;
}

async function list(folder: string, path = ""): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(`${folder}${path}`)) {
    names.push(...isDirectory ? await list(folder, `${path}/${name}`) : [], `${path}/${name}`);
  }
  return names.sort();
}

/** It failed with this message, and nothing is left of it. */
export async function assertRefused(shelf: Shelf, result: Result, message: RegExp): Promise<void> {
  assert.match(result.stderr, message);
  assert.equal(result.stderr.trimEnd().split("\n").length, 2, result.stderr);
  assert.equal(result.status, 1);
  assert.equal(result.stdout, "");
  assert.deepEqual(await shelf.list(), []);
}

/** What is below the home after an installation. */
export const installed = [
  "/.local",
  "/.local/bin",
  "/.local/bin/awsume",
  "/.local/share",
  "/.local/share/awsume",
  "/.local/share/awsume/README.md",
  "/.local/share/awsume/docs",
  "/.local/share/awsume/docs/a.md",
  "/.local/share/awsume/install.sh",
  "/.local/share/awsume/manifest",
  "/.local/share/man",
  "/.local/share/man/man1",
  "/.local/share/man/man1/awsume.1",
];

/** A folder in which every program is one of busybox. */
export async function busyboxPath(folder: string): Promise<string> {
  const path = `${folder}/bin`;
  await Deno.mkdir(path);
  const script = `cp "$(command -v busybox)" '${path}' && busybox --install -s '${path}'`;
  const { status, stderr } = await runClean(["sh", "-c", script], { folder, env: {} });
  assert.equal(status, 0, stderr);
  return path;
}

/** A PATH with the usual programs, and one of the two that download. */
export async function onlyWith(downloader: string, folder: string): Promise<string> {
  const path = `${folder}/bin`;
  await Deno.mkdir(path);
  for (const place of ["/usr/local/bin", "/opt/homebrew/bin", "/usr/bin", "/bin", "/sbin", "/usr/sbin"]) {
    const names = [
      ...[
        "sh",
        "uname",
        "ldd",
        "getconf",
        "mktemp",
        "mkdir",
        "rmdir",
        "rm",
        "mv",
        "cp",
        "tar",
        "gzip",
        "sed",
        "tr",
      ],
      ...["grep", "find", "sort", "sha256sum", "shasum", "perl", "chmod", "cat", "sysctl", downloader],
    ];
    for (const name of names) {
      if ((await Deno.stat(`${place}/${name}`).catch(() => undefined))?.isFile !== true) continue;
      await Deno.symlink(`${place}/${name}`, `${path}/${name}`).catch(() => undefined);
    }
  }
  return path;
}

/** A network of its own has no route, not even to this computer. Only root may always make one. */
export const unshare = await canUnshare() ? "unshare" : "/nowhere/unshare";

async function canUnshare(): Promise<boolean> {
  try {
    const command = new Deno.Command("unshare", {
      args: ["--net", "--map-root-user", "true"],
      stderr: "null",
    });
    return (await command.output()).success;
  } catch {
    return false;
  }
}
