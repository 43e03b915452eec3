import { ConfigError } from "../errors.ts";
import { asBefore } from "../held_back.ts";
import type { System } from "../system.ts";
import { findScreen, print, progress, stdoutIsKept, tell } from "./output.ts";
import { listNames, readText } from "./files.ts";
import { readStatus } from "./status.ts";

/** The parts of the System that a switch from the cache does without. */
export interface LoadedLater {
  readonly ask: System["ask"];
  canAsk(): boolean;
  readonly choose: System["choose"];
  readonly canChoose: System["canChoose"];
  readonly reply: System["reply"];
  readonly locked: System["locked"];
  readonly together: System["together"];
  readonly runCommand: System["run"];
  readonly withPrivateFile: System["withPrivateFile"];
  writeText(path: string, text: string): void;
  readonly removeLeftovers: System["removeLeftovers"];
  editText(path: string, text: string, edited: string): void;
  removeFile(path: string): void;
  makeHttp(env: System["env"], place: Pick<System, "os" | "home">): System["http"];
}

/**
 * The real System. Nothing here may load a `node:` module, `process` or a package before it is needed: on Deno 2.9
 * each costs a cached switch 6 to 25 ms. What a switch from the cache does without is loaded when it is used.
 */
export function denoSystem(load: () => Promise<LoadedLater>): System {
  const env = readEnvironment();
  const os = Deno.build.os === "darwin" || Deno.build.os === "windows" ? Deno.build.os : "linux";
  let http: Promise<System["http"]> | undefined;
  return {
    env,
    os,
    get self() {
      return findSelf();
    },
    get stdoutIsTerminal() {
      return Deno.stdout.isTerminal();
    },
    stdoutIsKept,
    screen: findScreen,
    now: () => new Date(),
    pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    home: findHome,
    place: () => [findFolder(), Deno.hostname(), String(Deno.uid())],
    // The synchronous calls take a third of the time of the asynchronous ones, and nothing else is running.
    read: (path) => Promise.try(readText, path),
    list: (folder) => Promise.try(listNames, folder),
    statusOf: (path) => Promise.try(readStatus, path),
    write: async (path, text, options) => {
      const { writeText, editText } = await load();
      if (options === undefined) writeText(path, text);
      else editText(path, text, options.edited);
    },
    remove: async (path) => (await load()).removeFile(path),
    ask: async (...question) => (await load()).ask(...question),
    canAsk: async () => (await load()).canAsk(),
    choose: async (...question) => (await load()).choose(...question),
    canChoose: async () => (await load()).canChoose(),
    reply: async (text) => (await load()).reply(text),
    locked: async (...lock) => (await load()).locked(...lock),
    together: async (...lock) => (await load()).together(...lock),
    run: async (...command) => (await load()).runCommand(...command),
    loadModule: async (...module) => await (await import("./modules.ts")).loadModule(...module),
    runInPlace: async (...program) => (await import("./in_place.ts")).runInPlace(...program),
    withPrivateFile: async (...file) => (await load()).withPrivateFile(...file),
    removeLeftovers: async (folder) => {
      // Most folders are empty, and then a command from memory starts without the rest of the program.
      if (listNames(folder).length > 0) await (await load()).removeLeftovers(folder);
    },
    http: async (...request) => {
      http ??= load().then(({ makeHttp }) => makeHttp(env, { os, home: findHome }));
      return (await http)(...request);
    },
    print,
    tell,
    progress,
  };
}

/** The path that a `file:` URL names; any other URL as it is. */
export function toPath(url: string, os: System["os"]): string {
  const { protocol, host, pathname } = new URL(url);
  if (protocol !== "file:") return url;
  const path = decodeURIComponent(pathname);
  if (os !== "windows") return path;
  return (host === "" ? path.slice(1) : `//${host}${path}`).replaceAll("/", "\\");
}

/** What `-a` holds back from programs is in its place again, for awsume and for all that it runs. */
function readEnvironment(): System["env"] {
  const found = namedAlike(Deno.env.toObject());
  const env = asBefore(found);
  if (env === found) return env;
  for (const name of Object.keys(found)) if (env[name] === undefined) Deno.env.delete(name);
  for (const [name, value] of Object.entries(env)) if (value !== found[name]) Deno.env.set(name, value);
  return env;
}

/** Windows does not tell `Path` from `PATH`, so its names are spelled in one way: upper case. */
function namedAlike(env: System["env"]): System["env"] {
  if (Deno.build.os !== "windows") return env;
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [name.toUpperCase(), value]));
}

function findSelf(): readonly string[] {
  if (Deno.build.standalone) return [Deno.execPath()];
  const os = Deno.build.os === "windows" ? "windows" : "linux";
  return [Deno.execPath(), "run", "-A", toPath(Deno.mainModule, os)];
}

/** A folder that was removed has no path any more, and what is there now is nobody else's. */
function findFolder(): string {
  try {
    return Deno.cwd();
  } catch {
    return crypto.randomUUID();
  }
}

async function findHome(): Promise<string> {
  const { homedir } = await import("node:os");
  // Deno answers null, against its types, for a user that the system does not know (containers run such).
  const folder: string | null = homedir();
  if (folder) return folder;
  throw new ConfigError("Cannot find your home folder", { hint: "Set the variable HOME to it" });
}
