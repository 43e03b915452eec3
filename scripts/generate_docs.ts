/**
 * Writes `docs/options.md`, the man page `docs/awsume.1`, and what plugins have to know from the tables by which the
 * program itself reads its command line and calls its hooks. Run `deno task docs` after a change of one; `tests/docs_test.ts` fails until then.
 */
import { declarations } from "../src/plugins/declarations.ts";
import { version } from "../src/version.ts";
import { manPage } from "./docs/man.ts";
import { files } from "./docs/manual.ts";
import { hooksPage } from "./docs/hooks.ts";
import { optionsPage } from "./docs/markdown.ts";
import { protocolSchema } from "./docs/protocol.ts";

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
    ["docs/plugin-hooks.md", hooksPage()],
    ["docs/plugin-protocol.schema.json", `${JSON.stringify(protocolSchema(), undefined, 2)}\n`],
    ["docs/awsume.1", manPage(version, await files())],
  ]);
}
