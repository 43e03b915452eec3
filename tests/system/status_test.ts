import assert from "node:assert/strict";
import { listNames } from "../../src/system/files.ts";
import { readStatus } from "../../src/system/status.ts";

Deno.test("readStatus() tells kind, size, mode and the real path, through links", async () => {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "awsume-test-" }));
  try {
    const [file, link, closed] = [`${folder}/file`, `${folder}/link`, `${folder}/closed`];
    await Deno.writeTextFile(file, "é");
    await Deno.chmod(file, 0o4640);
    const changedAt = new Date("2026-01-01T00:00:00Z");
    await Deno.utime(file, changedAt, changedAt);
    await Deno.symlink("file", link);
    await Deno.symlink("circle", `${folder}/circle`);
    await Deno.mkdir(closed, { mode: 0o700 });
    const expected = { kind: "file", sizeBytes: 2, realPath: file, changedAt, mode: 0o640 };
    assert.deepEqual([readStatus(file), readStatus(link)], [expected, expected]);
    const { sizeBytes: _, changedAt: _changedAt, ...rest } = readStatus(closed) ?? {};
    assert.deepEqual(rest, { kind: "folder", realPath: closed, mode: 0o700 });
    assert.equal(readStatus("/dev/null")?.kind, "other");
    for (const path of [`${folder}/gone`, `${file}/below`, `${folder}/circle`, "a\0b"]) {
      assert.equal(readStatus(path), undefined, path);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("listNames() gives the names in a folder, none of one that is not there", async () => {
  const folder = await Deno.makeTempDir({ prefix: "awsume-test-" });
  try {
    await Deno.writeTextFile(`${folder}/.a`, "");
    await Deno.mkdir(`${folder}/b`);
    assert.deepEqual([...listNames(folder)].sort(), [".a", "b"]);
    assert.deepEqual([listNames(`${folder}/gone`), listNames(`${folder}/.a/b`)], [[], []]);
    assert.throws(() => listNames("a\0b"), /Cannot read/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
