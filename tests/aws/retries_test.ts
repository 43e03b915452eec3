import assert from "node:assert/strict";
import { findStsEndpoint } from "../../src/aws/endpoints.ts";
import { findRetries } from "../../src/aws/retries.ts";
import { ConfigError } from "../../src/errors.ts";
import type { SettingPlaces } from "../../src/aws/endpoint_settings.ts";
import { profilesOf } from "../support/profiles.ts";

async function places(config: string, env: Readonly<Record<string, string>> = {}): Promise<SettingPlaces> {
  const profiles = await profilesOf(`[default]\n${config}`);
  const profile = profiles.find("default");
  return { flags: {}, env, path: profile ? [profile] : [], services: profiles.findServices };
}

const found: readonly [string, Readonly<Record<string, string>>, object][] = [
  ["", {}, { maxAttempts: 3, mode: "standard" }],
  ["retry_mode = legacy", {}, { maxAttempts: 5, mode: "standard" }],
  ["retry_mode = Adaptive\nmax_attempts = 7", {}, { maxAttempts: 7, mode: "adaptive" }],
  ["max_attempts = 7", { AWS_MAX_ATTEMPTS: "1" }, { maxAttempts: 1, mode: "standard" }],
  ["max_attempts =", { AWS_MAX_ATTEMPTS: " " }, { maxAttempts: 3, mode: "standard" }],
  ["read_timeout = 5", {}, { maxAttempts: 3, mode: "standard", attemptSeconds: 5 }],
  [
    "connect_timeout = 1.5\nread_timeout = 5",
    { AWS_RETRY_MODE: "standard" },
    { maxAttempts: 3, mode: "standard", attemptSeconds: 6.5 },
  ],
];

for (const [config, env, expected] of found) {
  Deno.test(`findRetries() reads ${JSON.stringify(config)} with ${JSON.stringify(env)}`, async () => {
    const { decisions: _, ...retries } = findRetries(await places(config, env));
    assert.deepEqual(retries, expected);
  });
}

const refused: readonly [string, Readonly<Record<string, string>>, RegExp][] = [
  ["", { AWS_MAX_ATTEMPTS: "0" }, /^Cannot use AWS_MAX_ATTEMPTS: "0"$/],
  ["max_attempts = many", {}, /^Cannot use max_attempts \(\S+config:2\): "many"$/],
  ["", { AWS_RETRY_MODE: "fast" }, /^Cannot use AWS_RETRY_MODE: "fast"$/],
  ["connect_timeout = 0", {}, /^Cannot use connect_timeout \(\S+config:2\): "0"$/],
  ["read_timeout = 1 minute", {}, /^Cannot use read_timeout \(\S+config:2\): "1 minute"$/],
];

for (const [config, env, message] of refused) {
  Deno.test(`findRetries() refuses ${JSON.stringify(config)} with ${JSON.stringify(env)}`, async () => {
    const settings = await places(config, env);
    assert.throws(
      () => findRetries(settings),
      (error) => error instanceof ConfigError && message.test(error.message) && error.hint !== undefined,
    );
  });
}

Deno.test("findStsEndpoint() says which settings decided about retries, and nothing of those that are absent", async () => {
  const names = async (config: string): Promise<readonly string[]> => {
    const input = { ...await places(config), region: undefined, arns: [] };
    return findStsEndpoint(input).decisions.map(({ name }) => name).filter((name) =>
      /attempt|time/.test(name)
    );
  };
  assert.deepEqual(await names(""), []);
  assert.deepEqual(await names("max_attempts = 2\nread_timeout = 3"), ["max_attempts", "read_timeout"]);
});
