import assert from "node:assert/strict";
import { didYouMean, nearest } from "../src/nearest.ts";

const names = ["prod", "product", "dev", "staging", "default"];

for (
  const [word, expected] of [
    ["prdo", ["prod"]],
    ["PROD", ["prod"]],
    ["prodct", ["product", "prod"]],
    ["stagign", ["staging"]],
    ["defualt", ["default"]],
    ["x", []],
    ["production-eu", []],
    ["", []],
  ] as const
) {
  Deno.test(`nearest() finds [${expected}] for "${word}"`, () => {
    assert.deepEqual(nearest(word, names), expected);
  });
}

Deno.test("didYouMean() is a question, or nothing", () => {
  assert.equal(didYouMean("prodct", names), 'Did you mean "product" or "prod"?');
  assert.equal(didYouMean("zzz", names), undefined);
});
