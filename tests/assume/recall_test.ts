import assert from "node:assert/strict";
import { usualMargin, writeCached } from "../../src/assume/cache.ts";
import { readInputs } from "../../src/assume/inputs.ts";
import { type Memory, recall, remember } from "../../src/assume/recall.ts";
import { quick } from "../../src/cli/quick.ts";
import type { System } from "../../src/system.ts";
import { fakeSystem } from "../support/fake_system.ts";

const now = new Date("2026-01-01T00:00:00Z");
const env = { HOME: "/home/me", AWSUME_SHELL: "bash", AWS_ENDPOINT_URL_STS: "https://sts.example" };
const files = {
  "/home/me/.aws/config": "[profile p]\n",
  "/home/me/.aws/credentials": "[user]\n",
  "/home/me/.awsume/config.yaml": "colors: true\n",
};
const credentials = {
  accessKeyId: "ASIA",
  secretAccessKey: "secret",
  sessionToken: "token",
  expiresAt: new Date("2026-01-01T01:00:00Z"),
};
const memory: Memory = { entry: "e1", label: "[p] Role credentials", profile: "p", region: "eu-west-1" };

/** A system in which `p` was switched to, with what is changed afterwards. */
async function remembered(change: (system: System, files: Map<string, string>) => System): Promise<System> {
  const texts = new Map(Object.entries(files));
  using fake = fakeSystem({ now, env });
  const system: System = {
    ...fake.system,
    read: (path) => Promise.resolve(texts.get(path)),
    write: (path, text) => Promise.resolve(void texts.set(path, text)),
  };
  await writeCached(memory.entry, credentials, system);
  await remember(memory, await readInputs(system), system);
  return change(system, texts);
}

Deno.test("recall() gives back what was remembered, whatever the shell's function says of itself", async () => {
  const { AWSUME_SHELL: _, ...other } = { ...env, AWSUME_FUNCTION: "bash:5.0.0" };
  const system = await remembered((system) => ({ ...system, env: other }));
  const recalled = await recall("p", usualMargin, system);
  assert.equal(recalled?.label, memory.label);
  assert.deepEqual(recalled?.session, { profile: "p", region: "eu-west-1", credentials });
  assert.equal(await recalled?.isCurrent, true);
});

const changes: Readonly<Record<string, Parameters<typeof remembered>[0]>> = {
  "the config file": (system, texts) => (texts.set("/home/me/.aws/config", "[profile q]\n"), system),
  "the credentials file": (system, texts) => (texts.set("/home/me/.aws/credentials", ""), system),
  "a file that is gone": (system, texts) => (texts.delete("/home/me/.aws/credentials"), system),
  "awsume's settings": (system, texts) => (texts.delete("/home/me/.awsume/config.yaml"), system),
  "bytes that move from one file to the other": (system, texts) => {
    texts.set("/home/me/.aws/config", "[profile p]\n[user]\n");
    texts.set("/home/me/.aws/credentials", "");
    return system;
  },
  "an endpoint": (system) => ({ ...system, env: { ...env, AWS_ENDPOINT_URL_STS: "https://other.example" } }),
  "FIPS": (system) => ({ ...system, env: { ...env, AWS_USE_FIPS_ENDPOINT: "true" } }),
  "the home folder": (system) => ({ ...system, env: { ...env, HOME: "/home/you" } }),
  "the place of the config file": (system) => ({ ...system, env: { ...env, AWS_CONFIG_FILE: "/other" } }),
  "the place that the settings name": (system, texts) => {
    texts.set("/home/me/.awsume/config.yaml", "config-file: /other\n");
    return system;
  },
  "the home folder that the system knows": (system) => ({
    ...system,
    env: { ...env, HOME: "" },
    home: () => Promise.resolve("/home/you"),
  }),
  "the time": (system) => ({ ...system, now: () => new Date("2026-01-01T00:56:00Z") }),
  "the entry's end": (system, texts) => (texts.delete("/home/me/.awsume/cache/e1.json"), system),
};

for (const [name, change] of Object.entries(changes)) {
  Deno.test(`recall() forgets with a change of ${name}`, async () => {
    const recalled = await recall("p", usualMargin, await remembered(change));
    assert.ok(!await recalled?.isCurrent);
  });
}

Deno.test("recall() does not mind what the switch before has set", async () => {
  const more = { AWS_ACCESS_KEY_ID: "ASIA", AWS_REGION: "us-east-1", AWSUME_PROFILE: "q", PATH: "/bin" };
  const system = await remembered((system) => ({ ...system, env: { ...env, ...more } }));
  assert.equal(await (await recall("p", usualMargin, system))?.isCurrent, true);
});

Deno.test("quick() leaves everything but a plain switch to others", async () => {
  const system = await remembered((system) => system);
  for (
    const argv of [[], ["q"], ["p", "-r"], ["-r"], ["--", "p"], ["assume", "p"], ["init"], ["init", "-h"]]
  ) {
    assert.equal(await quick(argv, system), undefined, argv.join(" "));
  }
  assert.equal(
    await quick(["p"], { ...system, stdoutIsTerminal: true, env: { HOME: "/home/me" } }),
    undefined,
  );
});

Deno.test("quick() prints the statements and the end", async () => {
  const printed: string[] = [];
  const told: string[] = [];
  const system = await remembered((system) => ({
    ...system,
    print: (text) => void printed.push(text),
    tell: (text) => void told.push(text),
  }));
  assert.equal(await quick(["p"], system), 0);
  assert.match(printed.join(""), /^export AWS_ACCESS_KEY_ID='ASIA';\n/);
  assert.deepEqual(told, ["[p] Role credentials will expire at 2026-01-01 01:00:00 UTC (in 60 min)"]);
});

/** What a profile of `-a` runs. */
const written = [
  "--config-file=~/.aws/config",
  "--credentials-file=~/.aws/credentials",
  "--expect-account=111111111111",
];
const lines: readonly (readonly [words: readonly string[], answered: boolean])[] = [
  [[...written, "p"], true],
  [[...written.slice(0, 2), "p"], true],
  [["p"], false],
  [[...written.slice(0, 1), "p"], false],
  [["--config-file=/other", ...written.slice(1), "p"], false],
  [[...written.slice(0, 2), "--expect-account=222222222222", "p"], false],
  [[...written, "--region=eu-west-1", "p"], false],
  [[...written, "--", "p"], false],
  [["--config-file= ", ...written.slice(1), "p"], false],
  [written, false],
  [[], false],
];

for (const [words, answered] of lines) {
  const verb = answered ? "answers" : "leaves to the rest";
  Deno.test(`quick() ${verb} credential-process ${words.join(" ")}`, async () => {
    const files = { AWS_CONFIG_FILE: "~/.aws/config", AWS_SHARED_CREDENTIALS_FILE: "~/.aws/credentials" };
    const printed: string[] = [];
    const system = await remembered((system) => ({ ...system, print: (text) => void printed.push(text) }));
    // What was remembered of the switch is of no use to who names the files.
    await remember({ ...memory, profile: "p", entry: "gone" }, await readInputs(system), system);
    const there = { ...system, env: { ...system.env, ...files } };
    await remember({ ...memory, account: "111111111111" }, await readInputs(there), there);
    assert.equal(await quick(["credential-process", ...words], system), answered ? 0 : undefined);
    assert.equal(printed.length, answered ? 1 : 0);
  });
}
