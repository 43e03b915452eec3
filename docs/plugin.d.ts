/**
 * What a plugin of awsume's is: the default export of a module. Written by `deno task docs` from the hook table, and
 * printed by `awsume plugin types`.
 *
 * @module
 */

/** A plugin: `export default { awsume: 1, name: "mine", hooks: {} } satisfies Plugin`. */
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
  /** `--long` without the dashes. */
  readonly long: string;
  /** `-s` without the dash. */
  readonly short?: string;
  /** The word for its value in the help; a switch without it. */
  readonly value?: string;
  readonly doc: string;
  /** Whether it may stand without its value: hooks get `true` then. */
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

/** What the command line says; hooks before `getCredentials` may change it. */
export interface WithArguments {
  readonly arguments: Arguments;
}

/** The path of the credentials file. */
export interface WithCredentialsFile {
  readonly credentialsFile: string;
}

/** The path of the configuration file. */
export interface WithConfigFile {
  readonly configFile: string;
}

/** All profiles; a copy. */
export interface WithProfiles {
  readonly profiles: ProfileSettings;
}

/** What was taken; a copy. */
export interface WithCredentials {
  readonly credentials: Credentials;
}

/** What went wrong. */
export interface WithError {
  readonly error: { readonly name: string; readonly message: string };
}

/** The ARN of the MFA device, or its serial number. */
export interface WithSerial {
  readonly serial: string;
}

/** The profile for which the code is needed. */
export interface WithProfile {
  readonly profile: string;
}

/** The hooks, in the order in which a switch calls them. Each may be asynchronous. */
export interface Hooks {
  /** Before the command line is read. */
  preAddArguments?(context: Context): Awaitable<void>;
  /** Declares options of its own. */
  addArguments?(context: Context): Awaitable<readonly PluginOption[]>;
  /** After the command line is read; may change it, or end awsume before anything is done. */
  postAddArguments?(context: Context & WithArguments): Awaitable<void | { readonly exit: number }>;
  /** Before the profiles are read. */
  preCollectProfiles?(
    context: Context & WithArguments & WithCredentialsFile & WithConfigFile,
  ): Awaitable<void>;
  /** Adds profiles, or settings to profiles. */
  collectProfiles?(
    context: Context & WithArguments & WithCredentialsFile & WithConfigFile,
  ): Awaitable<ProfileSettings>;
  /** After the profiles are read. */
  postCollectProfiles?(context: Context & WithArguments & WithProfiles): Awaitable<void>;
  /** Before credentials are taken; may change what is asked for. */
  preGetCredentials?(
    context: Context & WithArguments & WithProfiles & WithCredentialsFile & WithConfigFile,
  ): Awaitable<void>;
  /** Gives credentials in awsume's place, also for a profile that awsume does not know. */
  getCredentials?(context: Context & WithArguments & WithProfiles): Awaitable<Credentials | Nothing>;
  /** With --with-saml: the SAML response, in base64. */
  getCredentialsWithSaml?(context: Context & WithArguments): Awaitable<string | Nothing>;
  /** With --with-web-identity: the credentials. */
  getCredentialsWithWebIdentity?(
    context: Context & WithArguments & WithProfiles,
  ): Awaitable<Credentials | Nothing>;
  /** The code of an MFA device, asked for only when one is needed. */
  getMfaToken?(context: Context & WithArguments & WithSerial & WithProfile): Awaitable<string | Nothing>;
  /** After credentials are taken; what it gets is a copy. */
  postGetCredentials?(context: Context & WithArguments & WithProfiles & WithCredentials): Awaitable<void>;
  /** Names for completion, beside those of the profiles. */
  getProfileNames?(context: Context & WithArguments): Awaitable<readonly string[]>;
  /** When there is no such profile. */
  catchProfileNotFoundException?(
    context: Context & WithArguments & WithProfiles & WithError,
  ): Awaitable<Credentials | Nothing>;
  /** When a profile cannot work as it stands. */
  catchInvalidProfileException?(
    context: Context & WithArguments & WithProfiles & WithError,
  ): Awaitable<Credentials | Nothing>;
  /** When the session of the user is refused, by its MFA code for one. */
  catchUserAuthenticationError?(
    context: Context & WithArguments & WithProfiles & WithError,
  ): Awaitable<Credentials | Nothing>;
  /** When a role is refused. */
  catchRoleAuthenticationError?(
    context: Context & WithArguments & WithProfiles & WithError,
  ): Awaitable<Credentials | Nothing>;
}
