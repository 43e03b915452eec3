import assert from "node:assert/strict";
import fc from "fast-check";
import { matchName } from "../../src/assume/match.ts";

const table: readonly (readonly [word: string, names: string, expected: string, why: string])[] = [
  ["prod", "prod production", "prod", "the exact name wins"],
  ["Prod", "prod PROD Prod", "Prod", "the exact case wins"],
  ["PROD", "prod production", "prod", "case does not count"],
  ["PROD", "prod Prod", "Prod prod", "two names that differ in case"],
  ["produ", "production staging", "production", "a beginning"],
  ["p", "production staging", "production", "one letter is a beginning"],
  ["PRODU", "production staging", "production", "a beginning in another case"],
  ["dev", "dev-eu dev-us", "dev-eu dev-us", "two that begin so, neither nearer"],
  ["dev", "dev-eu my-dev", "dev-eu", "a beginning goes before the middle"],
  ["prod-1", "prod-10 prod-2", "", "the beginning of another number"],
  ["1234", "123456789012 222222222222", "123456789012", "the first digits of an account id"],
  ["3456", "123456789012 222222222222", "", "digits within an account id"],
  ["uction", "production staging", "production", "the middle of a name"],
  ["eu", "prod-eu staging", "", "too short for the middle of a name"],
  ["acme", "prod-acme dev-acme", "dev-acme prod-acme", "the middle of two names"],
  ["1-eu", "prod-11-eu", "", "the end of another number"],
  ["1-eu", "prod-11-eu prod-1-eu", "prod-1-eu", "a number as a whole"],
  ["prodeu", "prod-eu prod-us", "prod-eu", "a separator left out"],
  ["prod_eu", "prod-eu prod-us", "prod-eu", "another separator"],
  ["team11", "team-1-1", "", "a separator between two numbers"],
  ["prodction", "production staging", "production", "a letter left out"],
  ["stagging", "production staging", "staging", "a letter too many"],
  ["stagint", "production staging", "staging", "a wrong letter"],
  ["stagign", "production staging", "staging", "two letters swapped"],
  ["stagnig-eu", "staging-eu staging-us", "staging-eu", "a slip in one part"],
  ["test", "tes1 text tent", "tent text", "two that are one slip away"],
  ["pq", "production staging", "", "one shared letter"],
  ["nonprod", "prod dev", "", "a name within the word"],
  ["prod-eu", "prod-us dev-eu", "", "another region"],
  ["production-eu", "production-us", "", "most of the word, and another region"],
  ["prod-a", "prod-b", "", "a slip in a short part"],
  ["account1", "account2", "", "a slip in a number"],
  ["stgign", "staging", "", "two slips"],
  ["prdo", "", "", "no profiles at all"],
  ["", "prod", "", "an empty word"],
];

for (const [word, names, expected, why] of table) {
  Deno.test(`matchName() takes "${word}" of "${names}" for "${expected}": ${why}`, () => {
    const match = matchName(word, toNames(names));
    const found = match.kind === "one" ? [match.name] : match.kind === "several" ? match.names : [];
    assert.deepEqual(found, toNames(expected));
    assert.equal(match.kind, ["none", "one"][found.length] ?? "several");
  });
}

function toNames(text: string): readonly string[] {
  return text.split(" ").filter((name) => name !== "");
}

/** Words of few letters, so that they are often like each other. */
const words = fc.string({ unit: fc.constantFrom(..."aAbp1-_é"), maxLength: 7 });
const lists = fc.array(words, { maxLength: 8 });

Deno.test("matchName() names only what is there, in any order of the list", () => {
  fc.assert(
    fc.property(words, lists, (word, names) => {
      const match = matchName(word, names);
      const found = match.kind === "one" ? [match.name] : match.kind === "several" ? match.names : [];
      assert.ok(found.every((name) => names.includes(name)));
      assert.ok(match.kind !== "several" || new Set(match.names).size > 1);
      assert.deepEqual(matchName(word, names.toReversed()), match);
      assert.deepEqual(matchName(word, [...names, ...names].sort()), match);
    }),
    { numRuns: 2000 },
  );
});

Deno.test("matchName() takes an exact name for itself", () => {
  fc.assert(fc.property(words.filter(Boolean), lists, (word, names) => {
    assert.deepEqual(matchName(word, [...names, word]), { kind: "one", name: word });
  }));
});

Deno.test("matchName() takes words that share few letters for nothing", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."abc") }), (word) => {
      const names = ["xyz-a", "production", "sandbox-eu"].filter((name) => !name.includes(word));
      assert.deepEqual(matchName(word, names), { kind: "none" });
    }),
  );
});
