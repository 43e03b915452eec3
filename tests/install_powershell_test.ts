/** `install.ps1` in PowerShell's engine, with a small archive in the place of a release's. The smoke test plays a whole one under Wine. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { type Entry, sha256, sumsOf, textEntry } from "../scripts/release/entry.ts";
import { zip } from "../scripts/release/zip.ts";
import { inFolder } from "./support/folder.ts";
import { realPowershell } from "./support/powershell.ts";
import { type Outcome, runClean } from "./support/script.ts";
import { testWith } from "./support/shells.ts";

const installer = fileURLToPath(new URL("../install.ps1", import.meta.url));
const [pwsh = "pwsh"] = realPowershell.start;
const name = "awsume-5.0.0-windows-x64";

/** The archive's bytes, after it was put into the folder, with its SHA256SUMS beside it. */
async function fill(folder: string): Promise<Uint8Array> {
  const texts = ["awsume.exe", "bin/awsume.cmd", "docs/a.md"];
  const data = await zip(texts.map((text) => textEntry(`${name}/${text}`, text)), 1_700_000_000);
  const archive: Entry = { path: `${name}.zip`, data };
  await Deno.writeFile(`${folder}/${archive.path}`, data);
  await Deno.writeTextFile(`${folder}/SHA256SUMS`, await sumsOf([archive]));
  return data;
}

async function run(folder: string, args: string): Promise<Omit<Outcome, "runs">> {
  const command = `& '${installer}' -Prefix '${folder}/a b' ${args}; exit $LASTEXITCODE`;
  return await runClean([pwsh, "-NoProfile", "-Command", command], { folder });
}

/** What is in a folder, but for what PowerShell keeps in its home. */
async function list(folder: string): Promise<readonly string[]> {
  const names = await Array.fromAsync(Deno.readDir(folder)).catch(() => []);
  return names.map((entry) => entry.name).filter((each) => !each.startsWith(".")).sort();
}

function testElsewhere(title: string, test: (folder: string) => Promise<void>): void {
  if (Deno.build.os === "windows") return;
  testWith(pwsh, `install.ps1 ${title}`, () => inFolder(test));
}

testElsewhere("is PowerShell", async (folder) => {
  const { status, stderr } = await runClean([...realPowershell.check, installer], { folder });
  assert.deepEqual([status, stderr], [0, ""]);
});

testElsewhere("installs offline, again, and takes all of it back", async (folder) => {
  await fill(folder);
  for (const _ of ["once", "again"]) {
    const { status, stdout, stderr } = await run(folder, `-Offline ${name}.zip`);
    assert.deepEqual([status, stderr], [0, ""]);
    assert.match(stdout, /\n& '.*\/a b\/awsume\.exe' setup\n$/);
    assert.deepEqual(await list(`${folder}/a b`), ["awsume.exe", "bin", "docs", "manifest"]);
  }
  assert.equal((await run(folder, "-Uninstall")).status, 0);
  assert.deepEqual(await list(folder), ["SHA256SUMS", `${name}.zip`]);
});

testElsewhere("refuses an archive of which one byte is another", async (folder) => {
  const data = await fill(folder);
  const sum = await sha256(data);
  data[60] = (data[60] ?? 0) ^ 1;
  await Deno.writeFile(`${folder}/${name}.zip`, data);
  const { status, stderr } = await run(folder, `-Offline ${name}.zip`);
  assert.equal(status, 1);
  assert.ok(stderr.includes(`its SHA-256 is ${await sha256(data)}, not ${sum}`), stderr);
  assert.deepEqual(await list(folder), ["SHA256SUMS", `${name}.zip`]);
});

testElsewhere("takes no folder with something else in it for its own", async (folder) => {
  await fill(folder);
  await Deno.mkdir(`${folder}/a b/awsume`, { recursive: true });
  const { status, stderr } = await run(folder, `-Offline ${name}.zip`);
  assert.equal(status, 1);
  assert.match(stderr, /there is something in it that is not from this script/);
  assert.deepEqual(await list(`${folder}/a b`), ["awsume"]);
});

testElsewhere("refuses a prefix that is a file", async (folder) => {
  await fill(folder);
  await Deno.writeTextFile(`${folder}/a b`, "mine");
  const { status, stderr } = await run(folder, `-Offline ${name}.zip`);
  assert.equal(status, 1);
  assert.match(stderr, /Cannot install into .*a b: it is a file/);
  assert.deepEqual(await list(folder), ["SHA256SUMS", "a b", `${name}.zip`]);
});
