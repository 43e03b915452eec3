import { UsageError } from "../errors.ts";
import { allowsColors } from "../settings.ts";
import type { System } from "../system.ts";
import { type Ls, readLs } from "./ls_rows.ts";
import { lsLines, lsRecords } from "./ls_text.ts";
import { findOddNames, namesText } from "./odd_names.ts";
import { type Line, printJson, printLines } from "./output.ts";
import type { Extension } from "./unplugged.ts";

/** What `awsume ls` shall show. */
export interface LsOptions {
  /** All profiles when there is none. */
  readonly names: readonly string[];
  readonly form: "table" | "json" | "watch";
}

/**
 * `awsume ls`: what each profile comes to, and how long what the cache holds of it will work. Nothing is called, no key
 * is shown, and a profile that cannot be used is a row with the reason. Throws ConfigError, UsageError.
 */
export async function ls(
  { names, form }: LsOptions,
  plugins: Pick<Extension, "profiles">,
  system: System,
): Promise<void> {
  const read = async (): Promise<Ls> => await readLs(names, await plugins.profiles(system), system);
  if (form === "watch") return await watch(read, system);
  const { rows, problems } = await read();
  for (const { file, line, text } of problems) system.tell(`awsume: cannot read ${file}:${line}: ${text}`);
  if (form === "table") {
    for (const { names, text } of findOddNames(rows.map(({ name }) => name))) {
      system.tell(`awsume: other programs cannot use ${namesText(names)}: ${text}`);
    }
  }
  if (rows.length === 0) {
    system.tell("awsume: there is no profile in the config file or the credentials file");
  }
  if (form === "json") return printJson(lsRecords(rows, system.now()), system);
  printLines(draw(rows, system), { isColoured: await isColoured(system) }, system);
}

/** Draws the table anew each second, over the one before, until Ctrl-C. */
async function watch(read: () => Promise<Ls>, system: System): Promise<never> {
  refuseBlind(system);
  for (let above = 0;;) {
    const lines = cutToScreen(draw((await read()).rows, system), system);
    printLines(lines, { isColoured: await isColoured(system), above }, system);
    above = lines.length;
    await system.pause(1000);
  }
}

function refuseBlind(system: System): void {
  if (system.screen() !== undefined && system.env.TERM !== "dumb") return;
  throw new UsageError("Cannot watch the profiles: stdout is no terminal that can be drawn over", {
    hint: "Leave --watch out, or run it in a terminal",
  });
}

/** What does not fit would roll away, and could not be drawn over. */
function cutToScreen(lines: readonly Line[], system: System): readonly Line[] {
  const most = Math.max(2, (system.screen()?.rows ?? 24) - 1);
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), { text: `${lines.length - most + 1} more` }];
}

function draw(rows: Ls["rows"], system: System): readonly Line[] {
  const screen = system.screen();
  return lsLines(rows, { now: system.now(), ...(screen === undefined ? {} : { screen }) });
}

async function isColoured(system: System): Promise<boolean> {
  const { env: { NO_COLOR, TERM } } = system;
  return system.screen() !== undefined && !NO_COLOR && TERM !== "dumb" && await allowsColors(system);
}
