/** What `install.sh` installs and takes back, in the shells that may run it. */
import assert from "node:assert/strict";
import { sha256 } from "../scripts/release/entry.ts";
import { stamp } from "../scripts/release/stamp.ts";
import { type Shell, shells } from "../shells/mod.ts";
import { runClean } from "./support/script.ts";
import { testWith } from "./support/shells.ts";
import {
  busyboxPath,
  installed,
  installer,
  makeArchive,
  onlyWith,
  testHere,
  unshare,
} from "./support/shelf.ts";

/** How each shell is started; the PATH of busybox has nothing but its own programs. */
const starts: readonly (readonly [program: string, start: readonly string[]])[] = [
  ["bash", ["bash", "--posix"]],
  ["dash", ["dash"]],
  ["busybox", ["busybox", "sh"]],
];

for (const [program, start] of starts) {
  testHere(program, `in ${program} installs offline, again, and takes all of it back`, async (shelf) => {
    const env = program === "busybox" ? { PATH: await busyboxPath(shelf.folder) } : {};
    const words = program === "busybox" ? [`${env.PATH}/busybox`, "sh"] : start;
    for (const _ of ["once", "again"]) {
      const { status, stdout, stderr } = await shelf.run(["--offline", shelf.archive], { start: words, env });
      assert.equal(stderr, "");
      assert.equal(status, 0);
      const line = `eval "$(${shelf.home}/.local/bin/awsume init bash)"`;
      assert.equal(stdout.trimEnd().split("\n").at(-1), line);
      assert.deepEqual(await shelf.list(), installed);
    }
    const { stdout } = await runClean([`${shelf.home}/.local/bin/awsume`], { folder: shelf.home, env: {} });
    assert.equal(stdout, "awsume 5.0.0\n");
    const gone = await shelf.run(["--uninstall"], { start: words, env });
    assert.deepEqual([gone.status, gone.stderr], [0, ""]);
    assert.deepEqual(await shelf.list(), []);
  });
}

testHere("sh", "installs below a folder called awsume, with blanks in its path", async (shelf) => {
  await Deno.mkdir(`${shelf.home}/a b/awsume/bin`, { recursive: true });
  const args = ["--prefix", "a b/awsume/"];
  const { status, stdout, stderr } = await shelf.run([...args, "--offline", shelf.archive]);
  assert.deepEqual([status, stderr], [0, ""]);
  const line = `eval "$('${shelf.home}/a b/awsume/bin/awsume' init bash)"`;
  assert.equal(stdout.trimEnd().split("\n").at(-1), line);
  assert.equal((await shelf.run(["--uninstall", ...args])).status, 0);
  assert.deepEqual(await shelf.list(), ["/a b", "/a b/awsume", "/a b/awsume/bin"]);
});

for (const mask of ["000", "002", "077"]) {
  testHere(
    "sh",
    `installs nothing that others may write, all that they may run, under umask ${mask}`,
    async (shelf) => {
      const start = ["sh", "-c", `umask ${mask}; exec sh "$@"`, "sh"];
      const { status, stderr } = await shelf.run(["--offline", shelf.archive], { start });
      assert.deepEqual([status, stderr], [0, ""]);
      for (const path of installed) {
        const { mode, isDirectory } = await Deno.stat(`${shelf.home}${path}`);
        const isRun = isDirectory || path.endsWith("/bin/awsume") || path.endsWith(".sh");
        assert.equal(((mode ?? 0) & 0o777).toString(8), isRun ? "755" : "644", path);
      }
    },
  );
}

testHere("sh", "leaves what others put into its folders when it goes", async (shelf) => {
  await shelf.run(["--offline", shelf.archive]);
  await Deno.writeTextFile(`${shelf.home}/.local/bin/other`, "");
  assert.equal((await shelf.run(["--uninstall"])).status, 0);
  assert.deepEqual(await shelf.list(), ["/.local", "/.local/bin", "/.local/bin/other"]);
});

testHere("sh", "removes what an older version had more", async (shelf) => {
  const data = await makeArchive(shelf.archive, { more: ["docs/old.md"] });
  const sum = await sha256(data);
  assert.equal((await shelf.run(["--offline", shelf.archive, "--sha256", sum])).status, 0);
  assert.ok((await shelf.list()).includes("/.local/share/awsume/docs/old.md"));
  await makeArchive(shelf.archive);
  assert.equal((await shelf.run(["--offline", shelf.archive])).status, 0);
  assert.deepEqual(await shelf.list(), installed);
});

for (const downloader of ["curl", "wget"]) {
  testHere(downloader, `downloads with ${downloader} what its release has`, async (shelf) => {
    await using server = Deno.serve(
      { port: 0, hostname: "127.0.0.1", onListen: () => {} },
      async (request) => {
        const path = `${shelf.folder}${new URL(request.url).pathname}`;
        const data = await Deno.readFile(path).catch(() => undefined);
        return data === undefined ? new Response("", { status: 404 }) : new Response(data);
      },
    );
    const address = `http://127.0.0.1:${server.addr.port}`;
    const script = `${shelf.folder}/install.sh`;
    const sums = await Deno.readTextFile(`${shelf.folder}/SHA256SUMS`);
    const text = stamp(await Deno.readTextFile(installer), { version: "5.0.0", source: address, sums });
    await Deno.writeTextFile(script, text);
    const env = { PATH: await onlyWith(downloader, shelf.folder) };
    const { status, stderr } = await shelf.run([], { env, script });
    assert.deepEqual([status, stderr], [0, ""]);
    assert.deepEqual(await shelf.list(), installed);
    await shelf.run(["--uninstall"], { env, script });
    const missing = await shelf.run(["--from", `${address}/elsewhere/`], { env, script });
    assert.match(missing.stderr, /install\.sh: Cannot download http:.*\/elsewhere\/awsume-5\.0\.0-/);
    assert.equal(missing.status, 1);
    assert.deepEqual(await shelf.list(), []);
  });
}

testHere(unshare, "installs offline where there is no network at all", async (shelf) => {
  const start = ["unshare", "--net", "--map-root-user", "sh"];
  const { status, stderr } = await shelf.run(["--offline", shelf.archive], { start });
  assert.deepEqual([status, stderr], [0, ""]);
  assert.deepEqual(await shelf.list(), installed);
});

testHere("sh", "ends with the line that awsume itself has for each shell", async (shelf) => {
  const words: readonly (readonly [name: string, shell: Shell["name"]])[] = [
    ...["bash", "zsh", "fish", "ksh", "dash", "elvish", "xonsh", "tcsh"].map((name) =>
      [name, name as Shell["name"]] as const
    ),
    ["pwsh", "powershell"],
    ["nu", "nushell"],
    ["csh", "tcsh"],
    ["mksh", "ksh"],
    ["sh", "dash"],
    ["unknown", "bash"],
  ];
  for (const [name, word] of words) {
    const env = { SHELL: `/usr/bin/${name}` };
    const { stdout } = await shelf.run(["--offline", shelf.archive], { env });
    const shell = shells.find((each) => each.name === word);
    const line = shell?.startUp.line(`${shelf.home}/.local/bin/awsume`);
    assert.equal(stdout.trimEnd().split("\n").at(-1), line, name);
  }
});

testWith("shellcheck", "install.sh passes shellcheck as POSIX sh", async () => {
  const { stdout } = await runClean(["shellcheck", "--shell=sh", installer], { folder: "/", env: {} });
  assert.equal(stdout, "");
});
