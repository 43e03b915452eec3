/**
 * Writes `docs/options.md` and the man page `docs/awsume.1` from the tables that the program itself reads its
 * command line by. Run `deno task docs` after a change of one; `tests/docs_test.ts` fails until then.
 */
import { declarations } from "../src/plugins/declarations.ts";
import { version } from "../src/version.ts";
import { manPage } from "./docs/man.ts";
import { files } from "./docs/manual.ts";
import { optionsPage } from "./docs/markdown.ts";

if (import.meta.main) {
  for (const [path, text] of await generateDocs()) {
    await Deno.writeTextFile(new URL(`../${path}`, import.meta.url), text);
  }
}

/** The texts of the generated files, by their paths in the repository. */
export async function generateDocs(): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ["docs/options.md", optionsPage()],
    ["docs/plugin.d.ts", declarations()],
    ["docs/awsume.1", manPage(version, await files())],
  ]);
}
