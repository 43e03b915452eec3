import assert from "node:assert/strict";
import { findLong } from "../../src/cli/abbreviations.ts";
import { assumeWord, commandWords } from "../../src/cli/command_words.ts";
import { type NamedOption, optionsOf } from "../../src/cli/options.ts";
import { parse } from "../../src/cli/parse.ts";

const all = optionsOf(assumeWord);

/** A table of these names. */
function tableOf(...names: readonly NamedOption["long"][]): readonly NamedOption[] {
  return all.filter(({ long }) => names.includes(long));
}

Deno.test("findLong() takes every option by its whole name, also when another begins with it", () => {
  for (const option of all) assert.equal(findLong(option.long, all)?.long, option.long);
});

for (
  const [name, found] of [
    ["u", "unset"],
    ["ses", undefined],
    ["reg", "region"],
    ["session-n", "session-name"],
    ["role-d", "role-duration"],
    ["sh", "show-commands"],
    ["she", "shell"],
    ["so", "source-profile"],
    ["source-i", "source-identity"],
    ["t", "tags"],
    ["tr", "transitive-tags"],
    ["d", "debug"],
    ["du", "dualstack"],
    ["no-c", "no-cache"],
    ["ro", undefined],
  ] as const
) {
  Deno.test(`findLong() takes --${name} for ${found ?? "several options"}`, () => {
    if (found === undefined) assert.throws(() => findLong(name, all), { exitCode: 2 });
    else assert.equal(findLong(name, all)?.long, found);
  });
}

Deno.test("findLong() names all that an abbreviation can mean", () => {
  const table = tableOf("region", "refresh");
  assert.throws(() => findLong("re", table), {
    message: "Cannot tell which option --re is: --refresh or --region",
    hint: "Write more of its name",
  });
});

Deno.test("findLong() finds nothing for what no option begins with, nor for no name", () => {
  for (const name of ["", "x", "regionx", "-region"]) assert.equal(findLong(name, all), undefined);
});

Deno.test("findLong() takes no option of the original for another whose name is longer", () => {
  assert.equal(findLong("config", tableOf("config-file")), undefined);
});

Deno.test("parse() reads abbreviations with a value behind = or in the next word", () => {
  const expected = parse(["--region", "eu-west-1", "--dualstack", "dev"]);
  assert.deepEqual(parse(["--reg=eu-west-1", "--dual", "dev"]), expected);
  assert.deepEqual(parse(["--regio", "eu-west-1", "--du", "dev"]), expected);
});

Deno.test("parse() looks for abbreviations among the options that a command takes", () => {
  const explain = commandWords.find(({ word }) => word === "explain");
  assert.ok(explain);
  assert.equal(findLong("j", optionsOf(explain))?.long, "json");
  assert.throws(() => parse(["explain", "--unse"]), { message: /Cannot understand the option --unse/ });
});
