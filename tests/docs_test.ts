/** The generated documents: that they are those of today's tables, and that nothing is left out. */
import assert from "node:assert/strict";
import { toPieces } from "../scripts/docs/inline.ts";
import { manPage } from "../scripts/docs/man.ts";
import { exportedVariables, readVariables, unsetVariables } from "../scripts/docs/manual.ts";
import { generateDocs } from "../scripts/generate_docs.ts";
import { unsetAll } from "../src/assume/environment.ts";
import { namesOf, shownWords } from "../src/cli/help.ts";
import { type NamedOption, options } from "../src/cli/options.ts";

const all: readonly NamedOption[] = options;
const documents = await generateDocs();

for (const [path, text] of documents) {
  Deno.test(`${path} is current (else run \`deno task docs\`)`, async () => {
    assert.equal(await readFile(path), text);
  });
}

Deno.test("manPage() has every option with its letter, and every shown command word", () => {
  const lines = (documents.get("docs/awsume.1") ?? "").split("\n");
  for (const option of all) {
    const tag = namesOf(option).map((name) => `\\fB${name.replaceAll("-", "\\-")}\\fR`).join(", ");
    assert.ok(lines.some((line) => line === tag || line.startsWith(`${tag} \\fI`)), tag);
  }
  for (const { word } of shownWords()) {
    const tag = `\\fB${word.replaceAll("-", "\\-")}\\fR `;
    assert.ok(lines.some((line) => line.startsWith(tag)), tag);
  }
});

Deno.test("docs/options.md has every option with its letter, and every shown command word", () => {
  const lines = (documents.get("docs/options.md") ?? "").split("\n");
  for (const option of all) {
    const [first = "", second] = namesOf(option);
    const start = second === undefined ? `- \`${first}` : `- \`${first}\`, \`${second}`;
    assert.ok(lines.some((line) => line.startsWith(start)), start);
  }
  for (const { word } of shownWords()) assert.ok(lines.includes(`### ${word}`), word);
});

Deno.test("manPage() writes what troff reads otherwise so that it prints as it is", () => {
  const page = manPage("1.2.3", [["~/.a-b\\c", ".It's `co-de`, --an-option, co-op and ´"]]);
  const lines = page.split("\n");
  const at = lines.indexOf("\\fI\\(ti/.a\\-b\\(rsc\\fR");
  assert.equal(lines[at - 1], ".TP");
  assert.equal(lines[at + 1], "\\&.It\\(aqs \\fBco\\-de\\fR, \\fB\\-\\-an\\-option\\fR, co-op and \\[u00B4]");
  assert.match(page, /^\.TH AWSUME 1 "" "awsume 1\.2\.3" "User Commands"$/m);
});

Deno.test("manPage() has only requests that it means, and ASCII", () => {
  for (const line of (documents.get("docs/awsume.1") ?? "").split("\n")) {
    assert.match(line, /^(\.(\\" .*|TH .*|SH .*|SS .*|BR .*|TP|PP|IP|br|nh|ad l)|[^.'].*|)$/);
    assert.match(line, /^[ -~]*$/);
  }
});

Deno.test("every variable of a switch is exported or unset in the man page, none is both", () => {
  const names = [...exportedVariables().map(([name]) => name), ...unsetVariables()];
  assert.deepEqual(names.sort(), [...unsetAll.keys()].sort());
});

Deno.test("docs/environment.md names every variable of the man page", async () => {
  const page = await readFile("docs/environment.md");
  const names = [...exportedVariables(), ...readVariables].flatMap(([name]) => name.split(", "));
  assert.deepEqual(names.filter((name) => !page.includes(`\`${name}\``)), []);
});

const pieces: readonly (readonly [string, readonly string[]])[] = [
  ["plain words", ["plain words"]],
  ["with -l: print", ["with ", "<-l>", ": print"]],
  ["`awsume -k` or --region.", ["<awsume -k>", " or ", "<--region>", "."]],
  ["co-op [-x] 900-43200", ["co-op [-x] 900-43200"]],
];

for (const [prose, expected] of pieces) {
  Deno.test(`toPieces() splits "${prose}"`, () => {
    assert.deepEqual(toPieces(prose).map(({ text, isCode }) => isCode ? `<${text}>` : text), expected);
  });
}

async function readFile(path: string): Promise<string> {
  return await Deno.readTextFile(new URL(`../${path}`, import.meta.url));
}
