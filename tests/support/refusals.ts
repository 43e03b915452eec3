import assert from "node:assert/strict";
import { type Setup, startWorld, type World } from "./world.ts";
import { secretsOf } from "./story.ts";

/** Something that is wrong, and what awsume answers. */
export interface Refusal {
  readonly name: string;
  readonly words: readonly string[];
  readonly code: 1 | 2 | 3 | 4;
  /** What stderr says: the action that failed, with its place, and the next step. */
  readonly says: readonly RegExp[];
  readonly env?: Readonly<Record<string, string>>;
  /** The answer of AWS comes before what is wrong. */
  readonly mayCall?: true;
  /** Nothing of this may be in what is printed or said. */
  readonly hides?: readonly string[];
}

/**
 * A test of each refusal, all in one world, because none may change anything: the exit code, the words, nothing
 * for the shell but a statement that fails, no secret, no stack, every file as it was, no call unless AWS refuses.
 * They run in this process, and the first of them by the program as well: it stands for the others.
 */
export function testRefusals(title: string, refusals: readonly Refusal[], setup: Setup = {}): void {
  Deno.test(title, async (test) => {
    await using world = await startWorld(setup);
    const before = await snapshot(world);
    for (const [index, refusal] of refusals.entries()) {
      await test.step(refusal.name, async () => {
        await refuse(refusal, world, world.inside);
        if (index === 0) await refuse(refusal, world);
        assert.deepEqual(await snapshot(world), before, "a file");
      });
    }
  });
}

/** Runs the words, by the program itself unless told, and checks everything but the files. */
export async function refuse(
  refusal: Refusal,
  world: World,
  run: World["inside"] = world.run,
): Promise<void> {
  const { words, code, says, env = {}, hides = [] } = refusal;
  const calls = world.aws.calls.length;
  const { status, stdout, stderr } = await run(words, { env });
  assert.equal(status, code, stderr);
  // Without a function a script may be evaluating it.
  assert.equal(stdout, `(exit ${code});\n`);
  for (const pattern of says) assert.match(stderr, pattern);
  assert.match(stderr, /^awsume: Cannot .*[^.]\n/m);
  assert.doesNotMatch(stderr, /\n\s+at |undefined|\[object/);
  assert.ok(!stderr.includes("\x1b"), stderr);
  for (const secret of [...secretsOf(world), ...hides]) {
    assert.ok(!`${stdout}${stderr}`.includes(secret), "a secret");
  }
  if (code !== 1 && !refusal.mayCall) assert.equal(world.aws.calls.length, calls, "a call");
}

/** Every file below the home folder: its text, its mode, and where it leads if it is a link. */
export async function snapshot({ home }: World): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  for (const folder of [home, `${home}/.aws`]) {
    for await (const { name, isFile, isSymlink } of Deno.readDir(folder)) {
      const path = `${folder}/${name}`;
      if (isSymlink) found[`link ${path}`] = await Deno.readLink(path);
      if (!isFile && !isSymlink) continue;
      const text = await Deno.readTextFile(path).catch((error: Error) => error.name);
      found[path] = `${(await Deno.stat(path)).mode} ${text}`;
    }
  }
  return found;
}
