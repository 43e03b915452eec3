import { AwsumeError, ConfigError } from "../errors.ts";
import type { System } from "../system.ts";
import { type HookContext, type HookName, hookNames, hookTable, type PluginOption } from "./hooks.ts";
import { noPlugins } from "./none.ts";

/** A plugin of any kind, loaded. */
export interface Plugin {
  readonly name: string;
  readonly kind: "module" | "executable" | "python" | "cdk";
  /** The file it came from. */
  readonly file: string;
  readonly hooks: ReadonlySet<HookName>;
  /** Whether it is called before the others, or after them: for all hooks, or for some. */
  readonly order?: PluginOrder | ReadonlyMap<HookName, PluginOrder>;
  /** What the hook returns; what it throws is a fault of the plugin's. */
  call(hook: HookName, context: HookContext): Promise<unknown>;
}

/** Where among the others. */
export type PluginOrder = "first" | "last";

/** What a plugin has returned from a hook. */
export interface Returned {
  readonly plugin: Plugin;
  readonly value: unknown;
}

/** An option, and the plugin that declares it. */
export interface DeclaredOption extends PluginOption {
  readonly plugin: Plugin;
}

/** All plugins as one. */
export interface Plugins {
  readonly all: readonly Plugin[];
  readonly options: readonly DeclaredOption[];
  /** Whether any of them has one of these hooks. */
  has(...hooks: readonly HookName[]): boolean;
  /** Calls the hook of every plugin, one after the other. Throws ConfigError that names the plugin which fails. */
  every(hook: HookName, context: Context): Promise<readonly Returned[]>;
  /** The first result that is one; the plugins behind it are not asked, nor those of another kind. Throws as `every`. */
  first(hook: HookName, context: Context, kind?: Plugin["kind"]): Promise<Returned | undefined>;
}

/** The hooks that are due only when there is something to ask for, when something fails, or when all is done. */
const lateHooks: readonly HookName[] = [
  "getCredentialsWithSaml",
  "getCredentialsWithWebIdentity",
  "getMfaToken",
  "postGetCredentials",
  "getProfileNames",
  "catchProfileNotFoundException",
  "catchInvalidProfileException",
  "catchUserAuthenticationError",
  "catchRoleAuthenticationError",
];

/** Whether the plugin has no say in a switch that needs nothing new: that one may be answered from memory. */
export function isWatcher({ hooks }: Plugin): boolean {
  return [...hooks].every((hook) => lateHooks.includes(hook));
}

/** What the caller knows of the context; `config` is added. */
export type Context = Omit<HookContext, "config">;

/** What all plugins are told, and how long one may take. */
export interface Shared {
  readonly config: HookContext["config"];
  readonly timeoutSeconds: number;
  readonly options: readonly DeclaredOption[];
}

/**
 * The plugins in the order of the original's: those that want to be first, the latest of them first; then the others,
 * the latest first; then those that want to be last. Those of the CDK's kind come at the end in their order, as there.
 */
export function foldPlugins(plugins: readonly Plugin[], shared: Shared): Plugins {
  if (plugins.length === 0) return noPlugins;
  const withHook = (hook: HookName): readonly Plugin[] =>
    inCallOrder(plugins.filter(({ hooks }) => hooks.has(hook)), hook);
  const ask = (plugin: Plugin, hook: HookName, context: Context): Promise<unknown> =>
    callInTime(plugin, hook, { context: inTable(hook, { ...shared, context }), ...shared });
  return {
    all: plugins,
    options: shared.options,
    has: (...hooks) => hooks.some((hook) => withHook(hook).length > 0),
    every: async (hook, context) => {
      const returned: Returned[] = [];
      for (const plugin of withHook(hook)) {
        returned.push({ plugin, value: await ask(plugin, hook, context) });
      }
      return returned;
    },
    first: async (hook, context, kind) => {
      for (const plugin of withHook(hook)) {
        if (kind !== undefined && plugin.kind !== kind) continue;
        const value = await ask(plugin, hook, context);
        if (value) return { plugin, value };
      }
      return undefined;
    },
  };
}

/** No more than the table says that the hook gets. What is made only when it is looked at stays so. */
function inTable(hook: HookName, { config, context }: Pick<Shared, "config"> & Known): HookContext {
  const gives: readonly string[] = hookTable[hook].gives;
  const known = Object.entries(Object.getOwnPropertyDescriptors(context));
  return Object.defineProperties(
    { config },
    Object.fromEntries(known.filter(([name]) => gives.includes(name))),
  );
}

interface Known {
  readonly context: Context;
}

function inCallOrder(plugins: readonly Plugin[], hook: HookName): readonly Plugin[] {
  const [cdk, own] = [plugins.filter(isCdk), plugins.filter((plugin) => !isCdk(plugin))];
  const of = (wanted?: PluginOrder): readonly Plugin[] =>
    own.filter(({ order }) => (typeof order === "object" ? order.get(hook) : order) === wanted);
  return [...of("first").toReversed(), ...of().toReversed(), ...of("last"), ...cdk];
}

function isCdk({ kind }: Plugin): boolean {
  return kind === "cdk";
}

interface Asked {
  readonly context: HookContext;
  readonly timeoutSeconds: number;
}

/** A hook that never settles must not hang awsume; one that blocks the thread is ended by Ctrl-C. */
async function callInTime(
  plugin: Plugin,
  hook: HookName,
  { context, timeoutSeconds }: Asked,
): Promise<unknown> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const error = new ConfigError(`${failed(plugin, hook)}: it did not answer in ${timeoutSeconds} seconds`, {
    hint: "Set AWSUME_PLUGIN_TIMEOUT to more seconds, or leave the plugin out by --no-plugins",
  });
  // A program has a time-out of its own, which ends it: it must not go on when awsume has ended.
  const isProgram = plugin.kind === "executable" || plugin.kind === "python";
  const timer = isProgram ? undefined : setTimeout(reject, timeoutSeconds * 1000, error);
  try {
    return await Promise.race([Promise.try(() => plugin.call(hook, context)), late]);
  } catch (cause) {
    throw toPluginError(cause, plugin, hook);
  } finally {
    clearTimeout(timer);
  }
}

/** The fault of a plugin, in words that name it. What it threw is its own text: it should hold no secret. */
export function toPluginError(cause: unknown, plugin: Plugin, hook: HookName): AwsumeError {
  if (cause instanceof AwsumeError) return cause;
  const words = cause instanceof Error ? cause.message : String(cause);
  return new ConfigError(`${failed(plugin, hook)}: ${words}`, {
    hint: "Mend the plugin, or leave it out by --no-plugins",
    cause,
  });
}

/** The error for something that a plugin should not have returned; `why` names the field. */
export function wrongResult({ name, file }: Plugin, hook: HookName, why: string): ConfigError {
  return new ConfigError(`Cannot use what the plugin "${name}" (${file}) returns from ${hook}: ${why}`, {
    hint: `See docs/plugins.md for what ${hook} may return: ${hookTable[hook].returns}`,
  });
}

function failed({ name, file }: Plugin, hook: HookName): string {
  return `Cannot go on: ${hook} of the plugin "${name}" (${file}) failed`;
}

/** Whether a name is one of a hook, for those who read what plugins say of themselves. */
export function isHookName(name: string): name is HookName {
  return (hookNames as readonly string[]).includes(name);
}

/** How long a hook may take: a person may have to look at a telephone meanwhile. */
export function hookTimeoutSeconds({ env }: Pick<System, "env">): number {
  const text = env.AWSUME_PLUGIN_TIMEOUT?.trim() || "120";
  const seconds = Number(text);
  if (seconds > 0 && seconds <= 3600) return seconds;
  throw new ConfigError(`Cannot use AWSUME_PLUGIN_TIMEOUT "${text}"`, {
    hint: "Give the seconds that a hook of a plugin may take, up to 3600",
  });
}
