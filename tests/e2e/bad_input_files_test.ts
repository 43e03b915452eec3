/** Commands that write the credentials file, where it is in no state for that, or is changed meanwhile. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { testPath, testWith } from "../support/programs.ts";
import { refuse, snapshot } from "../support/refusals.ts";
import type { Outcome } from "../support/script.ts";
import { awsumeWords, files, startWorld, type World } from "../support/world.ts";

const old = "[old]\nmanager = awsume\nexpiration = 2020-01-01 00:00:00\n";
const auto = "[autoawsume-gone]\nmanager = awsume\nautoawsume = true\n";
const credentials = `${old}${auto}# the person's own\n${files.credentials}`;

/** What writes, and a sign of it in the file: a section that comes, or one that goes. */
const writers: readonly (readonly [words: readonly string[], sign: RegExp, isThere: boolean])[] = [
  [["one", "-o", "out"], /^\[out\]$/m, true],
  [["one", "-a"], /^\[autoawsume-one\]$/m, true],
  [["--clean"], /^\[old\]$/m, false],
  [["-k"], /^\[autoawsume-gone\]$/m, false],
];

function pathOf({ home }: World): string {
  return `${home}/.aws/credentials`;
}

async function readCredentials(world: World): Promise<string> {
  return await Deno.readTextFile(pathOf(world));
}

/** The sign is there (or gone), and all that the person wrote is. */
async function assertWritten(world: World, sign: RegExp, isThere: boolean): Promise<void> {
  const text = await readCredentials(world);
  assert.equal(sign.test(text), isThere, text);
  assert.ok(text.includes(`# the person's own\n${files.credentials}`), text);
}

for (const [words, sign, isThere] of writers) {
  const command = words.join(" ");

  Deno.test(`awsume ${command} says that the file is read-only, and exports nothing`, async () => {
    await using world = await startWorld({ credentials });
    await Deno.chmod(pathOf(world), 0o400);
    const before = await snapshot(world);
    const says = [/Cannot write "\S+\.aws\/credentials": it is read-only\n +Allow its owner/];
    // The role is taken before the file is written.
    await refuse({ name: command, words, code: 3, says, mayCall: true }, world);
    assert.deepEqual(await snapshot(world), before);
  });

  Deno.test(`awsume ${command} keeps a link to the credentials file, and the mode`, async () => {
    await using world = await startWorld({ credentials });
    await Deno.rename(pathOf(world), `${world.home}/real`);
    await Deno.symlink("../real", pathOf(world));
    await Deno.chmod(`${world.home}/real`, 0o640);
    const { status, stderr } = await world.run(words);
    assert.equal(status, 0, stderr);
    assert.equal(await Deno.readLink(pathOf(world)), "../real");
    assert.equal(((await Deno.stat(`${world.home}/real`)).mode ?? 0) & 0o777, 0o640);
    await assertWritten(world, sign, isThere);
  });

  Deno.test(`awsume ${command} makes a private credentials file at most, where there is none`, async () => {
    const config = `${files.config}[profile alice]\n${
      files.credentials.split("\n").slice(1, 3).join("\n")
    }\n`;
    await using world = await startWorld({ config });
    await Deno.remove(pathOf(world));
    const { status, stderr } = await world.run(words);
    assert.equal(status, 0, stderr);
    const found = await Deno.stat(pathOf(world)).catch(() => undefined);
    assert.equal(found === undefined ? undefined : (found.mode ?? 0) & 0o777, isThere ? 0o600 : undefined);
    if (isThere) assert.match(await readCredentials(world), sign);
  });

  Deno.test(`awsume ${command} refuses a folder in the place of the credentials file`, async () => {
    await using world = await startWorld();
    await Deno.remove(pathOf(world));
    await Deno.mkdir(pathOf(world));
    await refuse({ name: command, words, code: 3, says: [/\.aws\/credentials".*directory/] }, world);
  });

  Deno.test(`awsume ${command} waits for another awsume, and loses nothing of what it wrote`, async () => {
    await using world = await startWorld({ credentials });
    const { status, stdout, stderr } = await whileLocked(
      world,
      words,
      (text) => `${text}[other]\nregion = x\n`,
    );
    assert.equal(status, 0, stderr);
    assert.equal(/export/.test(stdout), isThere);
    await assertWritten(world, sign, isThere);
    assert.match(await readCredentials(world), /^\[other\]\nregion = x\n/m);
  });

  Deno.test(`awsume ${command} leaves alone what has become somebody else's meanwhile`, async () => {
    await using world = await startWorld({ credentials });
    const name = sign.source.replaceAll(/[\^$\\]/g, "");
    const mine = `${name}\nregion = mine\n`;
    const { status, stdout, stderr } = await whileLocked(
      world,
      words,
      (text) =>
        isThere ? `${text}${mine}` : text.replace(`${name}\nmanager = awsume`, `${name}\nregion = mine`),
    );
    assert.equal(status, isThere ? 3 : 0, stderr);
    if (isThere) {
      assert.match(stderr, /Cannot write profile ".*": it is not managed by awsume \(\S+credentials:\d+\)/);
    }
    assert.doesNotMatch(stdout, /export/);
    const text = await readCredentials(world);
    assert.ok(text.includes(mine) && text.includes(files.credentials), text);
  });
}

Deno.test("awsume refuses links that go in a circle, and nothing is written or removed", async () => {
  await using world = await startWorld();
  await Deno.remove(pathOf(world));
  await Deno.symlink("loop", pathOf(world));
  await Deno.symlink("credentials", `${world.home}/.aws/loop`);
  for (const [words] of writers) {
    const says = [/"\S+credentials": its symbolic links go in a circle\n +Remove one of the links/];
    await refuse({ name: "", words, code: 3, says }, world);
  }
  assert.equal(await Deno.readLink(pathOf(world)), "loop");
});

for (const [words] of writers.filter(([, , isThere]) => isThere)) {
  testWith(
    "mkfifo",
    `awsume ${words.join(" ")} refuses a file that changed while it was edited`,
    async () => {
      await using world = await startWorld({ credentials });
      const { status, stdout, stderr } = await whileConfigIsRead(world, words, "# from another program");
      assert.deepEqual([status, stdout], [3, "(exit 3);\n"], stderr);
      assert.match(
        stderr,
        /Cannot write "\S+credentials": another program has just changed it\n +Run the command again/,
      );
      const text = await readCredentials(world);
      assert.equal(text.replaceAll("# from another program\n", ""), credentials);
      assert.ok(text.endsWith("# from another program\n"));
    },
  );
}

type End = Omit<Outcome, "runs">;

const probe = fileURLToPath(new URL("../support/lock_probe.ts", import.meta.url));

/** Runs awsume while somebody else holds the lock, and edits the credentials file as soon as awsume waits. */
async function whileLocked(
  world: World,
  words: readonly string[],
  edit: (text: string) => string,
): Promise<End> {
  const lock = `${world.home}/.awsume/cache/credentials-file.lock`;
  const holder = spawn([Deno.execPath(), "run", "-A", probe, lock, "hold"], world);
  await nextText(holder.stdout.getReader(), /holding/);
  const child = spawn([...awsumeWords(), ...words], world);
  const told = child.stderr.getReader();
  const begun = await nextText(told, /Waiting for another awsume that is writing \S+credentials\n/);
  await Deno.writeTextFile(pathOf(world), edit(await readCredentials(world)));
  await release(holder);
  const [rest, stdout, { code }] = await Promise.all([
    restOf(told),
    new Response(child.stdout).text(),
    child.status,
  ]);
  return { status: code, stdout, stderr: begun + rest };
}

function spawn(words: readonly string[], { home, env }: World): Deno.ChildProcess {
  const [program = "", ...args] = words;
  return new Deno.Command(program, {
    args,
    env: { PATH: testPath, HOME: home, ...env },
    clearEnv: true,
    cwd: home,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

async function release(holder: Deno.ChildProcess): Promise<void> {
  const writer = holder.stdin.getWriter();
  await writer.write(new TextEncoder().encode("\n"));
  await writer.close();
  await holder.stderr.cancel();
  await holder.status;
}

async function nextText(reader: ReadableStreamDefaultReader<Uint8Array>, wanted: RegExp): Promise<string> {
  let text = "";
  const decoder = new TextDecoder();
  while (!wanted.test(text)) {
    const { value, done } = await reader.read();
    assert.ok(!done, `it never said ${wanted}: ${text}`);
    text += decoder.decode(value, { stream: true });
  }
  return text;
}

async function restOf(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> {
  let text = "";
  const decoder = new TextDecoder();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    text += decoder.decode(next.value);
  }
  return text;
}

/**
 * Runs awsume with a pipe for its config file, which it reads once more between reading and writing the
 * credentials file. It gets the end of that text only after a line has been added to the credentials file.
 */
async function whileConfigIsRead(world: World, words: readonly string[], line: string): Promise<End> {
  const writer = spawn([
    "sh",
    "-c",
    `mkfifo pipe; echo made; while :; do exec 3>pipe; cat .aws/config >&3
    echo '${line}' >>.aws/credentials; exec 3>&-; sleep 0.1; done`,
  ], world);
  await nextText(writer.stdout.getReader(), /made/);
  const outcome = await world.run(words, { env: { AWS_CONFIG_FILE: `${world.home}/pipe` } });
  writer.kill("SIGKILL");
  await Promise.all([writer.stdin.close(), writer.stderr.cancel(), writer.status]);
  return outcome;
}
