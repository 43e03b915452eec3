import { quotePosix } from "../../shells/posix.ts";
import { ConfigError } from "../errors.ts";
import type { System } from "../system.ts";
import { loadProgram } from "./executable.ts";
import { findOnPath, type Found, isInterpreter } from "./find.ts";
import type { Plugin } from "./mod.ts";
import adapter from "./python_adapter.py" with { type: "text" };
import { readConfig } from "./settings.ts";

/** The program that runs plugins of the original's in Python, as `awsume plugin python` prints it. */
export const pythonAdapter: string = adapter;

/**
 * A plugin of the original's: one `.py` file, or all that are installed in a Python environment. Python runs it with an
 * adapter that it reads from stdin before each question: there is no copy of it on disk that could be an old one.
 * Throws as `loadProgram` does, and ConfigError where there is no Python.
 */
export async function loadPythonPlugin(found: Found, system: System): Promise<Plugin> {
  const python = await findPython(found.file, system);
  const quote = system.os === "windows" ? (word: string) => `"${word}"` : quotePosix;
  const isFile = found.file.endsWith(".py");
  const words = [python, "-c", reader, ...isFile ? [found.file] : []];
  return await loadProgram(found, {
    kind: "python",
    // The shell would outlive Python otherwise, or Python the shell.
    command: `${system.os === "windows" ? "" : "exec "}${words.map(quote).join(" ")}`,
    before: adapter,
    about: { config: { ...await readConfig(system), isInteractive: true } },
  }, system);
}

/** Runs the adapter. Python would look for modules in the working folder first, whose name is empty. */
const reader = [
  "import sys",
  "sys.path[:]=[path for path in sys.path if path]",
  `exec(compile(sys.stdin.buffer.read(${new TextEncoder().encode(adapter).length}),'awsume','exec'))`,
].join(";");

/** The interpreter: of the environment, else the one that a file names in its `#!` line, else `python3`. */
async function findPython(file: string, system: System): Promise<string> {
  if (isInterpreter(file)) return file;
  if (!file.endsWith(".py")) {
    return `${file}/${system.os === "windows" ? "Scripts/python.exe" : "bin/python3"}`;
  }
  const [, named] =
    /^#! *(\S*\/python[\d.]*)\s*$/m.exec((await system.read(file) ?? "").split("\n", 1)[0] ?? "") ??
      [];
  if (named !== undefined && system.os !== "windows") return named;
  const python = await findOnPath("python3", system) ??
    (system.os === "windows" ? await findOnPath("python", system) : undefined);
  if (python !== undefined) return python;
  throw new ConfigError(`Cannot load the plugin ${file}: there is no python3 on the PATH`, {
    hint: "Install Python 3.9 or newer (python.org, or your system's package python3)",
  });
}
