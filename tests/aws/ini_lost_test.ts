import assert from "node:assert/strict";
import fc from "fast-check";
import { findLost, listLost } from "../../src/aws/ini_lost.ts";

const lost: readonly (readonly [text: string, line: number])[] = [
  ["[profile prod", 1],
  ["[prod", 1],
  ["[profile prod)", 1],
  ["[profile prod] [main]", 1],
  ["[profile prod]]", 1],
  ["[profile 'prod]", 1],
  ['[profile prod"]', 1],
  ["[profile\u00a0prod]", 1],
  ["[profile prod\u200b]", 1],
  ["[profile pr\u200bod]", 1],
  ["[profile pr\u00adod]", 1],
  ["[\ufeffprofile prod]", 1],
  ["[Profile prod]", 1],
  ["profile prod]", 1],
  ["[a]\nprod]", 2],
  ["[a]\nx = 1\nprofile prod\nrole_arn = y", 3],
  ["[a]\nx = 1\n\ufeff[profile prod] # b = c", 3],
  ["[a]\nx = 1\n\n  [profile prod]", 4],
  ["[a]\r\nx = 1\r\n\u00a0[prod] // y = z\r\n", 3],
  ["[a]\nx = 1\n  [prod\n  region = y", 3],
  ["[a]\ncredential_process = x\n  [prod]\n  aws_secret_access_key = y", 3],
  ["[a\nx = 1\n  [prod]", 3],
  ["x = 1\n  [prod]", 2],
  ["\ufeff\n[profile prod", 2],
];

for (const [text, line] of lost) {
  Deno.test(`findLost() finds the header of prod in ${JSON.stringify(text)}`, () => {
    assert.equal(findLost(text, "prod")?.line, line);
  });
}

const kept = [
  "[profile prod]\nx = 1",
  "  [profile prod]",
  "[profile prod] // main",
  "[profile prod-eu",
  "[profile my.prod",
  "# [profile prod",
  "[a]\nx = [prod",
  "[a]\nx = 1\n  prod]",
  "[a]\nx : [prod]",
  "[a]\nnonsense prod",
  "[profile two prod]",
  "[a]\ncredential_process = x\n  [ prod ] && y",
  "[a]\nsession_policy = [\n  [prod]\n  ]",
];

for (const text of kept) {
  Deno.test(`findLost() finds no header of prod in ${JSON.stringify(text)}`, () => {
    assert.equal(findLost(text, "prod"), undefined);
  });
}

Deno.test("findLost() knows a name of several words, and quotes", () => {
  assert.equal(findLost("[profile 'my dev", "my dev")?.line, 1);
  assert.equal(findLost("[a]\n[my dev\n", "my dev")?.line, 2);
  assert.equal(findLost("[profile o'brien", "o'brien")?.line, 1);
  assert.equal(findLost("[profile my dev", "my other"), undefined);
});

Deno.test("findLost() finds what listLost() has", () => {
  const line = fc.constantFrom(
    ..."[profile a|[a] ]|[profile 'a]|  [a]|  [a|x = 1|profile a|a]|[a]|region = a|[profile b]|# a]|".split(
      "|",
    ),
    ..."  role_arn = x|session_policy = {|credential_process = a|\u00a0[a]|\ufeff[a]|[a b|  more a|".split(
      "|",
    ),
  );
  const text = fc.tuple(fc.array(line, { maxLength: 9 }), fc.constantFrom("\n", "\r\n", "\r"))
    .map(([lines, end]) => lines.join(end));
  fc.assert(
    fc.property(text, fc.constantFrom("a", "b", "a b", "profile", "x"), (text, name) => {
      const first = listLost(text).find((each) => each.isAbout(name));
      assert.equal(findLost(text, name)?.line, first?.line);
    }),
    { numRuns: 3000 },
  );
});

Deno.test("listLost() reads hostile files without slowing down", () => {
  for (
    const text of [
      "a ".repeat(400_000),
      `[${"a ".repeat(400_000)}`,
      "[".repeat(400_000),
      "a\n".repeat(400_000),
    ]
  ) {
    assert.ok(listLost(text).length <= 1);
    assert.equal(
      findLost(text, "a")?.line,
      listLost(text)[0]?.line === 1 && text.includes("a") ? 1 : undefined,
    );
  }
});

Deno.test("findLost() leaves a name with an invisible character to itself", () => {
  assert.equal(findLost("[profile pr\u200bod]", "pr\u200bod"), undefined);
  assert.equal(findLost("[my\u00a0dev]", "my\u00a0dev"), undefined);
  assert.equal(findLost("[my\u00a0dev]", "my dev")?.line, 1);
});
