/** Plugins by the CDK CLI's contract inside awsume: what the CLI says of bad ones has a counterpart here. */
import assert from "node:assert/strict";
import { startWorld, type World } from "../support/world.ts";

/** A world whose settings list this plugin. */
async function startHosting(text: string, name = "bad.cjs"): Promise<World> {
  const world = await startWorld();
  await Deno.mkdir(`${world.home}/.awsume`, { mode: 0o700 });
  await Deno.writeTextFile(`${world.home}/${name}`, text, { mode: 0o600 });
  await Deno.writeTextFile(`${world.home}/.awsume/config.yaml`, `plugins: [~/${name}]\n`);
  return world;
}

const whole = `{ name: "s", isAvailable: async () => true, canProvideCredentials: async () => true,
  getProvider: async () => ({ accessKeyId: "AKIAPLUGIN", secretAccessKey: "s" }) }`;

/** A plugin with one source, of which these parts are different. */
function sourced(parts: string): string {
  const init = `init(host) { host.registerCredentialProviderSource({ ...${whole}, ${parts} }); }`;
  return `module.exports = { version: "1", ${init} };\n`;
}

interface Bad {
  readonly text: string;
  readonly file?: string;
  readonly status: number;
  readonly told: RegExp;
}

const bad: Readonly<Record<string, Bad>> = {
  "another version": {
    text: `module.exports = { version: "2", init() {} };`,
    status: 4,
    told:
      /Cannot use the plugin \S+bad\.cjs: it is for another version of the CDK's plugins; going on without it/,
  },
  "a version that is a number": {
    text: `module.exports = { version: 1, init() {} };`,
    status: 4,
    told: /Cannot use the plugin \S+bad\.cjs: it is for another version/,
  },
  "no version": {
    text: "module.exports = { init() {} };",
    status: 4,
    told: /Cannot use the plugin \S+bad\.cjs: it exports neither awsume: 1 nor the CDK CLI's version/,
  },
  "itself as a default export alone, as the CDK refuses it": {
    text: `exports.default = { version: "1", init() {} };`,
    status: 4,
    told: /Cannot use the plugin \S+bad\.cjs: it exports neither/,
  },
  "an error while it loads": {
    text: `throw new Error("boom at load");`,
    status: 4,
    told: /Cannot load the plugin \S+bad\.cjs:1: boom at load; going on without it/,
  },
  "a package that is not there": {
    text: `require("no-such-package-of-anybody");`,
    status: 4,
    told: /Cannot load the plugin \S+bad\.cjs:1: Cannot find module 'no-such-package-of-anybody'/,
  },
  "an error in init": {
    text: `module.exports = { version: "1", init() { throw new Error("boom in init"); } };`,
    status: 4,
    told: /Cannot load the plugin \S+bad\.cjs:1: boom in init/,
  },
  "isAvailable that throws": {
    text: sourced(`isAvailable() { throw new Error("boom"); }`),
    status: 4,
    told: /the plugin "s" failed: boom\n[^]*account 111111111111: none of these plugins has any: s/,
  },
  "canProvideCredentials that rejects": {
    text: sourced(`canProvideCredentials: () => Promise.reject(new Error("boom"))`),
    status: 4,
    told: /the plugin "s" failed: boom\n[^]*none of these plugins has any: s/,
  },
  "nobody who can": {
    text: sourced(`canProvideCredentials: async () => false`),
    status: 4,
    told: /Cannot get credentials for account 111111111111: none of these plugins has any: s/,
  },
  "an odd return value": {
    text: sourced(`getProvider: async () => ({ hello: 1 })`),
    status: 1,
    told: /Cannot use what the plugin "s" returns: it is no credentials but an object with keys \[hello\]/,
  },
  "nothing returned": {
    text: sourced(`getProvider: async () => undefined`),
    status: 1,
    told: /Cannot use what the plugin "s" returns: it is no credentials but undefined/,
  },
  "a provider that rejects": {
    text: sourced(`getProvider: async () => () => Promise.reject(new Error("no session"))`),
    status: 1,
    told: /Cannot get credentials for account 111111111111 from the plugin "s": no session/,
  },
};
for (const [what, { text, status, told }] of Object.entries(bad)) {
  Deno.test(`awsume --account ends with ${status}, and exports nothing, for a CDK plugin with ${what}`, async () => {
    await using world = await startHosting(text);
    const ran = await world.run(["--account", "111111111111"]);
    assert.equal(ran.status, status, ran.stderr);
    assert.doesNotMatch(ran.stdout, /export/);
    assert.match(ran.stderr, told);
  });
}

Deno.test("awsume --account names a CDK plugin that is not there", async () => {
  await using world = await startHosting("", "there.cjs");
  await Deno.remove(`${world.home}/there.cjs`);
  const { status, stdout, stderr } = await world.run(["--account", "111111111111"]);
  assert.equal(status, 4);
  assert.doesNotMatch(stdout, /export/);
  assert.match(stderr, /Cannot find the plugin "~\/there\.cjs"; going on without it/);
});

const good: Readonly<Record<string, readonly [name: string, text: string]>> = {
  "CommonJS": ["good.cjs", sourced("")],
  "an ES module with named exports": [
    "good.mjs",
    `export const version = "1"; export function init(host) { host.registerCredentialProviderSource(${whole}); }`,
  ],
  "a provider of contexts, which awsume has no use for": [
    "good.cjs",
    `module.exports = { version: "1", init(host) {
      host.registerContextProviderAlpha("x", { getValue() {} });
      host.registerCredentialProviderSource(${whole});
    } };`,
  ],
};
for (const [what, [name, text]] of Object.entries(good)) {
  Deno.test(`awsume --account takes a CDK plugin that is ${what}`, async () => {
    await using world = await startHosting(text, name);
    const { stdout, stderr } = await world.run(["--account", "111111111111"]);
    assert.match(stdout, /AWS_ACCESS_KEY_ID='AKIAPLUGIN'/, stderr);
  });
}

Deno.test("awsume's own plugin for the CDK steps aside inside awsume, where it could only ask in a circle", async () => {
  await using world = await startHosting("");
  const plugin = (await world.run(["cdk-plugin"])).stdout.trim();
  await Deno.writeTextFile(`${world.home}/.awsume/config.yaml`, `plugins: [${plugin}]\n`);
  const { status, stdout, stderr } = await world.run(["--account", "222222222222"]);
  assert.equal(status, 4, stderr);
  assert.doesNotMatch(stdout, /export/);
  assert.match(
    stderr,
    /Cannot get credentials for account 222222222222: none of these plugins has any: awsume/,
  );
});
