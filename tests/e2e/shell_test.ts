/** The executable in every real shell of the registry: what a person types, and what the shell then holds. */
import assert from "node:assert/strict";
import { atTerminal, type Terminal, testAtTerminal } from "../support/interactive.ts";
import { type Script, script } from "../support/script.ts";
import { attempt, nameOf, type RealShell, realShells, testWith } from "../support/shells.ts";
import { mfaSerial, startWorld, type World } from "../support/world.ts";

for (const real of Object.values(realShells)) testShell(real);

function testShell(real: RealShell): void {
  const { shell } = real;
  const [program = ""] = real.start;
  const echo = real.echo ?? ((words: string): string => `echo ${words}`);
  const report = echo(`status=${real.status}. ${real.variable("AWSUME_PROFILE")}.`);
  const test = (criterion: string, work: (world: World, story: Script) => Promise<void>): void =>
    testWith(program, `${nameOf(real)}: ${criterion}`, async () => {
      await using world = await startWorld();
      const init = await initOf(world, shell.name);
      await work(world, script(real, { init, folder: world.home, env: world.env }));
    });

  const atPrompt = (criterion: string, work: (terminal: Terminal, world: World) => Promise<void>): void =>
    testAtTerminal(`${nameOf(real)}: ${criterion}`, async () => {
      await using world = await startWorld();
      await using terminal = await start(real, world);
      await work(terminal, world);
    }, program);

  test("a switch, a second from the cache, and the end of it", async (world, story) => {
    const { runs } = await story.run("awsume", "one")
      .expectStatus(0).expectEnv("AWSUME_PROFILE", "one").expectEnv("AWS_REGION", "us-east-1")
      .run("awsume", "one").expectStatus(0)
      .run("awsume", "-u").expectStatus(0)
      .expectEnv("AWS_ACCESS_KEY_ID", undefined).expectEnv("AWSUME_PROFILE", undefined)
      .end();
    const [issued] = world.aws.issued;
    for (const { env } of runs.slice(0, 2)) {
      assert.equal(env.AWS_ACCESS_KEY_ID, issued?.accessKeyId);
      assert.equal(env.AWS_SECRET_ACCESS_KEY, issued?.secretAccessKey);
      assert.equal(env.AWS_SESSION_TOKEN, issued?.sessionToken);
    }
    assert.deepEqual(world.calls(), ["AssumeRole"]);
  });

  test("a chain of three", async (world, story) => {
    await story.run("awsume", "three").expectStatus(0).expectEnv("AWS_REGION", "eu-west-1").end();
    assert.deepEqual(world.calls(), ["AssumeRole", "AssumeRole", "AssumeRole"]);
  });

  test("a role from what is awsumed now", async (world, story) => {
    await story.run("awsume", "one").run("awsume", "--role-arn", "444444444444:three").expectStatus(0)
      .expectEnv("AWSUME_PROFILE", "arn:aws:iam::444444444444:role/three").end();
    assert.equal(world.aws.calls[1]?.accessKeyId, world.aws.issued[0]?.accessKeyId);
  });

  test("a failure keeps the environment and awsume's own status", async (_world, story) => {
    await story.run("awsume", "alice")
      .run("awsume", "gone").expectStatus(3).expectEnv("AWSUME_PROFILE", "alice")
      .run("awsume", "closed").expectStatus(1).expectEnv("AWSUME_PROFILE", "alice")
      .run("awsume", "--nope").expectStatus(2).expectEnv("AWSUME_PROFILE", "alice")
      .run("awsume", "mfa", "--mfa-token", "000000").expectStatus(4).expectEnv("AWSUME_PROFILE", "alice")
      .end();
  });

  test("variables that were there before are gone", async (_world, story) => {
    const stale = ["AWS_PROFILE", "AWS_SECURITY_TOKEN", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_SESSION_TOKEN"];
    const change = shell.render(new Map(stale.map((name) => [name, "stale"])));
    const { runs } = await story.line(real.carryOut?.(change) ?? change).run("awsume", "alice").expectStatus(
      0,
    ).end();
    for (const name of stale) assert.equal(runs[0]?.env[name], undefined, name);
  });

  test("-s shows the statements and sets the variables", async (_world, story) => {
    const { stdout } = await story.run("awsume", "-s", "alice").expectStatus(0)
      .expectEnv("AWS_ACCESS_KEY_ID", "AKIAFAKEALICEEXAMPLE").end();
    assert.ok(
      stdout.includes(shell.render(new Map([["AWS_SECRET_ACCESS_KEY", "fake/alice+secret/=="]]))),
      stdout,
    );
  });

  test("help is printed and can be piped", async (world, story) => {
    const { stdout } = await story.run("awsume", "-h").expectStatus(0).end();
    const plain = await world.run(["-h"]);
    assert.equal(stdout, plain.stdout);
    const piped = await story.line(`awsume -h | ${real.call ?? ""}grep -c awsume`).run(
      `${real.call ?? ""}true`,
    ).end();
    assert.match(piped.stdout, /^\d+\n$/);
  });

  test("-l lists, here and in a pipe", async (world, story) => {
    const plain = await world.run(["-l"]);
    assert.match(plain.stdout, /^alice\b.*[^]*^three\b/m);
    const { stdout } = await story.run("awsume", "-l").expectStatus(0).end();
    assert.equal(stdout, plain.stdout);
    const piped = await story.line(`awsume -l | ${real.call ?? ""}grep -c three`).run(
      `${real.call ?? ""}true`,
    ).end();
    assert.match(piped.stdout, /^[1-9]\d*\n$/);
  });

  test("a switch and the end of it under its strict modes and odd settings", async (world) => {
    const init = await initOf(world, shell.name);
    for (const [mood, line] of Object.entries(real.moods)) {
      const setting = { init: `${line}\n${init}`, folder: world.home, env: world.env };
      await Deno.remove(`${world.home}/seen`).catch(() => {});
      const { runs } = await script(real, setting).run("awsume", "alice").run("awsume", "-u").end();
      assert.deepEqual(runs.map(({ status, env }) => [status, env.AWSUME_PROFILE]), [[0, "alice"], [
        0,
        undefined,
      ]], mood);
    }
  });

  test("a code from a pipe", async (world, story) => {
    await story.run(real.feed("echo 123456", "awsume mfa")).expectStatus(0)
      .expectEnv("AWSUME_PROFILE", "mfa").end();
    assert.deepEqual(world.calls(), ["GetSessionToken"]);
  });

  // A checkout runs from where it lies; an executable can lie anywhere.
  const binary = Deno.env.get("AWSUME_BINARY");
  const odd = `${nameOf(real)}: an executable in a folder with blanks and quotes`;
  if (binary === undefined) Deno.test.ignore(odd, () => {});
  else testWith(program, odd, () => testOddFolder(real, binary));

  test("init goes straight through the function", async (world, story) => {
    const { stdout } = await story.run("awsume", "init", shell.name).expectStatus(0).end();
    assert.equal(stdout, await initOf(world, shell.name));
  });

  atPrompt("what runs straight through has the terminal", async (terminal) => {
    const words = [
      "exec",
      "alice",
      "--",
      "sh",
      "-c",
      "test -t 0 && test -t 1 && printf %s%s go on && read line && echo $line.it",
    ];
    await terminal.type(`${attempt(real, ["awsume", ...words.map(shell.quote)].join(" "))}\n`);
    await terminal.until(/goon/);
    await terminal.type("read\n");
    await terminal.until(/read\.it/);
  });

  atPrompt("an MFA code on a terminal, a wrong one first", async (terminal, world) => {
    await terminal.type(`${attempt(real, "awsume locked")}; ${report}\n`);
    await terminal.until(new RegExp(`MFA code of ${mfaSerial} for locked: `));
    await terminal.type("000000\n");
    await terminal.until(/refused the MFA code/);
    await terminal.until(/for locked: /);
    await terminal.type("123456\n");
    await terminal.until(/status=0\. locked\./);
    assert.deepEqual(world.calls(), ["GetSessionToken", "GetSessionToken", "AssumeRole"]);
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

  atPrompt("a code from a pipe at a terminal", async (terminal) => {
    await terminal.type(`${attempt(real, real.feed("echo 123456", "awsume mfa"))}; ${report}\n`);
    await terminal.until(/status=0\. mfa\./);
  });

  if (real.asksBehindPipe !== false) {
    atPrompt("an empty pipe leaves the question to the terminal", async (terminal) => {
      await terminal.type(`${attempt(real, real.feed("true", "awsume mfa"))}; ${report}\n`);
      await terminal.until(/for mfa: /);
      await terminal.type("123456\n");
      await terminal.until(/status=0\. mfa\./);
    });
  }

  if (real.completes === false) return;
  atPrompt("TAB completes a profile", async (terminal) => {
    await terminal.type(`${attempt(real, "awsume ali\t")}; ${report}\n`);
    await terminal.until(/status=0\. alice\./);
  });
}

async function testOddFolder(real: RealShell, binary: string): Promise<void> {
  await using world = await startWorld();
  const folder = `${world.home}/it's my "own" $HOME \`dir\``;
  await Deno.mkdir(folder);
  await Deno.copyFile(binary, `${folder}/awsume`);
  const child = new Deno.Command(`${folder}/awsume`, { args: ["init", real.shell.name] });
  const init = new TextDecoder().decode((await child.output()).stdout);
  await script(real, { init, folder: world.home, env: world.env })
    .run("awsume", "one").expectStatus(0).expectEnv("AWSUME_PROFILE", "one").end();
}

async function initOf(world: World, shell: string): Promise<string> {
  const { status, stdout, stderr } = await world.run(["init", shell]);
  assert.equal(status, 0, stderr);
  return stdout;
}

/** The shell as a person starts it, awsume loaded. */
async function start(real: RealShell, world: World): Promise<Terminal> {
  await Deno.writeTextFile(`${world.home}/init`, await initOf(world, real.shell.name));
  const terminal = atTerminal(real.interactive, world.home, world.env);
  const [session = ""] = Object.values(real.sessions);
  // nushell loses what is typed while it runs a line.
  await terminal.type(`${session}${real.evaluates === false ? "; " : "\n"}printf %s%s rea dy\n`);
  await terminal.until(/ready/);
  if (real.prompt !== undefined) await terminal.until(real.prompt);
  return terminal;
}
