/**
 * Long comparisons with other programs, on inputs at random: `deno task campaign NAME [--cases N] [--seed S]`. The same
 * seed makes the same inputs. Exit code 1 when a case is wrong; each wrong one is printed with its number.
 *
 * @module
 */
import { parseArgs } from "node:util";

/** How many inputs are tried, and which. */
export interface CampaignOptions {
  readonly cases: number;
  readonly seed: number;
  /** The Python that the other programs are run in; Debian's unless told. */
  readonly python: string;
  /** Is told what happens, line by line. */
  readonly tell: (line: string) => void;
}

/** Runs a campaign; the number of cases that are wrong. */
export type Campaign = (options: CampaignOptions) => Promise<number>;

/** Each campaign is a module of its own in `campaign/`. */
const campaigns: Readonly<Record<string, () => Promise<Campaign>>> = {
  files: async () => (await import("./campaign/files.ts")).tryFiles,
  readers: async () => (await import("./campaign/readers.ts")).tryReaders,
};

async function main(): Promise<number> {
  const { values, positionals: [name = "", ...more] } = parseArgs({
    args: Deno.args,
    allowPositionals: true,
    options: {
      cases: { type: "string", default: "1000" },
      seed: { type: "string", default: "1" },
      python: { type: "string", default: "/usr/bin/python3" },
    },
  });
  const campaign = campaigns[name];
  if (campaign === undefined || more.length > 0) {
    throw new Error(`Name one of these: ${Object.keys(campaigns).join(", ")}`);
  }
  const [cases, seed] = [Number(values.cases), Number(values.seed)];
  if (!Number.isInteger(cases) || cases < 1) throw new Error(`Cannot use --cases ${values.cases}`);
  if (!Number.isInteger(seed)) throw new Error(`Cannot use --seed ${values.seed}`);
  const wrong = await (await campaign())({ cases, seed, python: values.python, tell });
  return wrong === 0 ? 0 : 1;
}

function tell(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}

if (import.meta.main) Deno.exit(await main());
