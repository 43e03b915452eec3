/** What a wrong command line is answered with: each such error has a hint with the next step. */
import assert from "node:assert/strict";
import { findShell } from "../../shells/mod.ts";
import { parse } from "../../src/cli/parse.ts";
import { run } from "../../src/cli/run.ts";
import { hintOf } from "../../src/cli/suggest.ts";
import { ConfigError, UsageError } from "../../src/errors.ts";
import { fakeSystem } from "../support/fake_system.ts";

/** Words parted by single blanks; `''` is an empty one. */
const wrong: readonly (readonly [line: string, message: string, hint: string])[] = [
  ["--regoin x", "Cannot understand the option --regoin", 'Did you mean "--region"?'],
  ["-region x", "Cannot understand the option -e", 'Did you mean "--region"?'],
  ["-x", "Cannot understand the option -x", "Run awsume -h for the list"],
  [
    "explain --unset",
    "Cannot understand the option --unset",
    "Use it with awsume [PROFILE]; awsume help --unset says more",
  ],
  [
    "prod --interactive",
    "Cannot understand the option --interactive",
    "Use it with credential-process; awsume help --interactive says more",
  ],
  [
    "--session",
    "Cannot tell which option --session is: --session-name or --session-policy or --session-policy-arns",
    "Write more of its name",
  ],
  ["--region", "Cannot use --region without a value", "Write --region VALUE"],
  [
    "--region -x",
    "Cannot use --region without a value",
    "Write --region=VALUE for a value that begins with -",
  ],
  ["--refresh=1", "Cannot give --refresh a value: it takes none", "Write --refresh alone"],
  [
    "explian prod",
    'Cannot use more than one profile: "explian", "prod"',
    'Did you mean the command "explain"?',
  ],
  ["a b", 'Cannot use more than one profile: "a", "b"', "Quote a name that has blanks"],
  ["''", "Cannot use an empty profile name", "Leave it out for the profile called default"],
  [
    "-r explain",
    'Cannot use the word "explain" behind an option: it must come first',
    "Write awsume explain …, or awsume … -- explain for a profile of that name",
  ],
  ["help confg", 'Cannot help with "confg": it is no command and no option', 'Did you mean "config"?'],
  [
    "help --regoin",
    'Cannot help with "--regoin": it is no command and no option',
    'Did you mean "--region"?',
  ],
  [
    "help __complete",
    'Cannot help with "__complete": it is no command and no option',
    "Run awsume -h for the list",
  ],
  ["help -", 'Cannot help with "-": it is no command and no option', "Run awsume -h for the list"],
  ["help a b", 'Cannot help with "a b": it is no command and no option', "Run awsume -h for the list"],
  [
    "init",
    "Cannot tell for which shell: init takes one word",
    "Write awsume init and one of bash, zsh, fish, powershell, dash, ksh, tcsh, elvish, xonsh, nushell, cmd",
  ],
  [
    "init bash zsh",
    "Cannot tell for which shell: init takes one word",
    "Write awsume init and one of bash, zsh, fish, powershell, dash, ksh, tcsh, elvish, xonsh, nushell, cmd",
  ],
  [
    "credential-process",
    "Cannot tell whose credentials: credential-process takes one profile",
    "Write awsume credential-process PROFILE",
  ],
];

for (const [line, message, hint] of wrong) {
  Deno.test(`parse() answers "awsume ${line}" with the next step`, () => {
    const words = line.split(" ").map((word) => word === "''" ? "" : word);
    assert.throws(() => parse(words), (error: unknown) => {
      assert.ok(error instanceof UsageError);
      assert.deepEqual([error.message, error.hint], [message, hint]);
      return true;
    });
  });
}

const shellHints: readonly (readonly [name: string, hint: RegExp])[] = [
  ["pwsh", /^Did you mean "powershell"\? awsume speaks bash, /],
  ["kish", /^Did you mean "fish" or "ksh"\? awsume speaks bash, /],
];

for (const [name, hint] of shellHints) {
  Deno.test(`findShell() says what to do for ${name}`, () => {
    assert.throws(() => findShell(name), { message: `Unknown shell "${name}"`, hint });
  });
}

const missing = (name: string): ConfigError => {
  return new ConfigError(`Cannot find profile "${name}"`, { hint: "Look for it", unknownName: name });
};

Deno.test("hintOf() names the command word that is near a profile which is not there", () => {
  assert.equal(hintOf(missing("explian"), ["explian"]), 'Did you mean the command "explain"?\nLook for it');
});

Deno.test("hintOf() adds nothing for another profile, or for a first word that is near nothing", () => {
  assert.equal(hintOf(missing("explian"), ["prod"]), "Look for it");
  assert.equal(hintOf(missing("prod"), ["prod"]), "Look for it");
  assert.equal(hintOf(new ConfigError("Cannot"), ["explian"]), undefined);
});

Deno.test("run() asks whether a command word was meant, for a first word that is no profile", async () => {
  using fake = fakeSystem({
    env: { AWSUME_SHELL: "bash" },
    files: { "/home/me/.aws/config": "[profile prod]\n" },
  });
  assert.equal(await run(["confg"], fake.system), 3);
  assert.deepEqual(fake.told, [
    'awsume: Cannot find profile "confg"',
    '        Did you mean the command "config"?',
    "        Look for its name in /home/me/.aws/config and /home/me/.aws/credentials",
  ]);
});

Deno.test("every UsageError of the command line has a hint", async () => {
  for (const folder of ["../../src/cli/", "../../src/sources/", "../../shells/"]) {
    for await (const { name } of Deno.readDir(new URL(folder, import.meta.url))) {
      if (!name.endsWith(".ts")) continue;
      const text = await Deno.readTextFile(new URL(`${folder}${name}`, import.meta.url));
      const bare = text.split("new UsageError(").slice(1).filter((rest) => !/^[^;]*\bhint\b/.test(rest));
      assert.deepEqual(bare, [], name);
    }
  }
});
