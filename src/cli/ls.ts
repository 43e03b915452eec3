import { UsageError } from "../errors.ts";
import { allowsColors } from "../settings.ts";
import type { System } from "../system.ts";
import { type Ls, readLs } from "./ls_rows.ts";
import { lsJson, lsText } from "./ls_text.ts";
import { findOddNames, namesText } from "./odd_names.ts";
import { printText } from "./output.ts";
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
  printText(form === "json" ? lsJson(rows, system.now()) : await draw(rows, system), system);
}

/** Draws the table anew each second, over the one before, until Ctrl-C. */
async function watch(read: () => Promise<Ls>, system: System): Promise<never> {
  refuseBlind(system);
  for (let above = 0;;) {
    const lines = cutToScreen(await draw((await read()).rows, system), system);
    // Each line is cleared behind its end, not before: a screen that is emptied first flickers.
    const text = lines.map((line) => `${line}\x1b[K\n`).join("");
    system.print(`${above === 0 ? "" : `\x1b[${above}A`}${text}\x1b[J`);
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
function cutToScreen(text: string, system: System): readonly string[] {
  const lines = text.trimEnd().split("\n");
  const most = Math.max(2, (system.screen()?.rows ?? 24) - 1);
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), `${lines.length - most + 1} more`];
}

async function draw(rows: Ls["rows"], system: System): Promise<string> {
  const { env: { NO_COLOR, TERM } } = system;
  const screen = system.screen();
  const isColoured = screen !== undefined && !NO_COLOR && TERM !== "dumb" && await allowsColors(system);
  return lsText(rows, { now: system.now(), ...(screen === undefined ? {} : { screen }), isColoured });
}
