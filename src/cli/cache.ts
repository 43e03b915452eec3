import type { System } from "../system.ts";
import type { CacheOptions } from "./cache_options.ts";
import { clearAll, clearProfile } from "./cache_clear.ts";
import { listCache } from "./cache_ls.ts";

/** `awsume cache ACTION`. Throws ConfigError. */
export async function cache(options: CacheOptions, system: System): Promise<void> {
  switch (options.kind) {
    case "ls":
      return await listCache(options.form, system);
    case "clear":
      return options.profile === undefined
        ? await clearAll(system)
        : await clearProfile(options.profile, options.extent, system);
  }
}
