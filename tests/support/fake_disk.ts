import { ConfigError } from "../../src/errors.ts";
import type { FileStatus, System } from "../../src/system.ts";
import type { FakeOptions, FakeSystem } from "./fake_system.ts";

/** The files of a test. An error among them is thrown when its path is read. */
export function fakeDisk(
  { files = {}, statuses = {}, writeError }: FakeOptions,
): Pick<System, "read" | "list" | "statusOf" | "write" | "remove"> & Pick<FakeSystem, "files"> {
  const texts = new Map<string, string>();
  const errors = new Map<string, Error>();
  for (const [path, content] of Object.entries(files)) {
    if (typeof content === "string") texts.set(path, content);
    else errors.set(path, content);
  }
  return {
    files: texts,
    read: (path) => {
      const error = errors.get(path);
      return error === undefined ? Promise.resolve(texts.get(path)) : Promise.reject(error);
    },
    list: (folder) => {
      const below = [...texts.keys()].filter((path) => path.startsWith(`${folder}/`));
      return Promise.resolve([
        ...new Set(below.map((path) => path.slice(folder.length + 1).split("/")[0] ?? "")),
      ]);
    },
    statusOf: (path) => {
      const told = statuses[path];
      if (told === undefined && !texts.has(path)) return Promise.resolve(undefined);
      const sizeBytes = texts.get(path)?.length ?? 0;
      const usual: FileStatus = { kind: "file", mode: 0o600, realPath: path, sizeBytes };
      return Promise.resolve({ ...usual, ...told });
    },
    remove: (path) => {
      if (!texts.delete(path)) return Promise.reject(new ConfigError(`Cannot remove "${path}"`));
      return Promise.resolve();
    },
    write: (path, text, options) => {
      if (writeError !== undefined) return Promise.reject(writeError);
      if (options !== undefined && options.edited !== texts.get(path)) {
        return Promise.reject(new ConfigError(`Cannot write "${path}": another program has just changed it`));
      }
      errors.delete(path);
      texts.set(path, text);
      return Promise.resolve();
    },
  };
}
