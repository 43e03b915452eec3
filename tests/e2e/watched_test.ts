import assert from "node:assert/strict";
import { startWorld, type World } from "../support/world.ts";

/** What must not be seen: keys of the files, what STS has issued, what is typed. */
const secrets = [
  "fake/alice+secret",
  "fake/temporary+secret",
  "FwoG//fake",
  "typed/secret+key/0123456789/0123456789/01",
];
const typed = secrets[3] ?? "";

interface Watched {
  readonly words: readonly string[];
  readonly stdin?: string;
}

const commands: Readonly<Record<string, Watched>> = {
  "a switch": { words: ["one"] },
  "exec": { words: ["exec", "one", "--", "sleep", "0.3"] },
  "exec --refresh": { words: ["exec", "one", "--refresh", "--", "sleep", "0.3"] },
  "export": { words: ["export", "one", "--format", "json"] },
  "credential-process": { words: ["credential-process", "one"] },
  "-a": { words: ["one", "-a"] },
  "-o": { words: ["one", "-o", "written"] },
  "add": { words: ["add", "new", "--access-key-id", "AKIAIOSFODNN7EXAMPLE"], stdin: `${typed}\n` },
  "ls": { words: ["ls"] },
  "cache ls": { words: ["cache", "ls"] },
  "mv": { words: ["mv", "alice", "alicia"] },
};

for (const [name, { words, stdin = "" }] of Object.entries(commands)) {
  Deno.test({
    name: `nobody else sees a secret while awsume does this, or after it: ${name}`,
    ignore: Deno.build.os !== "linux",
    fn: async () => {
      await using world = await startWorld();
      await Deno.chmod(`${world.home}/.aws/credentials`, 0o600);
      assert.equal((await world.run(["one"])).status, 0);
      const before = await listFiles(world.home);
      const seen = await watch(world.run(words, { stdin }));
      assert.equal(seen.status, 0, seen.stderr);
      assert.deepEqual(seen.told, []);
      assert.doesNotMatch(seen.stderr, new RegExp(secrets.map((secret) => RegExp.escape(secret)).join("|")));
      assert.deepEqual(await findOpen(world, before), []);
    },
  });
}

interface Seen {
  readonly status: number;
  readonly stderr: string;
  /** The words of processes that held a secret. */
  readonly told: readonly string[];
}

/** Looks at the words of all processes until the work is done. */
async function watch(work: ReturnType<World["run"]>): Promise<Seen> {
  const told = new Set<string>();
  let isDone = false;
  const done = work.finally(() => isDone = true);
  while (!isDone) {
    for await (const { name } of Deno.readDir("/proc")) {
      if (!/^\d+$/.test(name)) continue;
      const text = readWords(name);
      if (secrets.some((secret) => text.includes(secret))) told.add(text);
    }
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
  const { status, stderr } = await done;
  return { status, stderr, told: [...told] };
}

/** A process may end at any moment. */
function readWords(pid: string): string {
  try {
    return Deno.readTextFileSync(`/proc/${pid}/cmdline`);
  } catch {
    return "";
  }
}

/** Files with a secret, and what awsume has made, that others of the computer could read; what a child left behind. */
async function findOpen({ home }: World, before: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const path of await listFiles(home)) {
    const { isFile, mode } = await Deno.lstat(path);
    const isOpen = ((mode ?? 0) & 0o077) !== 0;
    const text = isFile ? await Deno.readTextFile(path) : "";
    if (isOpen && (!before.includes(path) || secrets.some((secret) => text.includes(secret)))) {
      found.push(path);
    }
    if (/\/exec\/.*\.config$|\/\.awsume-/.test(path)) found.push(path);
  }
  return found;
}

async function listFiles(folder: string): Promise<readonly string[]> {
  const paths: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    paths.push(`${folder}/${name}`, ...isDirectory ? await listFiles(`${folder}/${name}`) : []);
  }
  return paths;
}
