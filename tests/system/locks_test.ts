import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { inFolder, refusingFolder } from "../support/folder.ts";

const unix = Deno.build.os !== "windows";
const probe = fileURLToPath(new URL("../support/lock_probe.ts", import.meta.url));
const waited = "Waiting for another awsume\n";

/** How a process ended, with all that it printed. */
interface End {
  readonly code: number;
  readonly signal: Deno.Signal | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process of the probe. */
interface Process {
  /** Resolves when the process has printed this on stdout or stderr. */
  has(text: string): Promise<void>;
  kill(signal: Deno.Signal): void;
  /** Ends the step `hold`. */
  letGo(): Promise<void>;
  readonly end: Promise<End>;
}

/** All processes of the test that runs, which has not ended before they have. */
let processes: Process[] = [];

function start(path: string, ...steps: readonly string[]): Process {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", probe, path, ...steps],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
    // A lock that nobody frees must not hang the whole run.
    signal: AbortSignal.timeout(60_000),
  }).spawn();
  const texts = { stdout: "", stderr: "" };
  let wake: () => void = () => {};
  const collect = async (name: keyof typeof texts): Promise<void> => {
    for await (const text of child[name].pipeThrough(new TextDecoderStream())) {
      texts[name] += text;
      wake();
    }
  };
  const collecting = Promise.all([collect("stdout"), collect("stderr")]);
  const finish = async (): Promise<End> => {
    const { code, signal } = await child.status;
    await collecting;
    await child.stdin.close().catch(() => {});
    wake();
    return { code, signal, ...texts };
  };
  const end = finish();
  const process: Process = {
    end,
    kill: (signal) => child.kill(signal),
    letGo: () => child.stdin.close(),
    has: async (text) => {
      const ended = end.then(() => assert.fail(`it ended without a word of "${text}": ${texts.stderr}`));
      while (!(texts.stdout + texts.stderr).includes(text)) {
        await Promise.race([new Promise<void>((resolve) => wake = resolve), ended]);
      }
      ended.catch(() => {});
    },
  };
  processes.push(process);
  return process;
}

function test(name: string, work: (folder: string) => Promise<void>, { on = true } = {}): void {
  const fn = async (folder: string): Promise<void> => {
    processes = [];
    await work(folder);
    await Promise.all(processes.map(({ end }) => end));
  };
  Deno.test({ name, ignore: !on, fn: () => inFolder(fn) });
}

test("locked() lets twenty processes work one at a time, and none gets lost", async (folder) => {
  const number = `${folder}/number`;
  await Deno.writeTextFile(number, "0");
  const twenty = Array.from({ length: 20 }, () => start(`${folder}/new/lock`, `count=${number}`));
  for (const { end } of twenty) {
    const { code, stdout } = await end;
    assert.deepEqual([code, stdout], [0, "done\n"]);
  }
  assert.equal(await Deno.readTextFile(number), "20");
});

test("locked() makes an empty private file in a private folder, and leaves it", async (folder) => {
  const { code, stdout, stderr } = await start(`${folder}/new/lock`, "0").end;
  assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: "done\n", stderr: "" });
  const [file, parent] = [await Deno.stat(`${folder}/new/lock`), await Deno.stat(`${folder}/new`)];
  assert.equal(file.size, 0);
  if (unix) assert.deepEqual([(file.mode ?? 0) & 0o777, (parent.mode ?? 0) & 0o777], [0o600, 0o700]);
});

test("locked() says once what it waits for", async (folder) => {
  const holder = start(`${folder}/lock`, "hold");
  await holder.has("holding");
  const waiter = start(`${folder}/lock`);
  await waiter.has(waited);
  await new Promise((resolve) => setTimeout(resolve, 500));
  await holder.letGo();
  assert.deepEqual(await waiter.end, { code: 0, signal: null, stdout: "done\n", stderr: waited });
  assert.equal((await holder.end).stderr, "");
});

test("locked() lets the next one work when the holder is killed", async (folder) => {
  const holder = start(`${folder}/lock`, "hold");
  await holder.has("holding");
  const waiters = [start(`${folder}/lock`), start(`${folder}/lock`)];
  for (const waiter of waiters) await waiter.has(waited);
  holder.kill("SIGKILL");
  assert.equal((await holder.end).signal, "SIGKILL");
  for (const waiter of waiters) assert.equal((await waiter.end).stdout, "done\n");
}, { on: unix });

test("locked() is not held on by a child process that outlives the holder", async (folder) => {
  const holder = start(`${folder}/lock`, "child=20", "hold");
  await holder.has("holding");
  holder.kill("SIGKILL");
  await holder.end;
  assert.deepEqual(await start(`${folder}/lock`).end, {
    code: 0,
    signal: null,
    stdout: "done\n",
    stderr: "",
  });
}, { on: unix });

test("locked() ends at once when a waiter is interrupted, and the others go on", async (folder) => {
  const holder = start(`${folder}/lock`, "hold");
  await holder.has("holding");
  const waiter = start(`${folder}/lock`);
  const other = start(`${folder}/lock`);
  await waiter.has(waited);
  await other.has(waited);
  waiter.kill("SIGINT");
  const { code, signal, stdout } = await waiter.end;
  assert.deepEqual([code, signal, stdout], [130, "SIGINT", ""]);
  await holder.letGo();
  assert.equal((await other.end).stdout, "done\n");
}, { on: unix });

test("locked() nests locks of two paths", async (folder) => {
  const { stdout, stderr } = await start(`${folder}/outer`, `lock=${folder}/inner`).end;
  assert.deepEqual([stdout, stderr], ["done\n", ""]);
});

/** Ends of two who waited while the holder failed so, and of one who came later. All would count to the file. */
async function afterFailure(folder: string, failure: string): Promise<readonly [End[], End, string]> {
  const [lock, number] = [`${folder}/lock`, `${folder}/number`];
  await Deno.writeTextFile(number, "0");
  const holder = start(lock, "hold", failure);
  await holder.has("holding");
  const waiters = [start(lock, `count=${number}`), start(lock, `count=${number}`)];
  for (const waiter of waiters) await waiter.has(waited);
  await holder.letGo();
  await holder.end;
  const ends = await Promise.all(waiters.map(({ end }) => end));
  const late = await start(lock, `count=${number}`).end;
  assert.deepEqual([late.code, late.stderr], [0, ""]);
  assert.equal((await Deno.stat(lock)).size, 0);
  return [ends, await holder.end, await Deno.readTextFile(number)];
}

const whose = "This is what another awsume was told, which this one waited for\n";
const shared: readonly (readonly [failure: string, code: number, said: string, heard: string])[] = [
  [
    "aws=Cannot assume 🔒: denied",
    1,
    "AwsError | Cannot assume 🔒: denied | Ask the owner\n",
    `AwsError | Cannot assume 🔒: denied | Ask the owner / ${whose}`,
  ],
  [
    "auth=The code was refused",
    4,
    "AuthError | The code was refused\n",
    `AuthError | The code was refused | ${whose}`,
  ],
];
for (const [failure, code, said, heard] of shared) {
  test(`locked() shares the error "${failure}" with those who waited`, async (folder) => {
    const [waiters, holder, number] = await afterFailure(folder, failure);
    // On a busy machine a free lock may take longer than others wait before they say so.
    assert.deepEqual([holder.code, holder.stderr.replace(waited, "")], [code, said]);
    for (const waiter of waiters) assert.deepEqual([waiter.code, waiter.stderr], [code, waited + heard]);
    assert.equal(number, "1", "only the one who came later has worked");
  });
}

for (const failure of ["own=There is no terminal", "config=Cannot read a file", "bug=No function"]) {
  test(`locked() does not share the error "${failure}"`, async (folder) => {
    const [waiters, , number] = await afterFailure(folder, failure);
    for (const waiter of waiters) assert.equal(waiter.stdout, "done\n");
    assert.equal(number, "3");
  });
}

const notes: readonly (readonly [what: string, text: string])[] = [
  ["is from the future", JSON.stringify({ at: 4e12, exitCode: 1, message: "future" })],
  ["was written half", '{"at":4e12,"exitC'],
  ["is not a note", "null"],
  ["is too long", "x".repeat(100_000)],
];
for (const [what, text] of notes) {
  test(`locked() works all the same when what lies in the file ${what}`, async (folder) => {
    await Deno.writeTextFile(`${folder}/lock`, text);
    const { stdout, stderr } = await start(`${folder}/lock`).end;
    assert.deepEqual([stdout, stderr], ["done\n", ""]);
  });
}

test("locked() holds for those who come after the file was removed", async (folder) => {
  const holder = start(`${folder}/locks/lock`, "hold");
  await holder.has("holding");
  const waiter = start(`${folder}/locks/lock`, "hold");
  await waiter.has(waited);
  await Deno.remove(`${folder}/locks`, { recursive: true });
  await holder.letGo();
  await waiter.has("holding");
  const late = start(`${folder}/locks/lock`);
  await late.has(waited);
  await waiter.letGo();
  assert.equal((await late.end).stdout, "done\n");
}, { on: unix });

test("locked() works without a lock where no file can be made, and says so once", async (folder) => {
  await Deno.writeTextFile(`${folder}/file`, "");
  const { stdout, stderr } = await start(`${folder}/file/lock`, `lock=${folder}/file/second`).end;
  assert.equal(stdout, "done\n");
  assert.match(
    stderr,
    /^awsume: no lock can be had in \S+\/file\/?, so each awsume asks and calls for itself: [^\n]+\n$/,
  );
});

test("locked() works without a lock where the folder is read-only", async (folder) => {
  // Root may write to a folder without the right to.
  const parent = Deno.uid() === 0 ? `${refusingFolder}` : `${folder}/locks`;
  await Deno.mkdir(parent, { mode: 0o500, recursive: true });
  const { stdout, stderr } = await start(`${parent}/lock`).end;
  assert.equal(stdout, "done\n");
  assert.match(stderr, /^awsume: no lock can be had in [^\n]+\n$/);
}, { on: Deno.build.os === "linux" && (Deno.uid() !== 0 || refusingFolder !== undefined) });

/** What lies in a folder. */
async function namesIn(folder: string): Promise<readonly string[]> {
  return await Array.fromAsync(Deno.readDir(folder), ({ name }) => name);
}

/** One who holds on while two others wait. */
async function startThree(folder: string, step: string): Promise<readonly [Process, Process, Process]> {
  const holder = start(`${folder}/runs/lock`, `${step}=ONE`, "hold");
  await holder.has("holding");
  const [second, third] = [
    start(`${folder}/runs/lock`, `${step}=TWO`),
    start(`${folder}/runs/lock`, `${step}=THREE`),
  ];
  for (const waiter of [second, third]) await waiter.has(waited);
  return [holder, second, third];
}

test("together() gives the text of one to all who waited, and leaves nothing behind", async (folder) => {
  const three = await startThree(folder, "share");
  await three[0].letGo();
  for (const { end } of three) {
    assert.deepEqual([(await end).code, (await end).stdout.slice(-4)], [0, "ONE\n"]);
  }
  assert.deepEqual(await namesIn(`${folder}/runs`), []);
  assert.equal((await start(`${folder}/runs/lock`, "share=LATE").end).stdout, "LATE\n");
  assert.deepEqual(await namesIn(`${folder}/runs`), []);
}, { on: unix });

test("together() hands over nothing that is its caller's alone, nor writes it down", async (folder) => {
  const three = await startThree(folder, "alone");
  await three[0].letGo();
  const texts = await Promise.all(three.map(async ({ end }) => (await end).stdout.replace("holding\n", "")));
  assert.deepEqual(texts, ["ONE\n", "TWO\n", "THREE\n"]);
  assert.deepEqual(await namesIn(`${folder}/runs`), []);
}, { on: unix });

test("together() goes on with the next when the one who works is killed", async (folder) => {
  const [holder, ...others] = await startThree(folder, "share");
  holder.kill("SIGKILL");
  const texts = await Promise.all(others.map(async ({ end }) => (await end).stdout));
  // Each may have its own: the second need not know in time that the third waits.
  for (const text of texts) assert.match(text, /^(?:TWO|THREE)\n$/);
  assert.deepEqual(await namesIn(`${folder}/runs`), []);
}, { on: unix });

test("together() leaves no text for who was killed while it waited", async (folder) => {
  const [holder, ...others] = await startThree(folder, "share");
  for (const waiter of others) waiter.kill("SIGKILL");
  await Promise.all(others.map(({ end }) => end));
  await holder.letGo();
  assert.equal((await holder.end).stdout, "holding\nONE\n");
  assert.deepEqual(await namesIn(`${folder}/runs`), []);
}, { on: unix });

test("together() shares the error of the one who worked", async (folder) => {
  const holder = start(`${folder}/runs/lock`, "share=ONE", "hold", "aws=denied");
  await holder.has("holding");
  const waiter = start(`${folder}/runs/lock`, "share=TWO");
  await waiter.has(waited);
  await holder.letGo();
  assert.match(
    (await waiter.end).stderr,
    /AwsError \| denied \| Ask the owner.*This is what another awsume was told/,
  );
  assert.deepEqual(await namesIn(`${folder}/runs`), []);
}, { on: unix });

/** One who has asked a person, and has no answer yet. */
async function startAsking(path: string): Promise<Process> {
  const holder = start(path, "ask");
  await holder.has("Code: ");
  return holder;
}

const stillAsking =
  /AuthError \| Cannot wait any longer for another awsume: process \d+ has asked a person since \d{4}-\S+Z \| Answer its question, or end it \(kill -9 \d+\)/;

for (const how of ["locked", "together"]) {
  test(`${how}() waits for another's question as long as it is told, and no longer`, async (folder) => {
    const more = how === "together" ? ["share=ONE"] : [];
    const path = `${folder}/runs/lock`;
    const holder = start(path, ...more, "ask");
    await holder.has("Code: ");
    const gone = await start(path, ...more, "patience=0.4").end;
    assert.equal(gone.code, 4);
    assert.match(gone.stderr, stillAsking);
    // Who can ask, and who waits for longer, get their turn.
    const [one, two] = [start(path, ...more), start(path, ...more, "patience=60")];
    for (const waiter of [one, two]) await waiter.has(waited);
    await holder.letGo();
    assert.deepEqual([(await one.end).code, (await two.end).code], [0, 0]);
    assert.deepEqual((await namesIn(`${folder}/runs`)).filter((name) => name.includes("asks")), []);
  }, { on: unix });
}

test("locked() gives up on a question at a holder that was stopped", async (folder) => {
  const holder = await startAsking(`${folder}/lock`);
  holder.kill("SIGSTOP");
  assert.match((await start(`${folder}/lock`, "patience=0.2").end).stderr, stillAsking);
  holder.kill("SIGCONT");
  await holder.letGo();
}, { on: unix });

test("locked() gives up on a question at once when it is told to wait 0 seconds", async (folder) => {
  const holder = await startAsking(`${folder}/lock`);
  assert.match((await start(`${folder}/lock`, "patience=0").end).stderr, stillAsking);
  await holder.letGo();
}, { on: unix });

test("locked() waits on for a holder that asks nobody", async (folder) => {
  const holder = start(`${folder}/lock`, "hold");
  await holder.has("holding");
  const waiter = start(`${folder}/lock`, "patience=0.1");
  await waiter.has(waited);
  await new Promise((resolve) => setTimeout(resolve, 600));
  await holder.letGo();
  assert.equal((await waiter.end).stdout, "done\n");
}, { on: unix });

test("locked() takes no question of one who was killed for the next one's", async (folder) => {
  const killed = await startAsking(`${folder}/lock`);
  killed.kill("SIGKILL");
  await killed.end;
  assert.deepEqual((await namesIn(folder)).toSorted(), ["lock", "lock.asks"]);
  const holder = start(`${folder}/lock`, "hold");
  await holder.has("holding");
  const waiter = start(`${folder}/lock`, "patience=0.1");
  await waiter.has(waited);
  await new Promise((resolve) => setTimeout(resolve, 600));
  await holder.letGo();
  assert.equal((await waiter.end).stdout, "done\n");
  assert.deepEqual(await namesIn(folder), ["lock"]);
}, { on: unix });
