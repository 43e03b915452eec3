import assert from "node:assert/strict";
import { findChoices, type Pressed, pressKey, startPicking } from "../../src/system/picking.ts";

const choices = [
  { name: "dev" },
  { name: "prod-eu", hint: "222222222222 eu-west-1" },
  { name: "prod-us", hint: "222222222222 us-east-1" },
  { name: "Übung", hint: "333333333333" },
  ...Array.from({ length: 20 }, (_, index) => ({ name: `team-${index}` })),
];

function typeKeys(keys: string): Pressed {
  let pick: Pressed = startPicking(choices);
  for (const byte of new TextEncoder().encode(keys)) {
    if (pick.kind === "picking") pick = pressKey(pick, byte, choices);
  }
  return pick;
}

const table: readonly (readonly [what: string, keys: string, name: string])[] = [
  ["Enter at once", "\r", "dev"],
  ["letters", "us\r", "prod-us"],
  ["a letter of two bytes", "ü\r", "Übung"],
  ["a word of the hint", "eu-west\r", "prod-eu"],
  ["two words", "222 us\r", "prod-us"],
  ["Backspace", "tea\x7f\x7f\x7fdev\r", "dev"],
  ["Ctrl-U", "xyz\x15\r", "dev"],
  ["Enter where nothing is left, then Backspace", "devx\r\x7f\r", "dev"],
  ["Arrow Down", "\x1b[B\r", "prod-eu"],
  ["Arrow Down in application mode", "\x1bOB\x1bOB\r", "prod-us"],
  ["Arrow Up at the top", "\x1b[A\r", "team-19"],
  ["Arrow Down at the bottom", "\x1b[F\x1b[B\r", "dev"],
  ["Page Down", "\x1b[6~\r", "team-6"],
  ["Page Down and Page Up", "\x1b[6~\x1b[6~\x1b[6~\x1b[5~\r", "team-9"],
  ["Home", "\x1b[6~\x1b[H\r", "dev"],
  ["Tab, Ctrl-N and Ctrl-P", "\t\x0e\x10\r", "prod-eu"],
  ["letters after a move", "\x1b[Bprod\r", "prod-eu"],
  ["the marks of a paste", "\x1b[200~us\x1b[201~\r", "prod-us"],
  ["an unknown key", "\x1b[15~\r", "dev"],
];

for (const [what, keys, name] of table) {
  Deno.test(`pressKey() understands ${what}`, () => {
    const pick = typeKeys(keys);
    assert.equal(pick.kind === "picked" && pick.choice.name, name);
  });
}

for (const [what, key] of [["Ctrl-C", "\x03"], ["Ctrl-D", "\x04"]] as const) {
  Deno.test(`pressKey() leaves the list on ${what}, in the midst of an arrow key too`, () => {
    assert.deepEqual(typeKeys(`us${key}`), { kind: "left" });
    assert.deepEqual(typeKeys(`us\x1b[${key}`), { kind: "left" });
  });
}

Deno.test("findChoices() puts the best first", () => {
  const names = ["xpro", "p-r-o", "production", "pro", "dev", "PRO-2"];
  const hinted = { name: "a", hint: "pro" };
  const found = findChoices("pro", [...names.map((name) => ({ name })), hinted]).map(({ name }) => name);
  assert.deepEqual(found, ["pro", "production", "PRO-2", "xpro", "a", "p-r-o"]);
});
