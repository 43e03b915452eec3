/**
 * Questions went to standard error. Behind the AWS CLI, boto3 and the JavaScript SDK, which catch it, nobody saw them and
 * all waited for ever; in `r=$(awsume exec prod -- cmd 2>&1)` the code that was typed became a part of the text; and
 * one in the background was stopped by the kernel, with the lock that it held.
 */
import assert from "node:assert/strict";
import { quotePosix } from "../../shells/posix.ts";
import { atTerminal, type Terminal, testAtTerminal } from "../support/interactive.ts";
import { pythonWith } from "../support/programs.ts";
import { awsumeWords, startWorld, type World } from "../support/world.ts";

const question = /MFA code of \S+ for \w+: /;

/** A person at a shell with job control, and what a line of theirs came to. */
interface Person extends Terminal {
  /** A line, and its status behind it, `code N.`. */
  enter(line: string): Promise<void>;
  /** What is in a file of the home folder; nothing when there is none. */
  read(name: string): Promise<string>;
}

/** `awsume` is the program as a function of a shell calls it, which changes nothing about its standard error. */
function testPerson(
  name: string,
  work: (person: Person, world: World) => Promise<void>,
  { env = {}, needs = [] }: { env?: Readonly<Record<string, string>>; needs?: readonly string[] } = {},
): void {
  testAtTerminal(name, async () => {
    await using world = await startWorld();
    const words = awsumeWords().map(quotePosix).join(" ");
    await Deno.writeTextFile(`${world.home}/awsume`, `#!/bin/sh\nexec ${words} "$@"\n`, { mode: 0o755 });
    await Deno.writeTextFile(`${world.home}/.init`, `PS1=; PATH=$HOME:$PATH; set -m\n`);
    const settings = { ...world.env, AWSUME_SHELL: "bash", TERM: "dumb", ...env };
    await using terminal = atTerminal(["bash", "--norc", "--noprofile"], world.home, settings);
    await terminal.type(". ./.init; echo rea''dy\n");
    await terminal.until(/[\r\n]ready/);
    const person: Person = {
      ...terminal,
      enter: (line) => terminal.type(`${line}; echo "code $?".\n`),
      read: (name) => Deno.readTextFile(`${world.home}/${name}`).catch(() => ""),
    };
    await work(person, world);
  }, needs[0] ?? "bash");
}

/** What catches standard error, and what the command must have come to beside a code. */
const caught: readonly (readonly [what: string, line: string])[] = [
  ["a switch into files", "awsume mfa >out 2>err"],
  ["a switch whose stdin is taken too, as by an instant prompt", "awsume mfa </dev/null >out 2>err"],
  ["a switch whose errors are thrown away", "awsume mfa >out 2>/dev/null"],
  ["a pipe for errors", "awsume mfa 2>&1 >out | cat >err"],
  ["one file for both", "awsume export mfa >err 2>&1"],
  ["a text that is caught", 'r=$(awsume exec mfa -- sh -c "echo done" 2>&1); echo "$r" >err'],
  ["exec of a role", "awsume exec locked -- true 2>err"],
  ["exec that reads a pipe", "echo text | awsume exec mfa -- cat >out 2>err"],
  ["export", "awsume export mfa >out 2>err"],
  ["a program's credentials", "awsume credential-process --interactive mfa 2>err | cat >out"],
  ["such a program without stdin", "awsume credential-process --interactive mfa </dev/null 2>err | cat >out"],
  ["an output profile", "awsume mfa -o other >out 2>err"],
  ["a closed standard error", "awsume mfa >out 2>&-"],
];
for (const [what, line] of caught) {
  testPerson(`a question reaches the terminal, and nothing else: ${what}`, async (person, world) => {
    await person.enter(line);
    await person.until(question);
    // What was no code is answered where it was typed, and so is a code that AWS refuses.
    await person.type("git status\r");
    await person.until(/git status\s+An MFA code has six digits\s+MFA code of \S+ for \w+: /);
    await person.type("000000\r");
    await person.until(/000000\s+[^\n]*refused[^]*MFA code of \S+ for \w+: /);
    await person.type("123456\r");
    await person.until(/123456\s[^]*code 0\./);
    for (const name of ["out", "err"]) {
      assert.doesNotMatch(await person.read(name), /MFA code|six digits|git status|123456|refused/);
    }
    if (line.startsWith("r=")) assert.match(await person.read("err"), /\ndone\n$/);
    assert.equal(world.calls().filter((name) => name === "GetSessionToken").length, 2);
  });
}

testPerson("the picker is drawn at the terminal where standard error is none", async (person) => {
  await person.enter("awsume --pick >out 2>err");
  await person.until(/> \S[^]*of \d+/);
  await person.type("one\r");
  await person.until(/code 0\./);
  assert.doesNotMatch(await person.read("err"), /Which|> alice|Nothing is|MFA code/);
  assert.match(await person.read("out"), /AWSUME_PROFILE='one'/);
}, { env: { TERM: "xterm" } });

testPerson("the numbered choices of a simple terminal are shown there, too", async (person) => {
  await person.enter("awsume --pick >out 2>err");
  await person.until(/ 1 {2}\S[^]*Which profile\? /);
  await person.type("nobody\r");
  await person.until(/Nothing is like "nobody"\s+Which profile\? /);
  await person.type("one\r");
  await person.until(/code 0\./);
  assert.doesNotMatch(await person.read("err"), /Which|> alice|Nothing is|MFA code/);
});

testPerson(
  "the secret of a new profile is asked for at the terminal, and asked again",
  async (person, { home }) => {
    await Deno.chmod(`${home}/.aws/credentials`, 0o600);
    await person.enter("awsume add new --access-key-id AKIAIOSFODNN7EXAMPLE >out 2>err");
    await person.until(/Secret access key: /);
    await person.type("short\r");
    await person.until(
      /\*{5}\s+Cannot use what was typed[^\n]*\s+Paste the secret[^\n]*\s+Secret access key: /,
    );
    await person.type("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\r");
    await person.until(/\*{40}[^]*code 0\./);
    for (const name of ["out", "err"]) {
      assert.doesNotMatch(
        await person.read(name),
        /Secret access|\*{5}|wJalr/,
      );
    }
  },
);

testPerson("setup asks at the terminal", async (person) => {
  await person.enter("awsume setup bash >out 2>err");
  await person.until(/Change \S+\? \[y\/N\] /);
  await person.type("y\r");
  await person.until(/code 0\./);
  assert.doesNotMatch(await person.read("err"), /\[y\/N\]/);
  assert.match(await person.read(".bashrc"), /awsume/);
});

testPerson("rm asks at the terminal", async (person, { home }) => {
  await Deno.writeTextFile(`${home}/.aws/config`, "");
  await person.enter("awsume rm mfa >out 2>err");
  await person.until(/\[y\/N\] /);
  await person.type("n\r");
  await person.until(/code \d\./);
  assert.match(await person.read(".aws/credentials"), /\[mfa\]/);
});

testPerson("a slow pipe's question is shown at the terminal", async (person, { home }) => {
  await person.enter("(until [ -e asked ]; do sleep 0.05; done; echo 123456) | awsume mfa >out 2>err");
  await person.until(question);
  await Deno.writeTextFile(`${home}/asked`, "");
  await person.until(/code 0\./);
  assert.doesNotMatch(await person.read("err"), /Which|> alice|Nothing is|MFA code/);
});

/** Programs that run `credential_process`, and catch both of its outputs. */
const programs: readonly (readonly [what: string, need: string, line: string])[] = [
  [
    "boto3",
    "boto3",
    `'${
      pythonWith("boto3")
    }' -c 'import boto3; print(boto3.Session(profile_name="sdk").get_credentials().access_key)'`,
  ],
  ["the AWS CLI", "awscli", "aws configure export-credentials --profile sdk --format env"],
  [
    "a program that runs it as the JavaScript SDK does",
    "node",
    `node -e 'require("child_process").exec("awsume credential-process --interactive mfa", (e, o) => console.log(o))'`,
  ],
];
for (const [what, need, line] of programs) {
  testPerson(`a question reaches the terminal behind ${what}`, async (person, { home }) => {
    const process = "[profile sdk]\ncredential_process = awsume credential-process --interactive mfa\n";
    await Deno.writeTextFile(`${home}/.aws/config`, process, { append: true });
    await person.enter(`${line} >out 2>err`);
    await person.until(question);
    await person.type("123456\r");
    await person.until(/code 0\./);
    assert.match(await person.read("out"), /ASIA/);
    assert.doesNotMatch(await person.read("err"), /MFA code|123456/);
  }, { needs: [need] });
}

const behind: readonly string[] = [
  "awsume exec mfa -- true 2>err",
  "awsume exec mfa -- true 2>err </dev/null",
  "awsume exec mfa -- true 2>&1 | tee err",
  "awsume export mfa 2>err >out",
  "awsume mfa -o other 2>err >out",
  "awsume credential-process --interactive mfa 2>err >out",
  "(awsume mfa) 2>err >out",
];
for (const line of behind) {
  testPerson(`nobody is asked from the background, and no lock is left: ${line}`, async (person, world) => {
    await person.enter(`set -o pipefail; ${line} & wait $!`);
    await person.until(/code 4\./);
    assert.match(
      await person.read("err"),
      /^awsume: Cannot ask "MFA code [^"]+"( for a program)?(: awsume is in the background)?\n/m,
    );
    await person.enter("awsume mfa --mfa-token 123456 >out");
    await person.until(/code 0\./);
    assert.deepEqual(world.calls(), ["GetSessionToken"]);
  });
}

testPerson("one in the background with its errors on the terminal is not stopped either", async (person) => {
  await person.enter("awsume exec mfa -- true & wait $!");
  await person.until(/Cannot ask "MFA code [^"]+": awsume is in the background\s[^]*code 4\./);
});

testPerson("the picker is not opened in the background", async (person) => {
  await person.enter("awsume --pick >out & wait $!");
  await person.until(/there is no terminal[^]*code 2\./);
});

testPerson("what a script starts with & is in the foreground, and asks", async (person) => {
  await person.enter("sh -c 'awsume exec mfa -- true 2>err & wait $!'");
  await person.until(question);
  await person.type("123456\r");
  await person.until(/code 0\./);
});

for (
  const line of ["awsume mfa </dev/null >out 2>err", "awsume mfa >out 2>err", "awsume exec mfa -- true 2>err"]
) {
  testPerson(`without a controlling terminal nobody is asked: ${line}`, async (person) => {
    await person.enter(`setsid -w ${line}`);
    await person.until(/code 4\./);
    assert.match(await person.read("err"), /: there is no terminal\n/);
  }, { needs: ["setsid"] });
}

testPerson("a terminal that is not the controlling one serves as ever", async (person) => {
  await person.enter("setsid -w awsume mfa >out");
  await person.until(question);
  await person.type("123456\r");
  await person.until(/code 0\./);
}, { needs: ["setsid"] });
