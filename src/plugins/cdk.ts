import { withAccount } from "../aws/credentials.ts";
import { AwsError, ConfigError } from "../errors.ts";
import type { System } from "../system.ts";
import type { Found } from "./find.ts";
import type { HookContext, PluginCredentials } from "./hooks.ts";
import type { Plugin } from "./mod.ts";
import { toEnd } from "./results.ts";

/**
 * A source of credentials by the contract of the AWS CDK's command line:
 * https://www.npmjs.com/package/@aws-cdk/cli-plugin-contract
 */
interface CdkSource {
  readonly name: string;
  isAvailable(): Promise<boolean>;
  canProvideCredentials(account: string): Promise<boolean>;
  /** 0 is for reading, 1 for writing. */
  getProvider(
    account: string,
    mode: 0 | 1,
    options: { readonly supportsV3Providers: boolean },
  ): Promise<unknown>;
}

/** What a plugin's `init` gets. */
interface CdkHost {
  registerCredentialProviderSource(source: CdkSource): void;
  /** The CDK's own host has it; there is nothing to look up here. */
  registerContextProviderAlpha(): void;
}

/** Whether what a module exports is a plugin of the CDK's: the CDK wants these on the module itself. */
export function isCdkPlugin(
  exported: unknown,
): exported is { readonly version: unknown; init?(host: CdkHost): void } {
  return typeof exported === "object" && exported !== null && "version" in exported &&
    !("awsume" in exported) &&
    (!("init" in exported) || typeof exported.init === "function");
}

/** Throws ConfigError for another version, and what `init` throws. */
export function toCdkPlugin(exported: unknown, { file, entry }: Found, system: Pick<System, "tell">): Plugin {
  if (!isCdkPlugin(exported) || exported.version !== "1") {
    throw new ConfigError(`Cannot use the plugin ${file}: it is for another version of the CDK's plugins`, {
      hint: 'Let the module export version: "1"',
    });
  }
  const sources: CdkSource[] = [];
  exported.init?.({
    registerCredentialProviderSource: (source) => void sources.push(source),
    registerContextProviderAlpha: () => {},
  });
  return {
    name: sources.map(({ name }) => name).join(", ") || entry.replace(/^.*[\\/]/, ""),
    kind: "cdk",
    file,
    hooks: new Set(["getCredentials"]),
    call: async (_hook, context) => await askSources(sources, context, system),
  };
}

/** For whom a plugin of the CDK's is asked: `--account`, else `cdk_account` of the profile. */
export interface CdkTarget {
  readonly account: string;
  readonly mode: 0 | 1;
}

/** The account that is asked for, if one is. Throws ConfigError for what is no account, or no mode. */
export function findCdkTarget(
  { arguments: given = {}, profiles = {} }: HookContextPart,
): CdkTarget | undefined {
  const profile = typeof given.profileName === "string" ? given.profileName : "default";
  // A role or credentials that are named are of no profile.
  const isOther = Boolean(given.account) || Boolean(given.roleArn) || typeof given.json === "string";
  const settings = isOther ? {} : profiles[profile] ?? {};
  const account = given.account ?? settings.cdk_account;
  const mode = given.mode ?? settings.cdk_mode ?? "read";
  if (!account) return undefined;
  if (typeof account !== "string" || !/^\d{12}$/.test(account)) {
    throw new ConfigError(`Cannot use the account "${account}"`, { hint: "An account has twelve digits" });
  }
  if (mode !== "read" && mode !== "write") {
    throw new ConfigError(`Cannot use the mode "${mode}" for account ${account}`, {
      hint: "Write read or write",
    });
  }
  return { account, mode: mode === "write" ? 1 : 0 };
}

type HookContextPart = Pick<HookContext, "arguments" | "profiles">;

/** The first source that says it can is the one: what fails then is an error, as in the CDK. */
async function askSources(
  sources: readonly CdkSource[],
  context: HookContextPart,
  system: Pick<System, "tell">,
): Promise<PluginCredentials | undefined> {
  const target = findCdkTarget(context);
  if (target === undefined) return undefined;
  const { account, mode } = target;
  for (const source of sources) {
    const can = await isTrue(source.name, () => source.isAvailable(), system) &&
      await isTrue(source.name, () => source.canProvideCredentials(account), system);
    if (can) return await fromSource(source, { account, mode });
  }
  return undefined;
}

/** One that throws here cannot, as in the CDK; the person should know. */
async function isTrue(
  name: string,
  ask: () => Promise<boolean>,
  system: Pick<System, "tell">,
): Promise<boolean> {
  try {
    return await ask() === true;
  } catch (error) {
    system.tell(`awsume: the plugin "${name}" failed: ${error instanceof Error ? error.message : error}`);
    return false;
  }
}

async function fromSource(source: CdkSource, { account, mode }: CdkTarget): Promise<PluginCredentials> {
  try {
    const given = await source.getProvider(account, mode, { supportsV3Providers: true });
    return await resolve(given, source.name);
  } catch (error) {
    if (error instanceof AwsError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new AwsError(
      `Cannot get credentials for account ${account} from the plugin "${source.name}": ${why}`,
      {
        hint: "Look at what that plugin needs",
        cause: error,
      },
    );
  }
}

/** The three shapes of the contract: a function, an object that refreshes itself, credentials. */
async function resolve(given: unknown, name: string): Promise<PluginCredentials> {
  if (typeof given === "function") return toCredentials(await given(), name);
  if (isObject(given) && typeof given.getPromise === "function") await given.getPromise();
  return toCredentials(given, name);
}

function toCredentials(value: unknown, name: string): PluginCredentials {
  const fields: Readonly<Record<string, unknown>> = isObject(value) ? value : {};
  const { accessKeyId, secretAccessKey, sessionToken, expiration, expireTime, accountId } = fields;
  if (
    typeof accessKeyId !== "string" || typeof secretAccessKey !== "string" || !accessKeyId || !secretAccessKey
  ) {
    const got = isObject(value) ? `an object with keys [${Object.keys(value).join(", ")}]` : typeof value;
    throw new AwsError(`Cannot use what the plugin "${name}" returns: it is no credentials but ${got}`, {
      hint: "Look for a newer version of that plugin",
    });
  }
  const end = toEnd(expiration ?? expireTime);
  return {
    accessKeyId,
    secretAccessKey,
    ...(typeof sessionToken === "string" && sessionToken !== "" ? { sessionToken } : {}),
    ...(end === undefined ? {} : { expiration: end }),
    ...withAccount(accountId),
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
