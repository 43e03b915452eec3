import type { AssumeRequest } from "../assume/plan.ts";
import { readSettings } from "../settings.ts";
import type { System } from "../system.ts";
import type { AssumeOptions } from "./assume_options.ts";

/** The request of a command line, with what the environment and the settings file add to it. */
export async function toRequest(options: AssumeOptions, system: System): Promise<AssumeRequest> {
  const { pick: _, account: _account, profile = "default", ...rest } = options;
  return { ...rest, profile, env: system.env, defaults: await readSettings(system) };
}
