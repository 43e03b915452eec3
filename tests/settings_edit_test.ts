import assert from "node:assert/strict";
import fc from "fast-check";
import { ConfigError } from "../src/errors.ts";
import { readSettings } from "../src/settings.ts";
import { type Change, editSettings, findSetting, parseTree } from "../src/settings_edit.ts";
import { fakeSystem } from "./support/fake_system.ts";

const file = "/home/me/.awsume/config.yaml";

function set(key: string, value: unknown): Change {
  return { kind: "set", path: key.split("."), value };
}

function remove(key: string): Change {
  return { kind: "remove", path: key.split(".") };
}

type Row = readonly [criterion: string, before: string, change: Change, after: string];

const edits: readonly Row[] = [
  ["begins an empty file", "", set("region", "eu-west-1"), "region: eu-west-1\n"],
  ["keeps a file of comments", "# mine\n", set("region", "eu-west-1"), "# mine\nregion: eu-west-1\n"],
  ["replaces the original's empty file", "{}\n", set("a", 1), "a: 1\n"],
  ["adds at the end", "colors: true\n\n# last\n", set("a", "b"), "colors: true\n\n# last\na: b\n"],
  ["leaves out a last line end", "colors: true\r\nb: 1", set("a", "b"), "colors: true\r\nb: 1\r\na: b"],
  ["keeps CRLF", "a: 1\r\nb: 2\r\n", set("a", 3), "a: 3\r\nb: 2\r\n"],
  ["keeps the comment behind", "a:   1  # mine\nb: 2\n", set("a", 3), "a:   3  # mine\nb: 2\n"],
  ["fills what is empty", "a: # mine\nb:\n", set("a", 3), "a: 3 # mine\nb:\n"],
  ["keeps the way a key is written", '"a" : x#y\n', set("a", "z"), '"a" : z\n'],
  ["replaces a text in quotes", "a: 'x # y' # c\n", set("a", "z"), "a: z # c\n"],
  ["replaces a list on its line", 'a: [1, "x # y"] # c\n', set("a", "z"), "a: z # c\n"],
  ["replaces a list below", "a:\n- 1\n# c\n- 2\nb: 1\n", set("a", 2), "a: 2\n# c\nb: 1\n"],
  ["replaces a text on several lines", "a: |\n  x\n  y\n\nb: 1\n", set("a", 2), "a: 2\n\nb: 1\n"],
  ["replaces a text in quotes on two lines", "a: 'x\n  y'\n# c\nb: 1\n", set("a", 2), "a: 2\n# c\nb: 1\n"],
  ["replaces a mapping in braces on two lines", "a: {b: 1,\n  c: 2}\n", set("a", 2), "a: 2\n"],
  ["begins a mapping", "a: 1\n", set("console.b.c", "x"), "a: 1\nconsole:\n  b:\n    c: x\n"],
  ["opens an empty mapping", "console: {} # c\na: 1\n", set("console.b", 1), "console: # c\n  b: 1\na: 1\n"],
  ["fills a mapping without a value", "console:\na: 1\n", set("console.b", 1), "console:\n  b: 1\na: 1\n"],
  [
    "adds to a mapping, as deep as its neighbours",
    "console:\n    a: 1\n    # c\n\nb: 1\n",
    set("console.b", 1),
    "console:\n    a: 1\n    b: 1\n    # c\n\nb: 1\n",
  ],
  ["changes one below", "a:\n  b: 1 # c\n  d: 2\n", set("a.b", "x"), "a:\n  b: x # c\n  d: 2\n"],
  ["does not take one below for it", "a:\n  b: 1\n", set("b", 2), "a:\n  b: 1\nb: 2\n"],
  ["follows a mapping that is indented", "  a: 1\n", set("b", 2), "  a: 1\n  b: 2\n"],
  ["passes the mark of a document", "---\na: 1\n", set("b", 2), "---\na: 1\nb: 2\n"],
  ["writes a list", "", set("a", ["x y", 1, true, null]), 'a: ["x y", 1, true, null]\n'],
  ["writes a mapping", "", set("a", { b: "c" }), 'a: {"b": "c"}\n'],
  ["quotes what YAML 1.1 takes for something else", "", set("a", "yes"), "a: 'yes'\n"],
  ["quotes a number that is a text", "", set("a", "012"), "a: '012'\n"],
  ["quotes signs", "", set("a", "x: #y"), "a: 'x: #y'\n"],
  ["escapes", "", set("a", "it's\n\u0085"), 'a: "it\'s\\n\\u0085"\n'],
  ["quotes a key", "", set("yes", 1), "'yes': 1\n"],
  ["removes a line", "a: 1\n# c\nb: 2 # d\n", remove("b"), "a: 1\n# c\n"],
  ["removes all below", "a:\n  b: 1\n  # c\n  d:\n    - 1\ne: 2\n", remove("a"), "  # c\ne: 2\n"],
  ["removes one below", "a:\n  b: 1\n  d: 2\n", remove("a.b"), "a:\n  d: 2\n"],
  ["leaves an empty mapping", "a: # c\n  b: 1\ne: 2\n", remove("a.b"), "a: {} # c\ne: 2\n"],
  ["removes the last", "a: 1\n", remove("a"), ""],
  ["has nothing to remove", "a: 1\n", remove("b"), "a: 1\n"],
  ["has nothing to remove below", "a: 1\n", remove("a.b"), "a: 1\n"],
  ["knows no inherited key", "a: 1\n", remove("constructor"), "a: 1\n"],
];

for (const [criterion, before, change, after] of edits) {
  Deno.test(`editSettings() ${criterion}`, async () => {
    assert.equal(await editSettings(before, change, file), after);
  });
}

const refused: readonly (readonly [criterion: string, text: string, change: Change])[] = [
  ["a list", "- a\n", set("a", 1)],
  ["a text", "a\n", set("a", 1)],
  ["what is broken", "colors: [\n", set("a", 1)],
  ["a colon without a blank", "a: 1\nb:2\n", set("a", 2)],
  ["a tab in front", "a:\n\tb: 1\n", set("a", 2)],
  ["several documents", "a: 1\n---\nb: 2\n", set("a", 2)],
  ["a repeated key", "a: 1\na: 2\n", set("a", 3)],
  ["a mapping on one line", "{a: 1, b: 2}\n", set("a", 3)],
  ["a value that is no mapping", "a: 1\n", set("a.b", 3)],
  ["a mapping below on one line", "a: {b: 1}\n", set("a.b", 3)],
  ["an anchor in use", "a: &x 1\nb: *x\n", set("a", 3)],
  ["the end of a document", "a: 1\n...\n", set("b", 3)],
];

for (const [criterion, text, change] of refused) {
  Deno.test(`editSettings() refuses ${criterion}`, async () => {
    await assert.rejects(
      editSettings(text, change, file),
      (error) => error instanceof ConfigError && error.message.includes(file) && error.hint !== undefined,
    );
  });
}

const keyOf = fc.constantFrom("a", "b", "region", "role-duration", "console", "x_1");
const valueOf = fc.oneof(
  fc.boolean(),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
  fc.string({ unit: "grapheme" }),
  fc.constantFrom(
    "yes",
    "no",
    "null",
    "~",
    "1e5",
    "0x1f",
    "12:30",
    "2020-01-01",
    "- a",
    "a: b",
    "#",
    "[",
    "<<",
  ),
  fc.array(fc.oneof(fc.string(), fc.integer(), fc.constant(null)), { maxLength: 3 }),
);
const scalarOf = fc.constantFrom(
  "1",
  "true",
  "eu-west-1",
  "'a # b'",
  '"x\\n"',
  "[1, 'b # c']",
  "~",
  "{}",
  "12:30",
);
const commentOf = fc.constantFrom("", " # c", "   #c # d");
const quiet = fc.constantFrom("", "# note", "   # deep", "  ");

/** A file of plain block mappings with distinct keys, comments and blank lines between them. */
const fileOf = fc.record({
  entries: fc.uniqueArray(
    fc.record({
      key: keyOf,
      gap: fc.constantFrom(" ", "   "),
      value: scalarOf,
      comment: commentOf,
      before: fc.array(quiet, { maxLength: 2 }),
      below: fc.option(
        fc.uniqueArray(fc.tuple(keyOf, scalarOf, quiet), { selector: ([key]) => key, minLength: 1 }),
      ),
    }),
    { selector: ({ key }) => key, maxLength: 5 },
  ),
  end: fc.constantFrom("\n", "\r\n"),
  last: fc.boolean(),
}).map(({ entries, end, last }) => {
  const lines = entries.flatMap(({ key, gap, value, comment, before, below }) => [
    ...before,
    below === null ? `${key}:${gap}${value}${comment}` : `${key}:${comment}`,
    ...(below ?? []).flatMap(([key, value, note]) => [`  ${key}: ${value}`, note]),
  ]);
  return lines.join(end) + (last && lines.length > 0 ? end : "");
});
const pathOf = fc.array(keyOf, { minLength: 1, maxLength: 2 });

Deno.test("editSettings() keeps all other lines byte for byte and is read back as meant", async () => {
  await fc.assert(
    fc.asyncProperty(fileOf, pathOf, fc.option(valueOf), async (text, path, value) => {
      const old = await parseTree(text, file);
      const above = findSetting(old, path.slice(0, -1).length === 0 ? path : path.slice(0, -1));
      fc.pre(path.length === 1 || above === undefined || above === null || isObject(above));
      const change: Change = value === null ? { kind: "remove", path } : { kind: "set", path, value };
      const edited = await editSettings(text, change, file);
      const found = findSetting(await parseTree(edited, file), path);
      assert.deepEqual(found, value === null ? undefined : value);
      assertOthersKept(text, edited);
      for (const comment of text.match(/^[ \t]*#.*$/gm) ?? []) assert.ok(edited.includes(comment));
      if (value !== null) assert.equal(await editSettings(edited, change, file), edited);
    }),
    { numRuns: 3000 },
  );
});

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What is left of both files between the lines that they have in common at both ends is one run of lines. */
function assertOthersKept(before: string, after: string): void {
  const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const [old, fresh] = [linesOf(before), linesOf(after)];
  const isKept = (line: string): boolean => /^[ \t]*(?:#.*)?\r?\n?$/.test(line);
  let start = 0;
  while (start < Math.min(old.length, fresh.length) && old[start] === fresh[start]) start++;
  let end = 0;
  while (
    end < Math.min(old.length, fresh.length) - start && old.at(-1 - end) === fresh.at(-1 - end)
  ) end++;
  const gone = old.slice(start, old.length - end).filter((line) => !isKept(line));
  const [first = "", ...below] = gone;
  // One entry, and what is deeper; or the last line, which got a line end.
  const indent = /^ */.exec(first)?.[0].length ?? 0;
  const isLastLine = gone.length === 1 && fresh.some((line) => line.replace(/\r?\n$/, "") === first);
  assert.ok(isLastLine || below.every((line) => (/^ */.exec(line)?.[0].length ?? 0) > indent), after);
}

const words = fc.oneof(
  fc.constantFrom(
    "me",
    "a b",
    "it's",
    "yes",
    "x#y",
    "x #y",
    "null",
    "~",
    "a:b",
    "a: b",
    "\\",
    "-x",
    "é",
    "1:2",
  ),
  fc.string({ minLength: 1 }),
).filter((word) => !/^(?:~|null|Null|NULL)$/.test(word));

Deno.test("readSettings() reads a text as editSettings() writes it", async () => {
  await fc.assert(fc.asyncProperty(words, async (word) => {
    const text = await editSettings("colors: true\n", set("role-session-name", word), file);
    using fake = fakeSystem({ env: { HOME: "/home/me" }, files: { [file]: text } });
    assert.deepEqual(await readSettings(fake.system), { sessionName: word });
  }));
});
