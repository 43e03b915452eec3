import { ConfigError } from "../errors.ts";
import { tell } from "./output.ts";

/** The part of Node's module loader that is used; its types hide it. */
interface NodeModules {
  readonly createRequire: (file: string) => NodeRequire;
  readonly Module: {
    readonly _extensions: Record<string, Load>;
    _load(name: string, ...more: unknown[]): unknown;
  };
}

interface NodeRequire {
  (name: string): unknown;
  resolve(name: string): string;
}

type Load = (module: { exports: unknown; _compile(code: string, file: string): void }, file: string) => void;

/**
 * `System.loadModule`: what a JavaScript module on the disk exports. An ES module, a CommonJS one, or the folder of a
 * package; with packages of its own beside it. From then on nothing but awsume writes to stdout, because the shell
 * evaluates that, and nothing but awsume ends the program.
 */
export async function loadModule(path: string, timeoutSeconds: number): Promise<unknown> {
  await guard();
  const { promise: late, reject } = Promise.withResolvers<never>();
  const error = new Error(`it did not load in ${timeoutSeconds} seconds`);
  const timer = setTimeout(reject, timeoutSeconds * 1000, error);
  try {
    return await Promise.race([load(path), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function load(path: string): Promise<unknown> {
  const { createRequire, Module } = await import("node:module") as unknown as NodeModules;
  readFromDisk(Module._extensions);
  standInForCdk(Module);
  const require = createRequire(path);
  const file = isModuleFile(path) ? path : findExported(path) ?? require.resolve(path);
  if (/\.cjs$/.test(file)) return require(file);
  if (/\.[mc]?ts$/.test(file) && !canLoadTypeScript()) throw cannotTranspile(file);
  if (file.endsWith(".js") && findType(file) === "commonjs") return require(file);
  const { pathToFileURL } = await import("node:url");
  try {
    return await import(pathToFileURL(file).href);
  } catch (error) {
    if (!(error instanceof ReferenceError) || !commonJsName.test(error.message)) throw error;
    return require(file);
  }
}

function isModuleFile(path: string): boolean {
  return /\.[mc]?[jt]s$/.test(path) && Deno.statSync(path).isFile;
}

/** The file that the package in a folder exports as itself, if it says so in the newer way, of which `main` is the older. */
function findExported(folder: string): string | undefined {
  let target = readPackage(folder)?.exports;
  while (typeof target === "object" && target !== null) {
    const conditions = target as Readonly<Record<string, unknown>>;
    target = conditions["."] ?? conditions.node ?? conditions.import ?? conditions.require ??
      conditions.default;
  }
  return typeof target === "string" ? `${folder}/${target.replace(/^\.\//, "")}` : undefined;
}

function readPackage(folder: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(Deno.readTextFileSync(`${folder}/package.json`));
  } catch (error) {
    const { NotFound, NotADirectory } = Deno.errors;
    if (error instanceof NotFound || error instanceof NotADirectory) return undefined;
    throw error;
  }
}

const commonJsName = /^(require|module|exports|__dirname|__filename) is not defined/;

/** What the nearest package.json says of `.js` files; undefined when none says anything. */
function findType(file: string): "module" | "commonjs" | undefined {
  const folder = file.replace(/[\\/][^\\/]*$/, "");
  if (folder === file || folder === "") return undefined;
  const found = readPackage(folder);
  if (found === undefined) return findType(folder);
  return found.type === "module" || found.type === "commonjs" ? found.type : undefined;
}

/** A compiled program looks for CommonJS files among the embedded ones, until Deno 2.8.2. */
function readFromDisk(extensions: NodeModules["Module"]["_extensions"]): void {
  if (!Deno.build.standalone || isFrom282()) return;
  const compile: Load = (module, file) =>
    module._compile(Deno.readTextFileSync(file).replace(/^\uFEFF/, ""), file);
  extensions[".js"] = compile;
  extensions[".cjs"] = compile;
  extensions[".json"] = (module, file) => {
    module.exports = JSON.parse(Deno.readTextFileSync(file));
  };
}

/** Old plugins of the CDK's import two names of it, which today's exports no longer: nobody needs more of it here. */
function standInForCdk(modules: NodeModules["Module"]): void {
  if (standsIn) return;
  standsIn = true;
  const load = modules._load;
  const mode = { ForReading: 0, ForWriting: 1, 0: "ForReading", 1: "ForWriting" };
  const cdk = { Mode: mode, PluginHost: class {} };
  modules._load = (name, ...more) => name === "aws-cdk" ? cdk : load.call(modules, name, ...more);
}

let standsIn = false;

/** A compiled program does not transpile what it loads, until Deno 2.8.2. */
function canLoadTypeScript(): boolean {
  return !Deno.build.standalone || isFrom282();
}

function isFrom282(): boolean {
  const [major = 0, minor = 0, patch = 0] = Deno.version.deno.split(".").map(Number);
  return major * 1e6 + minor * 1e3 + patch >= 2_008_002;
}

function cannotTranspile(file: string): ConfigError {
  return new ConfigError("this build of awsume cannot load TypeScript", {
    hint: `Bundle it: npx esbuild ${file} --bundle --format=esm --platform=node --outfile=plugin.mjs`,
  });
}

let isGuarded = false;

/** What plugins print goes to stderr, what they throw too late is told, and none of them ends awsume. */
async function guard(): Promise<void> {
  if (isGuarded) return;
  isGuarded = true;
  const { process } = globalThis as unknown as { process: NodeProcess };
  const { Console } = await import("node:console") as unknown as NodeConsole;
  redirect(globalThis.console as unknown as Methods, () => new Console(process.stderr));
  const refuseExit = (): never => {
    throw new Error("a plugin may not end awsume");
  };
  Object.defineProperty(Deno, "exit", { value: refuseExit });
  Deno.stdout.write = (bytes) => Deno.stderr.write(bytes);
  Deno.stdout.writeSync = (bytes) => Deno.stderr.writeSync(bytes);
  Object.defineProperty(Deno.stdout, "writable", { get: () => Deno.stderr.writable });
  process.stdout.write = (...chunk: unknown[]) => process.stderr.write(...chunk);
  process.stdout.end = process.stdout.write;
  process.exit = refuseExit;
  process.reallyExit = refuseExit;
  for (const event of ["unhandledrejection", "error"] as const) {
    addEventListener(event, (happened) => {
      happened.preventDefault();
      const { reason, error } = happened as { readonly reason?: unknown; readonly error?: unknown };
      tell(`awsume: ${describeLate(reason ?? error)}`);
    });
  }
}

/** Most plugins print nothing, and it takes a while to make a console. */
function redirect(console: Methods, make: () => Methods): void {
  let made: Methods | undefined;
  for (const name of Object.keys(console).filter((name) => typeof console[name] === "function")) {
    console[name] = (...words: unknown[]) => {
      made ??= make();
      return made[name]?.(...words);
    };
  }
}

type Methods = Record<string, (...words: unknown[]) => unknown>;

/** By its file, where the runtime knows it. */
function describeLate(cause: unknown): string {
  const { message, stack = "" } = cause instanceof Error ? cause : { message: String(cause) };
  const file = /(?:file:\/\/|\()(\/\S+?):\d+:\d+/.exec(stack)?.[1];
  return `a plugin${file === undefined ? "" : ` (${file})`} failed too late: ${message}`;
}

interface NodeConsole {
  readonly Console: new (output: unknown) => Methods;
}

interface NodeProcess {
  readonly stdout: { write(...chunk: unknown[]): boolean; end(...chunk: unknown[]): boolean };
  readonly stderr: { write(...chunk: unknown[]): boolean };
  exit(): never;
  reallyExit(): never;
}
