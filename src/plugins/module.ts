import { ConfigError } from "../errors.ts";
import { didYouMean } from "../nearest.ts";
import type { System } from "../system.ts";
import type { Found } from "./find.ts";
import { isCdkPlugin, toCdkPlugin } from "./cdk.ts";
import { findHook, type HookContext, type HookName, hookNames } from "./hooks.ts";
import { hookTimeoutSeconds, type Plugin } from "./mod.ts";

/** A hook as a module has it. */
type Hook = (context: HookContext) => unknown;

/** What the object of a module may be told by: `awsume: 1` and hooks, or the CDK CLI's `version: "1"` and `init`. */
export type ModuleObject = Readonly<Record<string, unknown>>;

/** How long the statements of a module may take, those it waits for included: nobody is asked anything then. */
const maxLoadSeconds = 10;

/** Loads a module: its exports are the plugin, or its default export is. Throws ConfigError, and what the module throws. */
export async function loadModulePlugin(
  found: Found,
  system: Pick<System, "loadModule" | "tell" | "env">,
): Promise<Plugin> {
  const timeoutSeconds = Math.min(hookTimeoutSeconds(system), maxLoadSeconds);
  const exported = await system.loadModule(found.file, timeoutSeconds);
  if (isCdkPlugin(exported)) return toCdkPlugin(exported, found, system);
  const object = toPluginObject(exported);
  if (object === undefined) {
    throw notOne(found.file, "it exports neither awsume: 1 nor the CDK CLI's version");
  }
  if (object.awsume !== 1) {
    throw notOne(found.file, `it is for another version of awsume's plugins (${String(object.awsume)})`);
  }
  return toPlugin(object, found);
}

function toPluginObject(exported: unknown): ModuleObject | undefined {
  if (!isObject(exported)) return undefined;
  // A CommonJS module that was compiled from an ES module has its default one level further down.
  const inner = isObject(exported.default) ? exported.default : undefined;
  return [exported, inner, inner?.default].filter(isObject).find((object) => "awsume" in object);
}

function toPlugin(object: ModuleObject, { file, entry }: Found): Plugin {
  const { name = entry.replace(/^.*[\\/]/, "").replace(/\.\w+$/, ""), order, hooks: given = {} } = object;
  if (typeof name !== "string" || name === "") throw notOne(file, "its name is no text");
  if (order !== undefined && order !== "first" && order !== "last") {
    throw notOne(file, `its order is neither "first" nor "last"`);
  }
  if (!isObject(given)) throw notOne(file, "its hooks are no object");
  const hooks = new Map(Object.entries(given).map(([hook, value]) => readHook(hook, value, file)));
  return {
    name,
    kind: "module",
    file,
    hooks: new Set(hooks.keys()),
    ...(order === undefined ? {} : { order }),
    call: async (hook, context) => await hooks.get(hook)?.call(given, context),
  };
}

function readHook(name: string, value: unknown, file: string): readonly [HookName, Hook] {
  const hook = findHook(name);
  if (hook === undefined) {
    const hint = didYouMean(name, hookNames) ?? `The hooks are ${hookNames.join(", ")}`;
    throw new ConfigError(`Cannot use the plugin ${file}: there is no hook "${name}"`, { hint });
  }
  if (typeof value !== "function") throw notOne(file, `its hook ${name} is no function`);
  return [hook, value as Hook];
}

function notOne(file: string, why: string): ConfigError {
  return new ConfigError(`Cannot use the plugin ${file}: ${why}`, {
    hint: "A plugin exports { awsume: 1, name, hooks }; `awsume plugin new` writes one",
  });
}

function isObject(value: unknown): value is ModuleObject {
  return typeof value === "object" && value !== null;
}
