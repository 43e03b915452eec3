import type { Decision } from "../decision.ts";
import { type AwsumeError, ConfigError, UsageError } from "../errors.ts";
import { placeOf, type Profile, type ProfileSetting } from "./profiles.ts";

/** A value, and what decided it. */
export type Said = Omit<Decision, "name">;

/** Whether something is on, and who said so. */
export interface Switch {
  readonly isOn: boolean;
  readonly from: string;
}

/** The places where settings of an endpoint stand. */
export interface SettingPlaces {
  readonly flags: {
    readonly fips?: boolean;
    readonly dualstack?: boolean;
    readonly endpointUrl?: string;
  };
  readonly env: Readonly<Record<string, string>>;
  /** The profile asked for, then its sources: the first that has a setting counts. */
  readonly path: readonly Profile[];
  /** The section `[services NAME]`. */
  readonly services: (name: string) => Profile | undefined;
}

/** How a setting is called in the environment and in a profile. */
export interface SettingName {
  readonly variable: string;
  readonly key: string;
}

/** The setting of the environment, else of a profile; blank ones count as absent. */
export function findSetting({ variable, key }: SettingName, { env, path }: SettingPlaces): Said | undefined {
  const text = env[variable]?.trim();
  if (text) return { value: text, from: variable };
  const found = path.map(({ settings }) => settings.get(key)).find((setting) => setting?.value.trim());
  return found && toSaid(found);
}

/**
 * Reads a setting that is true or false, in any case. Anything else is an error: to take `1` or a slip for
 * false would leave FIPS in silence. Throws ConfigError.
 */
export function readSwitch(name: SettingName, places: SettingPlaces): Switch {
  const said = findSetting(name, places);
  if (said === undefined) return { isOn: false, from: "default" };
  const word = said.value.toLowerCase();
  if (word === "true" || word === "false") return { isOn: word === "true", from: said.from };
  throw new ConfigError(`Cannot use ${nameAndPlace(name, said)}: "${said.value}" is neither true nor false`, {
    hint: "Write true or false",
  });
}

/** A setting's name and place, for messages. */
export function nameAndPlace({ variable, key }: SettingName, { from }: Said): string {
  return from === variable ? variable : `${key} (${from})`;
}

/**
 * The person's own URL for a service, in AWS's order: the flag, the variables, a profile's `services` section, its
 * `endpoint_url`. `service` is its id in settings, `sts`. Throws UsageError for a flag that is wrong, ConfigError for
 * the rest.
 */
export function findCustomUrl(service: string, places: SettingPlaces): Said | undefined {
  const { flags, env } = places;
  const said = flags.endpointUrl === undefined
    ? findConfiguredUrl(service, places)
    : { value: flags.endpointUrl, from: "--endpoint-url" };
  if (said) checkUrl(said, env);
  return said;
}

function findConfiguredUrl(service: string, places: SettingPlaces): Said | undefined {
  if (readSwitch(ignoreUrls, places).isOn) return undefined;
  const variables = [`AWS_ENDPOINT_URL_${service.toUpperCase()}`, "AWS_ENDPOINT_URL"];
  const variable = variables.find((name) => places.env[name]?.trim());
  if (variable !== undefined) return { value: places.env[variable]?.trim() ?? "", from: variable };
  for (const profile of places.path) {
    const found = findServiceUrl(service, profile, places.services) ?? profile.settings.get("endpoint_url");
    if (found?.value.trim()) return toSaid(found);
  }
  return undefined;
}

/** Makes AWS's clients, and awsume, forget every URL that is configured. */
export const ignoreUrls: SettingName = {
  variable: "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
  key: "ignore_configured_endpoint_urls",
};

/** `endpoint_url` below `SERVICE =` in the section that the profile's `services` names. */
function findServiceUrl(
  service: string,
  profile: Profile,
  services: SettingPlaces["services"],
): ProfileSetting | undefined {
  const named = profile.settings.get("services");
  if (!named?.value) return undefined;
  const section = services(named.value);
  if (section === undefined) {
    throw new ConfigError(
      `Cannot find [services ${named.value}], which profile "${profile.name}" names (${placeOf(named)})`,
      { hint: "Add that section to the config file, or remove the line" },
    );
  }
  const own = section.settings.get(service);
  if (own?.value && own.nested === undefined) {
    throw new ConfigError(
      `Cannot use ${service} in [services ${named.value}] (${placeOf(own)}): it has a value`,
      { hint: `Leave the line at ${service} = and write endpoint_url = URL below it, indented` },
    );
  }
  const url = own?.nested?.get("endpoint_url");
  return url?.value.trim() ? url : undefined;
}

/** What may hold a password is refused first, and no message repeats it. */
function checkUrl({ value, from }: Said, env: SettingPlaces["env"]): void {
  const action = `Cannot use ${from}`;
  const hint = "Write it as https://sts.example.com";
  if (/[@?#]/.test(value)) {
    throw refuse(from, `${action}: an endpoint's URL has no user, no password, no query, no fragment`, hint);
  }
  if (!/^https?:\/\/[^\s/\p{Cc}][^\s\p{Cc}]*$/iu.test(value) || !URL.canParse(value)) {
    throw refuse(from, `${action}: "${value}" is no URL`, hint);
  }
  if (isSafe(value) || env.AWSUME_ALLOW_HTTP?.trim().toLowerCase() === "true") return;
  throw refuse(
    from,
    `${action}: over http://${new URL(value).host} the credentials could be read on the way`,
    "Write https://, or set AWSUME_ALLOW_HTTP=true where that network is yours alone",
  );
}

/** Whether nobody on the way can read what is sent. `URL` brings every spelling of an address into one form. */
export function isSafe(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === "https:" || /^(localhost|\[::1\]|127\.\d+\.\d+\.\d+)$/.test(hostname);
}

function toSaid(setting: ProfileSetting): Said {
  return { value: setting.value.trim(), from: placeOf(setting) };
}

/** What a flag says is mended on the command line, everything else in a file or the environment. */
export function refuse(from: string, message: string, hint: string): AwsumeError {
  return from.startsWith("--") ? new UsageError(message, { hint }) : new ConfigError(message, { hint });
}
