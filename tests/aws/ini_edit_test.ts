import assert from "node:assert/strict";
import fc from "fast-check";
import {
  isReadable,
  type NewSettings,
  removeSection,
  setSection,
  withoutSections,
} from "../../src/aws/ini_edit.ts";
import { parseIni, type Section } from "../../src/aws/ini.ts";
import { ConfigError } from "../../src/errors.ts";

const k: NewSettings = { k: "v" };

const settings: readonly (readonly [criterion: string, before: string, after: string])[] = [
  ["begins an empty file", "", "[x]\nk = v\n"],
  ["begins a file that is a byte order mark", "\uFEFF", "\uFEFF[x]\nk = v\n"],
  ["adds at the end, behind an empty line", "[a]\nb = 1\n", "[a]\nb = 1\n\n[x]\nk = v\n"],
  ["leaves out a last line end that was left out", "[a]\r\nb = 1", "[a]\r\nb = 1\r\n\r\n[x]\r\nk = v"],
  ["replaces in the middle", "[a]\n[x]\nj = 1\nl = 2\n\n# b\n[b]\n", "[a]\n[x]\nk = v\n\n# b\n[b]\n"],
  ["keeps CRLF", "[x]\r\nj = 1\r\n[b]\r\n", "[x]\r\nk = v\r\n[b]\r\n"],
  ["keeps a lone CR", "[x]\rj = 1\r[b]\r", "[x]\rk = v\r[b]\r"],
  [
    "keeps comments inside",
    "[x] # mine\n# c\nj = 1\n ; d\nl = 2\n# e\n",
    "[x] # mine\n# c\n ; d\nk = v\n# e\n",
  ],
  ["replaces continued lines", "[x]\ns3 =\n  a = 1\n\n  b = 2\n[b]\n", "[x]\n\nk = v\n[b]\n"],
  ["fills a header without a line end", "[a]\r\n[x]", "[a]\r\n[x]\r\nk = v"],
  ["is not led astray by a continued bracket", "[a]\nb = 1\n [x]\n", "[a]\nb = 1\n [x]\n\n[x]\nk = v\n"],
  ["keeps an indented header a header", "[x]\n  [b]\n  c = 1\n", "[x]\n  k = v\n  [b]\n  c = 1\n"],
  ["finds a quoted name", "['x']\nj = 1\n", "['x']\nk = v\n"],
  ["leaves one of several", "[x]\nj = 1\n[a]\n\n[x]\nl = 2\n", "[x]\nk = v\n[a]\n"],
  ["touches no other kind", "[profile x]\nj = 1\n", "[profile x]\nj = 1\n\n[x]\nk = v\n"],
  ["stops at a header that is not closed", "[x]\nj = 1\n[b\nc = 1\n", "[x]\nk = v\n[b\nc = 1\n"],
];

for (const [criterion, before, after] of settings) {
  Deno.test(`setSection() ${criterion}`, () => {
    assert.equal(setSection(before, "x", k), after);
    assert.equal(setSection(after, "x", k), after);
  });
}

Deno.test("setSection() writes settings below a key, which are read back, and goes the same way back", () => {
  const text = "[a]\r\nb = 1";
  const after = setSection(text, "services x", { sts: { endpoint_url: "https://sts", region: "" }, k: "v" });
  assert.equal(
    after,
    "[a]\r\nb = 1\r\n\r\n[services x]\r\nsts =\r\n  endpoint_url = https://sts\r\n  region =\r\nk = v",
  );
  assert.equal(
    parseIni(after).sections[1]?.settings.get("sts")?.nested?.get("endpoint_url")?.value,
    "https://sts",
  );
  assert.equal(removeSection(after, "services x"), text);
});

Deno.test("setSection() replaces settings below a key, above an indented header too", () => {
  assert.equal(
    setSection("[x]\n  k = 1\n  [b]\n", "x", { sts: { endpoint_url: "u" } }),
    "[x]\n  sts =\n    endpoint_url = u\n  [b]\n",
  );
});

for (
  const below of [{ "a b": "SECRET" }, { k: "SECRET\n[b]" }, { k: " SECRET" }, { "": "SECRET" }, {
    "#a": "SECRET",
  }]
) {
  Deno.test(`setSection() refuses ${JSON.stringify(below)} below a key and does not repeat the value`, () => {
    assert.throws(
      () => setSection("", "x", { sts: below }),
      (error) => error instanceof ConfigError && !error.message.includes("SECRET"),
    );
  });
}

const removals: readonly (readonly [criterion: string, before: string, after: string])[] = [
  ["takes its empty line along", "[a]\n\n[x]\nk = 1\n\n[b]\n", "[a]\n\n[b]\n"],
  ["keeps comments before and behind", "[a]\n# x\n[x]\nk = 1\n# b\n[b]\n", "[a]\n# x\n# b\n[b]\n"],
  ["keeps a missing last line end missing", "[a]\n\n[x]\nk = 1", "[a]"],
  ["removes all of that name", "[x]\n[a]\n['x']\n", "[a]\n"],
  ["changes nothing where there is none", "[profile x]\nk = 1", "[profile x]\nk = 1"],
];

for (const [criterion, before, after] of removals) {
  Deno.test(`removeSection() ${criterion}`, () => assert.equal(removeSection(before, "x"), after));
}

Deno.test("removeSection() refuses where the lines below would continue the ones above", () => {
  assert.throws(() => removeSection("[a]\nb = 1\n[x]\n  [c]\n", "x"), ConfigError);
});

Deno.test("withoutSections() removes only what it is given", () => {
  const text = "[x]\nmine = 1\n[x]\nyours = 1\n[y]\n";
  const sections = parseIni(text).sections.filter(({ settings }) => !settings.has("yours"));
  assert.equal(withoutSections(text, sections), "[x]\nyours = 1\n");
});

const names = ["", " ", "a\nb", "a\rb", "a]", " a", "a ", "a #b", "a\tb\0", "\uFEFFa"];

for (const name of names) {
  Deno.test(`setSection() refuses the name ${JSON.stringify(name)}`, () => {
    assert.throws(() => setSection("", name, k), ConfigError);
    assert.equal(isReadable(name, {}), false);
  });
}

const values = ["a\n", "a\r", " a", "a\t", "a #", "; a", "\0"];
const keys = ["", "a b", "K", "a=b", "[a", "#a", "a:b"];
const pairs = [
  ...values.map((value) => ["k", `${value}SECRET${value}`]),
  ...keys.map((key) => [key, "SECRET"]),
];

for (const [key = "", value = ""] of pairs) {
  Deno.test(`setSection() refuses ${JSON.stringify(`${key} = ${value}`)} and does not repeat the value`, () => {
    assert.throws(
      () => setSection("", "x", { [key]: value }),
      (error) => error instanceof ConfigError && !error.message.includes("SECRET"),
    );
  });
}

const endOf = fc.constantFrom("\n", "\r\n", "\r");
const lineOf = fc.constantFrom(
  ...[
    "[a]",
    "[x]",
    "['x']",
    "[x] # c",
    "[profile x]",
    "  [b]",
    " [x]",
    "[broken",
    "[my dev]",
    "k = 1",
    "k=2",
  ],
  ...[
    "  more = 1",
    "\tk = [x]",
    "# c",
    "  ; c",
    "",
    " ",
    "garbage",
    "s3 =",
    "K : 1",
    "[x",
    "manager = awsume",
  ],
);
const fileOf = fc.record({
  mark: fc.constantFrom("", "\uFEFF"),
  lines: fc.array(fc.tuple(lineOf, endOf), { maxLength: 14 }),
  last: fc.oneof(fc.constant(""), lineOf),
}).map(({ mark, lines, last }) => mark + lines.flat().join("") + last);
const headerOf = fc.constantFrom("x", "a", "new", "my dev", "profile x", "profile new");
const settingsOf = fc.dictionary(
  fc.stringMatching(/^[a-z_]{1,5}$/),
  fc.string({ unit: "binary" }).filter((value) => isReadable("x", { k: value })),
  { maxKeys: 4 },
);

/** Everything about a section but where it stands. */
function contentOf({ title, settings, problems }: Section): unknown {
  const toPairs = (of: Section["settings"]): unknown =>
    [...of].map(([key, { value, nested }]) => [key, value, nested && toPairs(nested)]);
  return [title, toPairs(settings), problems.map(({ text }) => text)];
}

function isOwn({ kind, name, title }: Section, header: string): boolean {
  return title === header || (kind === "" && name === header) ||
    (kind === "profile" && header === `profile ${name}`);
}

function others(text: string, header: string): readonly unknown[] {
  return parseIni(text).sections.filter((section) => !isOwn(section, header)).map(contentOf);
}

/** The text in front of the one section of this name, and what is behind its last setting. */
function around(text: string, header: string): readonly [before: string, after: string] {
  const { sections, problems } = parseIni(text);
  const own = sections.find((section) => isOwn(section, header));
  assert.ok(own);
  const lines = text.match(/[^\r\n]*(?:\r\n?|\n)|[^\r\n]+$/g) ?? [];
  const marks = [...sections, ...problems].map(({ line }) => line).filter((line) => line > own.line);
  const next = Math.min(lines.length + 1, ...marks) - 1;
  const size =
    lines.slice(0, next).findLastIndex((line) => !/^\ufeff?[ \t]*([#;].*)?$/.test(line.trimEnd())) + 1;
  return [lines.slice(0, own.line - 1).join(""), lines.slice(size).join("")];
}

Deno.test("setSection() changes no byte outside the section, which is read back as meant", () => {
  fc.assert(
    fc.property(fileOf, headerOf, settingsOf, (text, header, settings) => {
      const own = parseIni(text).sections.filter((section) => isOwn(section, header));
      fc.pre(own.length <= 1);
      const edited = setSection(text, header, settings);
      const [section, ...more] = parseIni(edited).sections.filter((section) => isOwn(section, header));
      assert.equal(more.length, 0);
      const read = [...section?.settings ?? []].map(([key, { value }]) => [key, value]);
      assert.deepEqual(read, Object.entries(settings));
      assert.deepEqual(others(edited, header), others(text, header));
      if (own.length === 0) return assert.ok(edited.startsWith(text));
      const [before, after] = around(text, header);
      assert.ok(edited.startsWith(before) && edited.endsWith(after));
      assert.equal(
        edited.slice(0, before.length) + edited.slice(edited.length - after.length),
        before + after,
      );
      for (const comment of text.match(/^[ \t]*[#;].*$/gm) ?? []) assert.ok(edited.includes(comment));
    }),
    { numRuns: 3000 },
  );
});

Deno.test("removeSection() after setSection() gives the first bytes again", () => {
  fc.assert(
    fc.property(fileOf, settingsOf, (text, settings) => {
      assert.equal(removeSection(setSection(text, "new", settings), "new"), text);
    }),
    { numRuns: 3000 },
  );
});

Deno.test("removeSection() leaves the other sections as they are, or refuses", () => {
  fc.assert(
    fc.property(fileOf, headerOf, (text, header) => {
      const result = removed(text, header);
      if (result === undefined) return;
      assert.deepEqual(others(result, header), others(text, header));
      assert.equal(parseIni(result).sections.some((section) => isOwn(section, header)), false);
    }),
    { numRuns: 3000 },
  );
});

function removed(text: string, header: string): string | undefined {
  try {
    return removeSection(text, header);
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return undefined;
  }
}
