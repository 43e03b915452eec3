/** An option without a value meant nothing, where a script's variable was empty. */
import assert from "node:assert/strict";
import { keys, role } from "../support/oracle_people.ts";
import { tryWords } from "../support/tried.ts";

const alice = keys("alice");

Deno.test("an empty external id is refused, as its siblings are", async () => {
  const place = {
    config: `[profile p]\n${role("one")}source_profile = hub\n`,
    credentials: `[hub]\n${alice}`,
  };
  for (const value of ["", "  "]) {
    for (const words of [["p"], ["exec", "p"], ["explain", "p"], ["credential-process", "p"]]) {
      const rest = words[0] === "exec" ? ["true"] : [];
      const { status, stderr, calls } = await tryWords([...words, "--external-id", value, ...rest], place);
      assert.deepEqual([status, calls], [2, []], words.join(" "));
      assert.match(stderr, /Cannot use --external-id: it is empty/);
    }
  }
});

Deno.test("no option that names something takes an empty value for none", async () => {
  const place = {
    config: `[profile p]\n${role("one")}source_profile = hub\n`,
    credentials: `[hub]\n${alice}`,
  };
  const options = [
    "source-profile",
    "region",
    "role-arn",
    "endpoint-url",
    "config-file",
    "source-identity",
    "mfa-token",
  ];
  for (const option of options) {
    const words = option === "role-arn" ? ["--role-arn", ""] : ["p", `--${option}`, ""];
    const { status, gives, calls } = await tryWords(words, place);
    assert.deepEqual([[2, 3].includes(status), gives, calls], [true, undefined, []], option);
  }
});
