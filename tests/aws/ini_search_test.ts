import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import fc from "fast-check";
import { parseIni } from "../../src/aws/ini.ts";
import { findSections, listHeaders } from "../../src/aws/ini_search.ts";

/** Text made of what is hard to tell apart, and of single characters that mean something. */
const nastyText = fc.array(
  fc.oneof(
    fc.constantFrom(
      ...[
        "[profile foo]",
        "[foo]",
        "  [profile foo]",
        "\t[foo]",
        "[profile 'foo']",
        "[ foo bar ]",
        "[foo",
        "[profile foo",
      ],
      ...[
        "[profile 'foo bar']",
        '[profile "fo\\"o"]',
        "  ['foo'",
        "['f'\"oo\"]",
        "[profile\tfoo]# [foo]",
        "[bar] foo ]",
      ],
      ...[
        "x = foo",
        "x =",
        "  y = [foo]",
        "   [foo] ",
        "# [profile foo]",
        "  ; c",
        "garbage foo",
        "  more",
        "y: [foo]",
        "",
      ],
    ).map((line) => `${line}\n`),
    fc.constantFrom("\n", "\r\n", "\r", "\uFEFF", "foo", "profile"),
    fc.string({ unit: fc.constantFrom(..."[]'\"\\ \t\r\n#;=:foobar\uFEFF"), maxLength: 12 }),
  ),
  { maxLength: 14 },
).map((parts) => parts.join(""));

const nastyName = fc.oneof(
  fc.constantFrom(
    "foo",
    "foo bar",
    "bar",
    "o",
    "profile",
    "profile foo",
    "",
    "'",
    "]",
    'fo"o',
    "'foo'",
    " ",
    "\n",
    "foo ]",
  ),
  fc.string({ unit: fc.constantFrom(..."'\"\\ ]foobar"), maxLength: 4 }),
);

Deno.test("findSections() finds what parseIni() has", () => {
  fc.assert(
    fc.property(nastyText, nastyName, (text, name) => {
      const expected = parseIni(text).sections.filter((each) => each.name === name || each.title === name);
      deepEqual(findSections(text, name), expected);
    }),
    { numRuns: 5000 },
  );
});

Deno.test("findSections() finds every section of a text by its name", () => {
  fc.assert(
    fc.property(nastyText, (text) => {
      for (const section of parseIni(text).sections) {
        const found = findSections(text, section.name).filter(({ line }) => line === section.line);
        deepEqual(found, [section]);
      }
    }),
    { numRuns: 2000 },
  );
});

Deno.test("listHeaders() lists the headers that parseIni() has", () => {
  fc.assert(
    fc.property(nastyText, (text) => {
      const names = (
        { kind, name, title }: { kind: string; name: string; title: string },
      ): string[] => [kind, name, title];
      deepEqual(listHeaders(text).map(names), parseIni(text).sections.map(names));
    }),
    { numRuns: 2000 },
  );
});

Deno.test("findSections() reads a file of 5,000 profiles", () => {
  const text = Array.from(
    { length: 5000 },
    (_, index) =>
      `[profile account-${index}]\nregion = eu-west-1\nrole_arn = arn:aws:iam::111111111111:role/account-${index}\n` +
      `source_profile = base # account-${index}\nexternal_id = "${"x".repeat(80)}"\n\n`,
  ).join("");
  const [section, ...others] = findSections(text, "account-4999");
  equal(text.length > 1_000_000, true);
  deepEqual([section?.line, section?.settings.get("source_profile")?.value, others], [29995, "base", []]);
});

Deno.test("findSections() takes hostile files without slowing down", () => {
  const long = [
    `[${"a ".repeat(200_000)}`,
    "[".repeat(400_000),
    `[${"'".repeat(400_000)}`,
    "[a]\n".repeat(20_000),
  ];
  for (const text of long) equal(findSections(text, "a").length, text.startsWith("[a]") ? 20_000 : 0);
});
