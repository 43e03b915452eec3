/** awsume where the terminal is narrow, dumb, or not there. */
import assert from "node:assert/strict";
import { refuse } from "../support/refusals.ts";
import { runClean } from "../support/script.ts";
import { testWith } from "../support/shells.ts";
import { awsumeWords, startWorld, type World } from "../support/world.ts";

/** Runs awsume as a function would, at a pseudo-terminal of forty columns; gives what it shows. */
async function atNarrowTerminal(
  world: World,
  words: string,
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const program = awsumeWords().map((word) => `'${word}'`).join(" ");
  const command = `stty cols 40; ${program} ${words}; echo "status=$?"`;
  const { stdout } = await runClean(["script", "--quiet", "--flush", "--command", command, "/dev/null"], {
    folder: world.home,
    env: { ...world.env, SHELL: "/bin/sh", AWSUME_SHELL: "bash", ...env },
  });
  return stdout.replaceAll("\r\n", "\n");
}

const terminals: readonly Readonly<Record<string, string>>[] = [
  { TERM: "dumb" },
  { TERM: "xterm-256color", NO_COLOR: "1" },
  { TERM: "xterm-256color", NO_COLOR: "", COLUMNS: "40" },
];

/** What goes wrong, and what a terminal shows of it: whole lines, which the terminal itself breaks. */
const shown: readonly (readonly [words: string, text: string])[] = [
  [
    "alcie",
    'awsume: Cannot find profile "alcie"\n        Did you mean "alice"?\nstatus=3\n',
  ],
  [
    "--role-duration 5 one",
    'awsume: Cannot use --role-duration "5"\n' +
    "        Give a number of seconds from 900 to 43200, or 0 for the role's own default\nstatus=2\n",
  ],
  ["--who", "No profile awsume'd currently\nstatus=0\n"],
];

if (Deno.build.os === "linux") {
  for (const env of terminals) {
    testWith("script", `awsume at a terminal of forty columns, ${JSON.stringify(env)}`, async () => {
      await using world = await startWorld();
      for (const [words, text] of shown) assert.equal(await atNarrowTerminal(world, words, env), text);
    });
  }
}

testWith("setsid", "awsume without any terminal says the same, and asks nobody", async () => {
  await using world = await startWorld();
  for (const env of [{}, ...terminals]) {
    await refuse({ name: "", words: ["alcie"], code: 3, says: [/Did you mean "alice"\?/], env }, world);
  }
  for (const words of [["mfa"], ["locked"], ["mfa", "-a"], ["mfa", "-o", "out"]]) {
    const { status, stdout, stderr } = await runClean(["setsid", "-w", ...awsumeWords(), ...words], {
      folder: world.home,
      env: world.env,
    });
    assert.deepEqual([status, stdout], [4, "(exit 4);\n"], stderr);
    assert.match(stderr, /^awsume: Cannot ask "MFA code .*: there is no terminal\n.*terminal, or pipe/m);
  }
  assert.deepEqual(world.calls(), []);
});
