/**
 * The rules of `.github/ARCHITECTURE.md` that a program can check, from `deno info --json main.ts` and the
 * sources themselves.
 */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url)).replaceAll("\\", "/");

/** Lowest first: a file imports code only from its own layer or one above it in this list. */
const layers: readonly RegExp[] = [
  /^deno\.json$|^src\/[a-z_]+\.ts$/,
  /^src\/aws\//,
  /^src\/sources\//,
  /^src\/assume\/|^shells\//,
  /^src\/plugins\//,
  /^src\/cli\//,
  /^src\/system\//,
  /^(main|later|init|exec)\.ts$/,
];

interface Import {
  readonly from: string;
  readonly specifier: string;
  readonly to: string;
  readonly isDynamic: boolean;
}

interface Dependency {
  readonly specifier: string;
  readonly isDynamic?: boolean;
  readonly code?: { readonly specifier?: string };
}

/** Every code import below main.ts; type imports are free. Paths are relative to the project. */
async function readImports(): Promise<readonly Import[]> {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", `${root}main.ts`],
    cwd: root,
  });
  const { stdout } = await command.output();
  const { modules } = JSON.parse(new TextDecoder().decode(stdout));
  return modules.flatMap((module: { specifier: string; dependencies?: readonly Dependency[] }) =>
    (module.dependencies ?? []).filter(({ code }) => code !== undefined).map((dependency) => ({
      from: toName(module.specifier),
      specifier: dependency.specifier,
      to: toName(dependency.code?.specifier ?? dependency.specifier),
      isDynamic: dependency.isDynamic ?? false,
    }))
  ).filter(({ from }: Import) => isOurs(from));
}

function toName(specifier: string): string {
  const path = specifier.startsWith("file:") ? fileURLToPath(specifier).replaceAll("\\", "/") : specifier;
  return path.startsWith(root) ? path.slice(root.length) : path;
}

function isOurs(name: string): boolean {
  return /^((main|later|init|exec)\.ts|src\/|shells\/)/.test(name);
}

function layerOf(name: string): number {
  return layers.findIndex((layer) => layer.test(name));
}

async function listFiles(folder: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(`${root}${folder}`)) {
    names.push(...isDirectory ? await listFiles(`${folder}/${name}`) : [`${folder}/${name}`]);
  }
  return names;
}

async function readSources(folders: readonly string[]): Promise<readonly (readonly [string, string])[]> {
  const names = (await Promise.all(folders.map(listFiles))).flat().filter((name) => name.endsWith(".ts"));
  return await Promise.all(
    names.map(async (name) => [name, await Deno.readTextFile(`${root}${name}`)] as const),
  );
}

Deno.test("every file imports only from its own layer or a lower one", async () => {
  const imports = await readImports();
  assert.ok(imports.length > 50);
  const own = imports.filter(({ to }) => isOurs(to) || to === "deno.json");
  const wrong = own.filter(({ from, to }) => layerOf(to) === -1 || layerOf(to) > layerOf(from));
  assert.deepEqual(wrong, []);
});

Deno.test("src/system is imported by main.ts and later.ts alone", async () => {
  const users = (await readImports()).filter(({ to }) => to.startsWith("src/system/"))
    .map(({ from }) => from).filter((from) => !from.startsWith("src/system/"));
  assert.deepEqual([...new Set(users)].sort(), ["later.ts", "main.ts"]);
});

Deno.test("nothing but awsume's own files is loaded at start", async () => {
  const imports = await readImports();
  const foreign = imports.filter(({ specifier, isDynamic }) => !isDynamic && !specifier.startsWith("."));
  assert.deepEqual(foreign, []);
});

Deno.test("packages are loaded by src/lazy.ts alone, node: modules by src/system, own files where it pays", async () => {
  const dynamic = (await readImports()).filter(({ isDynamic }) => isDynamic);
  const wrong = dynamic.filter(({ from, to, specifier }) => {
    if (specifier.startsWith("node:")) return !from.startsWith("src/system/");
    return from !== (ownLoaders.get(to) ?? "src/lazy.ts");
  });
  assert.deepEqual(wrong, []);
});

/** The files of awsume that are loaded when they are needed, and which file does so. */
const ownLoaders: ReadonlyMap<string, string> = new Map([
  ["later.ts", "main.ts"],
  ["init.ts", "main.ts"],
  ["complete.ts", "main.ts"],
  ["exec.ts", "main.ts"],
  ["src/system/in_place.ts", "src/system/deno.ts"],
  ["src/system/modules.ts", "src/system/deno.ts"],
  ["src/cli/upkeep.ts", "src/cli/run.ts"],
  ["src/cli/plugging.ts", "src/cli/run.ts"],
  ["src/cli/watch.ts", "src/cli/from_memory.ts"],
]);

Deno.test("Deno is named in main.ts and src/system alone", async () => {
  const sources = await readSources(["src", "shells"]);
  const users = sources.filter(([name, text]) => !name.startsWith("src/system/") && /\bDeno\./.test(text));
  assert.deepEqual(users.map(([name]) => name), []);
});

/** Who prints bytes as they are: code for a shell, credentials for a program, candidates that hold nothing unseen. */
const printers: ReadonlyMap<string, string> = new Map([
  ["src/cli/output.ts", "the printers of words, which spell out what cannot be seen, and of code"],
  ["src/cli/quick.ts", "the statements of a switch from memory, and JSON for an SDK"],
  ["src/cli/run.ts", "the statement that fails"],
  ["src/cli/export.ts", "the formats of export, byte for byte"],
  ["src/cli/credential_process.ts", "JSON for an SDK"],
  ["src/cli/init.ts", "the function of a shell"],
  ["src/cli/complete.ts", "candidates for a shell's completion"],
]);

Deno.test("words reach a terminal by the printers alone, which spell out what cannot be seen", async () => {
  const sources = (await readSources(["src", "shells"])).filter(([name]) => !name.startsWith("src/system/"));
  const prints =
    /\.print\(|\b(?:system|caller|real)\.print\b|\{[^{}]*\bprint\b[^{}]*\}(?:: (?:Pick<)?System| = system)/;
  const users = sources.filter(([, text]) => prints.test(text)).map(([name]) => name);
  assert.deepEqual(users.sort(), [...printers.keys()].sort());
  const consoles = sources.filter(([, text]) => /\bconsole\.|\bprocess\.std/.test(text)).map(([name]) =>
    name
  );
  assert.deepEqual(consoles, []);
  // JSON that is spelled out would be none.
  const spelled = sources.filter(([, text]) => /printText\([^;]*JSON\.stringify/.test(text));
  assert.deepEqual(spelled.map(([name]) => name), []);
});

Deno.test("what is drawn on the terminal as it is comes from those who spell out the words in it", async () => {
  const sources = await readSources(["src/system"]);
  const using = (pattern: RegExp): readonly string[] =>
    sources.filter(([, text]) => pattern.test(text)).map(([name]) => name.slice("src/system/".length)).sort();
  assert.deepEqual(using(/import \{[^}]*\bshow\b[^}]*\} from "\.\/output\.ts"/), [
    "terminal_place.ts",
  ]);
  assert.deepEqual(using(/\bshowBeside\(|\bshow\(|\bterminal\.show\(/), [
    "keyboard.ts",
    "output.ts",
    "picker.ts",
    "terminal.ts",
    "terminal_place.ts",
  ]);
  assert.deepEqual(using(/Deno\.std(?:out|err)\.(?:write|writable)|writeAll\(Deno\.std/), [
    "modules.ts",
    "output.ts",
  ]);
});

Deno.test("no source file is longer than 250 lines", async () => {
  const sources = await readSources(["src", "shells", "scripts", "tests/support"]);
  const long = sources.filter(([name, text]) => !name.endsWith("_test.ts") && text.split("\n").length > 251);
  assert.deepEqual(long.map(([name]) => name), []);
});

Deno.test("no test imports the loose equal and deepEqual by name", async () => {
  const sources = await readSources(["tests"]);
  const loose = sources.filter(([, text]) =>
    /import \{[^}]*\b(deepEqual|equal)\b(?! as)[^}]*\} from "node:assert/.test(
      text.replaceAll(/\w+ as \w+/g, ""),
    )
  );
  assert.deepEqual(loose.map(([name]) => name), []);
});

Deno.test("every shell file is in the registry, and every function in shells/functions.ts", async () => {
  const files = await listFiles("shells");
  const [registry, functions] = await Promise.all(
    ["mod", "functions"].map((name) => Deno.readTextFile(`${root}shells/${name}.ts`)),
  );
  const sources = await readSources(["shells"]);
  for (const [name, text] of sources) {
    if (!/^export const \w+: Shell = /m.test(text)) continue;
    assert.ok(registry?.includes(`"./${name.slice("shells/".length)}"`), `${name} is not registered`);
  }
  for (const name of files.filter((name) => name.startsWith("shells/awsume."))) {
    assert.ok(functions?.includes(`"./${name.slice("shells/".length)}"`), `no shell loads ${name}`);
  }
});
