import assert from "node:assert/strict";
import { readStatus } from "../../src/system/status.ts";

Deno.test("readStatus() tells kind, size, mode and the real path, through links", async () => {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "awsume-test-" }));
  try {
    const [file, link, closed] = [`${folder}/file`, `${folder}/link`, `${folder}/closed`];
    await Deno.writeTextFile(file, "é");
    await Deno.chmod(file, 0o4640);
    await Deno.symlink("file", link);
    await Deno.symlink("circle", `${folder}/circle`);
    await Deno.mkdir(closed, { mode: 0o700 });
    const expected = { kind: "file", sizeBytes: 2, realPath: file, mode: 0o640 };
    assert.deepEqual([readStatus(file), readStatus(link)], [expected, expected]);
    const { sizeBytes: _, ...rest } = readStatus(closed) ?? {};
    assert.deepEqual(rest, { kind: "folder", realPath: closed, mode: 0o700 });
    assert.equal(readStatus("/dev/null")?.kind, "other");
    for (const path of [`${folder}/gone`, `${file}/below`, `${folder}/circle`, "a\0b"]) {
      assert.equal(readStatus(path), undefined, path);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
