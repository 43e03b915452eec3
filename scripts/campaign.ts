/**
 * Long runs over random input, which no check waits for: `deno task campaign NAME [--cases N] [--seed S]`. One file per
 * campaign in `scripts/campaign/`; each says what it has counted, and ends with 1 where something was wrong.
 *
 * @module
 */
import { readersCampaign } from "./campaign/readers.ts";

/** How much is tried, and from where the random numbers start. */
export interface Extent {
  readonly cases: number;
  readonly seed: number;
}

/** Runs a campaign and returns its exit code. */
type Campaign = (extent: Partial<Extent>) => Promise<number>;

const campaigns: Readonly<Record<string, Campaign>> = { readers: readersCampaign };

async function main([name = "", ...words]: readonly string[]): Promise<number> {
  const campaign = Object.hasOwn(campaigns, name) ? campaigns[name] : undefined;
  if (campaign === undefined) throw new Error(`Name a campaign: ${Object.keys(campaigns).join(", ")}`);
  const [cases, seed] = ["--cases", "--seed"].map((option) => findNumber(option, words));
  return await campaign({
    ...(cases === undefined ? {} : { cases }),
    ...(seed === undefined ? {} : { seed }),
  });
}

function findNumber(option: string, words: readonly string[]): number | undefined {
  const at = words.indexOf(option);
  if (at === -1) return undefined;
  const value = Number(words[at + 1]);
  if (!Number.isInteger(value) || value < 0) throw new Error(`Give ${option} a whole number`);
  return value;
}

if (import.meta.main) {
  try {
    Deno.exit(await main(Deno.args));
  } catch (error) {
    await Deno.stderr.write(new TextEncoder().encode(`${error instanceof Error ? error.message : error}\n`));
    Deno.exit(1);
  }
}
