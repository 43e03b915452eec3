/**
 * What stood on standard input was read to its end in search of an MFA code (`yes | awsume prod`), and a loop
 * (`while read -r p; do awsume "$p"; done <list`) lost its list. At most one line is taken, and what is no code ends
 * the command, without its text.
 */
import assert from "node:assert/strict";
import { testPath, testWith } from "../support/programs.ts";
import { type Outcome, runClean } from "../support/script.ts";
import { awsumeWords, startWorld, type World } from "../support/world.ts";

/** Runs a line of `sh`, in a session of its own: no terminal of the developer's answers. `awsume` is the program. */
function inSession(world: World, line: string, stdin = ""): Promise<Omit<Outcome, "runs">> {
  const code = `awsume() { ${awsumeWords().map((word) => `'${word}'`).join(" ")} "$@"; }; ${line}`;
  return runClean(["setsid", "-w", "sh", "-c", code], {
    folder: world.home,
    env: { ...world.env, PATH: testPath },
    stdin,
  });
}

const refusal =
  /^awsume: Cannot use the line on standard input: it was taken for the MFA code of \S+, which has six digits\n {8}.*<\/dev\/null.*$/m;

const noCodes: readonly (readonly [what: string, line: string, text: string])[] = [
  ["an endless one", "yes hunter2 | awsume mfa", "hunter2"],
  ["the name of a profile", "echo staging | awsume mfa", "staging"],
  ["an empty line", "printf '\\n123456\\n' | awsume mfa", "123456"],
  ["too many digits", "echo 1234567 | awsume mfa", "1234567"],
  ["a code of five", "echo 12345 | awsume mfa", "12345"],
  ["digits of another script", "echo １２３４５６ | awsume mfa", "１２３４５６"],
  ["bytes that are no text", "printf '\\377\\000\\001tail\\n' | awsume mfa", "tail"],
  ["a file", "echo password=hunter2 >f; awsume mfa <f", "hunter2"],
  ["a here-document", "awsume mfa <<'END'\nlet secret = 1\nEND", "secret"],
  ["a slow line", "(sleep 0.4; echo hunter2) | awsume mfa", "hunter2"],
  ["the role's code", "yes hunter2 | awsume locked", "hunter2"],
  ["one for an output profile", "yes hunter2 | awsume mfa -o out", "hunter2"],
  ["one for what renews itself", "yes hunter2 | awsume mfa -a", "hunter2"],
  ["one for statements to see", "yes hunter2 | awsume mfa -s --debug", "hunter2"],
];
for (const [what, line, text] of noCodes) {
  testWith("setsid", `awsume refuses standard input that is no code: ${what}`, async () => {
    await using world = await startWorld();
    const { status, stdout, stderr } = await inSession(world, line);
    assert.equal(status, 4, stderr);
    assert.match(stderr, refusal);
    assert.ok(!stderr.includes(text) && !stdout.includes(text), stderr);
    assert.equal(stdout, "(exit 4);\n");
    assert.deepEqual(world.calls(), []);
  });
}

/** What is left on standard input behind awsume, byte for byte. */
const kept: readonly (readonly [what: string, line: string, stdin: string, rest: string])[] = [
  ["behind a code", "awsume mfa", "123456\nprod\ndev\n", "prod\ndev\n"],
  ["behind a line that is none", "awsume mfa", "staging\nprod\ndev\n", "prod\ndev\n"],
  ["behind a code that AWS refuses", "awsume mfa", "000000\n123456\n", "123456\n"],
  ["where the code is an option", "awsume mfa --mfa-token 123456", "prod\ndev\n", "prod\ndev\n"],
  ["where no code is needed", "awsume one", "prod\ndev\n", "prod\ndev\n"],
  ["of a child of exec", "awsume exec one -- true", "prod\ndev\n", "prod\ndev\n"],
  ["where exec would need a code", "awsume exec mfa -- true", "prod\ndev\n", "prod\ndev\n"],
  ["where export would need a code", "awsume export mfa", "prod\ndev\n", "prod\ndev\n"],
  ["behind </dev/null", "awsume mfa </dev/null", "prod\ndev\n", "prod\ndev\n"],
];
for (const [what, line, stdin, rest] of kept) {
  testWith("setsid", `awsume keeps standard input ${what}`, async () => {
    await using world = await startWorld();
    const { stdout, stderr } = await inSession(world, `${line} | cat >out; cat`, stdin);
    assert.equal(stdout, rest, stderr);
  });
}

const loop = (redirection: string): string =>
  `while read -r p; do awsume -s "$p" ${redirection} >out; echo "$p $?"; done`;

testWith("setsid", "a loop over names loses one line at most to the question for a code", async () => {
  await using world = await startWorld();
  const { stdout, stderr } = await inSession(world, loop(""), "mfa\none\nalice\ntwo\n");
  assert.equal(stdout, "mfa 4\nalice 0\ntwo 0\n", stderr);
  assert.match(stderr, refusal);
});

testWith("setsid", "a loop over names that keeps standard input loses none", async () => {
  await using world = await startWorld();
  const { stdout, stderr } = await inSession(world, loop("</dev/null"), "mfa\none\nalice\n");
  assert.equal(stdout, "mfa 4\none 0\nalice 0\n", stderr);
  assert.match(stderr, /there is no terminal/);
});

testWith("setsid", "a line on standard input that does not end is not read without end", async () => {
  await using world = await startWorld();
  const { status, stderr } = await inSession(world, "tr '\\0' x </dev/zero | awsume mfa");
  assert.equal(status, 4, stderr);
  assert.match(stderr, refusal);
  assert.doesNotMatch(stderr, /xxx/);
});
