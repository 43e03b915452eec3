/** What argparse lets plugins in Python declare, as options of awsume. */
import assert from "node:assert/strict";
import { testWith } from "../support/programs.ts";
import { startPlugged } from "../support/python_plugins.ts";

/** A plugin that declares by this code, and shows what is in arguments.x. */
function declaring(code: string): string {
  return `import argparse
from awsume.awsumepy import hookimpl
@hookimpl
def add_arguments(config, parser):
    ${code}
@hookimpl
def post_add_arguments(arguments):
    print("x is", repr(arguments.x))
`;
}

/** What is declared, and what each command line makes of it. */
const features: Readonly<Record<string, readonly [code: string, ...lines: (readonly [string, string])[]]>> = {
  "store": ["parser.add_argument('--x')", ["", "None"], ["--x a", "'a'"], ["--x=-a", "'-a'"], ["--x=", "''"]],
  "default and type": [
    "parser.add_argument('--x', type=int, default=3)",
    ["", "3"],
    ["--x 4", "4"],
  ],
  "store_true": ["parser.add_argument('--x', action='store_true')", ["", "False"], ["--x", "True"]],
  "store_false": ["parser.add_argument('--no-x', action='store_false', dest='x')", ["", "True"], [
    "--no-x",
    "False",
  ]],
  "store_const": ["parser.add_argument('--x', action='store_const', const=7, default=1)", ["", "1"], [
    "--x",
    "7",
  ]],
  "append": ["parser.add_argument('--x', action='append')", ["", "None"], ["--x a --x=b", "['a', 'b']"]],
  "append_const": ["parser.add_argument('--y', action='append_const', const=1, dest='x')", ["--y", "[1]"]],
  "choices": ["parser.add_argument('--x', choices=['a', 'b'])", ["--x b", "'b'"]],
  "nargs ?": ["parser.add_argument('--x', nargs='?', const='c', default='d')", ["", "'d'"], ["--x", "'c'"], [
    "--x a",
    "'a'",
  ]],
  "nargs +": ["parser.add_argument('--x', nargs='+')", ["--x a", "['a']"], ["--x a --x b", "['a', 'b']"]],
  "nargs 2": ["parser.add_argument('--x', nargs=2, type=int)", ["--x 1 --x 2", "[1, 2]"]],
  "dest, metavar and help": [
    "parser.add_argument('--long-name', '-L', dest='x', metavar='WORD', help='100%% %(dest)s')",
    ["--long-name a", "'a'"],
    ["-L a", "'a'"],
    ["-La", "'a'"],
  ],
  "two names": ["parser.add_argument('--one', '--other', dest='x')", ["--one a", "'a'"], [
    "--other b",
    "'b'",
  ]],
  "short only": ["parser.add_argument('-x', action='store_true')", ["-x", "True"]],
  "a name with underscores": ["parser.add_argument('--the_x', dest='x')", ["--the_x a", "'a'"]],
  "a group": ["parser.add_argument_group('more', 'words').add_argument('--x')", ["--x a", "'a'"]],
  "a mutually exclusive group": [
    "g = parser.add_mutually_exclusive_group(); g.add_argument('--x'); g.add_argument('--y')",
    ["--x a", "'a'"],
  ],
  "set_defaults": ["parser.set_defaults(x='set')", ["", "'set'"]],
  "a type of its own": ["parser.add_argument('--x', type=lambda text: text.upper())", ["--x a", "'A'"]],
};
for (const [feature, [code, ...lines]] of Object.entries(features)) {
  testWith("python3", `add_argument() with ${feature}`, async () => {
    await using world = await startPlugged({ "options.py": declaring(code) });
    for (const [line, value] of lines) {
      const { status, stderr } = await world.awsume([
        "alice",
        ...line.split(" ").filter((word) => word !== ""),
      ]);
      assert.equal(status, 0, stderr);
      assert.ok(stderr.includes(`x is ${value}\n`), `${line}: ${stderr}`);
    }
  });
}

const refusals: Readonly<Record<string, readonly [code: string, line: string, message: RegExp]>> = {
  "a choice": [
    "parser.add_argument('--x', choices=['a', 'b'])",
    "--x c",
    /argument --x: invalid choice: 'c'/,
  ],
  "a type": ["parser.add_argument('--x', type=int)", "--x c", /argument --x: invalid int value: 'c'/],
  "a group": [
    "g = parser.add_mutually_exclusive_group(); g.add_argument('--x'); g.add_argument('--y')",
    "--x 1 --y 2",
    /argument --y: not allowed with argument --x/,
  ],
  "required": ["parser.add_argument('--x', required=True)", "", /required: --x/],
  "the parser's error": [
    "parser.set_defaults(x=1)\n@hookimpl\ndef pre_get_credentials(): pass\n@hookimpl(specname='post_add_arguments')\n" +
    "def more(parser): parser.error('no such place')",
    "",
    /no such place/,
  ],
};
for (const [what, [code, line, message]] of Object.entries(refusals)) {
  testWith("python3", `a command line that is against ${what} is refused`, async () => {
    await using world = await startPlugged({ "options.py": declaring(code) });
    const { status, stdout, stderr } = await world.awsume(["alice", ...line.split(" ").filter(Boolean)]);
    assert.equal(status, 2, stderr);
    assert.doesNotMatch(stdout, /export/);
    assert.match(stderr, /^awsume: Cannot use the options: /m);
    assert.match(stderr, message);
    assert.match(stderr, /^ +See awsume -h$/m);
  });
}

testWith("python3", "the options are in the help, completed, and hooks may change them", async () => {
  await using world = await startPlugged({
    "options.py": `from awsume.awsumepy import hookimpl
@hookimpl
def add_arguments(parser):
    parser.add_argument("--place", "-P", choices=["eu-west-1", "eu-north-1"], help="where to\\n  work, %(default)s", default="here")
    parser.add_argument("--near", action="store_true")
    parser.add_argument("--tag", action="append")
@hookimpl
def pre_get_credentials(arguments):
    if arguments.near: arguments.place, arguments.near, arguments.tag = "eu-north-1", False, ["a", "b"]
    arguments.region = arguments.place
@hookimpl
def post_get_credentials(arguments):
    print(arguments.place, arguments.near, arguments.tag, arguments.region)
`,
  });
  assert.match((await world.awsume(["-h"])).stdout, /^ +-P, --place PLACE +where to work, here$/m);
  const places = await world.awsume(["__complete", "bash", "awsume --place eu", "eu"]);
  assert.equal(places.stdout, "eu-west-1\neu-north-1\n");
  const near = await world.awsume(["one", "--near"]);
  assert.match(near.stdout, /AWS_REGION='eu-north-1'/);
  assert.match(near.stderr, /^eu-north-1 False \['a', 'b'\] eu-north-1$/m);
  assert.match((await world.awsume(["one", "-P", "eu-west-1"])).stdout, /AWS_REGION='eu-west-1'/);
});

const exits: readonly (readonly [code: string, status: number, stderr: string])[] = [
  ["sys.exit()", 0, ""],
  ["sys.exit(7)", 7, ""],
  ["sys.exit(-1)", 255, ""],
  ["sys.exit(300)", 44, ""],
  ["sys.exit('no more')", 1, "no more\n"],
  ["exit(3)", 3, ""],
  ["raise EarlyExit()", 0, ""],
  ["parser.exit(4, 'told\\n')", 4, "told\n"],
];
testWith("python3", "post_add_arguments may end awsume, quietly and with a status", async () => {
  await using world = await startPlugged({});
  for (const [code, status, stderr] of exits) {
    const text = `import sys
from awsume.awsumepy import hookimpl
from awsume.awsumepy.lib.exceptions import EarlyExit
@hookimpl
def post_add_arguments(parser):
    ${code}
`;
    await Deno.writeTextFile(`${world.home}/.awsume/plugins/ending.py`, text, { mode: 0o600 });
    assert.deepEqual(await world.awsume(["one"]), { status, stdout: "", stderr }, code);
  }
  assert.deepEqual(world.calls(), []);
});
