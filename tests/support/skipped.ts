/** What tests were skipped for want of a program, said when it happens and once more when all are done. */
import { runFolder } from "./run_folder.ts";

/** Says that something is not tested here for want of `missing`, now and in the list at the end. */
export function tellSkipped(missing: string, name: string): void {
  Deno.stderr.writeSync(new TextEncoder().encode(`skipped, no ${missing} here: ${name}\n`));
  if (runFolder === undefined) return;
  const line = `${JSON.stringify({ missing, name })}\n`;
  Deno.writeTextFileSync(`${runFolder}/skipped`, line, { append: true });
}

/** The list that ends a run whose folder is `folder`: each thing that was missing, and how many tests it has cost. */
export async function skippedText(folder: string): Promise<string> {
  const text = await Deno.readTextFile(`${folder}/skipped`).catch(() => "");
  const counts = new Map<string, number>();
  for (const line of text.split("\n").filter(Boolean)) {
    const { missing }: { readonly missing: string } = JSON.parse(line);
    counts.set(missing, (counts.get(missing) ?? 0) + 1);
  }
  if (counts.size === 0) return "";
  const lines = [...counts].sort().map(([missing, count]) =>
    `  ${missing}: ${count} test${count === 1 ? "" : "s"}\n`
  );
  return `Skipped, for these are not here:\n${lines.join("")}`;
}
