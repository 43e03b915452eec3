import assert from "node:assert/strict";
import { instantText, spanText } from "../../src/assume/session.ts";

for (
  const [minutes, text] of [
    [0, "0 min"],
    [99, "99 min"],
    [100, "1 h 40 min"],
    [2879, "47 h 59 min"],
    [2880, "2 d"],
    [10_000, "6 d"],
  ] as const
) {
  Deno.test(`spanText() says ${minutes} minutes as ${text}`, () => {
    assert.equal(spanText(minutes), text);
  });
}

Deno.test("instantText() is UTC to the second", () => {
  assert.equal(instantText(new Date("2026-01-01T00:00:00.999Z")), "2026-01-01 00:00:00 UTC");
});
