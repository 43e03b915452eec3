import assert from "node:assert/strict";
import { helpText, namesOf, shownWords } from "../../src/cli/help.ts";
import { exitCodes } from "../../src/cli/exit_codes.ts";
import { type NamedOption, options } from "../../src/cli/options.ts";
import { parse } from "../../src/cli/parse.ts";
import { AuthError, AwsError, ConfigError, Interrupted, UsageError } from "../../src/errors.ts";

const all: readonly NamedOption[] = options;
const topics = [undefined, ...shownWords().map(({ word }) => word), ...all.map(({ long }) => `--${long}`)];

for (const topic of topics) {
  Deno.test(`helpText(${topic ?? ""}) fits 80 columns and is ASCII`, () => {
    const wide = helpText(topic).split("\n").filter((line) => line.length > 80 || !/^[ -~]*$/.test(line));
    assert.deepEqual(wide, []);
  });
}

Deno.test("helpText() fits two screens of 40 lines", () => {
  assert.ok(helpText().trimEnd().split("\n").length <= 80);
});

Deno.test("helpText() has every command word, and the options that go without one but for the rare", () => {
  const [text, assume] = [helpText(), helpText("assume")];
  for (const { word, doc } of shownWords()) {
    assert.match(text, new RegExp(`^  ${word} .*  ${escaped(doc)}$`, "m"));
  }
  for (const option of all.filter(({ commands }) => commands === undefined || commands.includes("assume"))) {
    assert.match(text, new RegExp(`^${option.group}:$`, "m"));
    hasOption(assume, option);
    if (option.isRare) assert.doesNotMatch(text, new RegExp(`--${option.long} `));
    else hasOption(text, option);
  }
});

function hasOption(text: string, option: NamedOption): void {
  const names = namesOf(option).join(", ");
  assert.match(text, new RegExp(`^ +${escaped(names)}( \\S.*)? {2,}${escaped(option.doc)}$`, "m"));
}

for (const { word } of shownWords()) {
  Deno.test(`helpText("${word}") begins with how it is written, and has examples`, () => {
    assert.match(helpText(word), new RegExp(`^awsume ${word} [^]*\nExamples:\n  \\S`));
  });
}

Deno.test("helpText() says more about one option", () => {
  assert.equal(
    helpText("--mfa-token"),
    `--mfa-token CODE

The six-digit MFA code; else it is asked for.

A code that AWS refuses is not asked for again. It may also come from a pipe.

Taken by: awsume [PROFILE], explain, export, credential-process, exec
`,
  );
});

Deno.test("helpText() shows both options called --json", () => {
  const heads = helpText("--json").split("\n").filter((line) => line.startsWith("--json"));
  assert.deepEqual(heads, ["--json [JSON]", "--json"]);
});

Deno.test("exitCodes are those of the errors", () => {
  const thrown = [AwsError, UsageError, ConfigError, AuthError].map((Kind) => new Kind("x").exitCode);
  assert.deepEqual(exitCodes.map(([code]) => code), [0, ...thrown, new Interrupted().exitCode]);
});

const topicTable: readonly (readonly [line: string, word: string | undefined])[] = [
  ["help", undefined],
  ["help config", "config"],
  ["help help", "help"],
  ["help -h", "help"],
  ["help explain -h", "explain"],
  ["help --region", "--region"],
  ["help --reg", "--region"],
  ["help region", "--region"],
  ["help -o", "--output-profile"],
  ["help --json", "--json"],
  ["config -h", "config"],
  ["credential-process --help", "credential-process"],
  ["-h", undefined],
];

for (const [line, word] of topicTable) {
  Deno.test(`parse() reads "awsume ${line}"`, () => {
    assert.deepEqual(parse(line.split(" ")), { kind: "help", ...(word === undefined ? {} : { word }) });
  });
}

for (const { word } of shownWords()) {
  Deno.test(`parse() answers "awsume ${word} -h" and "awsume help ${word}" alike`, () => {
    assert.deepEqual(parse([word, "-h"]), { kind: "help", word });
    assert.deepEqual(parse(["help", word]), { kind: "help", word });
  });
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
