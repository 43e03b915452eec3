/** What a release is made of, as far as it needs no compiler: archives, lists and stamps. */
import assert from "node:assert/strict";
import { load } from "js-yaml";
import { type Entry, join, sha256, sumsOf, textEntry } from "../scripts/release/entry.ts";
import { collect } from "../scripts/release/collect.ts";
import { packagesOfProgram, readLock, withNeeds } from "../scripts/release/lock.ts";
import { toNotices } from "../scripts/release/notices.ts";
import { toSbom } from "../scripts/release/sbom.ts";
import { stamp } from "../scripts/release/stamp.ts";
import { tar } from "../scripts/release/tar.ts";
import { archiveName, findTarget, targets } from "../scripts/release/targets.ts";
import { zip } from "../scripts/release/zip.ts";
import { shells } from "../shells/mod.ts";
import { version } from "../src/version.ts";

/** What the tests read of a workflow. */
interface Workflow {
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<"archive" | "release", Job>>;
}

interface Job {
  readonly if?: string;
  readonly permissions: unknown;
  readonly strategy?: { readonly matrix: { readonly include: readonly { readonly target: string }[] } };
}

const entries: readonly Entry[] = [
  { ...textEntry("b/program", "#!/bin/sh\n"), isExecutable: true },
  textEntry("a.txt", "123456789"),
];

const lock = JSON.stringify({
  version: "5",
  specifiers: { "npm:one@1.0.0": "1.0.0", "npm:tool@3.0.0": "3.0.0" },
  npm: {
    "@scope/two@2.0.0": { integrity: "sha512-AQID" },
    "one@1.0.0": { integrity: "sha512-/w==", dependencies: ["@scope/two"] },
    "tool@3.0.0": { integrity: "sha512-AA==", optionalDependencies: ["one"] },
  },
});

Deno.test("tar() writes a file's name, mode, owner, size and time where ustar has them", () => {
  const text = new TextDecoder("latin1").decode(tar(entries, 1_700_000_000));
  assert.equal(text.slice(0, 6), "a.txt\0");
  assert.equal(
    text.slice(100, 156),
    "0000644\0" + "0000000\0" + "0000000\0" + "00000000011\0" + "14524770400\0" + "012030\0 ",
  );
  assert.equal(text.slice(156, 158), "0\0");
  assert.equal(text.slice(257, 265), "ustar\x0000");
  assert.equal(text.slice(512, 522), "123456789\0");
  assert.equal(text.slice(1024 + 100, 1024 + 107), "0000755");
  assert.equal(text.length, 6 * 512);
});

Deno.test("tar() refuses a name that its readers could not hold", () => {
  for (const path of ["x".repeat(101), "ö", "a\nb", ""]) {
    assert.throws(() => tar([textEntry(path, "")], 0), /^Error: Cannot put ".*" into an archive$/s);
  }
});

Deno.test("tar() and zip() give the same bytes in whatever order the files come", async () => {
  const other = [...entries].reverse();
  assert.deepEqual(tar(other, 1), tar(entries, 1));
  assert.deepEqual(await zip(other, 1), await zip(entries, 1));
});

Deno.test("zip() writes a file's checksum, size, time and name where readers look for them", async () => {
  const bytes = await zip(entries, Date.UTC(2026, 10, 23, 12, 34, 56) / 1000);
  const view = new DataView(bytes.buffer);
  assert.equal(view.getUint32(0, true), 0x04034b50);
  assert.equal(view.getUint16(10, true), 12 << 11 | 34 << 5 | 28);
  assert.equal(view.getUint16(12, true), 46 << 9 | 11 << 5 | 23);
  assert.equal(view.getUint32(14, true), 0xcbf43926);
  assert.equal(view.getUint32(22, true), 9);
  assert.equal(new TextDecoder().decode(bytes.subarray(30, 35)), "a.txt");
  const data = new Blob([bytes.subarray(35, 35 + view.getUint32(18, true))]).stream();
  const text = await new Response(data.pipeThrough(new DecompressionStream("deflate-raw"))).text();
  assert.equal(text, "123456789");
  const end = bytes.length - 22;
  assert.equal(view.getUint32(end, true), 0x06054b50);
  assert.equal(view.getUint16(end + 10, true), 2);
  assert.equal(view.getUint32(view.getUint32(end + 16, true), true), 0x02014b50);
});

Deno.test("sumsOf() writes the lines that sha256sum reads, by name", async () => {
  assert.equal(
    await sumsOf(entries),
    "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225  a.txt\n" +
      "a8076d3d28d21e02012b20eaf7dbf75409a6277134439025f282e368e3305abf  b/program\n",
  );
});

Deno.test("withNeeds() has a package and all that it needs, and nothing else", () => {
  const packages = readLock(lock);
  assert.deepEqual(withNeeds(packages, ["one"]).map(({ id }) => id), ["@scope/two@2.0.0", "one@1.0.0"]);
  assert.deepEqual(packages[0], {
    id: "@scope/two@2.0.0",
    name: "@scope/two",
    version: "2.0.0",
    integrity: "sha512-AQID",
    needs: [],
  });
});

Deno.test("packagesOfProgram() finds every package of src/lazy.ts", () => {
  const text = 'export const a = () => import("b");\nexport const c = () => import("@a/b");\n';
  assert.deepEqual(packagesOfProgram(text), ["@a/b", "b"]);
});

Deno.test("toSbom() says what is shipped, what only builds, and what needs what", () => {
  const subject = {
    version: "5.0.0",
    time: 0,
    denoVersion: "2.9.6",
    packages: readLock(lock),
    direct: ["one"],
  };
  const bom = JSON.parse(toSbom(subject));
  assert.equal(bom.metadata.timestamp, "1970-01-01T00:00:00.000Z");
  assert.deepEqual(bom.components.slice(1, 3), [{
    type: "library",
    "bom-ref": "pkg:npm/%40scope/two@2.0.0",
    group: "@scope",
    name: "two",
    version: "2.0.0",
    scope: "required",
    hashes: [{ alg: "SHA-512", content: "010203" }],
    purl: "pkg:npm/%40scope/two@2.0.0",
  }, {
    type: "library",
    "bom-ref": "pkg:npm/one@1.0.0",
    name: "one",
    version: "1.0.0",
    scope: "required",
    hashes: [{ alg: "SHA-512", content: "ff" }],
    purl: "pkg:npm/one@1.0.0",
  }]);
  assert.equal(bom.components[3].scope, "excluded");
  assert.deepEqual(bom.dependencies, [
    { ref: "pkg:generic/awsume@5.0.0", dependsOn: ["pkg:github/denoland/deno@v2.9.6", "pkg:npm/one@1.0.0"] },
    { ref: "pkg:npm/%40scope/two@2.0.0", dependsOn: [] },
    { ref: "pkg:npm/one@1.0.0", dependsOn: ["pkg:npm/%40scope/two@2.0.0"] },
    { ref: "pkg:npm/tool@3.0.0", dependsOn: ["pkg:npm/one@1.0.0"] },
  ]);
});

const runtime = { denoVersion: "2.9.6", v8Version: "15.0", text: "terms of Deno" };

Deno.test("toNotices() gives a package without a text that of its sister, and each text once", () => {
  const text = toNotices([
    { id: "@a/one@1", license: "MIT", text: "terms\n" },
    { id: "@a/two@2", license: "MIT", text: undefined },
    { id: "three@3", license: "ISC", text: "other terms", author: "me" },
    { id: "@b/four@4", license: "ISC", text: undefined, author: "me" },
  ], runtime);
  assert.match(text, /\n@a\/one@1 \(MIT\)\n@a\/two@2 \(MIT\)\n\nterms\n/);
  assert.match(text, /\nthree@3 \(ISC\)\n@b\/four@4 \(ISC\)\n\nother terms\n/);
  assert.match(text, /\nDeno 2\.9\.6, with V8 15\.0, is the runtime in the executable\.\n\nterms of Deno\n/);
});

Deno.test("toNotices() fails where there are no terms at all", () => {
  const lonely = [{ id: "one@1", license: "MIT", text: undefined }];
  assert.throws(() => toNotices(lonely, runtime), new Error("Cannot find the licence of one@1"));
  const other = { id: "@b/two@1", license: "MIT", text: "terms", author: "me" };
  assert.throws(() => toNotices([...lonely, other], runtime), new Error("Cannot find the licence of one@1"));
});

Deno.test("stamp() fills the three lines of both installers", async () => {
  for (const name of ["install.sh", "install.ps1"]) {
    const plain = await Deno.readTextFile(new URL(`../${name}`, import.meta.url));
    const text = stamp(plain, { version: "1.2.3", source: "https://example.com/x", sums: "00  a\n11  b\n" });
    const equals = name === "install.sh" ? "=" : " = ";
    const start = name === "install.sh" ? "" : "$";
    for (
      const line of [
        `version${equals}'1.2.3'`,
        `source${equals}'https://example.com/x'`,
        `sums${equals}'00  a\n11  b'`,
      ]
    ) {
      assert.ok(text.includes(`\n${start}${line}\n`), `${name}: ${line}`);
    }
  }
});

Deno.test("stamp() refuses what would end the quotes, and an installer without the lines", () => {
  const lines = "version=''\nsource=''\nsums=''\n";
  const values = { version: "1", source: "", sums: "" };
  assert.throws(() => stamp(lines, { ...values, source: "a'b" }), /^Error: Cannot write the source/);
  assert.throws(() => stamp("version=''\n", values), /^Error: There is no line for the source/);
});

Deno.test("collect() puts all that a release has into the one folder, with sums that hold", async () => {
  for (const target of targets) {
    const files = await collect(target, new TextEncoder().encode("program"));
    const folder = `awsume-${version}-${target.name}/`;
    const paths = files.map(({ path }) => path);
    assert.deepEqual(paths.filter((path) => !path.startsWith(folder)), []);
    const expected = [
      "README.md",
      "LICENSE",
      "CHANGELOG.md",
      "THIRD_PARTY_NOTICES.txt",
      "awsume.cdx.json",
      "SHA256SUMS",
    ];
    const installer = target.kind === "zip" ? "install.ps1" : "install.sh";
    const more = ["man/awsume.1", "docs/options.md", installer, target.executable];
    const inits = shells.filter(({ name }) => name !== "cmd").map(({ name }) => `completions/awsume.${name}`);
    const missing = [...expected, ...more, ...inits].filter((path) => !paths.includes(`${folder}${path}`));
    assert.deepEqual(missing, []);
    assert.equal(paths.includes(`${folder}bin/awsume.cmd`), target.kind === "zip");
    const sums = new TextDecoder().decode(files.find(({ path }) => path.endsWith("SHA256SUMS"))?.data);
    assert.ok(sums.includes(`${await sha256(new TextEncoder().encode("program"))}  ${target.executable}\n`));
    assert.equal(sums.split("\n").length, files.length);
  }
});

Deno.test("collect() names every package that the program loads, with its terms", async () => {
  const files = await collect(findTarget("linux-x64"), new Uint8Array());
  const notices = new TextDecoder().decode(files.find(({ path }) => path.endsWith("NOTICES.txt"))?.data);
  for (
    const name of [
      "@aws-sdk/client-sts",
      "@smithy/core",
      "fast-xml-parser",
      "@nodable/entities",
      "js-yaml",
      "argparse",
      "tslib",
    ]
  ) {
    assert.ok(notices.includes(`\n${name}@`), name);
  }
  assert.ok(!notices.includes("esbuild@"));
});

Deno.test("collect() names the Deno that is in the executable, not the one that compiles", async () => {
  const header = new Uint8Array(64);
  header.set([0x7f, 0x45, 0x4c, 0x46]);
  header[18] = 62;
  const executable = join([header, new TextEncoder().encode("Deno/2.6.99")]);
  const files = await collect(findTarget("linux-x64"), executable);
  const read = (name: string): string =>
    new TextDecoder().decode(files.find(({ path }) => path.endsWith(name))?.data);
  assert.match(read("NOTICES.txt"), /\nDeno 2\.6\.99, with V8 /);
  assert.ok(read("awsume.cdx.json").includes("pkg:github/denoland/deno@v2.6.99"));
});

Deno.test("archiveName() has version and target, and the kind that its system can open", () => {
  assert.deepEqual(targets.map((target) => archiveName(target, "1.2.3")), [
    "awsume-1.2.3-linux-x64.tar.gz",
    "awsume-1.2.3-linux-arm64.tar.gz",
    "awsume-1.2.3-macos-x64.tar.gz",
    "awsume-1.2.3-macos-arm64.tar.gz",
    "awsume-1.2.3-windows-x64.zip",
  ]);
  assert.throws(() => findTarget("solaris"), /^Error: Unknown target "solaris": there are linux-x64, /);
});

Deno.test("release.yml builds every target, and only the job that publishes may write", async () => {
  const url = new URL("../.github/workflows/release.yml", import.meta.url);
  const { permissions, jobs } = load(await Deno.readTextFile(url)) as Workflow;
  const built = jobs.archive.strategy?.matrix.include.map(({ target }) => target);
  assert.deepEqual(built, targets.map(({ name }) => name));
  assert.deepEqual(permissions, {});
  assert.deepEqual(jobs.archive.permissions, { contents: "read" });
  const rights = { contents: "write", "id-token": "write", attestations: "write" };
  assert.deepEqual(jobs.release.permissions, rights);
  assert.equal(jobs.release.if, "github.ref_type == 'tag'");
});
