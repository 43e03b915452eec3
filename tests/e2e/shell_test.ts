/** The executable in every real shell of the registry: what a person types, and what the shell then holds. */
import assert from "node:assert/strict";
import { atTerminal, type Terminal, testAtTerminal } from "../support/interactive.ts";
import { testWith } from "../support/programs.ts";
import { runClean, script } from "../support/script.ts";
import { attempt, nameOf, type RealShell, realShells } from "../support/shells.ts";
import { mfaSerial, startWorld, type World } from "../support/world.ts";

for (const real of Object.values(realShells)) testShell(real);

/** Each starts the shell once and goes on in it: what it was told before is there, as with a person. */
function testShell(real: RealShell): void {
  const { shell, start: [program = ""] } = real;

  testWith(
    program,
    `${nameOf(real)}: switches, failures that change nothing, and the end of it`,
    async () => {
      await using world = await startWorld();
      const stale = ["AWS_PROFILE", "AWS_SECURITY_TOKEN", "AWS_WEB_IDENTITY_TOKEN_FILE"];
      const change = shell.render(new Map(stale.map((name) => [name, "stale"])));
      const init = await initOf(world, real);
      const { runs, stderr } = await script(real, { init, folder: world.home, env: world.env })
        .run("awsume", "one").expectStatus(0).expectEnv("AWSUME_PROFILE", "one")
        .expectEnv("AWS_REGION", "us-east-1")
        .run("awsume", "one").expectStatus(0)
        .run("awsume", "gone").expectStatus(3).expectEnv("AWSUME_PROFILE", "one")
        .run("awsume", "closed").expectStatus(1).expectEnv("AWSUME_PROFILE", "one")
        .run("awsume", "--nope").expectStatus(2).expectEnv("AWSUME_PROFILE", "one")
        .run("awsume", "mfa", "--mfa-token", "000000").expectStatus(4).expectEnv("AWSUME_PROFILE", "one")
        .run("awsume", "--role-arn", "444444444444:three").expectStatus(0)
        .expectEnv("AWSUME_PROFILE", "arn:aws:iam::444444444444:role/three")
        .line(real.carryOut?.(change) ?? change)
        .run("awsume", "alice").expectStatus(0).expectEnv("AWS_SESSION_TOKEN", undefined)
        .run(real.feed("echo 123456", "awsume mfa")).expectStatus(0).expectEnv("AWSUME_PROFILE", "mfa")
        .run("awsume", "-u").expectStatus(0)
        .expectEnv("AWS_ACCESS_KEY_ID", undefined).expectEnv("AWSUME_PROFILE", undefined)
        .end();
      const [first, last] = world.aws.issued;
      for (const { env } of runs.slice(0, 6)) assert.deepEqual(keysIn(env), keysOf(first), stderr);
      assert.deepEqual(keysIn(runs[6]?.env ?? {}), keysOf(last), stderr);
      for (const name of stale) assert.equal(runs[7]?.env[name], undefined, name);
      assert.deepEqual(world.calls(), [
        ...["AssumeRole", "AssumeRole", "GetSessionToken", "AssumeRole", "GetSessionToken"],
      ]);
      assert.equal(world.aws.calls[3]?.accessKeyId, first?.accessKeyId);
    },
  );

  testWith(program, `${nameOf(real)}: what is printed, here and in a pipe`, async () => {
    await using world = await startWorld();
    const init = await initOf(world, real);
    const call = real.call ?? "";
    const { stdout } = await script(real, { init, folder: world.home, env: world.env })
      .run("awsume", "-h").expectStatus(0)
      .run("awsume", "-l").expectStatus(0)
      .run("awsume", "init", shell.name).expectStatus(0)
      .line(`awsume -h | ${call}grep -c awsume`)
      .line(`awsume -l | ${call}grep -c three`)
      .end();
    const [help, list] = [await world.run(["-h"]), await world.run(["-l"])];
    assert.match(list.stdout, /^alice\b.*[^]*^three\b/m);
    const plain = help.stdout + list.stdout + init;
    assert.equal(stdout.slice(0, plain.length), plain);
    assert.match(stdout.slice(plain.length), /^[1-9]\d*\n[1-9]\d*\n$/);
  });

  const echo = real.echo ?? ((words: string): string => `echo ${words}`);
  const report = echo(`status=${real.status}. ${real.variable("AWSUME_PROFILE")}.`);
  const atPrompt = (criterion: string, work: (terminal: Terminal, world: World) => Promise<void>): void =>
    testAtTerminal(`${nameOf(real)}: ${criterion}`, async () => {
      await using world = await startWorld();
      await using terminal = await start(real, world);
      await work(terminal, world);
    }, program);

  atPrompt("exec, codes and TAB at a terminal, and a code from a pipe there", async (terminal, world) => {
    const type = (code: string): Promise<void> => terminal.type(`${attempt(real, code)}; ${report}\n`);
    const line = "test -t 0 && test -t 1 && printf %s%s go on && read line && echo $line.it";
    const words = ["exec", "alice", "--", "sh", "-c", line];
    await type(["awsume", ...words.map(shell.quote)].join(" "));
    await terminal.until(/goon/);
    await terminal.type("read\n");
    await terminal.until(/read\.it/);
    await terminal.until(/status=0\. \./);
    await type("awsume locked");
    await terminal.until(new RegExp(`MFA code of ${mfaSerial} for locked: `));
    await terminal.type("000000\n");
    await terminal.until(/refused the MFA code/);
    await terminal.until(/for locked: /);
    await terminal.type("123456\n");
    await terminal.until(/status=0\. locked\./);
    await type(real.feed("echo 123456", "awsume mfa -r"));
    await terminal.until(/status=0\. mfa\./);
    const codes = ["GetSessionToken", "GetSessionToken", "AssumeRole", "GetSessionToken"];
    assert.deepEqual(world.calls(), codes);
    if (real.asksBehindPipe !== false) {
      await type(real.feed("true", "awsume mfa -r"));
      await terminal.until(/for mfa: /);
      await terminal.type("123456\n");
      await terminal.until(/status=0\. mfa\./);
    }
    if (real.completes === false) return;
    await type("awsume ali\t");
    await terminal.until(/status=0\. alice\./);
  });

  atPrompt("three wrong codes, then Ctrl-C at the next question", async (terminal, world) => {
    await terminal.type(`${attempt(real, "awsume mfa")}; ${report}\n`);
    for (const code of ["000001", "000002", "000003"]) {
      await terminal.until(/for mfa: /);
      await terminal.type(`${code}\n`);
    }
    await terminal.until(/status=4\. \./);
    await terminal.type(`${attempt(real, "awsume mfa")}; ${report}\n`);
    await terminal.until(/for mfa: /);
    await terminal.type("12\x03");
    await terminal.until(/status=130\. \./);
    await terminal.type("stty -a | tr ' ;' '\\n' | grep -cx -e echo -e icanon -e isig\n");
    await terminal.until(/\b3\r?\n/);
    assert.deepEqual(world.calls(), Array(3).fill("GetSessionToken"));
  });
}

type Keys = readonly (string | undefined)[];

function keysIn(env: Readonly<Record<string, string>>): Keys {
  return [env.AWS_ACCESS_KEY_ID, env.AWS_SECRET_ACCESS_KEY, env.AWS_SESSION_TOKEN];
}

function keysOf(issued: World["aws"]["issued"][number] | undefined): Keys {
  return [issued?.accessKeyId, issued?.secretAccessKey, issued?.sessionToken];
}

// A checkout runs from where it lies; an executable can lie anywhere. How each shell reads such a path is tested with
// a stand-in.
const binary = Deno.env.get("AWSUME_BINARY");
if (binary !== undefined) {
  testWith("bash", "an executable in a folder with blanks and quotes finds itself", async () => {
    await using world = await startWorld();
    const folder = `${world.home}/it's my "own" $HOME \`dir\``;
    await Deno.mkdir(folder);
    await Deno.copyFile(binary, `${folder}/awsume`);
    const { bash } = realShells;
    assert.ok(bash);
    const { stdout: init } = await runClean([`${folder}/awsume`, "init", "bash"], { folder: world.home });
    await script(bash, { init, folder: world.home, env: world.env })
      .run("awsume", "one").expectStatus(0).expectEnv("AWSUME_PROFILE", "one").end();
  });
}

/** What `awsume init` has printed, which says nothing of a world. */
const inits = new Map<string, string>();

async function initOf(world: World, { shell: { name } }: RealShell): Promise<string> {
  const known = inits.get(name);
  if (known !== undefined) return known;
  const { status, stdout, stderr } = await world.run(["init", name]);
  assert.equal(status, 0, stderr);
  inits.set(name, stdout);
  return stdout;
}

/** The shell as a person starts it, awsume loaded. */
async function start(real: RealShell, world: World): Promise<Terminal> {
  await Deno.writeTextFile(`${world.home}/init`, await initOf(world, real));
  const terminal = atTerminal(real.interactive, world.home, world.env);
  const [session = ""] = Object.values(real.sessions);
  // nushell loses what is typed while it runs a line.
  await terminal.type(`${session}${real.evaluates === false ? "; " : "\n"}printf %s%s rea dy\n`);
  await terminal.until(/ready/);
  if (real.prompt !== undefined) await terminal.until(real.prompt);
  return terminal;
}
