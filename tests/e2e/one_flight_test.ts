/** Many callers for one identity, in processes of their own. */
import assert from "node:assert/strict";
import { awsumeWords, startWorld, type World } from "../support/world.ts";

interface Caller {
  readonly child: Deno.ChildProcess;
  /** What it has said on stderr so far. */
  said(): string;
  /** Types a line on its stdin. */
  type(line: string): Promise<void>;
  end(): Promise<{ readonly status: number; readonly stdout: string; readonly stderr: string }>;
}

function startCaller(words: readonly string[], world: World): Caller {
  const [program = "", ...args] = [...awsumeWords(), ...words];
  const child = new Deno.Command(program, {
    args,
    clearEnv: true,
    env: { ...world.env, HOME: world.home, PATH: "/usr/bin:/bin" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const keys = child.stdin.getWriter();
  let stderr = "";
  const listened = (async () => {
    for await (const text of child.stderr.pipeThrough(new TextDecoderStream())) stderr += text;
  })();
  return {
    child,
    said: () => stderr,
    type: (line) => keys.write(new TextEncoder().encode(`${line}\n`)),
    end: async () => {
      const stdout = await new Response(child.stdout).text();
      const { code } = await child.status;
      await listened;
      await keys.abort().catch(() => {});
      return { status: code, stdout, stderr };
    },
  };
}

/** Waits, ten seconds at most, until this many callers have said that. */
async function until(callers: readonly Caller[], said: RegExp, count: number): Promise<readonly Caller[]> {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline;) {
    const found = callers.filter((caller) => said.test(caller.said()));
    if (found.length >= count) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`not ${count} said ${said}: ${callers.map((caller) => caller.said()).join("\n")}`);
}

const question = /MFA code of/;
const waiting = /Waiting for another awsume/;

function start(count: number, words: readonly string[], world: World): Caller[] {
  return Array.from({ length: count }, () => startCaller(words, world));
}

/** One of the callers asks, the others say that they wait; the one who asks. */
async function settle(callers: readonly Caller[]): Promise<Caller> {
  await until(callers, waiting, callers.length - 1);
  const [asking, ...more] = await until(callers, question, 1);
  assert.ok(asking);
  assert.equal(more.length, 0, "more than one asks");
  return asking;
}

Deno.test("twenty callers cause one question and one call of each kind", async () => {
  await using world = await startWorld();
  const callers = start(20, ["locked"], world);
  await (await settle(callers)).type("123456");
  const ends = await Promise.all(callers.map((caller) => caller.end()));
  assert.deepEqual(
    ends.map(({ status }) => status),
    Array(20).fill(0),
    ends.map(({ stderr }) => stderr).join("\n"),
  );
  assert.equal(new Set(ends.map(({ stdout }) => stdout)).size, 1);
  assert.deepEqual(world.calls(), ["GetSessionToken", "AssumeRole"]);
});

Deno.test("twenty callers with -r share what is taken after they began", async () => {
  await using world = await startWorld();
  await world.run(["locked", "--mfa-token", "123456"]);
  const callers = start(20, ["locked", "-r"], world);
  await (await settle(callers)).type("123456");
  const ends = await Promise.all(callers.map((caller) => caller.end()));
  assert.deepEqual([...new Set(ends.map(({ status }) => status))], [0]);
  assert.deepEqual(world.calls(), ["GetSessionToken", "AssumeRole", "GetSessionToken", "AssumeRole"]);
});

Deno.test("callers share the error of the one they waited for", async () => {
  await using world = await startWorld();
  world.aws.fail({ kind: "delay", ms: 1500 });
  const callers = start(8, ["closed"], world);
  const ends = await Promise.all(callers.map((caller) => caller.end()));
  assert.deepEqual(ends.map(({ status }) => status), Array(8).fill(1));
  for (const { stdout, stderr } of ends) {
    assert.match(stderr, /AccessDenied/);
    assert.doesNotMatch(stdout, /export/);
  }
  assert.deepEqual(world.calls(), ["AssumeRole"]);
});

Deno.test("a caller that is killed while it asks is taken over from, one that is interrupted ends alone", async () => {
  await using world = await startWorld();
  const callers = start(4, ["locked"], world);
  const first = await settle(callers);
  first.child.kill("SIGKILL");
  const others = callers.filter((caller) => caller !== first);
  const [second] = await until(others, question, 1);
  assert.ok(second);
  const third = others.find((caller) => caller !== second);
  third?.child.kill("SIGINT");
  assert.equal((await third?.end())?.status, 130);
  await second.type("123456");
  const rest = callers.filter((caller) => caller !== first && caller !== third);
  const ends = await Promise.all(rest.map((caller) => caller.end()));
  assert.deepEqual(ends.map(({ status }) => status), [0, 0]);
  assert.deepEqual(world.calls(), ["GetSessionToken", "AssumeRole"]);
  await first.end();
});

Deno.test("cache clear waits for a caller that asks, and removes what it takes", async () => {
  await using world = await startWorld();
  const callers = start(1, ["mfa"], world);
  const [asking] = await until(callers, question, 1);
  const clearing = start(1, ["cache", "clear"], world);
  await until(clearing, waiting, 1);
  await asking?.type("123456");
  const ends = await Promise.all([...callers, ...clearing].map((caller) => caller.end()));
  assert.deepEqual(ends.map(({ status }) => status), [0, 0], ends.map(({ stderr }) => stderr).join("\n"));
  assert.match(ends[0]?.stdout ?? "", /^export AWS_ACCESS_KEY_ID='ASIA/);
  assert.deepEqual(await findKeys(world), []);
});

Deno.test("cache clear among callers costs none of them an answer", async () => {
  await using world = await startWorld();
  const callers = start(8, ["two"], world);
  const clearing = start(4, ["cache", "clear"], world);
  const ends = await Promise.all(callers.map((caller) => caller.end()));
  const cleared = await Promise.all(clearing.map((caller) => caller.end()));
  assert.deepEqual(
    ends.map(({ status }) => status),
    Array(8).fill(0),
    ends.map(({ stderr }) => stderr).join("\n"),
  );
  for (const { stdout } of ends) {
    assert.match(stdout, /^export AWS_ACCESS_KEY_ID='ASIA.*AWSUME_PROFILE='two'/s);
  }
  assert.deepEqual(
    cleared.map(({ status, stderr }) => [status, /Cannot/.test(stderr)]),
    Array(4).fill([0, false]),
  );
  await world.run(["cache", "clear"]);
  assert.deepEqual(await findKeys(world), []);
});

/** What lies in the cache of credentials and their locks. */
async function findKeys({ home }: World): Promise<readonly string[]> {
  const names = await Array.fromAsync(Deno.readDir(`${home}/.awsume/cache`), ({ name }) => name);
  return names.filter((name) => /^[0-9a-f]{64}\./.test(name));
}
