import { type FilesSystem, locateFiles } from "../aws/profile_files.ts";
import { settingsPath } from "../settings.ts";
import type { Inputs } from "./recall.ts";

/** Reads the two profile files and awsume's settings. Throws ConfigError. */
export async function readInputs({ env, os, home, read }: FilesSystem): Promise<Inputs> {
  const settings = await settingsPath({ env, os, home });
  const text = await read(settings);
  // The settings as they were read may name the other two.
  const { config, credentials } = await locateFiles({ env, os, home, read: () => Promise.resolve(text) });
  const [inConfig, inCredentials] = await Promise.all([read(config), read(credentials)]);
  return new Map([[config, inConfig], [credentials, inCredentials], [settings, text]]);
}
