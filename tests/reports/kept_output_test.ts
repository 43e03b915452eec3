/**
 * A script's bare `awsume prod`, without the function and with its output in a log, wrote the secrets there, changed
 * nothing, and the script went on with nobody's credentials, status 0. Output that a shell reads is not such a log,
 * though in ksh93 it is a file, too.
 */
import assert from "node:assert/strict";
import { testPath, testWith } from "../support/programs.ts";
import { type Outcome, runClean } from "../support/script.ts";
import { awsumeWords, files, startWorld, type World } from "../support/world.ts";

/** Runs a line of a shell that finds `awsume` on its PATH; the program itself, unless the function is loaded. */
async function runLine(
  shell: readonly string[],
  line: string,
  world: World,
): Promise<Omit<Outcome, "runs">> {
  const words = awsumeWords().map((word) => `'${word}'`).join(" ");
  await Deno.mkdir(`${world.home}/bin`, { recursive: true });
  await Deno.writeTextFile(`${world.home}/bin/awsume`, `#!/bin/sh\nexec ${words} "$@"\n`, { mode: 0o755 });
  return await runClean([...shell, line], {
    folder: world.home,
    env: { ...world.env, PATH: `${world.home}/bin:${testPath}` },
  });
}

const sh = ["sh", "-c"];
const secret = /AKIA|ASIA|fake\/|AWS_SECRET|AWS_SESSION_TOKEN/;

async function readFile(name: string, { home }: World): Promise<string> {
  return await Deno.readTextFile(`${home}/${name}`).catch(() => "");
}

const python = "python3 -c 'import socket, subprocess, sys; w = sys.argv[2:]; " +
  'p = subprocess.run(w, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) if sys.argv[1] == "pipe" else None; ' +
  "a, b = socket.socketpair(); p = p or subprocess.run(w, stdout=b, stderr=b); b.close(); " +
  "sys.stdout.buffer.write(p.stdout or a.recv(99999)); sys.exit(p.returncode)'";

/** The last command's status is the line's; what was printed is in `log`, or on stdout. */
const refused:
  readonly (readonly [what: string, line: string, needs?: readonly string[], shell?: readonly string[]])[] = [
    ["a log", "awsume one >log"],
    ["a log that grows", "awsume one >>log"],
    ["a log of both, as of cron and nohup", "awsume one >log 2>&1"],
    ["one pipe for both, as in a CI runner", "(awsume one; echo $? >code) 2>&1 | cat >log; exit $(cat code)"],
    ["Python's stderr=STDOUT", `${python} pipe awsume one >log`, ["python3"]],
    ["one socket for both, as of systemd", `${python} socket awsume one >log`, ["python3"]],
    ["a script whose output goes there", "exec >log 2>&1; awsume one"],
    ["a file by a link", "ln -s log way; awsume one >way"],
    ["a text that takes the errors, too", 'x=$(awsume one 2>&1); c=$?; echo "$x" >log; exit $c'],
    ["the same in ksh93, where it is a file", 'x=$(awsume one 2>&1); c=$?; echo "$x" >log; exit $c', [
      "ksh93",
    ], [
      "ksh93",
      "-c",
    ]],
    ["zsh's =(…), a file with a name", "cp =(awsume one; echo $? >code) log; exit $(cat code)", ["zsh"], [
      "zsh",
      "-fc",
    ]],
    ["another shell's statements", "awsume one --shell fish >log"],
    ["an output profile", "awsume one -o out >log"],
    ["what renews itself", "awsume alice -a >log"],
    ["the way back", "awsume -u >log"],
    ["a role by its ARN", "awsume --role-arn 222222222222:one --source-profile alice >log"],
    ["the spelled-out command", "awsume assume one >log"],
  ];
for (const [what, line, needs = [], shell = sh] of refused) {
  testWith(needs, `awsume refuses statements that no shell will read: ${what}`, async () => {
    await using world = await startWorld();
    const { status, stdout, stderr } = await runLine(shell, line, world);
    const shown = stdout + stderr + await readFile("log", world);
    assert.equal(status, 1, shown);
    assert.doesNotMatch(shown, secret);
    assert.match(shown, /^awsume: Cannot change this shell: what is printed goes into a file or a log$/m);
    assert.match(shown, /eval "\$\(command awsume PROFILE\)"[^]*awsume export PROFILE > FILE/);
    if (!line.includes("--shell")) assert.match(shown, /^\(exit 1\);$/m);
    assert.deepEqual(world.calls(), []);
    assert.equal(await readFile(".aws/credentials", world), files.credentials);
  });
}

Deno.test("awsume refuses them from memory, too, and a script stops there", async () => {
  await using world = await startWorld();
  assert.equal((await runLine(sh, "awsume one | cat", world)).status, 0);
  const { status, stderr } = await runLine(sh, "set -e; awsume one >log; echo went on >&2", world);
  assert.equal(status, 1);
  assert.match(stderr, /^awsume: Cannot change this shell/);
  assert.doesNotMatch(stderr, /went on/);
  assert.equal(await readFile("log", world), "(exit 1);\n");
});

/** Ways by which a shell reads the statements. */
const shells: readonly (readonly [program: string, words: readonly string[]])[] = [
  ["bash", ["bash", "--norc", "-c"]],
  ["dash", ["dash", "-c"]],
  ["zsh", ["zsh", "-fc"]],
  ["ksh93", ["ksh93", "-c"]],
  ["mksh", ["mksh", "-c"]],
  ["busybox", ["busybox", "sh", "-c"]],
];
const forms: readonly (readonly [what: string, line: string])[] = [
  ["$(…)", 'eval "$(awsume one)"'],
  ["backquotes", 'eval "`awsume one`"'],
  ["$(…) with errors in a log", 'eval "$(awsume one 2>log)"'],
  ["$(…) in a script that logs both", 'exec >log 2>&1; eval "$(awsume one)"'],
  ["a pipe", "awsume one | cat >statements; . ./statements"],
  ["a pipe with a name", "mkfifo way; awsume one >way & . ./way; wait"],
];
for (const [program, words] of shells) {
  for (const [what, line] of forms) {
    testWith(program, `awsume prints statements that ${program} reads: ${what}`, async () => {
      await using world = await startWorld();
      const { status, stderr } = await runLine(words, `${line}; echo "$AWSUME_PROFILE" >seen`, world);
      assert.equal(status, 0, stderr);
      assert.equal(await readFile("seen", world), "one\n", stderr);
    });
  }
}

testWith("tcsh", "awsume prints statements that tcsh reads: backquotes", async () => {
  await using world = await startWorld();
  const line = 'eval "`awsume --shell tcsh one`"; echo $AWSUME_PROFILE >seen';
  const { status, stderr } = await runLine(["tcsh", "-fc"], line, world);
  assert.deepEqual([status, await readFile("seen", world)], [0, "one\n"], stderr);
});

for (const program of ["bash", "zsh"]) {
  testWith(program, `awsume prints statements that ${program} reads: <(…)`, async () => {
    await using world = await startWorld();
    const line = ". <(awsume one); echo $AWSUME_PROFILE >seen";
    const { stderr } = await runLine([program, "-c"], line, world);
    assert.equal(await readFile("seen", world), "one\n", stderr);
  });
}

/** Nobody needs the statements, the person asked for them, or they are none. */
const kept: readonly (readonly [line: string, log?: RegExp])[] = [
  ["awsume one >/dev/null"],
  ["awsume one >/dev/null 2>&1"],
  ["awsume one -o out >/dev/null 2>&1"],
  ["awsume one >&-"],
  ["awsume one -s >log", /^export AWS_SECRET_ACCESS_KEY=/m],
  ["awsume one -s >log 2>&1", /^export AWS_SECRET_ACCESS_KEY=/m],
  ["awsume export one >log", /AWS_SECRET_ACCESS_KEY/],
  ["awsume export one >log 2>&1", /AWS_SECRET_ACCESS_KEY/],
  ["awsume credential-process one >log 2>&1", /SecretAccessKey/],
  ["awsume exec one -- env >log 2>&1", /^AWS_SECRET_ACCESS_KEY=/m],
  ["awsume -l >log 2>&1", /one/],
  ["awsume --help >log 2>&1", /awsume/],
  ["awsume explain one >log 2>&1", /one/],
  ['eval "$(awsume init dash)"; awsume one >log 2>&1; [ "$AWSUME_PROFILE" = one ]'],
];
for (const [line, log] of kept) {
  Deno.test(`awsume leaves other output alone: ${line}`, async () => {
    await using world = await startWorld();
    const { status, stdout, stderr } = await runLine(sh, line, world);
    assert.equal(status, 0, stderr);
    assert.equal(stdout, "");
    const text = await readFile("log", world);
    if (log === undefined) assert.doesNotMatch(text, secret);
    else assert.match(text, log);
  });
}
