/**
 * The hook table: all that a plugin may take part in. Names are the original's in camelCase, which are accepted as they
 * were (`pre_get_credentials`), too.
 *
 * @module
 */

/** What a hook is for. */
interface HookRow {
  /** The name that the original's plugins have for it; absent where the original has no such hook. */
  readonly original?: string;
  /** What its one argument holds beside `config`. */
  readonly gives: readonly (keyof HookContext)[];
  /** What it may return; a hook that returns nothing may still change `arguments`, where it gets them. */
  readonly returns:
    | "nothing"
    | "exit"
    | "options"
    | "profiles"
    | "credentials"
    | "assertion"
    | "names"
    | "code";
  readonly doc: string;
}

/** In the order in which a switch calls them. */
export const hookTable = {
  preAddArguments: {
    original: "pre_add_arguments",
    gives: [],
    returns: "nothing",
    doc: "before the command line is read",
  },
  addArguments: {
    original: "add_arguments",
    gives: [],
    returns: "options",
    doc: "declares options of its own",
  },
  postAddArguments: {
    original: "post_add_arguments",
    gives: ["arguments"],
    returns: "exit",
    doc: "after the command line is read; may change it, or end awsume before anything is done",
  },
  preCollectProfiles: {
    original: "pre_collect_aws_profiles",
    gives: ["arguments", "credentialsFile", "configFile"],
    returns: "nothing",
    doc: "before the profiles are read",
  },
  collectProfiles: {
    original: "collect_aws_profiles",
    gives: ["arguments", "credentialsFile", "configFile"],
    returns: "profiles",
    doc: "adds profiles, or settings to profiles",
  },
  postCollectProfiles: {
    original: "post_collect_aws_profiles",
    gives: ["arguments", "profiles"],
    returns: "nothing",
    doc: "after the profiles are read",
  },
  preGetCredentials: {
    original: "pre_get_credentials",
    gives: ["arguments", "profiles", "credentialsFile", "configFile"],
    returns: "nothing",
    doc: "before credentials are taken; may change what is asked for",
  },
  getCredentials: {
    original: "get_credentials",
    gives: ["arguments", "profiles"],
    returns: "credentials",
    doc: "gives credentials in awsume's place, also for a profile that awsume does not know",
  },
  getCredentialsWithSaml: {
    original: "get_credentials_with_saml",
    gives: ["arguments"],
    returns: "assertion",
    doc: "with --with-saml: the SAML response, in base64",
  },
  getCredentialsWithWebIdentity: {
    original: "get_credentials_with_web_identity",
    gives: ["arguments", "profiles"],
    returns: "credentials",
    doc: "with --with-web-identity: the credentials",
  },
  getMfaToken: {
    gives: ["arguments", "serial", "profile"],
    returns: "code",
    doc: "the code of an MFA device, asked for only when one is needed",
  },
  postGetCredentials: {
    original: "post_get_credentials",
    gives: ["arguments", "profiles", "credentials"],
    returns: "nothing",
    doc: "after credentials are taken; what it gets is a copy",
  },
  getProfileNames: {
    original: "get_profile_names",
    gives: ["arguments"],
    returns: "names",
    doc: "names for completion, beside those of the profiles",
  },
  catchProfileNotFoundException: {
    original: "catch_profile_not_found_exception",
    gives: ["arguments", "profiles", "error"],
    returns: "credentials",
    doc: "when there is no such profile",
  },
  catchInvalidProfileException: {
    original: "catch_invalid_profile_exception",
    gives: ["arguments", "profiles", "error"],
    returns: "credentials",
    doc: "when a profile cannot work as it stands",
  },
  catchUserAuthenticationError: {
    original: "catch_user_authentication_error",
    gives: ["arguments", "profiles", "error"],
    returns: "credentials",
    doc: "when the session of the user is refused, by its MFA code for one",
  },
  catchRoleAuthenticationError: {
    original: "catch_role_authentication_error",
    gives: ["arguments", "profiles", "error"],
    returns: "credentials",
    doc: "when a role is refused",
  },
} as const satisfies Readonly<Record<string, HookRow>>;

/** The name of a hook. */
export type HookName = keyof typeof hookTable;

/** The names of the hooks, in the order of the table. */
export const hookNames = Object.keys(hookTable) as readonly HookName[];

/** What the command line says: the original's names of arguments in camelCase, and the options that plugins declare. */
export type HookArguments = Record<string, unknown>;

/** Credentials as plugins give and get them. */
export interface PluginCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly region?: string;
  readonly expiration?: Date;
  /** Twelve digits. */
  readonly accountId?: string;
}

/** A setting of a profile by its key, of each profile by its name. */
export type ProfileSettings = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The one argument of every hook; which of it there is stands in the table. */
export interface HookContext {
  /** awsume's settings, and whether a person is there to be asked. */
  readonly config: Readonly<Record<string, unknown>> & { readonly isInteractive: boolean };
  readonly arguments?: HookArguments;
  readonly credentialsFile?: string;
  readonly configFile?: string;
  readonly profiles?: ProfileSettings;
  readonly credentials?: PluginCredentials;
  readonly error?: { readonly name: string; readonly message: string };
  readonly serial?: string;
  readonly profile?: string;
}

/** An option that a plugin declares. */
export interface PluginOption {
  /** `--long` without the dashes. */
  readonly long: string;
  /** `-s` without the dash; some of the original's plugins have more than one letter there. */
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

/** The hook of that name, in either spelling. */
export function findHook(name: string): HookName | undefined {
  const rows: readonly (readonly [string, HookRow])[] = Object.entries(hookTable);
  const found = rows.find(([hook, { original = toSnake(hook) }]) => hook === name || original === name);
  // As the overview of the original's documentation has them.
  const other = /^(pre_|post_)?collect_profiles$/.test(name) ? toCamel(name) : undefined;
  return (found?.[0] ?? other) as HookName | undefined;
}

/** `preGetCredentials` as `pre_get_credentials`. */
export function toSnake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** `pre_get_credentials` as `preGetCredentials`. */
export function toCamel(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
