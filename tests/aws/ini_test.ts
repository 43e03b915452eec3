import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import fc from "fast-check";
import { parseIni, type Section, type Setting } from "../../src/aws/ini.ts";

type Plain = { readonly [key: string]: string | Plain };

/** A section as one line and an object, so that an expectation fits on a line. */
function plain(section: Section): readonly [string, Plain] {
  return [`${section.line}: ${section.kind}|${section.name}`, plainSettings(section.settings)];
}

function plainSettings(settings: ReadonlyMap<string, Setting>): Plain {
  return Object.fromEntries(
    [...settings].map(([key, { value, nested }]) => [key, nested ? plainSettings(nested) : value]),
  );
}

function problemLines(text: string): readonly number[] {
  const { sections, problems } = parseIni(text);
  return [...problems, ...sections.flatMap((section) => section.problems)].map(({ line }) => line);
}

const readings: readonly (readonly [string, string, readonly (readonly [string, Plain])[]])[] = [
  ["reads LF", "[a]\nx = 1\n", [["1: |a", { x: "1" }]]],
  ["reads CRLF", "[a]\r\nx = 1\r\ny = 2\r\n", [["1: |a", { x: "1", y: "2" }]]],
  ["reads a lone CR as a line end", "[a]\rx = 1\r[b]\ry = 2", [["1: |a", { x: "1" }], ["3: |b", { y: "2" }]]],
  ["skips a byte order mark", "\uFEFF[a]\nx = 1", [["1: |a", { x: "1" }]]],
  ["keeps sections of one name apart", "[a]\nx = 1\n[a]\ny = 2", [["1: |a", { x: "1" }], ["3: |a", {
    y: "2",
  }]]],
  ["takes the last of a repeated key", "[a]\nX = 1\nx = 2", [["1: |a", { x: "2" }]]],
  ["cuts comments after a blank only", "[a]\nx = 1#2 # 3\ny = 1\t;2", [["1: |a", { x: "1#2", y: "1" }]]],
  ["leaves no value before a comment", "[a]\nx = # 1", [["1: |a", { x: "" }]]],
  ["leaves quotes and percent signs alone", '[a]\nx = "1" %(y)s', [["1: |a", { x: '"1" %(y)s' }]]],
  ["drops no-break spaces at the ends", "\u00A0[a]\u2003\nx\u00A0=\u00A01\u00A02\u3000", [["1: |a", {
    x: "1\u00A02",
  }]]],
  ["keeps a byte order mark in a value", "[a]\nx = \uFEFF1", [["1: |a", { x: "\uFEFF1" }]]],
  ["cuts comments after a no-break space", "[a]\nx = 1\u00A0# 2", [["1: |a", { x: "1" }]]],
  ["reads words behind a header", "[a] b\nx = 1", [["1: |a", { x: "1" }]]],
  ["joins continuation lines", "[a]\nx = 1\n\t2 # 3\n  4 = 5", [["1: |a", { x: "1\n2 # 3\n4 = 5" }]]],
  ["skips comments and blank lines in between", "[a]\nx = 1\n  # c\n\n; c\n 2", [["1: |a", { x: "1\n2" }]]],
  ["reads indented keys where nothing is open", "[a]\n  x = 1\n  y = 2", [["1: |a", { x: "1", y: "2" }]]],
  ["reads sub-settings", "[a]\nS3 =\n  K = v # c\n  e =\ny = 2", [["1: |a", {
    s3: { k: "v # c", e: "" },
    y: "2",
  }]]],
  ["reads an indented header where nothing is open", " [a]\nx = 1", [["1: |a", { x: "1" }]]],
  ["reads an indented header as a continuation", "[a]\nx = 1\n  [b]\n  y = 2", [["1: |a", {
    x: "1\n[b]\ny = 2",
  }]]],
  ["reads a dedented header", "[a]\n  x = 1\n [b]\ny = 2", [["1: |a", { x: "1" }], ["3: |b", { y: "2" }]]],
  ["ignores a key with a blank and what continues it", "[a]\nin valid = 1\n  x = 2", [["1: |a", {}]]],
  ["treats DEFAULT as any name", "[DEFAULT]\nx = 1\n[a]", [["1: |DEFAULT", { x: "1" }], ["3: |a", {}]]],
  ["is safe with __proto__", "[__proto__]\n__proto__ = 1", [["1: |__proto__", plainProto()]]],
  ["gives a broken header's lines to nobody", "[a]\nx = 1\n[profile b\nx = 2\n[c]", [
    ["1: |a", { x: "1" }],
    ["5: |c", {}],
  ]],
];

function plainProto(): Plain {
  return Object.fromEntries([["__proto__", "1"]]);
}

for (const [criterion, text, expected] of readings) {
  Deno.test(`parseIni() ${criterion}`, () => {
    deepEqual(parseIni(text).sections.map(plain), expected);
  });
}

Deno.test("parseIni() keeps the text of sub-settings", () => {
  equal(
    parseIni("[a]\ns3 =\n  k = v\n  in valid = w").sections[0]?.settings.get("s3")?.value,
    "\nk = v\nin valid = w",
  );
});

Deno.test("parseIni() numbers settings", () => {
  const settings = parseIni("\n[a]\n# c\nx = 1\n  2\ny =\n\n  z = 3\n").sections[0]?.settings;
  deepEqual([...settings ?? []].map(([key, { line }]) => [key, line]), [["x", 4], ["y", 6]]);
  equal(settings?.get("y")?.nested?.get("z")?.line, 8);
});

const broken: readonly (readonly [string, string, readonly number[]])[] = [
  ["a line without =", "[a]\nx = 1\ngarbage\ny = 2", [3]],
  ["what continues it only once", "[a]\ngarbage\n  more\n  [b]\n", [2]],
  ["a missing key", "[a]\n= 1", [2]],
  ["a colon", "[a]\nx : 1", [2]],
  ["a colon before a value with =", "[a]\nx: https://host/?a=b\ny : a=b", [2, 3]],
  ["no colon inside a key", "[a]\na:b = 1", []],
  ["a sub-setting without =", "[a]\nx =\n  y\n  z = 1", [3]],
  ["a continuation of nothing", "[a]\n  more", [2]],
  ["settings before the first section, once", "# c\nx = 1\ny = 2\n[a]", [2]],
  ["a header that is not closed, once", "[a]\n[profile b\nx = 1\ngarbage\n[c]", [2]],
  ["a header without a name", "[]\n[ ]", [1, 2]],
  ["a bracket after a header", "[a] [b]", [1]],
  ["an invisible character in a key", "[a]\n\u200brole_arn = 1\nrole\u00a0arn = 2", [2, 3]],
  ["a header with something before it", "[a]\nx = 1\n\ufeff[profile b] // c = 1\ny = 2", [3]],
  ["an indented header", "[a]\nx = 1\n  [b]\n  y = 2", [3]],
  ["an indented header below a list of settings", "[a]\ns3 =\n  x = 1\n  [b]\n", [4]],
  ["an indented header below a key with a blank", "[a]\nin valid = 1\n  [b]\n", [3]],
  ["an indented header that is not closed", "[a]\nx = 1\n  [profile b\n", [3]],
  ["an indented setting", "[a]\nregion = x\n  ROLE_ARN=y", [3]],
  ["an indented setting with a colon", "[a]\nregion = x\n  role_arn : y", [3]],
  ["an indented setting below one that has no value", "[a]\nregion =\n  role_arn = x", [3]],
  ["an indented setting below an unknown one", "[a]\nx = 1\n  source_profile = y", [3]],
  ["a header and a setting in a command", "[a]\ncredential_process = x\n  [b]\n  region = y", [3]],
  ["no header in a command", "[a]\nmfa_process = x\n  [ -f y ] && z\n  [b]", []],
  [
    "no setting in a command or a policy",
    "[a]\nsaml_process = x\n  region = y\nsession_policy = {\n  region=x",
    [],
  ],
  ["no setting of a service", "[a]\ns3 =\n  use_dualstack_endpoint = true\nsts =\n  endpoint_url = x", []],
  ["no other line below a setting", "[a]\nx = 1\n  y = 2\n  garbage", []],
];

for (const [criterion, text, lines] of broken) {
  Deno.test(`parseIni() reports ${criterion}`, () => deepEqual(problemLines(text), lines));
}

Deno.test("parseIni() repeats no text of a line it cannot read", () => {
  fc.assert(fc.property(fc.constantFrom("[a]\n", "[a]\nx =\n  ", "", "[a]\n["), (before) => {
    const { sections, problems } = parseIni(`${before}SECRET`);
    equal(JSON.stringify([problems, sections.map((section) => section.problems)]).includes("SECRET"), false);
  }));
});
