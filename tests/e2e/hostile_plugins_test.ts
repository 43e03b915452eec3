/** Plugins that misbehave: nothing wrong is exported, the plugin is named, and the status says so where it must. */
import assert from "node:assert/strict";
import { pluginText, startPlugged } from "../support/plugged.ts";
import { atTerminal, testAtTerminal } from "../support/interactive.ts";
import { awsumeWords, type World } from "../support/world.ts";

/** What may come of it: the switch fails, or it gives what it gives without the plugin. */
type Fate = "fails" | "goes on";

interface Case {
  readonly fate: Fate;
  /** The hooks, or the text of the whole module. */
  readonly hooks?: string;
  readonly module?: string;
  /** What stderr says. */
  readonly says?: RegExp;
}

const cases: Readonly<Record<string, Case>> = {
  "throws": { fate: "fails", hooks: `preGetCredentials() { throw new Error("boom"); }`, says: /boom/ },
  "throws what is no error": { fate: "fails", hooks: `preGetCredentials() { throw null; }`, says: /null/ },
  "rejects": { fate: "fails", hooks: `postGetCredentials: async () => { throw 7; }`, says: /7/ },
  "rejects late": {
    fate: "goes on",
    hooks: `postAddArguments() { void Promise.reject(new Error("late boom")); }`,
    says: /^awsume: a plugin \(\S+bad\.mjs\) failed too late: late boom$/m,
  },
  "throws in a timer": {
    fate: "goes on",
    hooks: `async postAddArguments() {
      setTimeout(() => { throw new Error("timer boom"); }, 0);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }`,
    says: /^awsume: a plugin \(\S+bad\.mjs\) failed too late: timer boom$/m,
  },
  "ends awsume by process.exit": {
    fate: "fails",
    hooks: `preGetCredentials() { process.exit(0); }`,
    says: /end awsume/,
  },
  "ends awsume by the process of node": {
    fate: "fails",
    module: `import { exit } from "node:process";
      ${pluginText("bad", `preGetCredentials() { exit(0); }`)}`,
    says: /end awsume/,
  },
  "ends awsume by Deno.exit": {
    fate: "fails",
    hooks: `preGetCredentials() { Deno.exit(0); }`,
    says: /end awsume/,
  },
  "ends awsume by a signal": {
    fate: "fails",
    hooks: `preGetCredentials() { Deno.kill(Deno.pid, "SIGTERM"); }`,
  },
  "never settles": {
    fate: "fails",
    hooks: `preGetCredentials: () => new Promise(() => {})`,
    says: /preGetCredentials of the plugin "bad" .* did not answer in 1 seconds/,
  },
  "never loads": {
    fate: "goes on",
    module: `await new Promise(() => {});\n${pluginText("bad", "")}`,
    says: /bad\.mjs: it did not load in 1 seconds; going on without it/,
  },
  "prints to stdout in every way": {
    fate: "goes on",
    hooks: `preGetCredentials() {
      const bytes = new TextEncoder().encode("export EVIL=1;\\n");
      for (const name of ["time", "log", "info", "debug", "dir", "group", "table", "count", "timeLog", "dirxml"]) {
        console[name]?.("export EVIL=1;");
      }
      process.stdout.write("export EVIL=1;\\n");
      process.stdout.end?.("export EVIL=1;\\n");
      Deno.stdout.writeSync(bytes);
      void Deno.stdout.write(bytes);
      void Deno.stdout.writable?.getWriter().write(bytes);
    }`,
    says: /export EVIL=1;/,
  },
  "takes back what awsume made of stdout": {
    fate: "goes on",
    module: `delete Deno.stdout.writeSync;\n${
      pluginText("bad", `preGetCredentials() { console.log("export EVIL=1;"); }`)
    }`,
  },
  "changes the prototypes of all objects": {
    fate: "goes on",
    hooks: `preGetCredentials() {
      Object.prototype.extra = "evil";
      Array.prototype.extra = "evil";
      String.prototype.extra = () => "evil";
    }`,
  },
  "changes what it gets": {
    fate: "goes on",
    hooks: `postCollectProfiles({ profiles, config }) {
        profiles.one.role_arn = "arn:aws:iam::999999999999:role/evil";
        delete profiles.alice;
        config.region = "evil";
      },
      postGetCredentials({ credentials, profiles }) {
        credentials.accessKeyId = "AKIAEVIL";
        credentials.expiration?.setTime(0);
        Object.setPrototypeOf(credentials, { region: "evil" });
      }`,
  },
  "freezes what it gets": {
    fate: "goes on",
    hooks:
      `preGetCredentials(context) { Object.freeze(context.arguments); Object.freeze(context.profiles); }`,
  },
  "gives arguments that are traps": {
    fate: "fails",
    hooks: `preGetCredentials({ arguments: given }) {
      Object.defineProperty(given, "region", { get() { throw new Error("trap"); } });
    }`,
  },
  "gives credentials that are traps": {
    fate: "fails",
    hooks: `getCredentials: () => new Proxy({}, { ownKeys() { throw new Error("trap"); } })`,
  },
  "replaces Promise": {
    fate: "goes on",
    hooks: `postAddArguments() { globalThis.Promise = class extends Promise {}; }`,
  },
  "breaks JSON": {
    fate: "fails",
    hooks: `preGetCredentials() { JSON.stringify = () => { throw new Error("no JSON"); }; }`,
  },
  "breaks Map": {
    fate: "fails",
    hooks: `preGetCredentials() { Map.prototype.get = () => { throw new Error("no Map"); }; }`,
  },
  "breaks setTimeout": {
    fate: "goes on",
    hooks: `postAddArguments() { globalThis.setTimeout = () => 0; }`,
  },
};

for (const [what, { fate, hooks = "", module = pluginText("bad", hooks), says }] of Object.entries(cases)) {
  Deno.test(`a plugin that ${what}: awsume ${fate}`, async () => {
    await using world = await startPlugged({ "bad.mjs": module });
    const env = { AWSUME_PLUGIN_TIMEOUT: "1" };
    const { status, stdout, stderr } = await world.run(["one"], { env });
    checkFate(fate, { status, stdout }, stderr);
    assert.doesNotMatch(stdout, /evil/i);
    if (says !== undefined) assert.match(stderr, says);
  });
}

/** A failure exports nothing and has a status; else there is what AWS gave, in as many statements as ever. */
function checkFate(
  fate: Fate,
  { status, stdout }: { readonly status: number; readonly stdout: string },
  stderr: string,
): void {
  if (fate === "fails") {
    assert.notEqual(status, 0, stderr);
    assert.match(stdout, /^(\(exit \d+\);\n)?$/);
    return;
  }
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^export AWS_ACCESS_KEY_ID='ASIA\w+';$/m);
  assert.match(stdout, /^export AWSUME_PROFILE='one';$/m);
  for (const line of stdout.trimEnd().split("\n")) assert.match(line, /^(export|unset) \w+(='[^']*')?;$/);
}

Deno.test("a plugin that blocks the thread ends by Ctrl-C, and nothing is exported", async () => {
  await using world = await startPlugged({
    "bad.mjs": pluginText("bad", `preGetCredentials() { console.log("blocks"); while (true); }`),
  });
  const [program = "", ...args] = [...awsumeWords(), "one"];
  const env = { PATH: "/usr/bin:/bin", HOME: world.home, ...world.env };
  const child = new Deno.Command(program, { args, env, clearEnv: true, stdout: "piped", stderr: "piped" })
    .spawn();
  await until(child.stderr, "blocks");
  child.kill("SIGINT");
  const [{ code }, stdout] = await Promise.all([child.status, new Response(child.stdout).text()]);
  assert.equal(code, 130);
  assert.equal(stdout, "");
});

async function until(stream: ReadableStream<Uint8Array>, text: string): Promise<void> {
  let seen = "";
  for await (const chunk of stream.values({ preventCancel: true })) {
    seen += new TextDecoder().decode(chunk);
    if (seen.includes(text)) return;
  }
  assert.fail(`it never said ${text}: ${seen}`);
}

/** What a hook returns, and which field of it is named. */
const shapes: readonly (readonly [hook: string, value: string, says: RegExp, words: readonly string[]])[] = [
  ["addArguments", `7`, /returns from addArguments: it is no list of options/, ["one"]],
  ["addArguments", `[{ long: "No Way" }]`, /long of option 1/, ["one"]],
  ["addArguments", `[{ long: "near", short: "n o" }]`, /short of --near/, ["one"]],
  ["postAddArguments", `({ exit: "0" })`, /returns from postAddArguments: exit is no code/, ["one"]],
  ["postAddArguments", `({ exit: 256 })`, /returns from postAddArguments: exit is no code/, ["one"]],
  ["collectProfiles", `7`, /returns from collectProfiles: it is no object/, ["one"]],
  ["collectProfiles", `({ a: 7 })`, /profile "a" is no object/, ["one"]],
  ["collectProfiles", `({ a: { region: [] } })`, /region of profile "a"/, ["one"]],
  ["getCredentials", `"text"`, /returns from getCredentials: it is no object/, ["one"]],
  ["getCredentials", `({ accessKeyId: 7 })`, /accessKeyId is no text/, ["one"]],
  ["getCredentials", `({ accessKeyId: "AKIA" })`, /secretAccessKey is missing/, ["one"]],
  ["getCredentials", `({ ...keys, region: "no where" })`, /region is no name/, ["one"]],
  ["getCredentials", `({ ...keys, expiration: "soon" })`, /expiration is no time/, ["one"]],
  ["getCredentialsWithSaml", `({})`, /returns from getCredentialsWithSaml: it is no text/, ["--with-saml"]],
  ["getCredentialsWithWebIdentity", `7`, /getCredentialsWithWebIdentity: it is no object/, [
    "--with-web-identity",
    "--role-arn",
    "222222222222:one",
  ]],
  ["getMfaToken", `123456`, /returns from getMfaToken: it is no text/, ["mfa"]],
  ["getMfaToken", `"12 34"`, /returns from getMfaToken: a code has six digits/, ["mfa"]],
  ["getProfileNames", `({})`, /getProfileNames: it is no list of names/, [
    "__complete",
    "bash",
    "awsume x",
    "x",
  ]],
  ["catchProfileNotFoundException", `7`, /catchProfileNotFoundException: it is no object/, ["nope"]],
  ["catchInvalidProfileException", `7`, /catchInvalidProfileException: it is no object/, ["empty"]],
  [
    "catchUserAuthenticationError",
    `({ accessKeyId: "AKIA" })`,
    /AuthenticationError: secretAccessKey is missing/,
    [
      "mfa",
      "--mfa-token",
      "999999",
    ],
  ],
  ["catchRoleAuthenticationError", `7`, /catchRoleAuthenticationError: it is no object/, ["closed"]],
];
for (const [hook, value, says, words] of shapes) {
  Deno.test(`a plugin whose ${hook} returns ${value} is told which field is wrong`, async () => {
    const keys = `const keys = { accessKeyId: "AKIA", secretAccessKey: "s" };\n`;
    await using world = await startPlugged({
      "bad.mjs": keys + pluginText("bad", `${hook}: () => ${value}`),
    });
    await Deno.writeTextFile(`${world.home}/.aws/config`, "[profile empty]\nsource_profile = alice\n", {
      append: true,
    });
    const { status, stdout, stderr } = await world.run(words);
    checkFate("fails", { status, stdout }, stderr);
    assert.match(stderr, says);
    assert.match(stderr, /the plugin "bad" \(\S+bad\.mjs\)/);
  });
}

interface Program {
  readonly fate: Fate;
  /** What it does for the hook, in sh. */
  readonly does: string;
  readonly says?: RegExp;
  readonly exit?: number;
}

const programs: Readonly<Record<string, Program>> = {
  "gives no answer": { fate: "goes on", does: ":" },
  "answers by an error object": {
    fate: "fails",
    does: `echo '{"error":{"code":"no-card","message":"Put the card in"}}'`,
    says: /preGetCredentials of the plugin \S+awsume-plugin-bad failed: Put the card in/,
    exit: 1,
  },
  "answers by an error of its own shape": {
    fate: "fails",
    does: `echo '{"error":7}'`,
    says: /awsume-plugin-bad failed: 7/,
    exit: 1,
  },
  "ends with status 3": { fate: "fails", does: "exit 3", says: /awsume-plugin-bad.* status 3/, exit: 1 },
  "prints what is not JSON": {
    fate: "fails",
    does: "echo export EVIL=1",
    says: /preGetCredentials of the plugin .*awsume-plugin-bad: what it prints is no JSON object/,
    exit: 3,
  },
  "prints JSON that is no object": { fate: "fails", does: "echo '[1]'", says: /no JSON object/, exit: 3 },
  "prints two objects": { fate: "fails", does: "echo '{}{}'", says: /no JSON object/, exit: 3 },
  "hangs": { fate: "fails", does: "exec sleep 3", says: /awsume-plugin-bad.* in 1 seconds/ },
  "leaves a child that holds stdout": { fate: "goes on", does: "sleep 2 & echo '{}'" },
  "prints megabytes": {
    fate: "fails",
    does: "head -c 20000000 /dev/zero",
    says: /awsume-plugin-bad.* prints more than/,
    exit: 1,
  },
  "leaves nonsense in arguments": {
    fate: "fails",
    does: `echo '{"arguments":{"region":{}}}'`,
    says: /region is neither text nor switch/,
    exit: 3,
  },
};
for (const [what, { fate, does, says, exit }] of Object.entries(programs)) {
  Deno.test(`a program that ${what}: awsume ${fate}`, async () => {
    await using world = await startPlugged({ "awsume-plugin-bad": programText(does) });
    const env = { AWSUME_PLUGIN_TIMEOUT: "1" };
    const { status, stdout, stderr } = await world.run(["one"], { env });
    checkFate(fate, { status, stdout }, stderr);
    assert.doesNotMatch(stdout, /evil/i);
    if (says !== undefined) assert.match(stderr, says);
    if (exit !== undefined) assert.equal(status, exit);
  });
}

function programText(does: string): string {
  return `#!/bin/sh
read -r request
case $request in
  *'"hook":"describe"'*) echo '{"hooks":["preGetCredentials"]}' ;;
  *) ${does} ;;
esac
`;
}

testAtTerminal("a program may ask at the terminal, and its question is not exported", async () => {
  const asks = 'printf \'PIN: \' >/dev/tty; read -r pin </dev/tty; echo "{\\"error\\":\\"not $pin\\"}"';
  await using world = await startPlugged({ "awsume-plugin-bad": programText(asks) });
  const line = `out=$(${awsumeWords().join(" ")} one); echo "status $?"; echo "$out" >"$HOME/out"`;
  await Deno.writeTextFile(`${world.home}/run`, line);
  await using terminal = atTerminal(["/bin/sh", `${world.home}/run`], world.home, world.env);
  await terminal.until(/PIN: $/);
  await terminal.type("4711\n");
  assert.match(await terminal.until(/status \d+/), /failed: not 4711[^]*status 1/);
  assert.doesNotMatch(await Deno.readTextFile(`${world.home}/out`), /PIN|export/);
});

Deno.test("a program that does not read what it is told is none the worse", async () => {
  await using world = await startPlugged({ "awsume-plugin-deaf": "#!/bin/sh\necho '{\"hooks\":[]}'\n" });
  checkFate("goes on", await world.run(["one"]), "");
});

Deno.test("a program that answers without reading more than a pipe holds is none the worse", async () => {
  const text = `#!/bin/sh
[ -e "$HOME/described" ] && { echo '{}'; exit; }
: >"$HOME/described"
echo '{"hooks":["preGetCredentials"]}'
`;
  await using world = await startPlugged({ "awsume-plugin-deaf": text });
  const many = Array.from({ length: 3000 }, (_, index) => `[profile p${index}]\nregion = eu-west-1\n`);
  await Deno.writeTextFile(`${world.home}/.aws/config`, `\n${many.join("")}`, { append: true });
  const outcome = await world.run(["one"]);
  checkFate("goes on", outcome, outcome.stderr);
});

const undescribed: Readonly<Record<string, readonly [text: string, says: RegExp]>> = {
  "says nothing of itself": ["#!/bin/sh\nexit 7\n", /awsume-plugin-bad.* status 7; going on without it/],
  "has hooks that are no list": ["#!/bin/sh\necho '{\"hooks\":7}'\n", /describe gives no list of hooks/],
  "has a hook of an unknown name": [
    `#!/bin/sh\necho '{"hooks":["getMfaTokn"]}'\n`,
    /there is no hook "getMfaTokn".*\n +Did you mean "getMfaToken"/,
  ],
  "cannot be started": ["#!/no/such/interpreter\n", /awsume-plugin-bad/],
};
for (const [what, [text, says]] of Object.entries(undescribed)) {
  Deno.test(`a program that ${what} is left out`, async () => {
    await using world = await startPlugged({ "awsume-plugin-bad": text });
    const { status, stdout, stderr } = await world.run(["one"]);
    checkFate("goes on", { status, stdout }, stderr);
    assert.match(stderr, says);
  });
}

/** Files that are no plugins, or that nobody should load. */
const files: Readonly<Record<string, readonly [make: (world: World) => Promise<void>, says: RegExp]>> = {
  "missing": [
    (world) => list(world, "/no/such/plugin.mjs"),
    /Cannot find the plugin "\/no\/such\/plugin.mjs"/,
  ],
  "a package that is missing": [
    (world) => list(world, "some-package"),
    /Cannot find the plugin "some-package"/,
  ],
  "a folder": [
    (world) => Deno.mkdir(`${world.home}/.awsume/plugins/bad.mjs`),
    /bad\.mjs" as a plugin: it is a folder without a package\.json.*\n +Name the plugin's file in it/,
  ],
  "a broken symbolic link": [
    (world) => Deno.symlink("/no/such/file.mjs", `${world.home}/.awsume/plugins/bad.mjs`),
    /Cannot find the plugin "\S*bad\.mjs"/,
  ],
  "a path that depends on the working folder": [
    (world) => list(world, "./bad.mjs"),
    /"\.\/bad\.mjs": its path depends on the working folder/,
  ],
  "in a folder that others can write": [
    async (world) => {
      await Deno.writeTextFile(`${world.home}/.awsume/plugins/bad.mjs`, pluginText("bad", ""), {
        mode: 0o600,
      });
      await Deno.chmod(`${world.home}/.awsume/plugins`, 0o777);
    },
    /\.awsume\/plugins can be written by other users; going on without it\n +Run: chmod go-w \S+\/plugins$/m,
  ],
  "with a syntax error": [
    (world) =>
      Deno.writeTextFile(`${world.home}/.awsume/plugins/bad.mjs`, "\n\nexport x;\n", { mode: 0o600 }),
    /Cannot load the plugin \S+bad\.mjs:3: /,
  ],
  "with a syntax error in CommonJS": [
    (world) =>
      Deno.writeTextFile(`${world.home}/.awsume/plugins/bad.cjs`, "const x = 1;\nconst = 2;\n", {
        mode: 0o600,
      }),
    /Cannot load the plugin \S+bad\.cjs: Unexpected token '='/,
  ],
  "with a fault when it is loaded": [
    (world) => Deno.writeTextFile(`${world.home}/.awsume/plugins/bad.mjs`, "\nnull.x;\n", { mode: 0o600 }),
    /Cannot load the plugin \S+bad\.mjs:2: Cannot read properties of null/,
  ],
};
for (const [what, [make, says]] of Object.entries(files)) {
  Deno.test(`a plugin that is ${what} is told, and left out`, async () => {
    await using world = await startPlugged({});
    await make(world);
    const { status, stdout, stderr } = await world.run(["one"]);
    checkFate("goes on", { status, stdout }, stderr);
    assert.match(stderr, says);
    assert.match(stderr, /going on without it/);
  });
}

async function list(world: World, entry: string): Promise<void> {
  await Deno.writeTextFile(`${world.home}/.awsume/config.yaml`, `plugins: ["${entry}"]\n`);
}

Deno.test("a plugin that is listed twice, and lies in the folder, is called once", async () => {
  await using world = await startPlugged({
    "one.mjs": pluginText("one", `preGetCredentials() { console.log("called"); }`),
  });
  const path = `${world.home}/.awsume/plugins/one.mjs`;
  await Deno.symlink(path, `${world.home}/.awsume/plugins/other.mjs`);
  await Deno.writeTextFile(`${world.home}/.awsume/config.yaml`, `plugins: [${path}, ${path}]\n`);
  assert.deepEqual((await world.run(["one"])).stderr.match(/called/g), ["called"]);
});

const clashes: readonly (readonly [options: string, says: RegExp])[] = [
  [
    `{ long: "region", value: "X", doc: "" }`,
    /the plugin "b" \(\S+b\.mjs\) declares --region, which awsume has/,
  ],
  [`{ long: "near", short: "r", doc: "" }`, /the plugin "b" \(\S+b\.mjs\) declares -r, which awsume has/],
  [
    `{ long: "mine", doc: "" }`,
    /the plugins "a" \(\S+a\.mjs\) and "b" \(\S+b\.mjs\) both declare --mine\n +\S.*--no-plugins/,
  ],
  [`{ long: "other", short: "Z", doc: "" }`, /the plugins "a" \(\S+\) and "b" \(\S+\) both declare -Z/],
];
for (const [options, says] of clashes) {
  Deno.test(`options that clash are an error that names the plugins: ${options}`, async () => {
    await using world = await startPlugged({
      "a.mjs": pluginText("a", `addArguments: () => [{ long: "mine", short: "Z", doc: "" }]`),
      "b.mjs": pluginText("b", `addArguments: () => [${options}]`),
    });
    const { status, stdout, stderr } = await world.run(["one"]);
    assert.equal(status, 3, stderr);
    checkFate("fails", { status, stdout }, stderr);
    assert.match(stderr, says);
    checkFate("goes on", await world.run(["one", "--no-plugins"]), "");
  });
}
