import type { Decision } from "../decision.ts";
import { ConfigError } from "../errors.ts";
import {
  findSetting,
  nameAndPlace,
  type Said,
  type SettingName,
  type SettingPlaces,
} from "./endpoint_settings.ts";

/** How often a call is tried, and how long one try may take. */
export interface Retries {
  readonly maxAttempts: number;
  readonly mode: "standard" | "adaptive";
  /** Absent unless a setting says so. */
  readonly attemptSeconds?: number;
}

const attemptsName: SettingName = { variable: "AWS_MAX_ATTEMPTS", key: "max_attempts" };
const modeName: SettingName = { variable: "AWS_RETRY_MODE", key: "retry_mode" };
/** AWS names no variables for these two: botocore has them as settings of a client. */
const timeoutNames: readonly SettingName[] = ["connect_timeout", "read_timeout"].map((key) => ({
  variable: "",
  key,
}));

/**
 * The retries by AWS's settings: https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html. A try
 * cannot be timed in parts here, so both time-outs together limit the whole of it. Throws ConfigError.
 */
export function findRetries(places: SettingPlaces): Retries & { readonly decisions: readonly Decision[] } {
  const said = [attemptsName, modeName, ...timeoutNames].flatMap((name) => {
    const found = findSetting(name, places);
    return found === undefined ? [] : [{ name, found }];
  });
  const find = (wanted: SettingName): Said | undefined => said.find(({ name }) => name === wanted)?.found;
  const mode = toMode(find(modeName));
  const timeouts = said.filter(({ name }) => timeoutNames.includes(name));
  const attemptSeconds = timeouts.map(({ name, found }) => toSeconds(name, found));
  return {
    // The old mode counts further, as in the AWS CLI.
    maxAttempts: toAttempts(find(attemptsName)) ?? (mode === "legacy" ? 5 : 3),
    mode: mode === "adaptive" ? "adaptive" : "standard",
    ...(attemptSeconds.length === 0
      ? {}
      : { attemptSeconds: attemptSeconds.reduce((sum, each) => sum + each) }),
    decisions: said.map(({ name, found }) => ({ name: name.key, ...found })),
  };
}

function toMode(said: Said | undefined): "standard" | "adaptive" | "legacy" {
  const mode = said?.value.toLowerCase() ?? "standard";
  if (mode === "standard" || mode === "adaptive" || mode === "legacy") return mode;
  throw unusable(modeName, said, "Write standard, adaptive or legacy");
}

function toAttempts(said: Said | undefined): number | undefined {
  if (said === undefined) return undefined;
  const attempts = Number(said.value);
  if (/^\d+$/.test(said.value) && attempts >= 1 && attempts <= 100) return attempts;
  throw unusable(attemptsName, said, "Write a number from 1 to 100; 1 means: do not try again");
}

function toSeconds(name: SettingName, said: Said): number {
  const seconds = Number(said.value);
  if (seconds > 0 && seconds <= 3600) return seconds;
  throw unusable(name, said, "Write a number of seconds, up to 3600");
}

function unusable(name: SettingName, said: Said | undefined, hint: string): ConfigError {
  const place = said === undefined ? name.key : nameAndPlace(name, said);
  return new ConfigError(`Cannot use ${place}: "${said?.value}"`, { hint });
}
