/**
 * Bundles the sources by esbuild, split, so that what is loaded lazily stays out of the entry.
 *
 * What answers first is bundled apart from the rest. esbuild cuts by files, so a switch from memory would else load
 * whatever the rest needs of the same files: 1.5 ms of the 4 that it took.
 *
 * @module
 */
import * as esbuild from "esbuild";
import { basename, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What answers first. Of each file that these import they get a copy, with nothing in it that they do not use. */
const quick = ["main.ts", "init.ts", "exec.ts", "complete.ts", "src/cli/watch.ts"];

/** What has an identity or a state, so that there can be no copy of it. */
const single = ["src/errors.ts", "src/system/output.ts"];

/** Bundles `entry` into `folder`; returns the path of the entry's bundle. */
export async function bundle(entry: string, folder: string): Promise<string> {
  const { metafile } = await esbuild.build({
    entryPoints: { main: entry },
    outdir: folder,
    absWorkingDir: root,
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    platform: "node",
    target: "esnext",
    mainFields: ["module", "main"],
    logLevel: "warning",
    metafile: true,
    plugins: [nodePrefix, versionAlone, quickApart],
  });
  await esbuild.stop();
  await forgetHelpers(folder, metafile);
  return `${folder}/main.js`;
}

/** Every piece imports esbuild's helpers for CommonJS, though it uses none: that costs a switch a quarter millisecond. */
async function forgetHelpers(folder: string, { outputs }: esbuild.Metafile): Promise<void> {
  // They are what was made of no file.
  const made = Object.entries(outputs).filter(([, { inputs, imports }]) =>
    Object.keys(inputs).length + imports.length === 0
  );
  const idle = made.map(([path]) => `import"./${basename(path)}";`);
  for (const path of Object.keys(outputs)) {
    const file = `${folder}/${basename(path)}`;
    const text = await Deno.readTextFile(file);
    await Deno.writeTextFile(file, idle.reduce((rest, statement) => rest.replaceAll(statement, ""), text));
  }
}

/** Deno knows Node's built-in modules only as `node:fs`; packages import them as `fs`. */
const nodePrefix: esbuild.Plugin = {
  name: "node-prefix",
  setup(build): void {
    const builtIns =
      /^(assert|buffer|child_process|crypto|events|fs|fs\/promises|http|http2|https|net|os|path)$/;
    build.onResolve({ filter: builtIns }, ({ path }) => ({ path: `node:${path}`, external: true }));
    build.onResolve({ filter: /^(process|stream|tls|url|util|zlib)$/ }, ({ path }) => ({
      path: `node:${path}`,
      external: true,
    }));
  },
};

/** Of `deno.json` the program needs the version. */
const versionAlone: esbuild.Plugin = {
  name: "version-alone",
  setup(build): void {
    build.onLoad({ filter: /[\\/]deno\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await Deno.readTextFile(path));
      return { contents: JSON.stringify({ version }), loader: "json" };
    });
  },
};

/** What is imported statically by a quick file is its own; what it loads when there is more to do is everybody's. */
const quickApart: esbuild.Plugin = {
  name: "quick-apart",
  setup(build): void {
    build.onResolve({ filter: /\.(?:ts|json)$/ }, ({ path: named, resolveDir, kind, pluginData }) => {
      const path = resolve(resolveDir, named);
      const file = relative(root, path).replaceAll("\\", "/");
      const isPart = kind === "import-statement" && !single.includes(file);
      const owner: string | undefined = quick.includes(file) ? file : isPart ? pluginData?.owner : undefined;
      return { path, ...(owner === undefined ? {} : { suffix: `?${owner}`, pluginData: { owner } }) };
    });
    build.onLoad({ filter: /\.ts$/ }, async ({ path, suffix, pluginData }) => {
      if (suffix === "") return undefined;
      const contents = await Deno.readTextFile(path);
      const isOne = /^(?:export )?(?:abstract )?(?:class|let|const .*= new \w+\(\);$)/m.test(contents);
      if (isOne) throw new Error("no copy can be made: see `single`");
      return { contents, loader: "ts", pluginData };
    });
  },
};
