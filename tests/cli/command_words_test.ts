import assert from "node:assert/strict";
import { commandWords } from "../../src/cli/command_words.ts";
import { directWords } from "../../src/cli/direct_words.ts";

Deno.test("directWords is every command word but assume, the one that changes the environment", () => {
  const words = commandWords.map(({ word }) => word);
  assert.deepEqual(words.filter((word) => word !== "assume"), directWords);
});
