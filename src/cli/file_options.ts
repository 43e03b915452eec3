import { type FilePaths, withFilePaths } from "../aws/profile_files.ts";
import { UsageError } from "../errors.ts";
import type { System } from "../system.ts";
import type { Words } from "./words.ts";

/** The paths of `--config-file` and `--credentials-file`, `~` still in them. Throws UsageError. */
export function parseFilePaths(flags: Words["flags"]): FilePaths {
  const read = (name: "config-file" | "credentials-file"): string | undefined => {
    const path = flags.get(name);
    if (path === undefined || path.trim() !== "") return path;
    throw new UsageError(`Cannot use --${name} without a path`, { hint: "Leave it out for the usual file" });
  };
  const [configFile, credentialsFile] = [read("config-file"), read("credentials-file")];
  return {
    ...(configFile === undefined ? {} : { configFile }),
    ...(credentialsFile === undefined ? {} : { credentialsFile }),
  };
}

/** A system in which these files are the person's profile files, for everything that reads or writes one. */
export function withNamedFiles(paths: FilePaths, system: System): System {
  return { ...system, env: withFilePaths(paths, system.env) };
}
