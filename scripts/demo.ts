/**
 * Shows awsume at work: `deno task demo`. A real bash, sample files in a temporary home, and an AWS on this
 * computer. Every step is checked, so that the demo cannot show what does not work.
 *
 * @module
 */
import assert from "node:assert/strict";
import { quotePosix } from "../shells/posix.ts";
import { type FakeAws, startFakeAws } from "../tests/support/fake_aws.ts";
import { awsumeWords } from "../tests/support/world.ts";
import { type Bash, type Result, startBash } from "./demo/bash.ts";
import { accounts, config, credentials } from "./demo/sample.ts";

/** What the story is played with. */
interface Stage {
  readonly bash: Bash;
  readonly aws: FakeAws;
}

/** The environment that programs are started with, as far as it is about AWS. */
type AwsEnv = Result["env"];

async function play(stage: Stage): Promise<void> {
  await showFiles(stage);
  await switchWithCode(stage);
  const env = await followChain(stage);
  await switchFromCache(stage, env);
  await failSafely(stage, env);
  await leave(stage);
}

async function showFiles({ bash }: Stage): Promise<void> {
  say("awsume puts AWS credentials into your shell. All of this is made up: AWS is a server on this");
  say("computer, the keys open nothing, and the home folder is a temporary one, with this in it:");
  await type(bash, "cat ~/.aws/config");
  say("One line in ~/.bashrc loads awsume:");
  const { status } = await type(bash, 'eval "$(awsume init bash)"');
  assert.equal(status, 0);
}

async function switchWithCode({ bash, aws }: Stage): Promise<void> {
  say("alice has an MFA device: awsume asks for its code and takes a session of twelve hours.");
  const { status, env } = await type(bash, "awsume alice", [accounts.mfaCode]);
  assert.equal(status, 0);
  assert.equal(env.AWSUME_PROFILE, "alice");
  assert.deepEqual(actionsOf(aws), ["GetSessionToken"]);
}

async function followChain({ bash, aws }: Stage): Promise<AwsEnv> {
  say("prod is reached through hub, and hub through alice. Her session serves: no code this time.");
  const { status, env } = await type(bash, "awsume prod");
  assert.equal(status, 0);
  assert.deepEqual(actionsOf(aws), ["GetSessionToken", "AssumeRole", "AssumeRole"]);
  say("What every program started from here on finds, cut short (the endpoint is the demo's own):");
  const { output } = await type(bash, "env | grep ^AWS | sort | cut -c 1-50");
  assert.match(output, /^AWS_ACCESS_KEY_ID=ASIAFAKE/m);
  assert.match(output, /^AWS_REGION=eu-west-1$/m);
  assert.match(output, /^AWSUME_PROFILE=prod$/m);
  return awsOf(env);
}

async function switchFromCache({ bash, aws }: Stage, prod: AwsEnv): Promise<void> {
  const before = aws.calls.length;
  say(`That took ${before} calls to AWS so far. Back to alice, and to prod again:`);
  const { status, env } = await type(bash, "awsume alice && awsume prod");
  assert.equal(status, 0);
  assert.deepEqual(awsOf(env), prod);
  assert.equal(aws.calls.length, before);
  say(`Both came from the cache: it is still ${aws.calls.length} calls.`);
}

async function failSafely({ bash }: Stage, prod: AwsEnv): Promise<void> {
  say("A switch that fails changes nothing, and its exit code says what there is to mend:");
  const { output, env } = await type(bash, 'awsume prdo; echo "exit code $?, still in $AWSUME_PROFILE"');
  assert.match(output, /Did you mean "prod"\?\nexit code 3, still in prod\n$/);
  assert.deepEqual(awsOf(env), prod);
}

async function leave({ bash }: Stage): Promise<void> {
  say("And out again:");
  const { status, env } = await type(bash, "awsume -u; env | grep ^AWS");
  assert.equal(status, 0);
  assert.deepEqual(Object.keys(awsOf(env)), ["AWS_ENDPOINT_URL_STS"]);
}

function actionsOf(aws: FakeAws): readonly string[] {
  return aws.calls.map(({ action }) => action);
}

function awsOf(env: Result["env"]): AwsEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => name.startsWith("AWS")).sort());
}

/** Runs a line as a person at a prompt would. */
async function type(bash: Bash, line: string, answers: readonly string[] = []): Promise<Result> {
  write(paint("1", `$ ${line}\n`));
  const result = await bash.run(line, answers);
  write("\n");
  return result;
}

function say(text: string): void {
  write(paint("36", `# ${text}\n`));
}

/** Presses the keys at a pace that can be followed, where somebody follows. */
async function showTyped(text: string): Promise<void> {
  for (const key of text) {
    if (Deno.stdout.isTerminal()) await sleep(80);
    write(paint("1", key));
  }
}

function paint(code: string, text: string): string {
  const isPlain = !Deno.stdout.isTerminal() || Deno.env.get("NO_COLOR");
  return isPlain ? text : `\x1b[${code}m${text}\x1b[0m`;
}

function write(text: string): void {
  const bytes = new TextEncoder().encode(text);
  for (let done = 0; done < bytes.length;) done += Deno.stdout.writeSync(bytes.subarray(done));
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** A temporary home folder with the sample files, and `bin/awsume`, which runs this checkout. */
async function makeHome(): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await Deno.makeTempDir({ prefix: "awsume-demo-" });
  for (const folder of [".aws", "bin"]) await Deno.mkdir(`${path}/${folder}`);
  await Deno.writeTextFile(`${path}/.aws/config`, config);
  await Deno.writeTextFile(`${path}/.aws/credentials`, credentials);
  const program = `#!/bin/sh\nexec ${awsumeWords().map(quotePosix).join(" ")} "$@"\n`;
  await Deno.writeTextFile(`${path}/bin/awsume`, program, { mode: 0o755 });
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}

/** Nothing of the developer's own AWS settings gets in. The packages of this checkout stay where they are. */
async function makeEnvironment(home: string, aws: FakeAws): Promise<Readonly<Record<string, string>>> {
  const info = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
  const { denoDir } = JSON.parse(new TextDecoder().decode(info.stdout));
  return {
    HOME: home,
    PATH: `${home}/bin:${Deno.env.get("PATH")}`,
    DENO_DIR: denoDir,
    DENO_NO_UPDATE_CHECK: "1",
    AWS_ENDPOINT_URL_STS: aws.url,
  };
}

/** The exit code of a program that a signal ends, when one comes. */
function interruption(): Promise<number> {
  const codes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
  return new Promise((resolve) => {
    for (const [signal, code] of Object.entries(codes)) {
      Deno.addSignalListener(signal as keyof typeof codes, () => resolve(code));
    }
  });
}

async function main(): Promise<number> {
  if (Deno.build.os === "windows" || !await hasBash()) {
    say("The demo plays in bash on Linux or macOS, and there is none here.");
    return 0;
  }
  const interrupted = interruption();
  await using home = await makeHome();
  await using aws = startFakeAws(accounts);
  const env = await makeEnvironment(home.path, aws);
  await using bash = startBash({ env, folder: home.path, show: write, showTyped });
  const code = await Promise.race([play({ bash, aws }).then(() => 0), interrupted]);
  if (code === 0) say("Every step was checked. The temporary home is removed now.");
  return code;
}

async function hasBash(): Promise<boolean> {
  try {
    await new Deno.Command("bash", { args: ["--version"], stdout: "null" }).output();
    return true;
  } catch {
    return false;
  }
}

Deno.exit(await main());
