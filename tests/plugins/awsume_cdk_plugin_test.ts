/** The plugin that awsume writes for the CDK CLI, by that CLI's contract, with a stand-in for awsume. */
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { fillIn } from "../../src/cli/cdk_plugin.ts";
import text from "../../src/plugins/awsume_cdk_plugin.cjs" with { type: "text" };

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

interface OldKeys extends Omit<Keys, "expiration"> {
  readonly expireTime: Date | null;
  getPromise(): Promise<void>;
}

interface Source {
  readonly name: string;
  isAvailable(): Promise<boolean>;
  canProvideCredentials(account: string): Promise<boolean>;
  getProvider(account: string, mode: 0 | 1): Promise<OldKeys>;
  getProvider(
    account: string,
    mode: 0 | 1,
    options: { readonly supportsV3Providers: true },
  ): Promise<() => Promise<Keys>>;
}

interface Loaded extends AsyncDisposable {
  readonly source: Source;
  /** Writes a file that the stand-in answers from. */
  write(name: string, text: string): Promise<void>;
  /** The command lines of awsume until now. */
  runs(): Promise<readonly string[]>;
  /** Takes awsume away. */
  remove(): Promise<void>;
}

/**
 * Writes its command line down; answers from the files `profiles` and `keys-PROFILE`, and fails, with the words of
 * `why`, where there is none. Never two at once.
 */
const standIn = `#!/bin/sh
cd "$(dirname "$0")" || exit 9
echo "$AWSUME_SHELL$*" >>runs
for last; do :; done
case $1 in
  cdk-plugin) file=profiles ;;
  *) file=keys-$last; mkdir busy || exit 9; sleep 0.05; rmdir busy ;;
esac
[ -f "$file" ] && exec cat "$file"
cat why >&2
exit 3
`;

/** The plugin with the stand-in in the place of awsume. */
async function load(profiles: string): Promise<Loaded> {
  const folder = await Deno.makeTempDir({ prefix: "awsume-test-" });
  const write = (name: string, text: string): Promise<void> => Deno.writeTextFile(`${folder}/${name}`, text);
  await Deno.writeTextFile(`${folder}/awsume`, standIn, { mode: 0o700 });
  await write("plugin.cjs", fillIn(text, [`${folder}/awsume`]));
  await write("why", "awsume: Cannot tell\n        Say it\n");
  if (profiles !== "") await write("profiles", profiles);
  const plugin = createRequire(import.meta.url)(`${folder}/plugin.cjs`);
  assert.equal(plugin.version, "1");
  const sources: Source[] = [];
  assert.equal(
    plugin.init({ registerCredentialProviderSource: (source: Source) => sources.push(source) }),
    undefined,
  );
  const [source, ...more] = sources;
  assert.ok(source !== undefined && more.length === 0);
  return {
    source,
    write,
    runs: async () => (await Deno.readTextFile(`${folder}/runs`).catch(() => "")).split("\n").slice(0, -1),
    remove: () => Deno.remove(`${folder}/awsume`),
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}

const account = "111111111111";
const v3 = { supportsV3Providers: true } as const;
const two = '{"account":"111111111111","read":"re ad","write":"wr\\"ite"}';

function keys(name: string, more: Readonly<Record<string, string>> = {}): string {
  return JSON.stringify({ Version: 1, AccessKeyId: name, SecretAccessKey: "s", ...more });
}

/** The stand-in is a script for /bin/sh. */
function test(name: string, fn: () => Promise<void>): void {
  Deno.test({ name, ignore: Deno.build.os === "windows", fn });
}

test("the plugin gives a function by which awsume is asked each time", async () => {
  await using loaded = await load(two);
  const { source, write, runs } = loaded;
  await write("keys-re ad", keys("ASIA1", { SessionToken: "t", Expiration: "2030-01-01T00:00:00Z" }));
  await write('keys-wr"ite', keys("AKIA2"));
  assert.equal(source.name, "awsume");
  assert.equal(await source.isAvailable(), true);
  assert.equal(await source.canProvideCredentials(account), true);
  const reading = await source.getProvider(account, 0, v3);
  const expiration = new Date("2030-01-01T00:00:00Z");
  assert.deepEqual(await reading(), {
    accessKeyId: "ASIA1",
    secretAccessKey: "s",
    sessionToken: "t",
    expiration,
  });
  await write("keys-re ad", keys("ASIA3", { SessionToken: "t", Expiration: "2030-01-01T00:00:00Z" }));
  assert.equal((await reading()).accessKeyId, "ASIA3");
  const writing = await source.getProvider(account, 1, v3);
  assert.deepEqual(await writing(), { accessKeyId: "AKIA2", secretAccessKey: "s" });
  const take = "credential-process --interactive --expect-account 111111111111 --";
  assert.deepEqual(await runs(), [
    "cdk-plugin --account 111111111111 --json",
    `${take} re ad`,
    `${take} re ad`,
    `${take} wr"ite`,
  ]);
});

test("the plugin gives a CDK without functions an object that renews itself before its end", async () => {
  await using loaded = await load(two);
  const soon = new Date(Date.now() + 4000).toISOString();
  await loaded.write("keys-re ad", keys("ASIA1", { SessionToken: "t1", Expiration: soon }));
  const object = await loaded.source.getProvider(account, 0);
  assert.deepEqual(
    [object.accessKeyId, object.secretAccessKey, object.sessionToken, object.expireTime],
    ["ASIA1", "s", "t1", new Date(soon)],
  );
  await loaded.write(
    "keys-re ad",
    keys("ASIA2", { SessionToken: "t2", Expiration: "2999-01-01T00:00:00Z" }),
  );
  await object.getPromise();
  assert.deepEqual([object.accessKeyId, object.sessionToken], ["ASIA2", "t2"]);
  await object.getPromise();
  assert.equal((await loaded.runs()).length, 3);
  await loaded.write('keys-wr"ite', keys("AKIA2"));
  const endless = await loaded.source.getProvider(account, 1);
  await endless.getPromise();
  assert.deepEqual([endless.accessKeyId, endless.expireTime], ["AKIA2", null]);
  assert.equal((await loaded.runs()).length, 4);
});

test("the plugin lets awsume ask one question at a time, also after one that failed", async () => {
  await using loaded = await load(two);
  await loaded.write("keys-re ad", keys("ASIA1"));
  const modes = [0, 1, 0, 0] as const;
  const providers = await Promise.all(modes.map((mode) => loaded.source.getProvider(account, mode, v3)));
  const taken = await Promise.allSettled(providers.map((provide) => provide()));
  assert.deepEqual(taken.map((each) => each.status === "fulfilled" && each.value.accessKeyId), [
    "ASIA1",
    false,
    "ASIA1",
    "ASIA1",
  ]);
  const { reason } = taken[1] as PromiseRejectedResult;
  assert.equal(reason.message, 'awsume has no credentials of the profile "wr"ite" (it ended with 3)');
});

test("the plugin has nothing for an account that awsume does not know", async () => {
  await using loaded = await load('{"account":"111111111111","read":null,"write":null}');
  assert.equal(await loaded.source.canProvideCredentials(account), false);
});

test("the plugin stops where the one mode has a profile and the other is asked for", async () => {
  await using loaded = await load('{"account":"111111111111","read":"one","write":null}');
  assert.equal(await loaded.source.canProvideCredentials(account), true);
  await assert.rejects(loaded.source.getProvider(account, 1, v3), {
    message: "awsume has no profile for writing in account 111111111111: add it under cdk: in its settings",
  });
});

test("the plugin hands on why awsume cannot tell", async () => {
  await using loaded = await load("");
  await assert.rejects(loaded.source.canProvideCredentials(account), {
    message: "Cannot tell\n        Say it",
  });
});

test("the plugin steps aside with a word when awsume is gone", async () => {
  await using loaded = await load(two);
  await loaded.remove();
  const told: string[] = [];
  const { error } = globalThis.console;
  globalThis.console.error = (line: string) => void told.push(line);
  try {
    assert.deepEqual([await loaded.source.isAvailable(), await loaded.source.isAvailable()], [false, false]);
  } finally {
    globalThis.console.error = error;
  }
  assert.equal(told.length, 1);
  assert.match(told.join(), /^awsume: \/.*\/awsume is gone; run awsume cdk-plugin to find it again$/);
});
