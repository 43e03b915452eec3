/** Each way in which a module may be written, through the same loader in the checkout and in the executable. */
import assert from "node:assert/strict";
import { pluginText, startPlugged } from "../support/plugged.ts";
import { awsumeWords } from "../support/world.ts";

const named = `postGetCredentials() { console.log("loaded " + word); }`;
const esm = (start: string): string => `${start}\n${pluginText("it", named)}`;
const cjs = (start: string): string => `${start}\nmodule.exports = { awsume: 1, hooks: { ${named} } };\n`;
const dependency = {
  "node_modules/esm-only/package.json": `{ "name": "esm-only", "type": "module", "exports": "./index.js" }`,
  "node_modules/esm-only/index.js": `export default "esm-only";`,
  "node_modules/plain/package.json": `{ "name": "plain", "main": "index.js" }`,
  "node_modules/plain/index.js": `module.exports = require("./part.json").word;`,
  "node_modules/plain/part.json": `{ "word": "plain" }`,
};

/** The files, and the word that the plugin found. */
const cells: Readonly<Record<string, readonly [word: string, files: Readonly<Record<string, string>>]>> = {
  "an ES module .mjs": ["mjs", { "it.mjs": esm(`const word = "mjs";`) }],
  "an ES module .js": ["js", { "it.js": esm(`const word = "js";`) }],
  "an ES module .js of type module": ["typed", {
    "package.json": `{ "type": "module" }`,
    "it.js": esm(`const word = "typed";`),
  }],
  "relative imports": ["near", {
    "it.mjs": esm(`import word from "./_part/near.mjs";`),
    "_part/near.mjs": `export default "near";`,
  }],
  "an import of JSON": ["json", {
    "it.mjs": esm(`import { word } from "./_word.mjs";`),
    "_word.mjs": `import data from "./word.json" with { type: "json" };\nexport const { word } = data;`,
    "word.json": `{ "word": "json" }`,
  }],
  "named exports": ["named", {
    "it.mjs": `const word = "named";\nexport const awsume = 1;\nexport const hooks = { ${named} };`,
  }],
  "modules of Node.js": ["/a/b", {
    "it.mjs": esm(`import { join } from "node:path";\nconst word = join("/a", "b");`),
  }],
  "modules of Node.js for files, programs and digests": ["ba7816bf sh", {
    "it.mjs": esm(`import { existsSync } from "node:fs";
      import { execFileSync } from "node:child_process";
      import { createHash } from "node:crypto";
      const said = execFileSync("/bin/sh", ["-c", "printf sh"], { encoding: "utf8" });
      const word = createHash("sha256").update("abc").digest("hex").slice(0, 8) + " " + said;
      if (!existsSync(import.meta.filename)) throw new Error("it sees no files");`),
  }],
  "top-level await": ["awaited", { "it.mjs": esm(`const word = await Promise.resolve("awaited");`) }],
  "CommonJS .cjs": ["cjs", { "it.cjs": cjs(`const word = "cjs";`) }],
  "CommonJS .js": ["js", { "it.js": cjs(`const word = "js";`) }],
  "CommonJS .js with a module of Node.js without its prefix": ["/a/b", {
    "it.js": cjs(`const word = require("path").join("/a", "b");`),
  }],
  "CommonJS .js of type commonjs": ["typed", {
    "package.json": `{ "type": "commonjs" }`,
    "it.js": cjs(`const word = "typed";`),
  }],
  "CommonJS that was compiled from an ES module": ["default", {
    "it.cjs": `const word = "default";\nObject.defineProperty(exports, "__esModule", { value: true });
      exports.default = { awsume: 1, hooks: { ${named} } };`,
  }],
  "CommonJS with its own files, JSON and folder": ["own", {
    "it.cjs": cjs(`const path = require("node:path");
      const word = require("./_own.cjs")(path.basename(__dirname) === "plugins" ? "./own.json" : "");`),
    "_own.cjs": `module.exports = (file) => require(file).word;`,
    "own.json": `{ "word": "own" }`,
  }],
  "the folder of a package with main": ["main", {
    "it/package.json": `{ "name": "it", "main": "lib/main.js" }`,
    "it/lib/main.js": cjs(`const word = "main";`),
  }],
  "the folder of a package with type module": ["module", {
    "it/package.json": `{ "name": "it", "type": "module", "main": "./lib/main.js" }`,
    "it/lib/main.js": esm(`const word = "module";`),
  }],
  "the folder of a package with exports": ["inner", {
    "it/package.json": `{ "name": "it", "exports": { ".": { "require": "./lib/main.cjs" } } }`,
    "it/lib/main.cjs": cjs(`const word = require("./inner.json").word;`),
    "it/lib/inner.json": `{ "word": "inner" }`,
  }],
  "a package by its name": ["exports", {
    "../config.yaml": "plugins: [pack]\n",
    "node_modules/pack/package.json": `{ "name": "pack", "exports": "./main.js" }`,
    "node_modules/pack/main.js": cjs(`const word = "exports";`),
  }],
  "CommonJS with packages beside it": ["plain", {
    ...dependency,
    "it.cjs": cjs(`const word = require("plain");`),
  }],
  "an ES module with createRequire": ["plain", {
    ...dependency,
    "it.mjs": esm(`import { createRequire } from "node:module";
      const word = createRequire(import.meta.url)("plain");`),
  }],
};
for (const [what, [word, files]] of Object.entries(cells)) {
  Deno.test(`a plugin with ${what} is loaded`, async () => {
    await using world = await startPlugged(files);
    const { status, stderr } = await world.run(["one"]);
    assert.equal(status, 0, stderr);
    assert.match(stderr, new RegExp(`^loaded ${word}$`, "m"));
    assert.doesNotMatch(stderr, /going on without/);
  });
}

/** What depends on the Deno that runs awsume, and how it was built: it works, or this is said. */
interface Either {
  /** Where it must work: the checkout runs in the newest Deno, but with packages of its own. */
  readonly in: "checkout" | "executable" | "neither";
  readonly word: string;
  readonly says: RegExp;
  readonly files: Readonly<Record<string, string>>;
}

const either: Readonly<Record<string, Either>> = {
  "TypeScript": {
    in: "checkout",
    word: "ts",
    says:
      /it\.ts: this build of awsume cannot load TypeScript; going on without it\n +Bundle it: npx esbuild \S+it\.ts --bundle --format=esm --platform=node --outfile=plugin\.mjs$/m,
    files: { "it.ts": esm(`const word: string = "ts";`) },
  },
  "TypeScript with types of awsume's": {
    in: "checkout",
    word: "typed",
    says: /it\.ts: this build of awsume cannot load TypeScript; going on without it$/m,
    files: {
      "it.ts": esm(`import type { Plugin } from "awsume/plugin";\nconst word: string = "typed";`),
    },
  },
  "TypeScript .mts": {
    in: "checkout",
    word: "mts",
    says: /it\.mts: this build of awsume cannot load TypeScript; going on without it$/m,
    files: { "it.mts": esm(`const word: string = "mts";`) },
  },
  "TypeScript .cts": {
    in: "neither",
    word: "cts",
    says: /it\.cts: this build of awsume cannot load TypeScript; going on without it$/m,
    files: { "it.cts": cjs(`const word: string = "cts";`) },
  },
  "a module of Node.js without its prefix": {
    in: "checkout",
    word: "/a/b",
    says: /it\.mjs.*; going on without it$/m,
    files: { "it.mjs": esm(`import { join } from "path";\nconst word = join("/a", "b");`) },
  },
  "an ES module with an ES package beside it": {
    in: "executable",
    word: "esm-only",
    says: /it\.mjs.*esm-only.*; going on without it$/m,
    files: { ...dependency, "it.mjs": esm(`import word from "esm-only";`) },
  },
  "an ES module with a CommonJS package beside it": {
    in: "neither",
    word: "plain",
    says:
      /it\.mjs.*; going on without it$(?:\n +If that is CommonJS, write createRequire\(import\.meta\.url\)\("plain"\))?/m,
    files: { ...dependency, "it.mjs": esm(`import word from "plain";`) },
  },
};
for (const [what, { in: place, word, says, files }] of Object.entries(either)) {
  Deno.test(`a plugin with ${what} is loaded, or it is said why not`, async () => {
    await using world = await startPlugged(files);
    const { status, stderr } = await world.run(["one"]);
    assert.equal(status, 0, stderr);
    const isLoaded = stderr.includes(`loaded ${word}\n`);
    if (place === (awsumeWords().length > 1 ? "checkout" : "executable")) assert.ok(isLoaded, stderr);
    if (isLoaded) assert.doesNotMatch(stderr, /going on without/);
    else assert.match(stderr, says);
  });
}

/** What nobody can load. */
const refused: Readonly<Record<string, readonly [says: RegExp, files: Readonly<Record<string, string>>]>> = {
  "a package that is not there": [
    /Cannot load the plugin \S+it\.mjs:?\d*: .*nowhere.*; going on without it$/m,
    { "it.mjs": esm(`import word from "nowhere";`) },
  ],
  "a package of npm's by its address": [
    /Cannot load the plugin \S+it\.mjs:?\d*: .*; going on without it$/m,
    { "it.mjs": esm(`import word from "npm:no-such-package-of-awsumes@1";`) },
  ],
  "an address on the network": [
    /Cannot load the plugin \S+it\.mjs:?\d*: .*; going on without it$/m,
    { "it.mjs": esm(`import word from "https://127.0.0.1:9/word.mjs";`) },
  ],
  "what awsume has types for, but no values": [
    /Cannot load the plugin \S+it\.mjs:?\d*: .*\/plugin.*; going on without it$/m,
    { "it.mjs": esm(`import { word } from "awsume/plugin";`) },
  ],
  "a file that is not there": [
    /Cannot load the plugin \S+it\.cjs:?\d*: .*gone.*; going on without it$/m,
    { "it.cjs": cjs(`const word = require("./gone.cjs");`) },
  ],
  "a main file that is not there": [
    /Cannot load the plugin \S+it:?\d*: .*; going on without it$/m,
    { "it/package.json": `{ "name": "it", "main": "gone.js" }` },
  ],
};
for (const [what, [says, files]] of Object.entries(refused)) {
  Deno.test(`a plugin with ${what} is told, and left out`, async () => {
    await using world = await startPlugged(files);
    const { status, stdout, stderr } = await world.run(["one"]);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /AWS_ACCESS_KEY_ID='ASIA/);
    assert.match(stderr, says);
  });
}
