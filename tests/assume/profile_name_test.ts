import assert from "node:assert/strict";
import { isPortableName, nearestPortable, toPortableName } from "../../src/assume/profile_name.ts";

const portable = [
  "out",
  "a-b_c.d/e@f",
  "a:b",
  "a:",
  "a+b",
  "default",
  "Prod",
  "7",
  "-x",
  "profile",
  "x".repeat(200),
];

for (const name of portable) {
  Deno.test(`isPortableName() and toPortableName() leave ${JSON.stringify(name.slice(0, 20))} as it is`, async () => {
    assert.equal(isPortableName(name), true);
    assert.equal(await toPortableName(name), name);
  });
}

const others: readonly (readonly [name: string, near: string])[] = [
  ["dev#2", "dev_2"],
  ["a;b", "a_b"],
  ["prod,eu", "prod_eu"],
  ["prød", "pr_d"],
  ["日本", "__"],
  ["😀", "_"],
  ["x!", "x_"],
  ["a$b", "a_b"],
  ["it's", "it_s"],
  ["a=b", "a_b"],
  ["p(1)", "p_1_"],
  ["[x", "_x"],
  ["a]b", "a_b"],
  ["two words", "two_words"],
  ["50%", "50_"],
  ["a\nb", "a_b"],
  ["a\\b", "a_b"],
  ['"a"', "_a_"],
  ["profile a", "profile_a"],
  ["DEFAULT", "DEFAULT_"],
  ["__proto__", "__proto___"],
  ["constructor", "constructor_"],
  ["", "_"],
  [":", "_"],
  [":a", "_a"],
  ["::a:b", "_:a:b"],
  [":a#", "_a_"],
];

for (const [name, near] of others) {
  Deno.test(`nearestPortable() makes ${near} of ${JSON.stringify(name)}, toPortableName() one of its own`, async () => {
    assert.equal(isPortableName(name), false);
    assert.equal(nearestPortable(name), near);
    assert.ok(isPortableName(near));
    const own = await toPortableName(name);
    assert.match(own, /-[0-9a-f]{8}$/);
    assert.equal(own.slice(0, -9), near);
    assert.ok(isPortableName(own));
  });
}

Deno.test("toPortableName() gives different names different sections, and one name always the same", async () => {
  const names = ["a#b", "a;b", "a b", "a_b", "á_b", "a%b"];
  const made = await Promise.all(names.map(toPortableName));
  assert.equal(new Set(made).size, names.length);
  assert.equal(made[0], "a_b-8187fc8f");
});
