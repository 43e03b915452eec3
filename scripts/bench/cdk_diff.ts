import { isInstalled } from "../../tests/support/programs.ts";
import { NotMeasured } from "./binaries.ts";
import type { Fact } from "./rows.ts";
import type { Stage } from "./stage.ts";

const runs = 7;
const direct = {
  accessKeyId: "AKIAFAKEDIRECTEXAMPLE",
  secretAccessKey: "fake/direct",
  arn: "arn:aws:iam::222222222222:user/direct",
};

/** The time of `cdk diff` that awsume's plugin serves from the cache, over one with keys in the environment. */
export async function findCdkRatio(stage: Stage): Promise<Fact> {
  const { cdkNeeds, startCdk } = await import("../../tests/support/cdk.ts");
  if (!cdkNeeds.every(isInstalled)) throw new NotMeasured("npm has no aws-cdk here");
  const { accounts } = await import("../../tests/support/world.ts");
  const setup = { accounts: { ...accounts, users: [...accounts.users, direct] } };
  await using world = await startCdk({ account: "222222222222" }, setup);
  await useBinary(world.plugin, await stage.binary());
  const words = world.words("diff", "--method=template");
  const keys = { AWS_ACCESS_KEY_ID: direct.accessKeyId, AWS_SECRET_ACCESS_KEY: direct.secretAccessKey };
  const env = { ...world.cdkEnv, HOME: world.home };
  const plugged = (): Promise<number> => time(words, env, world.home);
  // The last two words name the plugin.
  const plain = (): Promise<number> => time(words.slice(0, -2), { ...env, ...keys }, world.home);
  const pairs: (readonly [number, number])[] = [];
  for (let run = 0; run <= runs; run++) pairs.push([await plugged(), await plain()]);
  // The first pair fills the caches.
  const [ours, theirs] = [
    median(pairs.slice(1).map(([ours]) => ours)),
    median(pairs.slice(1).map(([, theirs]) => theirs)),
  ];
  const found = `${(ours / theirs).toFixed(2)} (${Math.round(ours)} ms / ${Math.round(theirs)} ms)`;
  return { found, isMet: true };
}

/** The plugin that the tests have made may run a checkout. */
async function useBinary(plugin: string, binary: string): Promise<void> {
  const text = await Deno.readTextFile(plugin);
  const line = `const awsume = ${JSON.stringify([binary])};`;
  await Deno.writeTextFile(plugin, text.replace(/^const awsume = .*$/m, () => line));
}

async function time(
  [program = "", ...args]: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd: string,
): Promise<number> {
  const command = new Deno.Command(program, { args, env, clearEnv: true, cwd, stdin: "null" });
  const start = performance.now();
  const { success, stderr } = await command.output();
  if (!success) throw new Error(`cdk diff failed: ${new TextDecoder().decode(stderr).trim()}`);
  return performance.now() - start;
}

function median(times: readonly number[]): number {
  return times.toSorted((left, right) => left - right)[Math.floor(times.length / 2)] ?? NaN;
}
