import { ConfigError } from "../errors.ts";
import { awsumeFolder } from "../home.ts";
import { type AccountProfiles, findAccountProfiles, sectionExample } from "../plugins/cdk_accounts.ts";
import pluginText from "../plugins/awsume_cdk_plugin.cjs" with { type: "text" };
import { settingsPath } from "../settings.ts";
import type { System } from "../system.ts";
import type { CdkPluginOptions } from "./cdk_plugin_options.ts";
import { printCode, printJson, printText } from "./output.ts";
import type { Extension } from "./unplugged.ts";

/**
 * `awsume cdk-plugin`: writes the plugin for the CDK CLI and prints its path, which is absolute because that CLI looks
 * for a relative one beside its own files. With an account it says which profile that plugin would use. Throws
 * ConfigError.
 */
export async function cdkPlugin(
  options: CdkPluginOptions,
  plugins: Pick<Extension, "profiles">,
  system: System,
): Promise<void> {
  if (options.kind === "write") return printCode(`${await writePlugin(system)}\n`, system);
  const { account } = options;
  const found = await findAccountProfiles(account, await plugins.profiles(system), system);
  if (options.kind === "json") {
    const { read = null, write = null } = found;
    return printJson({ account, read, write }, system, 0);
  }
  printText(`${await nameFor(options, found, system)}\n`, system);
}

/** Written in one step, and only when it would change: a `cdk` may be reading it. */
async function writePlugin(system: System): Promise<string> {
  const path = `${await awsumeFolder(system)}/cdk/awsume-cdk-plugin.cjs`;
  const text = fillIn(pluginText, system.self);
  if (await system.read(path) !== text) await system.write(path, text);
  return path;
}

/** The text with the words that run this awsume. The placeholder is a word where it stands, so the raw file can be run. */
export function fillIn(text: string, self: System["self"]): string {
  const words = self.map((word) => JSON.stringify(word)).join(", ");
  // A function, because `$&` and the like are live in a replacement that is a string.
  return text.replaceAll('"::AWSUME::"', () => words);
}

async function nameFor(
  { account, mode }: CdkPluginOptions & { readonly kind: "name" },
  found: AccountProfiles,
  system: System,
): Promise<string> {
  const name = found[mode];
  if (name !== undefined) return name;
  const what = mode === "read" ? "reading" : "writing";
  throw new ConfigError(`Cannot find a profile for ${what} in account ${account}`, {
    hint: `Say it in ${await settingsPath(system)}:\n${sectionExample(account)}`,
  });
}
