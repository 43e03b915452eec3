import type { System } from "../system.ts";
import type { CacheOptions } from "./cache_options.ts";
import { clearAll, clearProfile } from "./cache_clear.ts";
import { listCache } from "./cache_ls.ts";
import type { Extension } from "./unplugged.ts";

/** `awsume cache ACTION`. Throws ConfigError. */
export async function cache(
  options: CacheOptions,
  plugins: Pick<Extension, "profiles">,
  system: System,
): Promise<void> {
  switch (options.kind) {
    case "ls":
      return await listCache(options.form, await plugins.profiles(system), system);
    case "clear": {
      const { profile: name, extent } = options;
      if (name === undefined) return await clearAll(system);
      return await clearProfile({ name, extent }, await plugins.profiles(system), system);
    }
  }
}
