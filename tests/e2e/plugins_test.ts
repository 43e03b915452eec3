import assert from "node:assert/strict";
import { makeAssertion } from "../support/fake_federation.ts";
import { type Setup, startWorld, type World } from "../support/world.ts";

/** A world whose folder of plugins holds these files; programs may be executed. */
async function startPlugged(plugins: Readonly<Record<string, string>>, setup: Setup = {}): Promise<World> {
  const world = await startWorld(setup);
  const folder = `${world.home}/.awsume/plugins`;
  await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
  for (const [name, text] of Object.entries(plugins)) {
    await Deno.writeTextFile(`${folder}/${name}`, text, { mode: name.startsWith("awsume-") ? 0o700 : 0o600 });
  }
  return world;
}

/** The text of a module with these hooks. */
function plugin(name: string, hooks: string): string {
  return `export default { awsume: 1, name: "${name}", hooks: { ${hooks} } };\n`;
}

const keys = `{ accessKeyId: "AKIAPLUGIN", secretAccessKey: "s", sessionToken: "t", region: "eu-west-3" }`;

Deno.test("a plugin gives credentials for a profile that awsume does not know", async () => {
  await using world = await startPlugged({
    "a.mjs": plugin(
      "a",
      `getCredentials: ({ arguments: { profileName } }) => profileName === "mine" && ${keys}`,
    ),
  });
  const { status, stdout } = await world.run(["mine"]);
  assert.equal(status, 0);
  assert.match(stdout, /^export AWS_ACCESS_KEY_ID='AKIAPLUGIN';$/m);
  assert.match(stdout, /^export AWS_REGION='eu-west-3';$/m);
  assert.match(stdout, /^export AWSUME_PROFILE='mine';$/m);
  assert.deepEqual(world.calls(), []);
  const other = await world.run(["one"]);
  assert.match(other.stdout, /AWS_ACCESS_KEY_ID='ASIA/);
  assert.deepEqual(world.calls(), ["AssumeRole"]);
});

Deno.test("a plugin answers for an MFA device only when a code is needed", async () => {
  await using world = await startPlugged({
    "code.cjs": `module.exports = { awsume: 1, name: "code", hooks: {
      get_mfa_token({ serial, profile }) { console.log("asked for " + serial + " " + profile); return "123456"; },
    } };`,
  });
  const first = await world.run(["mfa"]);
  assert.equal(first.status, 0, first.stderr);
  assert.match(first.stderr, /asked for arn:aws:iam::\d+:mfa\/\S+ mfa/);
  assert.doesNotMatch(first.stdout, /asked/);
  const second = await world.run(["mfa"]);
  assert.equal(second.status, 0);
  assert.doesNotMatch(second.stderr, /asked/);
  assert.equal((await world.run(["alice"])).status, 0);
});

Deno.test("a plugin sees the result and cannot change it", async () => {
  await using world = await startPlugged({
    "post.mjs": plugin(
      "post",
      `postGetCredentials({ credentials, profiles, arguments: given, config }) {
        console.log(credentials.accessKeyId, Object.keys(profiles).length, given.profileName, config.isInteractive);
        process.stdout.write("written\\n");
        credentials.accessKeyId = "AKIACHANGED";
      }`,
    ),
  });
  for (const _ of ["new", "cached"]) {
    const { status, stdout, stderr } = await world.run(["one"]);
    assert.equal(status, 0, stderr);
    assert.match(stderr, /^ASIA\S+ \d+ one true$/m);
    assert.match(stderr, /^written$/m);
    assert.doesNotMatch(stdout, /written|CHANGED/);
  }
});

Deno.test("a plugin changes what is asked for, and its options are in help and completion", async () => {
  await using world = await startPlugged({
    "near.mjs": plugin(
      "near",
      `addArguments: () => [{ long: "near", doc: "work nearby" }, { long: "where", value: "PLACE", doc: "where" }],
       preGetCredentials({ arguments: given }) { if (given.near) given.region = given.where ?? "eu-north-1"; }`,
    ),
  });
  assert.match((await world.run(["one", "--near"])).stdout, /AWS_REGION='eu-north-1'/);
  assert.match((await world.run(["one", "--near", "--where", "eu-west-3"])).stdout, /AWS_REGION='eu-west-3'/);
  assert.match((await world.run(["one", "--near", "--where", "no where"])).stderr, /--region "no where"/);
  assert.match((await world.run(["-h"])).stdout, /^Plugins:\n +--near +work nearby$/m);
  assert.match((await world.run(["__complete", "bash", "awsume --ne", "--ne"])).stdout, /^--near$/m);
  assert.match((await world.run(["one", "--naer"])).stderr, /Did you mean "--near"/);
  assert.equal((await world.run(["one", "--near", "--no-plugins"])).status, 2);
});

Deno.test("a plugin adds profiles and names, and rescues what is not found", async () => {
  await using world = await startPlugged({
    "more.mjs": plugin(
      "more",
      `collectProfiles: () => ({ added: { role_arn: "arn:aws:iam::222222222222:role/one", source_profile: "alice" } }),
       getProfileNames: () => ["spare"],
       catchProfileNotFoundException: ({ error }) => error.message.includes("lost") && ${keys}`,
    ),
  });
  assert.match((await world.run(["added"])).stdout, /AWSUME_PROFILE='added'/);
  assert.match((await world.run(["lost"])).stdout, /AKIAPLUGIN/);
  const missing = await world.run(["nope"]);
  assert.equal(missing.status, 3);
  assert.match(missing.stderr, /Cannot find profile "nope"/);
  assert.match((await world.run(["__complete", "bash", "awsume sp", "sp"])).stdout, /^spare$/m);
});

Deno.test("a plugin that is a program answers by JSON, and is not started for hooks that it has not", async () => {
  await using world = await startPlugged({
    "awsume-plugin-sh": `#!/bin/sh
      read -r request
      echo "started" >>"$HOME/starts"
      case $request in
        *'"hook":"describe"'*) echo '{"name":"sh","hooks":["getMfaToken"]}' ;;
        *'"hook":"getMfaToken"'*) echo "asked" >&2; echo '{"result":"123456"}' ;;
      esac
      `,
  });
  assert.equal((await world.run(["mfa"])).status, 0);
  assert.equal((await world.run(["mfa"])).status, 0);
  assert.equal((await world.run(["one"])).status, 0);
  assert.equal(await Deno.readTextFile(`${world.home}/starts`), "started\nstarted\n");
});

const bad: Readonly<Record<string, readonly [text: string, says: RegExp]>> = {
  "syntax.mjs": ["export default {", /Cannot load the plugin \S+syntax\.mjs:1: .*Unexpected/],
  "none.mjs": [
    "export const a = 1;",
    /Cannot use the plugin \S+none\.mjs: it exports neither awsume: 1 nor the CDK CLI's version/,
  ],
  "text.mjs": ["export default 'awsume';", /Cannot use the plugin \S+text\.mjs: it exports neither/],
  "version.mjs": [
    "export default { awsume: 2 };",
    /Cannot use the plugin \S+version\.mjs: it is for another version of awsume's plugins \(2\)/,
  ],
  "hook.mjs": [
    plugin("hook", "preGetCredential() {}"),
    /Cannot use the plugin \S+hook\.mjs: there is no hook "preGetCredential"; going on without it\n +Did you mean "preGetCredentials"/,
  ],
  "list.mjs": [
    "export default { awsume: 1, hooks: 7 };",
    /Cannot use the plugin \S+list\.mjs: its hooks are no object/,
  ],
  "value.mjs": [
    plugin("value", "getMfaToken: '123456'"),
    /Cannot use the plugin \S+value\.mjs: its hook getMfaToken is no function/,
  ],
  "order.mjs": [
    `export default { awsume: 1, order: "middle" };`,
    /Cannot use the plugin \S+order\.mjs: its order is neither "first" nor "last"/,
  ],
  "throws.mjs": ["throw new Error('boom at load');", /Cannot load the plugin \S+throws\.mjs:1: boom at load/],
  "exits.mjs": [
    "process.exit(0);",
    /Cannot load the plugin \S+exits\.mjs:1: a plugin may not end awsume/,
  ],
};
for (const [file, [text, says]] of Object.entries(bad)) {
  Deno.test(`a plugin that cannot be loaded (${file}) is told and left out`, async () => {
    await using world = await startPlugged({ [file]: text });
    const { status, stdout, stderr } = await world.run(["one"]);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /AWS_ACCESS_KEY_ID='ASIA/);
    assert.match(stderr, says);
    assert.match(stderr, /; going on without it$/m);
  });
}

const hooks: Readonly<Record<string, string>> = {
  "throws": "preGetCredentials() { throw new Error('boom'); }",
  "rejects": "postGetCredentials: () => Promise.reject(new Error('boom'))",
  "exits": "preGetCredentials() { Deno.exit(0); }",
  "hangs": "preGetCredentials: () => new Promise(() => {})",
  "returns the wrong shape": "getCredentials: () => ({ accessKeyId: 1 })",
  "leaves nonsense": "preGetCredentials({ arguments: given }) { given.region = {}; }",
};
for (const [what, hook] of Object.entries(hooks)) {
  Deno.test(`a plugin that ${what} is named, and nothing is exported`, async () => {
    await using world = await startPlugged({ "bad.mjs": plugin("bad", hook) });
    const { status, stdout, stderr } = await world.run(["one"], { env: { AWSUME_PLUGIN_TIMEOUT: "1" } });
    assert.equal(status, 3, stderr);
    assert.doesNotMatch(stdout, /export/);
    assert.match(stderr, /awsume: Cannot .*plugin/);
  });
}

Deno.test("a plugin that others could write is refused", async () => {
  await using world = await startPlugged({ "open.mjs": plugin("open", `getCredentials: () => (${keys})`) });
  await Deno.chmod(`${world.home}/.awsume/plugins/open.mjs`, 0o666);
  const { status, stdout, stderr } = await world.run(["one"]);
  assert.equal(status, 0);
  assert.match(stdout, /AWS_ACCESS_KEY_ID='ASIA/);
  assert.match(stderr, /open\.mjs can be written by other users; going on without it\n +Run: chmod go-w /);
});

Deno.test("a plugin that the settings list is loaded; one in the working folder is not", async () => {
  await using world = await startPlugged({});
  await Deno.writeTextFile(`${world.home}/mine.mjs`, plugin("mine", `getCredentials: () => (${keys})`), {
    mode: 0o600,
  });
  assert.match((await world.run(["one"])).stdout, /AWS_ACCESS_KEY_ID='ASIA/);
  await Deno.writeTextFile(`${world.home}/.awsume/config.yaml`, "plugins: [~/mine.mjs]\n");
  assert.match((await world.run(["one"])).stdout, /AKIAPLUGIN/);
  assert.match((await world.run(["--list-plugins"])).stderr, /^mine \(module\) .*mine\.mjs$/m);
});

/** A plugin of the CDK's with these sources. */
function cdk(...sources: readonly string[]): string {
  const registered = sources.map((source) => `host.registerCredentialProviderSource(${source});`).join("\n");
  return `module.exports = { version: "1", init(host) { ${registered} } };\n`;
}

function source(name: string, provider: string, more = ""): string {
  return `{ name: "${name}", isAvailable: async () => true,
    canProvideCredentials: async (account) => account === "111111111111",
    getProvider: async (account, mode) => ${provider}, ${more} }`;
}

const v3 =
  `{ accessKeyId: "AKIA" + mode, secretAccessKey: "s", expiration: new Date("2030-01-01T00:00:00Z") }`;
const shapes: Readonly<Record<string, string>> = {
  "credentials": `(${v3})`,
  "a function": `() => Promise.resolve(${v3})`,
  "an object that refreshes itself":
    `({ async getPromise() { Object.assign(this, { accessKeyId: "AKIA" + mode, secretAccessKey: "s", expireTime: null }); } })`,
};
for (const [shape, provider] of Object.entries(shapes)) {
  Deno.test(`a plugin of the CDK's gives ${shape}`, async () => {
    await using world = await startPlugged({ "cdk.cjs": cdk(source("s", provider)) });
    const reading = await world.run(["--account", "111111111111"]);
    assert.equal(reading.status, 0, reading.stderr);
    assert.match(reading.stdout, /AWS_ACCESS_KEY_ID='AKIA0'/);
    assert.match(reading.stdout, /AWSUME_PROFILE='111111111111'/);
    const writing = await world.run(["--account", "111111111111", "--mode", "write"]);
    assert.match(writing.stdout, /AWS_ACCESS_KEY_ID='AKIA1'/);
  });
}

Deno.test("plugins of the CDK's are asked in their order; the first that can is the one", async () => {
  await using world = await startPlugged({
    "1.cjs": cdk(
      `{ name: "away", isAvailable: async () => false }`,
      `{ name: "broken", isAvailable: async () => true, canProvideCredentials() { throw new Error("boom"); } }`,
    ),
    "2.cjs": cdk(source("fails", "Promise.reject(new Error('no session'))"), source("works", `(${v3})`)),
    "old.cjs":
      `const { Mode } = require("aws-cdk"); module.exports = { version: "1", init() { if (Mode.ForReading !== 0) throw 1; } };`,
  });
  const { status, stdout, stderr } = await world.run(["--account", "111111111111"]);
  assert.equal(status, 1);
  assert.doesNotMatch(stdout, /export/);
  assert.match(stderr, /the plugin "broken" failed: boom/);
  assert.match(stderr, /account 111111111111 from the plugin "fails": no session/);
});

Deno.test("an account that no plugin has is an error, with and without plugins, by option and by profile", async () => {
  await using world = await startPlugged({ "cdk.cjs": cdk(source("s", `(${v3})`)) });
  await Deno.writeTextFile(
    `${world.home}/.aws/config`,
    "[profile acct]\ncdk_account = 222222222222\naws_access_key_id = AKIAWRONG\naws_secret_access_key = s\n" +
      "[profile right]\ncdk_account = 111111111111\ncdk_mode = write\n",
    { append: true },
  );
  for (const words of [["--account", "222222222222"], ["acct"], ["acct", "--no-plugins"]]) {
    const { status, stdout, stderr } = await world.run(words);
    assert.equal(status, 4, words.join(" "));
    assert.doesNotMatch(stdout, /export/);
    assert.match(stderr, /Cannot get credentials for account 222222222222/);
  }
  assert.match((await world.run(["right"])).stdout, /AWS_ACCESS_KEY_ID='AKIA1'/);
  assert.equal((await world.run(["--account", "1"])).status, 2);
  assert.equal((await world.run(["--account", "111111111111", "--mode", "maybe"])).status, 2);
});

Deno.test("a plugin gives the SAML assertion of --with-saml, and the credentials of --with-web-identity", async () => {
  const samlProvider = "arn:aws:iam::222222222222:saml-provider/corp";
  const arn = "arn:aws:iam::222222222222:role/dev";
  const assertion = btoa(makeAssertion({ roles: [`${arn},${samlProvider}`] }));
  const accounts = { users: [], roles: [{ arn, federation: { samlProvider } }] };
  await using world = await startPlugged({
    "login.mjs": plugin(
      "login",
      `getCredentialsWithSaml: ({ arguments: { withSaml } }) => withSaml && "${assertion}",
       getCredentialsWithWebIdentity: () => (${keys}), getCredentials() { throw new Error("not asked"); }`,
    ),
  }, { accounts });
  const saml = await world.run(["--with-saml"]);
  assert.equal(saml.status, 0, saml.stderr);
  assert.deepEqual(world.calls(), ["AssumeRoleWithSAML"]);
  const web = await world.run(["--with-web-identity", "--role-arn", "222222222222:one"]);
  assert.equal(web.status, 0, web.stderr);
  assert.match(web.stdout, /AKIAPLUGIN/);
});
