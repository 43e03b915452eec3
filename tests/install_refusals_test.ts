/** What `install.sh` refuses, and that nothing is left of it then. */
import assert from "node:assert/strict";
import { sha256 } from "../scripts/release/entry.ts";
import { stamp } from "../scripts/release/stamp.ts";
import { assertRefused, here, installer, makeArchive, type Result, testHere } from "./support/shelf.ts";

testHere("sh", "refuses an archive of which one byte is another", async (shelf) => {
  const data = await Deno.readFile(shelf.archive);
  data[100] = (data[100] ?? 0) ^ 1;
  await Deno.writeFile(shelf.archive, data);
  const message = new RegExp(`Cannot trust .*: its SHA-256 is ${await sha256(data)}, not ${shelf.sum}`);
  await assertRefused(shelf, await shelf.run(["--offline", shelf.archive]), message);
  const args = ["--offline", shelf.archive, "--sha256", shelf.sum.toUpperCase()];
  await assertRefused(shelf, await shelf.run(args), message);
});

testHere("sh", "refuses an archive whose sum nobody knows", async (shelf) => {
  await Deno.remove(`${shelf.folder}/SHA256SUMS`);
  await assertRefused(shelf, await shelf.run(["--offline", shelf.archive]), /its SHA-256 is not known/);
});

testHere("sh", "goes by the sum it knows itself, whatever lies beside the archive", async (shelf) => {
  const script = `${shelf.folder}/install.sh`;
  const name = `awsume-5.0.0-${here?.name}.tar.gz`;
  const sums = `${"0".repeat(64)}  ${name}\n`;
  const plain = await Deno.readTextFile(installer);
  await Deno.writeTextFile(script, stamp(plain, { version: "5.0.0", source: "", sums }));
  const result = await shelf.run(["--offline", shelf.archive, "--sha256", shelf.sum], { script });
  await assertRefused(shelf, result, /not 0{64}$/m);
});

testHere("sh", "refuses the archive of another system", async (shelf) => {
  const data = await makeArchive(shelf.archive, { target: "solaris-x64" });
  const result = await shelf.run([
    "--offline",
    shelf.archive,
    "--sha256",
    await sha256(data),
  ]);
  await assertRefused(shelf, result, /Cannot install awsume-5\.0\.0-solaris-x64: this is /);
});

testHere("sh", "refuses a prefix that it cannot write to", async (shelf) => {
  const file = `${shelf.folder}/file`;
  await Deno.writeTextFile(file, "");
  const at = async (prefix: string): Promise<Result> =>
    await shelf.run(["--prefix", prefix, "--offline", shelf.archive]);
  await assertRefused(shelf, await at(file), /Cannot install into .*\/file: it is a file/);
  await assertRefused(shelf, await at(`${file}/below`), /Cannot write to .*\/file\/below/);
  // Not even root may make a folder there.
  if (Deno.build.os === "linux") {
    await assertRefused(shelf, await at("/proc/x"), /Cannot write to \/proc\/x$/m);
  }
  const odd = await at(`${shelf.home}/it's`);
  assert.match(odd.stderr, /Cannot install into .*: there are quotes, \$ or \\ in it/);
  assert.equal(odd.status, 2);
});

testHere("sh", "takes no file or folder called awsume for its own", async (shelf) => {
  const cases: readonly (readonly [path: string, isFolder: boolean, message: RegExp])[] = [
    ["bin/awsume", true, /bin\/awsume is a folder/],
    ["bin/awsume", false, /bin\/awsume is there, and not from this script/],
    ["share/awsume", true, /share\/awsume is there, and not from this script/],
    ["share/awsume", false, /share\/awsume is there, and not from this script/],
    ["share/man/man1/awsume.1", true, /awsume\.1 is a folder/],
  ];
  for (const [path, isFolder, message] of cases) {
    const whole = `${shelf.home}/.local/${path}`;
    await Deno.mkdir(isFolder ? whole : whole.slice(0, whole.lastIndexOf("/")), { recursive: true });
    if (!isFolder) await Deno.writeTextFile(whole, "of somebody else");
    const before = await shelf.list();
    const { status, stderr } = await shelf.run(["--offline", shelf.archive]);
    assert.match(stderr, message);
    assert.equal(status, 1);
    assert.deepEqual(await shelf.list(), before);
    await Deno.remove(`${shelf.home}/.local`, { recursive: true });
  }
});

testHere("sh", "says so where there is nothing to uninstall", async (shelf) => {
  await assertRefused(
    shelf,
    await shelf.run(["--uninstall"]),
    /There is nothing of awsume below .*\/\.local$/m,
  );
});

testHere("sh", "refuses a system with musl", async (shelf) => {
  if (Deno.build.os !== "linux") return;
  const bin = `${shelf.folder}/bin`;
  await Deno.mkdir(bin);
  const ldd = "#!/bin/sh\necho 'musl libc (x86_64)' >&2\nexit 1\n";
  await Deno.writeTextFile(`${bin}/ldd`, ldd, { mode: 0o755 });
  const env = { PATH: `${bin}:/usr/bin:/bin` };
  const result = await shelf.run(["--offline", shelf.archive], { env });
  await assertRefused(shelf, result, /this system uses musl, and awsume needs glibc/);
});

testHere("sh", "ends with status 2 for a wrong command line, and with 0 for --help", async (shelf) => {
  for (const args of [["--wrong"], ["--prefix"], ["--prefix", ""], ["--wrong=1"], ["prod"]]) {
    const { status, stdout } = await shelf.run(args);
    assert.deepEqual([status, stdout], [2, ""], args.join(" "));
  }
  const { status, stdout } = await shelf.run(["--help"]);
  assert.equal(status, 0);
  assert.match(stdout, /--offline FILE/);
  assert.deepEqual(await shelf.list(), []);
});

testHere("sh", "says what to do where nothing can be downloaded", async (shelf) => {
  await assertRefused(shelf, await shelf.run([]), /Cannot download: this install\.sh knows no sums/);
});
