import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { readPosixCompletion, readTypedCompletion, readWordCompletion } from "../../shells/completion.ts";
import { initText } from "../../shells/functions.ts";
import type { ShellName } from "../../shells/mod.ts";
import { passThrough } from "../support/fake_awsume.ts";
import { inFolder } from "../support/folder.ts";
import { atTerminal, testAtTerminal } from "../support/interactive.ts";
import { type RealShell, realShells } from "../support/shells.ts";

const candidates = [
  "prod",
  "team:dev",
  "team:my box",
  "--region=eu-west-1",
  "--role-arn=arn:aws:iam::123456789012:role/Admin",
  "my laptop",
  "it's $HOME",
  'say "hi" `now`',
  "wow! (100%)",
  "hey!!ls",
  "back\\slash",
  "me@example.com",
  "~tilde",
  "été:à",
  "stage-a",
  "stage-b",
] as const;

type Typing = readonly [typed: string, words: readonly string[], after?: string];

/** What is typed before TAB (and after it, where that is not nothing), and the words awsume then gets. */
const typings: readonly Typing[] = [
  ["awsume pro", ["prod"]],
  ["awsume exec pro", ["exec", "prod"]],
  ["awsume team:d", ["team:dev"]],
  ["awsume 'team:d", ["team:dev"]],
  ["awsume team:m", ["team:my box"]],
  ['awsume "team:my b', ["team:my box"]],
  ["awsume --region=", ["--region=eu-west-1"]],
  ["awsume --reg", ["--region=eu-west-1"]],
  ["awsume --role-arn=arn:aws:iam::1234", ["--role-arn=arn:aws:iam::123456789012:role/Admin"]],
  ["awsume my", ["my laptop"]],
  ['awsume "my l', ["my laptop"]],
  ["awsume 'my l", ["my laptop"]],
  ["awsume it", ["it's $HOME"]],
  ["awsume 'it", ["it's $HOME"]],
  ['awsume "it', ["it's $HOME"]],
  ["awsume say", ['say "hi" `now`']],
  ["awsume 'say", ['say "hi" `now`']],
  ['awsume "say', ['say "hi" `now`']],
  ["awsume wow", ["wow! (100%)"]],
  ["awsume 'wow", ["wow! (100%)"]],
  ['awsume "wow', ["wow! (100%)"]],
  ["awsume hey", ["hey!!ls"]],
  ['awsume "hey', ["hey!!ls"]],
  ["awsume 'hey", ["hey!!ls"]],
  ["awsume back", ["back\\slash"]],
  ["awsume me@", ["me@example.com"]],
  ["awsume '~", ["~tilde"]],
  ["awsume été", ["été:à"]],
  ["awsume été:", ["été:à"]],
  ["awsume st", ["stage-a"], "a"],
  ["awsume nothing", ["nothing"]],
];

/** The same where quoting is another matter than in most shells. */
const posixTypings: readonly Typing[] = [
  ["true; FOO=bar awsume   pro", ["prod"]],
  ["awsume team\\:d", ["team:dev"]],
  ['awsume "team":d', ["team:dev"]],
  ["awsume my\\ l", ["my laptop"]],
];
const ownTypings: Readonly<Partial<Record<ShellName, readonly Typing[]>>> = {
  elvish: [
    ["nop; try { awsume   pro", ["prod"], " } catch _ { }"],
    ["echo x | awsume 'team':d", ["team:dev"]],
    ["awsume 'it''", ["it's $HOME"]],
    ["awsume \"it's ", ["it's $HOME"]],
    ["awsume exec -- pro", ["exec", "--", "prod"]],
  ],
  xonsh: [
    ["true; $FOO='bar' awsume   pro", ["prod"]],
    ["echo x | awsume team:d", ["team:dev"]],
    ['awsume "pro"', ["prod"]],
    ["awsume r'it", ["it's $HOME"]],
    ["awsume exec -- pro", ["exec", "--", "prod"]],
  ],
  nushell: [
    ["print; awsume   pro", ["prod"]],
    ["awsume exec -- pro", ["exec", "--", "prod"]],
  ],
  tcsh: [
    ["true; awsume   pro", ["prod"]],
    ["awsume team\\:d", ["team:dev"]],
    ["awsume exec -- pro", ["exec", "--", "prod"]],
  ],
  powershell: [
    ["$null = 1; awsume   pro", ["prod"]],
    ["'x' | awsume pro", ["prod"]],
    ["awsume team`:d", ["team:dev"]],
    ["awsume my` l", ["my laptop"]],
    ["awsume it''", ["it's $HOME"]],
    ["awsume 'it''", ["it's $HOME"]],
    ["awsume \"it's `$H", ["it's $HOME"]],
    ["awsume \u2018my l", ["my laptop"]],
    ["awsume 007 a,b pro", ["007", "a,b", "prod"]],
    ["awsume exec -- pro", ["exec", "--", "prod"]],
  ],
};

const completer = fileURLToPath(new URL("../support/fake_completer", import.meta.url));

/** What it has answered in one session serves the others. */
const answers = await Deno.makeTempDir({ prefix: "awsume-test-" });
Deno.test.afterAll(() => Deno.remove(answers, { recursive: true }));

for (const real of Object.values(realShells).filter(({ completes }) => completes !== false)) {
  for (const [index, [session, lines]] of Object.entries(real.sessions).entries()) {
    testCompletion(real, session, { lines, isFirst: index === 0 });
  }
}

/** How a session begins. In those behind the first, every third word is completed. */
interface Session {
  readonly lines: string;
  readonly isFirst: boolean;
}

function testCompletion(real: RealShell, session: string, { lines, isFirst }: Session): void {
  const { shell, interactive, start, accept = "", mangles, prompt = /(?:)/ } = real;
  const all = [...typings, ...ownTypings[shell.name] ?? posixTypings].filter((_, index) =>
    isFirst || index % 3 === 0
  );
  testAtTerminal(`${shell.name} _awsume_complete() finishes words exactly, ${session}`, async () => {
    await inFolder(async (home) => {
      const words = [completer, answers, Deno.execPath()];
      await Deno.writeTextFile(`${home}/init`, initText(shell, words, passThrough));
      const env = { CANDIDATES: candidates.join("\n"), LC_ALL: "C.UTF-8", NO_COLOR: "1" };
      await using terminal = atTerminal(interactive, home, env);
      await terminal.until(prompt);
      await terminal.type(`${lines}\n`);
      for (const [typed, words, after = ""] of all.filter(([typed]) => !mangles?.test(typed))) {
        await terminal.until(prompt);
        await terminal.type(`${typed}\t${after}${accept}\n`);
        const seen = await terminal.until(/argv=.*\r?\n/);
        const expected = words.map((word) => `<${word}>`).join("");
        assert.deepEqual([typed, /argv=(.*)\r?\n/.exec(seen)?.[1]], [typed, expected]);
      }
    });
  }, start[0]);
}

const requests: readonly (readonly [line: string, replaced: string, words: readonly string[]])[] = [
  ["awsume", "awsume", []],
  ["awsume ", "", [""]],
  ["awsume  exec\tprod -- ", "", ["exec", "prod", "--", ""]],
  [`awsume "a 'b\\"" 'c "d\\'e\\ f "" x`, "x", [`a 'b"`, `c "d\\e f`, "", "x"]],
  ["awsume trailing\\", "trailing\\", ["trailing"]],
];

for (const [line, replaced, words] of requests) {
  Deno.test(`readPosixCompletion() splits ${JSON.stringify(line)}`, () => {
    assert.deepEqual(readPosixCompletion([line, replaced]).words, words);
  });
}

Deno.test("readPosixCompletion() spells nothing that cannot stand where the shell puts it", () => {
  const { spell } = readPosixCompletion(["awsume team:d", "d"]);
  assert.equal(spell("team:dev"), "dev");
  assert.equal(spell("Team:dev"), undefined);
  assert.equal(readPosixCompletion(["awsume team:d", "x"]).spell("team:dev"), undefined);
});

const typed: readonly (readonly [line: string, words: readonly string[], typed: string | undefined])[] = [
  ["awsume ", [""], String.raw`team:my\ \$box `],
  ["awsume te", ["te"], String.raw`am:my\ \$box `],
  ["awsume 'team:my", ["team:my"], " $box' "],
  ['awsume exec "team:', ["exec", "team:"], String.raw`my \$box" `],
  [String.raw`awsume exec team:my\ `, ["exec", "team:my "], String.raw`\$box `],
  ["echo 'a;b'; A=1 B='x' awsume te", ["te"], String.raw`am:my\ \$box `],
  [`x | (awsume te`, ["te"], String.raw`am:my\ \$box `],
  ["awsume", [], undefined],
  ["awsume x", ["x"], undefined],
  ["awsume;", [], undefined],
  ["echo awsume te", ["awsume", "te"], undefined],
  ["echo 'it; awsume te", ["it; awsume te"], undefined],
  ["", [], undefined],
];

for (const [line, words, keys] of typed) {
  Deno.test(`readTypedCompletion() reads ${JSON.stringify(line)}`, () => {
    const request = readTypedCompletion([line], 78);
    assert.deepEqual([request.words, request.spell("team:my $box")], [words, keys]);
  });
}

Deno.test("readTypedCompletion() types no more than the limit, in whole characters", () => {
  const rests = [3, 4, 5, 6, 7, 8].map((limit) => readTypedCompletion(["awsume p"], limit).spell("pé$é"));
  assert.deepEqual(rests, ["é", "é\\$", "é\\$", "é\\$é", "é\\$é ", "é\\$é "]);
});

const wordRequests: readonly (readonly [asked: readonly string[], words: readonly string[]])[] = [
  [[], [""]],
  [["pro"], [""]],
  [["exec", "pro"], ["exec", ""]],
  [["prod", "--reg"], ["prod", "--reg"]],
];

for (const [asked, words] of wordRequests) {
  Deno.test(`readWordCompletion() leaves the choice to the shell after ${JSON.stringify(asked)}`, () => {
    const request = readWordCompletion(asked);
    assert.deepEqual(request.words, words);
    assert.equal(request.spell("team:my box"), "team:my box");
  });
}
