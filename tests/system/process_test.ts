import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { AwsError, type AwsumeError, ConfigError, Interrupted } from "../../src/errors.ts";
import { findBelow } from "../../src/system/process_tree.ts";
import { readStart } from "../../src/system/process_start.ts";
import { runCommand } from "../../src/system/process.ts";
import { isAlive } from "../support/alive.ts";
import { inFolder } from "../support/folder.ts";
import { testWith } from "../support/programs.ts";

const name = "mfa_process (/config:3)";
const probe = fileURLToPath(new URL("../support/run_probe.ts", import.meta.url));

/** A test of what `/bin/sh` does. */
function test(name: string, work: () => Promise<void>, needs: readonly string[] = []): void {
  if (Deno.build.os !== "windows") testWith(needs, name, work);
}

Deno.test({
  name: "runCommand() gives what cmd prints, quotes and all",
  ignore: Deno.build.os !== "windows",
  fn: async () => {
    const command = 'echo "a  b" %AWSUME_MFA_SERIAL%';
    assert.equal(await runCommand(command, { name, env: { AWSUME_MFA_SERIAL: "c" } }), '"a  b" c\r\n');
    await assert.rejects(runCommand("exit 3", { name }), AwsError);
  },
});

test("runCommand() gives what the command line prints, as the shell reads it", async () => {
  const outputs = [
    ["echo 123456", "123456\n"],
    ["a='1  2'; printf '%s|' \"$a\" | tr 1 3", "3  2|"],
    ["printf 'ü\\0\\r\\n'", "ü\0\r\n"],
    ["printf '\\377'", "\ufffd"],
    ["true", ""],
    ["head -c 65536 /dev/zero | tr '\\0' x", "x".repeat(65536)],
  ] as const;
  for (const [command, expected] of outputs) assert.equal(await runCommand(command, { name }), expected);
});

test("runCommand() gives its own environment and what is added, but not what the function says", async () => {
  Deno.env.set("AWSUME_SHELL", "bash");
  Deno.env.set("AWSUME_FUNCTION", "bash:5.0.0");
  Deno.env.set("AWSUME_TEST_OWN", "own");
  try {
    const command = 'echo "$AWSUME_TEST_OWN $AWSUME_MFA_SERIAL ${AWSUME_SHELL-none} ${AWSUME_FUNCTION-none}"';
    const env = { AWSUME_MFA_SERIAL: "a b" };
    assert.equal(await runCommand(command, { name, env }), "own a b none none\n");
  } finally {
    Deno.env.delete("AWSUME_SHELL");
    Deno.env.delete("AWSUME_FUNCTION");
    Deno.env.delete("AWSUME_TEST_OWN");
  }
});

for (
  const [why, command, kind, message] of [
    ["a failure", "echo 123456; exit 3", AwsError, "its command ended with status 3"],
    ["a signal", "kill -TERM $$", AwsError, "its command was ended by SIGTERM"],
    ["Ctrl-C", "kill -INT $$", Interrupted, "Interrupted"],
    ["Ctrl-C of a program in it", "exit 130", Interrupted, "Interrupted"],
    ["a missing program", "awsume-no-such-program 2>&-", ConfigError, "its program is not found"],
    ["what is no program", "/ 2>&-", ConfigError, "its program cannot be executed"],
    ["output without end", "while :; do echo 123456; done", AwsError, "its command prints more than 64 KiB"],
  ] as const
) {
  test(`runCommand() says that ${why} ended it, and nothing that was printed`, async () => {
    await assert.rejects(runCommand(command, { name }), (error: AwsumeError) => {
      assert.equal(error.constructor, kind);
      const expected = kind === Interrupted ? message : `Cannot use mfa_process (/config:3): ${message}`;
      assert.equal(error.message, expected);
      assert.ok(!`${error.message} ${error.hint}`.includes("123456"));
      return true;
    });
  });
}

test("runCommand() ends what takes too long, also what does not want to end", async () => {
  for (const before of ["", "trap '' TERM; "]) {
    await inFolder(async (folder) => {
      const command = `${before}echo $$ >${folder}/pid; while :; do sleep 0.1; done`;
      const running = runCommand(command, { name, timeoutSeconds: 1 });
      const message = "Cannot use mfa_process (/config:3): its command did not end in 1 seconds";
      await assert.rejects(running, { message });
      assert.equal(isAlive(await Deno.readTextFile(`${folder}/pid`)), false);
    });
  }
});

test("runCommand() does not wait for what the command left behind, though it holds its output open", async () => {
  await inFolder(async (folder) => {
    const left = `sleep 30 & echo $! >${folder}/pid; echo 123456`;
    assert.equal(await runCommand(left, { name, timeoutSeconds: 20 }), "123456\n");
    Deno.kill(Number(await Deno.readTextFile(`${folder}/pid`)));
    const failing = runCommand(`${left}; exit 3`, { name, timeoutSeconds: 20 });
    try {
      await assert.rejects(failing, /its command ended with status 3/);
    } finally {
      Deno.kill(Number(await Deno.readTextFile(`${folder}/pid`)));
    }
  });
});

test("runCommand() says that it cannot start, without the command line", async () => {
  await assert.rejects(runCommand("echo\0secret", { name }), {
    name: "ConfigError",
    message: "Cannot use mfa_process (/config:3): /bin/sh cannot be started",
  });
});

test("runCommand() keeps a piped stdin from the command and passes its stderr through", async () => {
  const noise = "x".repeat(200);
  const child = startProbe(`cat; echo ${noise} >&2`);
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode("somebody else's\n"));
  await writer.close();
  const { code, stdout, stderr } = await child.output();
  assert.deepEqual([code, decode(stdout), decode(stderr)], [0, '""\n', `${noise}\n`]);
});

test("runCommand() passes an interrupt on and is interrupted", async () => {
  for (const what of ["exec sleep 60", "trap '' INT; while :; do sleep 0.1; done"]) {
    const child = startProbe(`echo $$ >&2; ${what}`);
    await child.stdin.close();
    const stderr = child.stderr.pipeThrough(new TextDecoderStream()).getReader();
    const pid = (await stderr.read()).value ?? "";
    child.kill("SIGINT");
    assert.equal((await stderr.read()).value, "Interrupted: Interrupted\n");
    const { code } = await child.status;
    await Promise.all([stderr.cancel(), child.stdout.cancel()]);
    assert.equal(code, 130);
    assert.equal(isAlive(pid), false);
  }
});

for (const [signal, code] of [["SIGTERM", 143], ["SIGHUP", 129]] as const) {
  test(`runCommand() ends the command and what it has started when awsume gets ${signal}`, async () => {
    for (
      const what of [
        "exec sleep 60",
        "sleep 60 & echo $! >&2; wait",
        "(sleep 60 | cat); echo",
        "sleep 60; echo",
      ]
    ) {
      const child = startProbe(`echo $$ >&2; ${what}`);
      await child.stdin.close();
      const stderr = child.stderr.pipeThrough(new TextDecoderStream()).getReader();
      let said = (await stderr.read()).value ?? "";
      await new Promise((resolve) => setTimeout(resolve, 200));
      const below = findBelow(child.pid);
      assert.ok(below.length > 0);
      child.kill(signal);
      for (let text = await stderr.read(); !text.done; text = await stderr.read()) said += text.value;
      assert.match(said, /Interrupted: Interrupted\n$/);
      const status = await child.status;
      await child.stdout.cancel();
      assert.equal(status.code, code);
      // Who has ended may have nobody who asks how.
      for (const pid of below) assert.equal(readStart(pid), "", what);
    }
  });
}

test("runCommand() lets the command ask at the terminal", async () => {
  const command = "printf 'PIN: ' >&2; read -r pin; echo \"got $pin\"";
  assert.match(await atTerminal(command, "PIN: ", "geheim\r"), /"got geheim\\n"\r\ncode 0/);
}, ["script"]);

test("runCommand() lets the command clean up after Ctrl-C, and gets it too", async () => {
  const command = "trap 'echo clean >&2; exit 1' INT; echo ready >&2; while :; do sleep 0.1; done";
  const shown = await atTerminal(command, "ready", "\x03");
  assert.match(shown, /clean\r\nInterrupted: Interrupted\r\ncode 130/);
  assert.equal(shown.split("clean").length, 2);
}, ["script"]);

function startProbe(command: string): Deno.ChildProcess {
  const args = ["run", "-A", probe, command];
  return new Deno.Command(Deno.execPath(), { args, stdin: "piped", stdout: "piped", stderr: "piped" })
    .spawn();
}

/** What the terminal shows of the probe, for which the keys are typed behind the words. */
async function atTerminal(command: string, words: string, keys: string): Promise<string> {
  const line = 'sh -c \'trap : INT; "$DENO" run -A "$PROBE" "$COMMAND"; echo "code $?"\'';
  const env = { SHELL: "/bin/sh", DENO: Deno.execPath(), PROBE: probe, COMMAND: command };
  const terminal = new Deno.Command("script", {
    args: ["-qec", line, "/dev/null"],
    env,
    stdin: "piped",
    stdout: "piped",
    signal: AbortSignal.timeout(30_000),
  }).spawn();
  const typing = terminal.stdin.getWriter();
  let [shown, isTyped] = ["", false];
  for await (const text of terminal.stdout.pipeThrough(new TextDecoderStream())) {
    shown += text;
    if (!isTyped && shown.includes(words)) {
      isTyped = true;
      await typing.write(new TextEncoder().encode(keys));
    }
  }
  await typing.close().catch(() => {});
  await terminal.status;
  return shown;
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

test("runCommand() reads as much as it is told to", async () => {
  const command = "head -c 200000 /dev/zero | tr '\\0' x";
  assert.equal((await runCommand(command, { name, maxOutputBytes: 256 * 1024 })).length, 200_000);
  await assert.rejects(runCommand(command, { name, maxOutputBytes: 128 * 1024 }), {
    message: "Cannot use mfa_process (/config:3): its command prints more than 128 KiB",
  });
});
