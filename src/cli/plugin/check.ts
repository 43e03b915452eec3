import { AwsumeError } from "../../errors.ts";
import type { HookContext, HookName } from "../../plugins/hooks.ts";
import { hookTable } from "../../plugins/hooks.ts";
import { foldPlugins, hookTimeoutSeconds, type Plugin } from "../../plugins/mod.ts";
import { checkResult, readOptions } from "../../plugins/results.ts";
import { readConfig } from "../../plugins/settings.ts";
import type { System } from "../../system.ts";
import { printText } from "../output.ts";
import { toArguments, toOptions } from "../plugin_arguments.ts";
import { tableText } from "../table.ts";
import { loadEntry, toEntry } from "./entry.ts";

/** `awsume plugin check`: 3 when a hook is at fault, else 0. Throws ConfigError for one that does not load. */
export async function checkPlugin(word: string, system: System): Promise<number> {
  const { plugin } = await loadEntry(await toEntry(word, system), system);
  const config = { ...await readConfig(system), isInteractive: true };
  const timeoutSeconds = hookTimeoutSeconds(system);
  const plugins = foldPlugins([plugin], { config, timeoutSeconds, options: [] });
  const rows: (readonly string[])[] = [];
  const inOrder = (Object.keys(hookTable) as HookName[]).filter((hook) => plugin.hooks.has(hook));
  for (const hook of inOrder) {
    const fault = await findFault(async () => {
      for (const returned of await plugins.every(hook, sampleOf(hook))) {
        checkResult(returned, hook);
        if (hook === "addArguments") toOptions(readOptions(returned));
      }
    });
    rows.push([fault === undefined ? "ok" : "wrong", hook, fault ?? ""]);
  }
  printText(`${describe(plugin)}\n${tableText(rows).replace(/ +$/gm, "")}`, system);
  return rows.some(([verdict]) => verdict === "wrong") ? 3 : 0;
}

function describe({ name, kind, file, hooks }: Plugin): string {
  return `${name} (${kind}) ${file}: ${hooks.size === 0 ? "it has no hooks" : "each hook with a sample"}`;
}

async function findFault(ask: () => Promise<void>): Promise<string | undefined> {
  try {
    return void await ask();
  } catch (error) {
    if (error instanceof AwsumeError) return error.message;
    throw error;
  }
}

/** What a hook would get in a switch to a profile called example. None of it is real. */
function sampleOf(hook: HookName): Omit<HookContext, "config"> {
  const all: Required<Omit<HookContext, "config">> = {
    arguments: toArguments({ flags: new Map(), operands: ["example"], rest: [] }, []),
    configFile: "/home/example/.aws/config",
    credentialsFile: "/home/example/.aws/credentials",
    profiles: {
      default: { region: "eu-west-1", aws_access_key_id: "AKIAIOSFODNN7EXAMPLE" },
      example: { role_arn: "arn:aws:iam::123456789012:role/example", source_profile: "default" },
    },
    credentials: {
      accessKeyId: "ASIAIOSFODNN7EXAMPLE",
      secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
      sessionToken: "example",
      region: "eu-west-1",
      expiration: new Date("2030-01-01T00:00:00Z"),
    },
    error: { name: "ProfileNotFoundException", message: 'Cannot find profile "example"' },
    serial: "arn:aws:iam::123456789012:mfa/example",
    profile: "example",
  };
  const names: readonly string[] = hookTable[hook].gives;
  return Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));
}
