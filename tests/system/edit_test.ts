import assert from "node:assert/strict";
import { ConfigError } from "../../src/errors.ts";
import { editText } from "../../src/system/edit.ts";

const unix = Deno.build.os !== "windows";

/** A test with a folder of its own and a file in it that holds "old". */
function test(name: string, work: (folder: string) => void, { on = true } = {}): void {
  Deno.test({ name, ignore: !on }, () => {
    const folder = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "awsume-test-" }));
    Deno.writeTextFileSync(`${folder}/file`, "old");
    try {
      work(folder);
    } finally {
      Deno.removeSync(folder, { recursive: true });
    }
  });
}

function namesIn(folder: string): readonly string[] {
  return [...Deno.readDirSync(folder)].map((entry) => entry.name).sort();
}

/** Refused with that message, the file as it was, and nothing left behind. */
function refuses(folder: string, message: RegExp, edited = "old"): void {
  const before = Deno.readTextFileSync(`${folder}/file`);
  assert.throws(
    () => editText(`${folder}/file`, "new", edited),
    (error) => error instanceof ConfigError && message.test(error.message),
  );
  assert.equal(Deno.readTextFileSync(`${folder}/file`), before);
  assert.deepEqual(namesIn(folder), ["file"]);
}

for (const mode of [0o600, 0o640, 0o644, 0o200, 0o660]) {
  test(`editText() keeps the mode ${mode.toString(8)}`, (folder) => {
    Deno.chmodSync(`${folder}/file`, mode);
    editText(`${folder}/file`, "new", "old");
    assert.equal((Deno.statSync(`${folder}/file`).mode ?? 0) & 0o7777, mode);
    assert.equal(Deno.readTextFileSync(`${folder}/file`), "new");
    assert.deepEqual(namesIn(folder), ["file"]);
  }, { on: unix && (Deno.uid() === 0 || mode !== 0o200) });
}

test("editText() keeps owner and group when root writes the file", (folder) => {
  Deno.chmodSync(`${folder}/file`, 0o640);
  Deno.chownSync(`${folder}/file`, 12345, 23456);
  editText(`${folder}/file`, "new", "old");
  const { uid, gid, mode } = Deno.statSync(`${folder}/file`);
  assert.deepEqual([uid, gid, (mode ?? 0) & 0o777], [12345, 23456, 0o640]);
}, { on: unix && Deno.uid() === 0 });

test("editText() replaces the file behind links and keeps the links", (folder) => {
  Deno.symlinkSync("file", `${folder}/second`);
  Deno.symlinkSync(`${folder}/second`, `${folder}/first`);
  editText(`${folder}/first`, "new", "old");
  assert.equal(Deno.readTextFileSync(`${folder}/file`), "new");
  assert.equal(Deno.readLinkSync(`${folder}/first`), `${folder}/second`);
  assert.equal(Deno.readLinkSync(`${folder}/second`), "file");
}, { on: unix });

test("editText() keeps a byte order mark", (folder) => {
  Deno.writeFileSync(`${folder}/file`, new TextEncoder().encode("\ufeffold"));
  editText(`${folder}/file`, "new", "old");
  assert.deepEqual(Deno.readFileSync(`${folder}/file`), new TextEncoder().encode("\ufeffnew"));
});

test("editText() refuses a file that another program has changed meanwhile", (folder) => {
  refuses(folder, /^Cannot write ".*file": another program has just changed it$/, "older");
});

test("editText() refuses a read-only file, even for root", (folder) => {
  Deno.chmodSync(`${folder}/file`, 0o444);
  refuses(folder, /^Cannot write ".*file": it is read-only$/);
}, { on: unix });

test("editText() refuses a file in a folder of others, to all but root", (folder) => {
  Deno.chmodSync(folder, 0o500);
  refuses(folder, /permission denied/);
  Deno.chmodSync(folder, 0o700);
}, { on: unix && Deno.uid() !== 0 });

test("editText() refuses a file that has gone", (folder) => {
  assert.throws(() => editText(`${folder}/gone`, "new", "old"), ConfigError);
  assert.deepEqual(namesIn(folder), ["file"]);
});

test("editText() refuses a directory", (folder) => {
  Deno.mkdirSync(`${folder}/folder`);
  assert.throws(() => editText(`${folder}/folder`, "new", "old"), /is a directory/);
});
