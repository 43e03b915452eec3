import assert from "node:assert/strict";
import { ConfigError } from "../../src/errors.ts";
import { explainFileError, readText, writeText } from "../../src/system/files.ts";
import { refusingFolder } from "../support/folder.ts";

const unix = Deno.build.os !== "windows";

/** A test with a folder of its own, which is a real path: macOS's temp folder lies behind a link. */
function test(name: string, work: (folder: string) => void | Promise<void>, { on = true } = {}): void {
  Deno.test({ name, ignore: !on }, async () => {
    const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "awsume-test-" }));
    try {
      await work(folder);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}

function modeOf(path: string): string {
  return ((Deno.statSync(path).mode ?? 0) & 0o777).toString(8);
}

function namesIn(folder: string): readonly string[] {
  return [...Deno.readDirSync(folder)].map((entry) => entry.name).sort();
}

/** The error must say the path as the caller wrote it. */
function refuses(work: () => unknown, message: RegExp, path: string): void {
  assert.throws(
    work,
    (error) => error instanceof ConfigError && message.test(error.message) && error.message.includes(path),
  );
}

test("readText() returns the text", (folder) => {
  Deno.writeTextFileSync(`${folder}/config`, "[default]\nregion = ü€😀\r\n");
  assert.equal(readText(`${folder}/config`), "[default]\nregion = ü€😀\r\n");
});

test("readText() returns undefined when there is no such file, folder, or a parent is a file", (folder) => {
  Deno.writeTextFileSync(`${folder}/file`, "");
  for (const path of ["none", "none/config", "file/config"]) {
    assert.equal(readText(`${folder}/${path}`), undefined);
  }
});

test("readText() drops a byte order mark", (folder) => {
  Deno.writeFileSync(`${folder}/config`, new Uint8Array([0xef, 0xbb, 0xbf, 0x5b, 0x61, 0x5d]));
  assert.equal(readText(`${folder}/config`), "[a]");
});

test("readText() takes a replacement character that is in the file", (folder) => {
  Deno.writeTextFileSync(`${folder}/config`, "# \ufffd\n");
  assert.equal(readText(`${folder}/config`), "# \ufffd\n");
});

test("readText() names the line that is not UTF-8", (folder) => {
  Deno.writeFileSync(`${folder}/latin1`, new Uint8Array([0x61, 0x0a, 0xc3, 0xa4, 0x0a, 0xe4, 0x0a, 0x62]));
  refuses(() => readText(`${folder}/latin1`), /^Cannot read ".*": line 3 is not UTF-8$/, `${folder}/latin1`);
  Deno.writeFileSync(`${folder}/utf16`, new Uint8Array([0xff, 0xfe, 0x5b, 0x00, 0x61, 0x00, 0x5d, 0x00]));
  refuses(() => readText(`${folder}/utf16`), /line 1 is not UTF-8/, `${folder}/utf16`);
});

test("readText() says that a directory is one", (folder) => {
  refuses(() => readText(folder), /^Cannot read ".*": is a directory$/, folder);
}, { on: unix });

test("readText() says that links go in a circle", (folder) => {
  Deno.symlinkSync("b", `${folder}/a`);
  Deno.symlinkSync("a", `${folder}/b`);
  refuses(() => readText(`${folder}/a`), /symbolic links go in a circle/, `${folder}/a`);
}, { on: unix });

test("readText() says that permission is denied, to all but root", (folder) => {
  Deno.writeTextFileSync(`${folder}/config`, "", { mode: 0o000 });
  refuses(() => readText(`${folder}/config`), /^Cannot read ".*": permission denied$/, `${folder}/config`);
}, { on: unix && Deno.uid() !== 0 });

test("readText() refuses a path with a NUL, as a hostile config file may name one", (folder) => {
  refuses(() => readText(`${folder}/a\0b`), /^Cannot read/, folder);
});

test("writeText() makes a private file in private folders", (folder) => {
  writeText(`${folder}/new/.aws/credentials`, "[default]\n");
  assert.equal(Deno.readTextFileSync(`${folder}/new/.aws/credentials`), "[default]\n");
  assert.deepEqual(namesIn(`${folder}/new/.aws`), ["credentials"]);
  if (!unix) return;
  const modes = ["new", "new/.aws", "new/.aws/credentials"].map((path) => modeOf(`${folder}/${path}`));
  assert.deepEqual(modes, ["700", "700", "600"]);
});

test("writeText() leaves existing folders as they are and makes the file private", (folder) => {
  Deno.chmodSync(folder, 0o755);
  Deno.writeTextFileSync(`${folder}/credentials`, "old", { mode: 0o644 });
  writeText(`${folder}/credentials`, "new");
  assert.deepEqual([modeOf(folder), modeOf(`${folder}/credentials`)], ["755", "600"]);
  assert.equal(Deno.readTextFileSync(`${folder}/credentials`), "new");
}, { on: unix });

test("writeText() replaces the file in one step: who has it open keeps the old text", (folder) => {
  writeText(`${folder}/config`, "old text");
  using reader = Deno.openSync(`${folder}/config`);
  writeText(`${folder}/config`, "new");
  const bytes = new Uint8Array(20);
  assert.equal(new TextDecoder().decode(bytes.subarray(0, reader.readSync(bytes) ?? 0)), "old text");
}, { on: unix });

test("writeText() replaces the file behind symbolic links and keeps the links", (folder) => {
  Deno.mkdirSync(`${folder}/real`);
  Deno.writeTextFileSync(`${folder}/real/config`, "old");
  Deno.symlinkSync("real/config", `${folder}/second`);
  Deno.symlinkSync(`${folder}/second`, `${folder}/first`);
  writeText(`${folder}/first`, "new");
  assert.equal(Deno.readTextFileSync(`${folder}/real/config`), "new");
  assert.deepEqual([Deno.readLinkSync(`${folder}/first`), Deno.readLinkSync(`${folder}/second`)], [
    `${folder}/second`,
    "real/config",
  ]);
}, { on: unix });

test("writeText() makes the file that a link promises", (folder) => {
  Deno.symlinkSync("later/config", `${folder}/link`);
  writeText(`${folder}/link`, "text");
  assert.equal(Deno.readTextFileSync(`${folder}/later/config`), "text");
  assert.equal(Deno.readLinkSync(`${folder}/link`), "later/config");
}, { on: unix });

test("writeText() takes a path without a folder", async (folder) => {
  const module = JSON.stringify(new URL("../../src/system/files.ts", import.meta.url).href);
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", `import { writeText } from ${module}; writeText("bare", "text");`],
    cwd: folder,
  }).output();
  assert.deepEqual([success, namesIn(folder)], [true, ["bare"]]);
});

test("writeText() refuses a directory in place of the file", (folder) => {
  Deno.mkdirSync(`${folder}/config`);
  refuses(() => writeText(`${folder}/config`, ""), /^Cannot write ".*": is a directory$/, `${folder}/config`);
});

test("writeText() does not replace a device", () => {
  refuses(
    () => writeText("/dev/null", "secret"),
    /^Cannot write "\/dev\/null": is not a regular file$/,
    "/dev/null",
  );
  assert.equal(Deno.statSync("/dev/null").isCharDevice, true);
}, { on: unix });

test("writeText() says that a parent is a file", (folder) => {
  Deno.writeTextFileSync(`${folder}/file`, "");
  const path = `${folder}/file/config`;
  refuses(() => writeText(path, ""), /^Cannot write ".*": a part of the path is a file/, path);
}, { on: unix });

test("writeText() says that permission is denied, to root as well", () => {
  refuses(
    () => writeText(`${refusingFolder}/awsume`, ""),
    /^Cannot write ".*": (permission denied|.*read-only)/,
    `${refusingFolder}`,
  );
}, { on: refusingFolder !== undefined });

test("writeText() says that permission is denied in a folder of others, to all but root", (folder) => {
  Deno.chmodSync(folder, 0o500);
  refuses(() => writeText(`${folder}/config`, ""), /permission denied/, `${folder}/config`);
}, { on: unix && Deno.uid() !== 0 });

// A limit on the size of files fails in the middle of the text, as a full disk does, and for root too.
test(
  "writeText() keeps the old text and leaves no temporary file when the text does not fit",
  async (folder) => {
    await Deno.writeTextFile(`${folder}/config`, "old");
    const module = JSON.stringify(new URL("../../src/system/files.ts", import.meta.url).href);
    const script = `import { writeText } from ${module};
    try { writeText("config", "x".repeat(8_000_000)) } catch (error) { console.log(error.name, error.message) }`;
    const { stdout } = await new Deno.Command("sh", {
      args: ["-c", `trap '' XFSZ; ulimit -f 4096; exec "$DENO" eval "$SCRIPT"`],
      env: { DENO: Deno.execPath(), SCRIPT: script },
      cwd: folder,
    }).output();
    assert.equal(new TextDecoder().decode(stdout), 'ConfigError Cannot write "config": file too large\n');
    assert.deepEqual(namesIn(folder), ["config"]);
    assert.equal(await Deno.readTextFile(`${folder}/config`), "old");
  },
  { on: unix },
);

test("writeText() leaves a file to its owner when root writes it", (folder) => {
  writeText(`${folder}/credentials`, "old");
  Deno.chownSync(`${folder}/credentials`, 12345, 23456);
  writeText(`${folder}/credentials`, "new");
  const { uid, gid } = Deno.statSync(`${folder}/credentials`);
  assert.deepEqual([uid, gid, modeOf(`${folder}/credentials`)], [12345, 23456, "600"]);
}, { on: unix && Deno.uid() === 0 });

// /dev/full answers every write with ENOSPC.
test("explainFileError() says that the disk is full", () => {
  try {
    Deno.writeTextFileSync("/dev/full", "text");
    assert.fail("/dev/full took the text");
  } catch (error) {
    assert.equal(explainFileError(error).why, "no space left on the disk");
  }
}, { on: Deno.build.os === "linux" });

test("explainFileError() gives the system's words where it has none of its own", () => {
  assert.deepEqual(explainFileError(new Error("Input/output error (os error 5): readfile '/x'")), {
    why: "input/output error",
  });
});
