/** What becomes of a command of `awsume exec`, and of its private file, when signals come. */
import assert from "node:assert/strict";
import { atTerminal, testAtTerminal } from "../support/interactive.ts";
import { testWith } from "../support/programs.ts";
import { awsumeWords, files, startWorld, type World } from "../support/world.ts";

const folderOf = ({ home }: World): string => `${home}/.awsume/cache/exec`;

async function leftovers(world: World): Promise<readonly string[]> {
  return await Array.fromAsync(Deno.readDir(folderOf(world)), ({ name }) => name);
}

interface Running extends AsyncDisposable {
  readonly awsume: Deno.ChildProcess;
  /** The next line that the command prints. */
  next(): Promise<string>;
}

/** A command that runs under awsume, in a session without a terminal. */
function start(world: World, words: readonly string[]): Running {
  const child = new Deno.Command("setsid", {
    args: [...awsumeWords(), ...words],
    env: { ...world.env, HOME: world.home, PATH: "/usr/bin:/bin" },
    clearEnv: true,
    stdin: "null",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let unread = "";
  const next = async (): Promise<string> => {
    while (!unread.includes("\n")) {
      const { value, done } = await reader.read();
      assert.ok(!done, "the command has ended");
      unread += value;
    }
    const end = unread.indexOf("\n");
    const line = unread.slice(0, end);
    unread = unread.slice(end + 1);
    return line;
  };
  return { awsume: child, next, [Symbol.asyncDispose]: () => reader.cancel() };
}

const waiting = (signal: string): string =>
  `trap 'echo heard; exit 7' ${signal}; echo ready; while :; do sleep 0.1; done`;

for (const signal of ["SIGTERM", "SIGHUP", "SIGINT"] as const) {
  testWith(
    "setsid",
    `awsume exec passes ${signal} on, waits for the command, and removes its file`,
    async () => {
      await using world = await startWorld();
      const script = waiting(signal.slice(3));
      await using running = start(world, ["exec", "one", "--refresh", "--", "sh", "-c", script]);
      assert.equal(await running.next(), "ready");
      running.awsume.kill(signal);
      assert.equal(await running.next(), "heard");
      assert.equal((await running.awsume.status).code, 7);
      assert.deepEqual(await leftovers(world), []);
    },
  );
}

/** How the next start is typed: with a renewal, from memory, and from AWS. */
const starts: readonly (readonly string[])[] = [
  ["exec", "one", "--refresh", "true"],
  ["exec", "one", "true"],
  ["exec", "one", "--rotate"],
];

for (const words of starts) {
  testWith(
    "setsid",
    `awsume ${words.join(" ")} removes what kill -9 has left, once its child has ended`,
    async () => {
      await using world = await startWorld();
      assert.equal((await world.run(["one"])).status, 0);
      const script = 'echo $$; read -r line <fifo; cat "$AWS_CONFIG_FILE"; echo end';
      await new Deno.Command("mkfifo", { args: [`${world.home}/fifo`] }).output();
      await using running = start(world, [
        "exec",
        "one",
        "--refresh",
        "--",
        "sh",
        "-c",
        `cd '${world.home}'; ${script}`,
      ]);
      const pid = Number(await running.next());
      await recorded(pid, world);
      running.awsume.kill("SIGKILL");
      assert.equal((await running.awsume.status).code, 137);
      assert.equal((await world.run(words)).status, 0);
      assert.equal((await leftovers(world)).length, 1, "a living child reads it");
      await Deno.writeTextFile(`${world.home}/fifo`, "go\n");
      let last = await running.next();
      assert.equal(last, files.config.split("\n")[0]);
      while (last !== "end") last = await running.next();
      await ended(pid);
      assert.equal((await world.run(words)).status, 0);
      assert.deepEqual(await leftovers(world), []);
    },
  );
}

/** Waits until the file names the process: awsume writes that while the command begins. */
async function recorded(pid: number, world: World): Promise<void> {
  const [name = ""] = await leftovers(world);
  while (!(await Deno.readTextFile(`${folderOf(world)}/${name}`)).includes(` ${pid} `)) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Waits until the process is gone, or is nothing but an exit code that nobody asks for. */
async function ended(pid: number): Promise<void> {
  for (;;) {
    const text = await Deno.readTextFile(`/proc/${pid}/stat`).catch(() => ") Z");
    if (text.includes(") Z")) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const host = Deno.hostname();
const before = (seconds: number): Date => new Date(Date.now() - seconds * 1000);
const longAgo = before(31 * 24 * 60 * 60);
const uuid = (digit: number): string => `0000000${digit}-0000-4000-8000-000000000000.config`;

/** What was left, by whom, and whether it has to stay. */
const left: readonly (readonly [text: string, changedAt: Date | undefined, outcome: "stays" | "goes"])[] = [
  ["", undefined, "goes"],
  [`# held by ${host} ${Deno.pid} 1\n`, before(61), "goes"],
  [`# held by ${host} 4194999 77\n`, before(61), "goes"],
  [`# held by ${host} 4194999 77\n`, before(5), "stays"],
  [`# held by ${host} 4194999 77\n# held by ${host} 4194998 77\n`, before(5), "goes"],
  [`# held by ${host} ${Deno.pid} \n`, undefined, "stays"],
  [`# held by ${host} ${Deno.pid} \n`, longAgo, "goes"],
  [`# held by another-computer 1 77\n`, undefined, "stays"],
  [`# held by another-computer 1 77\n`, longAgo, "goes"],
];

Deno.test("awsume exec keeps the file of a living process, and none for a number that was given anew", async () => {
  await using world = await startWorld();
  await Deno.mkdir(folderOf(world), { recursive: true });
  await Deno.writeTextFile(`${folderOf(world)}/mine.config`, "");
  for (const [index, [text, changedAt]] of left.entries()) {
    const path = `${folderOf(world)}/${uuid(index)}`;
    await Deno.writeTextFile(path, text);
    if (changedAt !== undefined) await Deno.utime(path, changedAt, changedAt);
  }
  const { status, stderr } = await world.run(["exec", "one", "true"]);
  assert.equal(status, 0, stderr);
  const expected = left.flatMap(([, , outcome], index) => outcome === "stays" ? [uuid(index)] : []);
  assert.deepEqual((await leftovers(world)).toSorted(), [...expected, "mine.config"]);
});

testAtTerminal("awsume exec --shell is a shell of its own at the terminal", async () => {
  await using world = await startWorld();
  const command = awsumeWords().map((word) => `"${word}"`).join(" ");
  await using terminal = atTerminal(["bash", "--norc", "-i"], world.home, {
    ...world.env,
    SHELL: "/bin/bash",
  });
  await terminal.type(`PS1='outer> '; ${command} exec one --shell; echo left=$?\n`);
  await terminal.until(/leave it with exit/);
  await terminal.type("PS1='inner''> '\n");
  await terminal.until(/inner> /);
  await terminal.type("bash -c 'echo $AWSUME_PROFILE be''gun; exec sleep 60'\n");
  await terminal.until(/one begun/);
  await terminal.type("\x03");
  await terminal.until(/inner> /);
  await terminal.type("exit 5\n");
  await terminal.until(/left=5/);
}, "bash");

testAtTerminal("awsume exec passes SIGHUP on when its terminal closes, and removes its file", async () => {
  await using world = await startWorld();
  const script = "trap 'echo heard >heard; exit' HUP; echo be''gun; while :; do sleep 0.1; done";
  const words = [...awsumeWords(), "exec", "one", "--refresh", "--", "sh", "-c", script];
  const line = words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
  await Deno.writeTextFile(`${world.home}/run.sh`, `exec ${line}\n`);
  const child = new Deno.Command("script", {
    args: ["--quiet", "--flush", "--command", "exec sh run.sh", "/dev/null"],
    env: { ...world.env, HOME: world.home, PATH: "/usr/bin:/bin", SHELL: "/bin/sh" },
    clearEnv: true,
    cwd: world.home,
    stdin: "null",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let shown = "";
  while (!shown.includes("begun")) shown += (await reader.read()).value ?? "";
  child.kill("SIGKILL");
  await child.status;
  await reader.cancel();
  const deadline = Date.now() + 10_000;
  while ((await leftovers(world)).length > 0 && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.deepEqual(await leftovers(world), []);
  assert.equal(await Deno.readTextFile(`${world.home}/heard`), "heard\n");
});
