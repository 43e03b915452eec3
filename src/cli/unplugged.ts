import { type Profiles, readProfiles } from "../aws/profiles.ts";
import type { Session } from "../assume/session.ts";
import type { HookArguments } from "../plugins/hooks.ts";
import type { Plugin } from "../plugins/mod.ts";
import type { System } from "../system.ts";
import type { AssumeOptions } from "./assume_options.ts";
import type { NamedOption } from "./options.ts";
import type { Words } from "./words.ts";

/** The plugins of one command line, asked at each step of a switch. */
export interface Plugged {
  /** What is remembered of plugins with a switch; undefined where they have a say in it, so that it is none to remember. */
  readonly memory?: { readonly shown?: HookArguments };
  /** The names of those that may give credentials in awsume's place. */
  readonly givers: readonly string[];
  /** The names of those that give credentials for accounts. */
  readonly cdkNames: readonly string[];
  /** The profiles of the files, with those of plugins. Throws ConfigError. */
  profiles(system: System): Promise<Profiles>;
  /** What is asked for once plugins had their say. */
  request(options: AssumeOptions, profiles: Profiles): Promise<AssumeOptions>;
  /** The session that a plugin gives in awsume's place. */
  session(options: AssumeOptions): Promise<Session | undefined>;
  /** The session with which a plugin answers an error; without one the error is thrown again. */
  rescue(error: unknown, options: AssumeOptions): Promise<Session>;
  /** Shows the result to plugins, which get a copy. */
  done(session: Session): Promise<void>;
  /** The code of a device, if a plugin knows it. */
  mfaToken?(serial: string, profile: string): Promise<string | undefined>;
}

/** A run without plugins. */
export const unplugged: Plugged = {
  memory: {},
  givers: [],
  cdkNames: [],
  profiles: readProfiles,
  request: (options) => Promise.resolve(options),
  session: () => Promise.resolve(undefined),
  rescue: (error) => Promise.reject(error),
  done: () => Promise.resolve(),
};

/** A command line that plugins have changed, and what goes on asking them. */
export interface Changed {
  readonly words: Words;
  readonly plugged: Plugged;
  /** The code with which a plugin wants awsume to end before anything is done. */
  readonly exit?: number;
}

/** All plugins, as a command line meets them. */
export interface Extension {
  readonly all: readonly Plugin[];
  /** The options that they declare. */
  readonly options: readonly NamedOption[];
  /** The profiles of the files, with those that they add whatever was typed. Throws ConfigError. */
  profiles(system: System): Promise<Profiles>;
  /** The names of profiles that they give for completion. */
  names(): Promise<readonly string[]>;
  /** Lets them change the words that were typed. Throws ConfigError, UsageError. */
  plugIn(typed: Words): Promise<Changed>;
}

/** A command line without plugins. */
export const unextended: Extension = {
  all: [],
  options: [],
  profiles: readProfiles,
  names: () => Promise.resolve([]),
  plugIn: (words) => Promise.resolve({ words, plugged: unplugged }),
};
