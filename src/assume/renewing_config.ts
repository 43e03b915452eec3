import { setSection } from "../aws/ini_edit.ts";
import { locateFiles, withPublicFiles } from "../aws/profile_files.ts";
import type { System } from "../system.ts";
import { type AutoProfile, processOf } from "./auto_refresh.ts";

/**
 * The config file as other programs find it, without keys and with this profile. Throws ConfigError.
 */
export async function renewingConfig(auto: AutoProfile, system: System): Promise<string> {
  const { name, region } = auto;
  const { config } = await locateFiles(await withPublicFiles(system));
  return setSection(withoutKeys(await system.read(config) ?? ""), `profile ${name}`, {
    manager: "awsume",
    ...(region === undefined ? {} : { region }),
    credential_process: processOf(auto, system),
  });
}

/** Keys may stand in the config file, too. There is to be no second copy of them. */
function withoutKeys(text: string): string {
  return text.replace(
    /^[ \t]*aws_(?:access_key_id|secret_access_key|session_token|security_token)[ \t]*[=:].*$\r?\n?/gim,
    "",
  );
}
