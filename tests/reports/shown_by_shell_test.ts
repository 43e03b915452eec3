/**
 * Shells showed secrets while their function held them: `printf` is a program in tcsh and mksh, so that `ps` saw what
 * `-s` shows; traps of bash saw the statements; under `set -k`, with a read-only IFS or beside somebody's own function
 * called `local` or `set`, bash printed old and new secrets. In no shell may a list of processes, a trace, a trap, an
 * option, a variable or a function get hold of one.
 */
import assert from "node:assert/strict";
import type { Shell } from "../../shells/mod.ts";
import { bash } from "../../shells/bash.ts";
import { fakeAwsume } from "../support/fake_awsume.ts";
import { testPath } from "../support/programs.ts";
import { runClean } from "../support/script.ts";
import { nameOf, type RealShell, realShells, testWith } from "../support/shells.ts";

/** In no output may one of these stand. The second is what the shell has of the switch before. */
const canaries = ["n3w+s3cret/=", "0ld+s3cret/=", "n3w+t0ken it's/=="];

const change = new Map<string, string | null>([
  ["AWS_SECRET_ACCESS_KEY", "n3w+s3cret/="],
  ["AWS_SESSION_TOKEN", "n3w+t0ken it's/=="],
  ["AWS_SECURITY_TOKEN", null],
  ["AWS_REGION", "eu-west-1"],
]);

/** Programs that a function may call by name: each writes its words down, as `ps` would show them. */
const spied = [
  "printf",
  "echo",
  "env",
  "sh",
  "cat",
  "test",
  "[",
  "tr",
  "print",
  "true",
  "expr",
  "sed",
  "head",
];

/** A line of the shell that prints what it has of the region, between marks. */
type Report = string;

interface Way {
  readonly what: string;
  /** Lines before; the function has been loaded. */
  readonly lines: string;
  /** The switch fails, with the sentence that says so, or because the shell gives up the line. */
  readonly fails?: true | "unsaid";
}

/** Runs the lines, then a switch; gives all that anybody could see, and whether the region has been set. */
async function attack(real: RealShell, lines: string, report: Report): Promise<{
  readonly seen: string;
  readonly shown: string;
  readonly isSet: boolean;
}> {
  const { shell } = real;
  const code = shell.render(change);
  await using fake = await fakeAwsume({ prod: { out: code }, "-s": { out: shell.say(code) + code } });
  const spies = `${fake.home}/spies`;
  await Deno.mkdir(spies);
  for (const name of spied) {
    const spy = `#!/bin/sh -p\nPATH='${testPath}'\n/usr/bin/printf '%s\\n' "$0 $*" >>'${fake.home}/ps'\n` +
      `exec ${name} "$@"\n`;
    await Deno.writeTextFile(`${spies}/${name}`, spy, { mode: 0o755 });
  }
  const story = (word: string): string =>
    [fake.init(shell), lines, `awsume ${word} >out.${word}`, report].join("\n") + "\n";
  const env = {
    PATH: `${spies}:${testPath}`,
    AWS_SECRET_ACCESS_KEY: "0ld+s3cret/=",
    AWS_REGION: "old",
    ...real.env,
  };
  let [seen, shown, isSet] = ["", "", false];
  for (const word of ["prod", "-s"]) {
    const file = `${fake.home}/script${word}`;
    await Deno.writeTextFile(
      file,
      real !== realShells.tcsh
        ? story(word)
        : story(word).replace(/>out.*/, word === "prod" ? "" : "| cat >! out.-s"),
    );
    const { stdout, stderr } = await runClean([...real.start, file], { folder: fake.home, env });
    const read = (name: string): Promise<string> => Deno.readTextFile(`${fake.home}/${name}`).catch(() => "");
    const out = await read(`out.${word}`);
    if (word === "prod") isSet = stdout.includes("<eu-west-1>");
    seen += stdout + stderr + await read("trace") + await read("ps") + (word === "prod" ? out : "");
    if (word === "-s") shown = out;
  }
  return { seen, shown, isSet };
}

function testWay(
  real: RealShell,
  { what, lines, fails }: Way,
  report: Report = 'echo "<$AWS_REGION>"',
): void {
  const [program = ""] = real.start;
  testWith(program, `${nameOf(real)} shows no secret: ${what}`, async () => {
    const { seen, shown, isSet } = await attack(real, lines, report);
    for (const secret of canaries) assert.ok(!seen.includes(secret), seen);
    assert.ok(isSet || fails, seen);
    if (fails === true) assert.match(seen, /awsume: this shell does not let \w+ be changed/);
    if (!fails) assert.match(shown, /^\S+ AWS_SECRET_ACCESS_KEY/);
  });
}

/** Functions of a person's own, each of which shows what it is called with. */
function functionsCalled(
  names: readonly string[],
  define = (name: string): string => `${name}() { /bin/echo "F $*" >&2; }`,
): string {
  return names.map(define).join("\n");
}

const secretName = "AWS_SECRET_ACCESS_KEY";
const see = `echo "T $BASH_COMMAND $_ $*" >>trace`;

const bashWays: readonly Way[] = [
  { what: "ps", lines: ":" },
  { what: "set -x", lines: "exec 2>>trace; set -x" },
  { what: "set -xv, by a descriptor of its own", lines: "exec 9>>trace; BASH_XTRACEFD=9; set -xv" },
  { what: "a DEBUG trap under functrace", lines: `set -T; trap '${see}' DEBUG` },
  { what: "a DEBUG trap under extdebug", lines: `shopt -s extdebug; trap '${see}' DEBUG` },
  { what: "a DEBUG trap of the function", lines: `declare -ft awsume; trap '${see}' DEBUG` },
  { what: "a DEBUG trap of all functions", lines: `declare -ft awsume _awsume_switch; trap '${see}' DEBUG` },
  { what: "a RETURN trap under functrace", lines: `set -T; trap '${see}' RETURN` },
  {
    what: "an ERR trap with a read-only variable",
    lines: `set -E; readonly AWS_REGION; trap '${see}' ERR`,
    fails: true,
  },
  { what: "a CHLD trap with job control", lines: `set -m; trap '${see}' CHLD` },
  { what: "an EXIT trap", lines: `trap '${see}' EXIT` },
  { what: "a read-only IFS", lines: "readonly IFS" },
  { what: "a read-only IFS of another kind", lines: "IFS=e; readonly IFS" },
  { what: "set -k", lines: "set -k" },
  { what: "all traces and traps", lines: `set -kTExv; shopt -s extdebug; trap '${see}' DEBUG ERR RETURN` },
  { what: "a read-only secret", lines: `readonly ${secretName}`, fails: true },
  { what: "a secret that is a number", lines: `${secretName}=1; declare -i ${secretName}`, fails: true },
  {
    what: "a secret that is a reference",
    lines: `unset ${secretName}; declare -n ${secretName}`,
    fails: true,
  },
  {
    what: "a secret that is a reference to nothing that can be",
    lines: `unset ${secretName}; declare -n ${secretName}=other`,
  },
  { what: "a secret in capitals", lines: `declare -u ${secretName}`, fails: true },
  { what: "a secret that is a list", lines: `unset ${secretName}; declare -a ${secretName}` },
  {
    what: "functions called as what is used",
    lines: functionsCalled([
      "local",
      "set",
      "eval",
      "export",
      "unset",
      "return",
      "printf",
      "echo",
      "declare",
      "typeset",
      "read",
      "continue",
      "trap",
      "shopt",
      "test",
      "command",
      "true",
    ]) + `\necho() { builtin echo "$@"; }`,
  },
  {
    what: "noclobber, noglob and an odd pattern option",
    lines: "set -Cf; shopt -s extglob nocasematch nullglob",
  },
];
for (const way of bashWays) testWay(real("bash"), way, 'builtin echo "<$AWS_REGION>"');

const zshWays: readonly Way[] = [
  { what: "ps", lines: ":" },
  { what: "set -xv", lines: "exec 2>>trace; set -xv" },
  { what: "a trace of the function", lines: "exec 2>>trace; functions -t awsume" },
  { what: "a DEBUG trap", lines: `trap 'print -r -- "T $ZSH_DEBUG_CMD $_ $*" >>trace' DEBUG` },
  {
    what: "a function that is a DEBUG trap",
    lines: `TRAPDEBUG() { print -r -- "T $ZSH_DEBUG_CMD $_ $*" >>trace }`,
  },
  {
    what: "a ZERR trap with a read-only variable",
    lines: `readonly AWS_REGION; trap 'print -r -- "T $_ $*" >>trace' ZERR`,
    fails: true,
  },
  { what: "a read-only secret", lines: `readonly ${secretName}`, fails: true },
  { what: "a secret that is a number", lines: `${secretName}=1; typeset -i ${secretName}`, fails: true },
  { what: "a read-only IFS", lines: "readonly IFS" },
  {
    what: "functions called as what is used",
    lines: functionsCalled([
      "local",
      "set",
      "eval",
      "export",
      "unset",
      "return",
      "printf",
      "print",
      "declare",
      "typeset",
      "emulate",
      "trap",
      "continue",
      "test",
    ], (name) => `function ${name} { /bin/echo "F $*" >&2 }`),
  },
];
for (const way of zshWays) testWay(real("zsh"), way);

const posixWays: readonly Way[] = [
  { what: "ps", lines: ":" },
  { what: "set -xv", lines: "exec 2>>trace; set -xv" },
  { what: "a read-only IFS", lines: "readonly IFS" },
  { what: "a read-only secret", lines: `readonly ${secretName}`, fails: true },
  { what: "a read-only region under set -e", lines: "readonly AWS_REGION; set +e", fails: true },
  {
    what: "functions called as what is used",
    lines: functionsCalled(["printf", "print", "true", "test", "read", "alias", "unalias"]),
  },
  { what: "a prompt for traces that holds the last word", lines: `exec 2>>trace; PS4='+ $_ $* '; set -x` },
];
for (const name of ["dash", "busybox", "ksh", "mksh"] as const) {
  for (const way of posixWays) testWay(real(name), way);
}
const kshWays: readonly Way[] = [
  { what: "a secret that is a number", lines: `${secretName}=1; typeset -i ${secretName}`, fails: true },
  { what: "a DEBUG trap", lines: `trap 'echo "T \${.sh.command} $_ $*" >>trace' DEBUG` },
  { what: "a trace of the function", lines: "exec 2>>trace; typeset -ft awsume" },
  {
    what: "an ERR trap with a read-only variable",
    lines: `readonly AWS_REGION; trap 'echo "T \${.sh.command} $_ $*" >>trace' ERR`,
    fails: true,
  },
  { what: "set -k", lines: "set -k" },
];
for (const way of kshWays) testWay(real("ksh"), way);
const mkshWays: readonly Way[] = [
  { what: "a secret that is a number", lines: `${secretName}=1; typeset -i ${secretName}`, fails: "unsaid" },
  {
    what: "an ERR trap with a read-only variable",
    lines: `readonly AWS_REGION; trap 'echo "T $_ $*" >>trace' ERR`,
    fails: true,
  },
  { what: "set -k", lines: "set -k" },
  {
    what: "functions called local, typeset and set",
    lines: functionsCalled(
      ["local", "typeset", "set", "echo"],
      (name) => `function ${name} { /bin/echo "F $*" >&2; }`,
    ) + `\nunset -f echo`,
  },
  { what: "a trace of the function", lines: "exec 2>>trace; typeset -ft awsume" },
];
for (const way of mkshWays) testWay(real("mksh"), way);

const tcshWays: readonly Way[] = [
  { what: "ps", lines: ": " },
  { what: "set echo and verbose", lines: "set echo verbose" },
  { what: "set echo_style and printexitvalue", lines: "set echo_style = both printexitvalue" },
  {
    what: "aliases called as what is used",
    lines: ["printf", "tr", "env", "sh"].map((name) => `alias ${name} 'echo F \\!*'`).join("\n"),
  },
];
for (const way of tcshWays) testWay(real("tcsh"), way, 'echo "<$AWS_REGION>"');

function real(name: keyof typeof realShells): RealShell {
  const found = realShells[name];
  assert.ok(found);
  return found;
}

/** Lines that print the names of all options of a shell, and what sets one on and off. */
const options: readonly (readonly [shell: keyof typeof realShells, list: string, on: string, off: string])[] =
  [
    ["bash", "set -o | sed 's/[ \t].*//'", "set -o", "set +o"],
    ["bash", "shopt | sed 's/[ \t].*//'", "shopt -s", "shopt -u"],
    ["zsh", "emulate -R zsh; print -l ${(k)options}", "setopt", "unsetopt"],
    ["dash", "set -o | sed '1d; s/[ \t].*//'", "set -o", "set +o"],
    ["busybox", "set -o | sed '1d; s/[ \t].*//'", "set -o", "set +o"],
    ["ksh", "set -o | sed '1d; s/[ \t].*//'", "set -o", "set +o"],
    ["mksh", "set -o | sed 1d | tr -s ' \t' '\\n' | grep -v -e '^on$' -e '^off$'", "set -o", "set +o"],
  ];
/** With these a script does nothing more, or they are for the start of a shell alone. */
const ends: readonly string[] = [
  "noexec",
  "onecmd",
  "exec",
  "singlecommand",
  "restricted",
  "interactive",
  "login_shell",
  "login",
  "rc",
  "stdin",
];

for (const [name, list, on, off] of options) {
  const shell = real(name);
  testWith(
    shell.start[0] ?? "",
    `${name} shows no secret under any option of ${on.split(" ")[0]}, on and off`,
    async () => {
      await using fake = await fakeAwsume({ prod: { out: shell.shell.render(change) } });
      const names = (await runClean([...shell.start, "-c", list], { folder: fake.home })).stdout.split("\n")
        .filter((each) => /^\w+$/.test(each));
      assert.ok(names.length >= 10, names.join(" "));
      // Each in a shell of its own that is forked from this one, with the marks of a success at its end.
      const tries = names.flatMap((each) => [on, off].map((turn) => `${turn} ${each}`));
      const lines = tries.map((turn) =>
        `( ${turn} 2>/dev/null\nawsume prod\n/bin/echo "<$AWS_REGION> ${turn}" ) 2>&1`
      );
      await Deno.writeTextFile(`${fake.home}/script`, `${fake.init(shell.shell)}\n${lines.join("\n")}\n`);
      const env = { AWS_SECRET_ACCESS_KEY: "0ld+s3cret/=", AWS_REGION: "old", ...shell.env };
      const { stdout, stderr } = await runClean([...shell.start, `${fake.home}/script`], {
        folder: fake.home,
        env,
      });
      for (const secret of canaries) {
        assert.ok(!(stdout + stderr).includes(secret), stdout.split(secret)[0]?.slice(-500));
      }
      const missing = tries.filter((turn) => !stdout.includes(`<eu-west-1> ${turn}\n`));
      assert.deepEqual(missing.filter((turn) => !ends.some((end) => turn.endsWith(end))), []);
    },
  );
}

/** What is no answer, and is neither carried out nor shown. */
const garbage = (shell: Shell): readonly (readonly [what: string, out: string])[] => {
  const [first = ""] = shell.render(change).split("\n");
  return [
    ["half a line", first.slice(0, -6)],
    ["a statement, and half of one", `${shell.render(new Map([["AWS_REGION", "x"]]))}${first.slice(0, -6)}`],
    ["another command", `${first}\necho n3w+s3cret/= >ran\n`],
    ["a banner before it", `Welcome n3w+s3cret/=\n${first}\n`],
  ];
};
for (const name of ["bash", "zsh", "dash", "busybox", "ksh", "mksh"] as const) {
  const shell = real(name);
  for (const [what, out] of garbage(bash)) {
    testWith(
      shell.start[0] ?? "",
      `${name} carries out and shows no answer that is none: ${what}`,
      async () => {
        await using fake = await fakeAwsume({ prod: { out } });
        const line = `awsume prod; echo "$? <$AWS_REGION> <$AWS_SECRET_ACCESS_KEY>"`;
        await Deno.writeTextFile(`${fake.home}/script`, `${fake.init(shell.shell)}\n${line}\n`);
        const { stdout, stderr } = await runClean([...shell.start, `${fake.home}/script`], {
          folder: fake.home,
        });
        assert.equal(stdout, "1 <> <>\n", stderr);
        assert.equal(
          stderr,
          "awsume: the program and its function are of different versions: open a new shell\n",
        );
        assert.deepEqual((await Array.fromAsync(Deno.readDir(fake.home))).map(({ name }) => name), [
          "script",
        ]);
      },
    );
  }
}
