import { type Profiles, readProfiles } from "../aws/profiles.ts";
import { locateFiles } from "../aws/profile_files.ts";
import { sha256 } from "../assume/cache.ts";
import type { Session } from "../assume/session.ts";
import { AuthError, AwsError, AwsumeError, ConfigError, Interrupted } from "../errors.ts";
import { type HookArguments, type HookName, hookTable, type ProfileSettings } from "../plugins/hooks.ts";
import { type Context, isWatcher, type Plugins } from "../plugins/mod.ts";
import { toProfileSettings, withProfiles } from "../plugins/profiles.ts";
import {
  type Given,
  readCode,
  readCredentials,
  readExit,
  readProfileSettings,
  readText,
  refuseEnded,
  toPluginCredentials,
} from "../plugins/results.ts";
import type { System } from "../system.ts";
import { type AssumeOptions, parseAssume } from "./assume_options.ts";
import { toArguments, toWords } from "./plugin_arguments.ts";
import type { Changed, Plugged } from "./unplugged.ts";
import type { Words } from "./words.ts";

/** Lets plugins change the words that were typed. Throws ConfigError, UsageError. */
export async function plugIn(plugins: Plugins, typed: Words, system: Pick<System, "now">): Promise<Changed> {
  const given = toArguments(typed, plugins.options);
  const returned = await plugins.every("postAddArguments", { arguments: given });
  const exit = returned.map(readExit).find((code) => code !== undefined);
  return {
    words: toWords(given, typed, plugins.options),
    plugged: plugged(plugins, { given, typed }, system),
    ...(exit === undefined ? {} : { exit }),
  };
}

/** A plain switch, but for the profile. */
const plainWords: Words = { flags: new Map(), operands: [], rest: [] };

interface Line {
  /** As plugins see it, and may change it. */
  readonly given: HookArguments;
  readonly typed: Words;
}

function plugged(plugins: Plugins, { given, typed }: Line, { now }: Pick<System, "now">): Plugged {
  let profiles: ProfileSettings | undefined;
  let files: Pick<Context, "configFile" | "credentialsFile"> = {};
  const context = (): Context => ({ arguments: given, ...(profiles === undefined ? {} : { profiles }) });
  const ask = async (
    hook: HookName,
    more: Partial<Context>,
    options: AssumeOptions,
  ): Promise<Session | undefined> => {
    const { profile, account } = options;
    // The profile that is meant may be another than was typed: picked from the list, or the nearest name.
    const meant = profile === undefined ? given : { ...given, profileName: profile };
    // Another plugin's credentials would be of whatever account they are.
    const kind = account === undefined ? undefined : "cdk";
    const returned = await plugins.first(hook, { ...context(), arguments: meant, ...more }, kind);
    if (returned === undefined) return undefined;
    const taken = readCredentials(returned, hook);
    refuseEnded(taken, returned, now());
    return toSession(taken, options);
  };
  return {
    ...(plugins.all.every(isWatcher) ? { memory: { shown: toArguments(plainWords, plugins.options) } } : {}),
    givers: plugins.all.filter(({ hooks }) => hooks.has("getCredentials")).map(({ name }) => name),
    cdkNames: plugins.all.filter(({ kind }) => kind === "cdk").map(({ name }) => name),
    profiles: async (system) => {
      files = await filesOf(system);
      return await collect(plugins, { arguments: given, ...files }, system);
    },
    request: async (options, found) => {
      const needs = plugins.all.some(({ hooks }) => [...hooks].some(needsProfiles));
      if (needs) profiles = toProfileSettings(found);
      await plugins.every("postCollectProfiles", context());
      if (!plugins.has("preGetCredentials")) return await withAssertion(options, context(), plugins);
      await plugins.every("preGetCredentials", { ...context(), ...files });
      const changed = { ...options, ...parseAssume(toWords(given, typed, plugins.options)) };
      return await withAssertion(changed, context(), plugins);
    },
    session: async (options) => {
      const { identity } = options;
      if (identity === undefined) return await ask("getCredentials", {}, options);
      const isOurs = identity.kind === "web-identity" && identity.file === undefined;
      return isOurs ? await ask("getCredentialsWithWebIdentity", {}, options) : undefined;
    },
    rescue: async (error, options) => {
      const hook = hookOf(error);
      const told = { error: { name: nameOf(error), message: error instanceof Error ? error.message : "" } };
      const session = hook && await ask(hook, told, options);
      if (session === undefined) throw error;
      return session;
    },
    done: async (session) => {
      const credentials = toPluginCredentials(session);
      await plugins.every("postGetCredentials", { ...context(), credentials });
    },
    ...(plugins.has("getMfaToken")
      ? { mfaToken: (serial, profile) => askCode(plugins, context(), { serial, profile }) }
      : {}),
  };
}

/** With `--with-saml` and no file, a plugin's assertion comes before the profile's. */
async function withAssertion(
  options: AssumeOptions,
  context: Context,
  plugins: Plugins,
): Promise<AssumeOptions> {
  const { identity } = options;
  if (identity?.kind !== "saml" || identity.file !== undefined) return options;
  const returned = await plugins.first("getCredentialsWithSaml", context);
  if (returned === undefined) return options;
  const text = readText(returned, "getCredentialsWithSaml");
  const from = `the plugin "${returned.plugin.name}"`;
  return {
    ...options,
    identity: { ...identity, given: { kind: "given", text, digest: await sha256(text), from } },
  };
}

/** The profiles of the files, with those that plugins add whatever was typed. Throws ConfigError. */
export async function collectPlain(plugins: Plugins, system: System): Promise<Profiles> {
  const given = toArguments(plainWords, plugins.options);
  return await collect(plugins, { arguments: given, ...await filesOf(system) }, system);
}

async function filesOf(system: System): Promise<Pick<Context, "configFile" | "credentialsFile">> {
  const { config, credentials } = await locateFiles(system);
  return { configFile: config, credentialsFile: credentials };
}

/** Whether all profiles are read for that hook. */
function needsProfiles(hook: HookName): boolean {
  const gives: readonly string[] = hookTable[hook].gives;
  return gives.includes("profiles");
}

async function collect(plugins: Plugins, context: Context, system: System): Promise<Profiles> {
  await plugins.every("preCollectProfiles", context);
  const returned = await plugins.every("collectProfiles", context);
  const added = returned.map((each) => ({ from: each.plugin.name, profiles: readProfileSettings(each) }));
  return withProfiles(await readProfiles(system), added);
}

async function askCode(
  plugins: Plugins,
  context: Context,
  device: { readonly serial: string; readonly profile: string },
): Promise<string | undefined> {
  const returned = await plugins.first("getMfaToken", { ...context, ...device });
  return returned && readCode(returned);
}

function toSession(
  { credentials, region }: Given,
  { profile = "default", account, region: wanted }: AssumeOptions,
): Session {
  const used = wanted ?? region;
  return { profile: account ?? profile, credentials, ...(used === undefined ? {} : { region: used }) };
}

/** Which hook hears of an error. */
function hookOf(error: unknown): HookName | undefined {
  if (!(error instanceof AwsumeError) || error instanceof Interrupted) return undefined;
  if (error.unknownName !== undefined) return "catchProfileNotFoundException";
  if (error instanceof ConfigError) return "catchInvalidProfileException";
  if (!(error instanceof AuthError || error instanceof AwsError)) return undefined;
  return error.refused === "user" ? "catchUserAuthenticationError" : "catchRoleAuthenticationError";
}

/** The original's names of these errors. */
function nameOf(error: unknown): string {
  const hook = hookOf(error);
  return hook === undefined
    ? "Error"
    : hook.replace(/^catch/, "").replace("InvalidProfileException", "InvalidProfileError");
}
