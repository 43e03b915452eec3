import { type HookName, hookTable } from "./hooks.ts";

/** What a hook of the table may return, in TypeScript. */
const returned = {
  nothing: "void",
  exit: "void | { readonly exit: number }",
  options: "readonly PluginOption[]",
  profiles: "ProfileSettings",
  credentials: "Credentials | Nothing",
  assertion: "string | Nothing",
  names: "readonly string[]",
  code: "string | Nothing",
} as const;

/** What a hook gets, each with what is said about it. */
const given = {
  arguments: ["Arguments", "What the command line says; hooks before `getCredentials` may change it."],
  credentialsFile: ["string", "The path of the credentials file."],
  configFile: ["string", "The path of the configuration file."],
  profiles: ["ProfileSettings", "All profiles; a copy."],
  credentials: ["Credentials", "What was taken; a copy."],
  error: ["{ readonly name: string; readonly message: string }", "What went wrong."],
  serial: ["string", "The ARN of the MFA device, or its serial number."],
  profile: ["string", "The profile for which the code is needed."],
} as const;

/** The TypeScript declarations of `awsume/plugin`, from the hook table: `docs/plugin.d.ts`. */
export function declarations(): string {
  return `${start}
/** The hooks, in the order in which a switch calls them. Each may be asynchronous. */
export interface Hooks {
${(Object.keys(hookTable) as HookName[]).map(hookText).join("\n")}
}
`;
}

function hookText(hook: HookName): string {
  const { doc, gives, returns } = hookTable[hook];
  const context = ["Context", ...gives.map((name) => `With${name.charAt(0).toUpperCase()}${name.slice(1)}`)];
  const type = returned[returns];
  const sentence = doc.charAt(0).toUpperCase() + doc.slice(1);
  const parameter = `context: ${context.join(" & ")}`;
  const line = `  ${hook}?(${parameter}): Awaitable<${type}>;`;
  const broken = `  ${hook}?(\n    ${parameter},\n  ): Awaitable<${type}>;`;
  return `  /** ${sentence}. */\n${line.length <= 110 ? line : broken}`;
}

const start = `/**
 * What a plugin of awsume's is: the default export of a module. Written by \`deno task docs\` from the hook table, and
 * printed by \`awsume plugin types\`.
 *
 * @module
 */

/** A plugin: \`export default { awsume: 1, name: "mine", hooks: {} } satisfies Plugin\`. */
export interface Plugin {
  /** The version of this interface. */
  readonly awsume: 1;
  /** The name of the file when absent. */
  readonly name?: string;
  /** Whether it is called before the others, or after them. */
  readonly order?: "first" | "last";
  readonly hooks?: Hooks;
}

/** What a hook gives at once, or later. */
export type Awaitable<T> = T | PromiseLike<T>;

/** The answer of a hook that leaves it to others. */
export type Nothing = undefined | null | false | void;

/** Credentials; temporary ones have a session token. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly region?: string;
  readonly expiration?: Date;
  /** The account that they are of, twelve digits. */
  readonly accountId?: string;
}

/** The settings of each profile by its name, as they stand in the files. */
export type ProfileSettings = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The command line: each option by its name in camelCase; null or false where it was not given. */
export interface Arguments {
  profileName: string | null;
  // deno-lint-ignore no-explicit-any -- a switch, a text, or what a plugin declares
  [option: string]: any;
}

/** An option that a plugin declares. */
export interface PluginOption {
  /** \`--long\` without the dashes. */
  readonly long: string;
  /** \`-s\` without the dash. */
  readonly short?: string;
  /** The word for its value in the help; a switch without it. */
  readonly value?: string;
  readonly doc: string;
  /** Whether it may stand without its value: hooks get \`true\` then. */
  readonly isOptional?: true;
  /** Whether it may be given more than once: hooks get a list. */
  readonly isRepeated?: true;
  /** What its value completes to. */
  readonly completes?: readonly string[];
}

/** What every hook gets. */
export interface Context {
  /** awsume's settings, those of plugins among them, and whether a person is there to be asked. */
  readonly config: Readonly<Record<string, unknown>> & { readonly isInteractive: boolean };
}
${
  Object.entries(given).map(([name, [type, doc]]) => `
/** ${doc} */
export interface With${name.charAt(0).toUpperCase()}${name.slice(1)} {
  readonly ${name}: ${type};
}
`).join("")
}`;
