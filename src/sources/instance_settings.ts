import {
  findSetting,
  isSafe,
  nameAndPlace,
  readSwitch,
  type Said,
  type SettingName,
  type SettingPlaces,
} from "../aws/endpoint_settings.ts";
import type { Patience } from "../aws/metadata.ts";
import type { Profile } from "../aws/profiles.ts";
import { ConfigError } from "../errors.ts";
import type { System } from "../system.ts";

/** Where an instance's metadata service is, and how it is asked. */
export interface InstanceSettings {
  readonly url: string;
  readonly patience: Patience;
  readonly v1: "allowed" | "refused";
}

const names = {
  disabled: { variable: "AWS_EC2_METADATA_DISABLED", key: "" },
  endpoint: { variable: "AWS_EC2_METADATA_SERVICE_ENDPOINT", key: "ec2_metadata_service_endpoint" },
  mode: { variable: "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", key: "ec2_metadata_service_endpoint_mode" },
  noV1: { variable: "AWS_EC2_METADATA_V1_DISABLED", key: "ec2_metadata_v1_disabled" },
  timeout: { variable: "AWS_METADATA_SERVICE_TIMEOUT", key: "metadata_service_timeout" },
  attempts: { variable: "AWS_METADATA_SERVICE_NUM_ATTEMPTS", key: "metadata_service_num_attempts" },
} as const satisfies Readonly<Record<string, SettingName>>;

/** The two addresses of the service, by the mode. */
const urls = { ipv4: "http://169.254.169.254", ipv6: "http://[fd00:ec2::254]" };

/** The settings by AWS's rules: the environment before the profile. `from` names the credential_source. Throws ConfigError. */
export function readInstanceSettings(profile: Profile, from: string, env: System["env"]): InstanceSettings {
  const places: SettingPlaces = { flags: {}, env, path: [profile], services: () => undefined };
  if (readSwitch(names.disabled, places).isOn) {
    throw new ConfigError(
      `Cannot use credential_source = Ec2InstanceMetadata (${from}): ${names.disabled.variable} is true`,
      { hint: `Unset ${names.disabled.variable}` },
    );
  }
  return {
    url: findUrl(places),
    patience: {
      attempts: findNumber(names.attempts, places, { most: 100, pattern: /^\d+$/ }),
      timeoutSeconds: findNumber(names.timeout, places, { most: 3600, pattern: /^\d+(\.\d+)?$/ }),
    },
    v1: readSwitch(names.noV1, places).isOn ? "refused" : "allowed",
  };
}

/** An endpoint of one's own comes before the mode, in either place. */
function findUrl(places: SettingPlaces): string {
  const said = findSetting(names.endpoint, places);
  return said === undefined ? urls[findMode(places)] : checkUrl(said, places.env);
}

function findMode(places: SettingPlaces): keyof typeof urls {
  const said = findSetting(names.mode, places);
  if (said === undefined) return "ipv4";
  const mode = said.value.toLowerCase();
  if (mode === "ipv4" || mode === "ipv6") return mode;
  throw unusable(names.mode, said, "Write IPv4 or IPv6");
}

/** The answers hold credentials, so nobody on the way may read them, and no proxy. */
function checkUrl(said: Said, env: System["env"]): string {
  const url = /^https?:\/\//i.test(said.value) ? URL.parse(said.value) : null;
  if (url === null || url.username || url.password || url.search || url.hash) {
    // A user and a password may stand in it.
    throw new ConfigError(`Cannot use ${nameAndPlace(names.endpoint, said)}: it is no URL of a service`, {
      hint: "Write it as http://169.254.169.254",
    });
  }
  const isService = Object.values(urls).includes(`http://${url.hostname}`);
  if (isSafe(url.href) || isService || env.AWSUME_ALLOW_HTTP?.trim().toLowerCase() === "true") {
    return url.href.replace(/\/+$/, "");
  }
  throw unusable(
    names.endpoint,
    said,
    "Write https://, or set AWSUME_ALLOW_HTTP=true where that network is yours alone",
  );
}

function findNumber(
  name: SettingName,
  places: SettingPlaces,
  { most, pattern }: { readonly most: number; readonly pattern: RegExp },
): number {
  const said = findSetting(name, places);
  if (said === undefined) return 1;
  const number = Number(said.value);
  if (pattern.test(said.value) && number > 0 && number <= most) return number;
  throw unusable(name, said, `Write a number up to ${most}; without the setting it is 1`);
}

function unusable(name: SettingName, said: Said, hint: string): ConfigError {
  return new ConfigError(`Cannot use ${nameAndPlace(name, said)}: "${said.value}"`, { hint });
}
