/** Which base binaries `deno task compile` builds with: all others give a program that does not start. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { checkBase, readBase } from "../scripts/base.ts";
import { inFolder } from "./support/folder.ts";
import { runClean } from "./support/script.ts";
import { denoDir } from "./support/world.ts";

/** The start of an executable, as far as it says for which machine it is, and what is somewhere behind it. */
function program(bytes: readonly (readonly [at: number, ...bytes: number[]])[], text: string): Uint8Array {
  const data = new Uint8Array(256);
  for (const [at, ...values] of bytes) data.set(values, at);
  data.set(new TextEncoder().encode(text), 160);
  return data;
}

const elf = [0, 0x7f, 0x45, 0x4c, 0x46] as const;
const machO = [0, 0xcf, 0xfa, 0xed, 0xfe] as const;
const pe = [[0, 0x4d, 0x5a], [0x3c, 0x80], [0x80, 0x50, 0x45, 0, 0]] as const;

const headers: Readonly<Record<string, Parameters<typeof program>[0]>> = {
  "x86_64-unknown-linux-gnu": [elf, [18, 62]],
  "aarch64-unknown-linux-gnu": [elf, [18, 183]],
  "x86_64-apple-darwin": [machO, [4, 7, 0, 0, 1]],
  "aarch64-apple-darwin": [machO, [4, 12, 0, 0, 1]],
  "x86_64-pc-windows-msvc": [...pe, [0x84, 0x64, 0x86]],
  "aarch64-pc-windows-msvc": [...pe, [0x84, 0x64, 0xaa]],
};

const linux = headers["x86_64-unknown-linux-gnu"] ?? [];

Deno.test("readBase() knows version and target of a base for each system", () => {
  for (const [triple, header] of Object.entries(headers)) {
    assert.deepEqual(readBase(program(header, "\0Deno/2.6.10\0")), { version: "2.6.10", triple });
  }
});

Deno.test("checkBase() takes a base of the same minor version, older and newer", () => {
  for (const version of ["2.6.0", "2.6.8", "2.6.10"]) {
    checkBase(program(linux, `Deno/${version}`), { version: "2.6.8", triple: "x86_64-unknown-linux-gnu" });
  }
});

const refused: readonly (readonly [name: string, data: Uint8Array, message: string])[] = [
  [
    "another minor version",
    program(linux, "Deno/2.5.7"),
    "is of Deno 2.5.7; this Deno, 2.6.8, needs one of 2.6",
  ],
  [
    "a minor version that begins alike",
    program(linux, "Deno/2.60.8"),
    "is of Deno 2.60.8; this Deno, 2.6.8, needs",
  ],
  [
    "another major version",
    program(linux, "Deno/1.6.8"),
    "is of Deno 1.6.8; this Deno, 2.6.8, needs one of 2.6",
  ],
  [
    "another machine",
    program(headers["aarch64-unknown-linux-gnu"] ?? [], "Deno/2.6.10"),
    "is for aarch64-unknown-linux-gnu, and this build for x86_64-unknown-linux-gnu",
  ],
  [
    "another system",
    program(headers["x86_64-pc-windows-msvc"] ?? [], "Deno/2.6.8"),
    "is for x86_64-pc-windows-msvc, and this build for x86_64-unknown-linux-gnu",
  ],
  ["another program", program(linux, "true"), "names no base binary of Deno"],
  ["a whole Deno", program(linux, "Deno/2.6.8 DENORT_BIN"), "names no base binary of Deno"],
  ["a machine that Deno is not for", program([elf, [18, 243]], "Deno/2.6.8"), "names no base binary of Deno"],
  ["a script", new TextEncoder().encode("#!/bin/sh\nexec Deno/2.6.8\n"), "names no base binary of Deno"],
  ["a program of DOS", program(pe.slice(0, 1), "Deno/2.6.8"), "names no base binary of Deno"],
  ["nothing", new Uint8Array(), "names no base binary of Deno"],
];

for (const [name, data, message] of refused) {
  Deno.test(`checkBase() refuses ${name}`, () => {
    const wanted = { version: "2.6.8", triple: "x86_64-unknown-linux-gnu" };
    assert.throws(
      () => checkBase(data, wanted),
      (error: Error) => error.message.startsWith(`DENORT_BIN ${message}`),
    );
  });
}

const root = fileURLToPath(new URL("..", import.meta.url));

/** The Deno that runs this test has to be of the version that the base is made to be of. */
const [major, minor] = Deno.version.deno.split(".");

const elsewhere = Deno.build.os === "windows" ? "linux-x64" : "windows-x64";

const tasks: readonly (readonly [task: string, words: readonly string[], base: string, message: string])[] = [
  ["compile", ["compile.ts", "--output", "made"], "Deno/2.5.7", "DENORT_BIN is of Deno 2.5.7; this Deno, "],
  ["archive", ["release.ts", "archive", elsewhere], `Deno/${major}.${minor}.0`, "DENORT_BIN is for "],
];

for (const [task, [file, ...words], base, message] of tasks) {
  Deno.test(`deno task ${task} says in one sentence which base it cannot take, and makes nothing`, async () => {
    await inFolder(async (folder) => {
      await Deno.writeFile(`${folder}/base`, program(headers[Deno.build.target] ?? [], base));
      const start = [Deno.execPath(), "run", "-A", "--unstable-raw-imports", `${root}scripts/${file}`];
      const env = { DENORT_BIN: `${folder}/base`, DENO_DIR: denoDir(), TMPDIR: folder };
      const { status, stdout, stderr } = await runClean([...start, ...words], { folder, env });
      assert.deepEqual([status, stdout], [1, ""]);
      assert.ok(stderr.startsWith(message) && stderr.indexOf("\n") === stderr.length - 1, stderr);
      assert.deepEqual((await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name), ["base"]);
    });
  });
}

Deno.test("deno task compile names a base that is not there", async () => {
  await inFolder(async (folder) => {
    const words = [Deno.execPath(), "run", "-A", `${root}scripts/compile.ts`, "--output", "made"];
    const { status, stderr } = await runClean(words, {
      folder,
      env: { DENORT_BIN: "gone", DENO_DIR: denoDir() },
    });
    assert.deepEqual([status, stderr], [1, "Cannot read the base binary that DENORT_BIN names: gone\n"]);
  });
});
