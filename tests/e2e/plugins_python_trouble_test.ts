/** Plugins in Python that are wrong or hostile, and a Python that is not there. */
import assert from "node:assert/strict";
import { isAlive } from "../support/alive.ts";
import { testWith } from "../support/programs.ts";
import { startPlugged } from "../support/python_plugins.ts";
import type { World } from "../support/world.ts";

const hookimpl = "from awsume.awsumepy import hookimpl\n@hookimpl\n";

/** What cannot be loaded, what is said behind its path, and the hint. */
const broken: Readonly<Record<string, readonly [text: string, message: string, hint: string]>> = {
  "a syntax error": ["import os\ndef get_credentials(config) return\n", ":2: SyntaxError: ", ""],
  "a module that is not installed": [
    "import os\nimport not_installed\n",
    ":2: ModuleNotFoundError: No module named 'not_installed'",
    "Install it for ",
  ],
  "an internal of awsume's": [
    "from awsume.awsumepy import hookimpl\nfrom awsume.awsumepy.lib import profile\n",
    ":2: awsume.awsumepy.lib.profile is not there",
    "Only awsume.awsumepy is provided; ",
  ],
  "another internal of awsume's": [
    "import awsume.autoawsume\n",
    ":1: awsume.autoawsume is not there",
    "Only awsume.awsumepy is provided; ",
  ],
  "an unknown name of awsume.awsumepy": [
    "from awsume.awsumepy import session\n",
    ":1: awsume.awsumepy.session is not there",
    "Only awsume.awsumepy is provided; ",
  ],
  "an error while it is imported": ["x = {}\nx['y']\n", ":2: KeyError: 'y'", ""],
  "the end of the program while it is imported": ["import sys\nsys.exit(0)\n", ":2: SystemExit: 0", ""],
  "no hook at all": [
    "def get_credentials(config): pass\n",
    ": it has no hook",
    "Write @hookimpl above get_credentials",
  ],
  "a hook that is not one": [
    `${hookimpl}def pre_get_credential(config): pass\n`,
    ':2: there is no hook "pre_get_credential"',
    'Did you mean "pre_get_credentials"?',
  ],
  "a parameter that no hook has": [
    `${hookimpl}def pre_get_credentials(config, session): pass\n`,
    ":2: pre_get_credentials cannot be given session",
    "It may take config, arguments, profiles, credentials_file, config_file",
  ],
  "an argument without dashes": [
    `${hookimpl}def add_arguments(parser): parser.add_argument("place")\n`,
    ": it adds the argument place without dashes",
    "Write its name with --",
  ],
  "an option that awsume has": [
    `${hookimpl}def add_arguments(parser): parser.add_argument("--region")\n`,
    ":3) failed: ArgumentError: argument --region: conflicting option string: --region",
    "Mend the plugin",
  ],
};
for (const [what, [text, message, hint]] of Object.entries(broken)) {
  testWith("python3", `a Python plugin with ${what} is told with its line and left out`, async () => {
    await using world = await startPlugged({ "broken.py": text });
    const { status, stdout, stderr } = await world.awsume(["one"]);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /AWS_ACCESS_KEY_ID='ASIA/);
    const [first = "", second = ""] = stderr.split("\n");
    assert.match(first, /^awsume: Cannot .*; going on without it$/);
    assert.ok(first.includes(`${world.home}/.awsume/plugins/broken.py${message}`), first);
    assert.ok(second.trim().startsWith(hint), second);
    assert.doesNotMatch(stderr, /Traceback/);
  });
}

/** What a hook does, what is said of it, and the exit code. */
const hostile: Readonly<Record<string, readonly [hook: string, message: string, code: number]>> = {
  "throws": [
    "def get_credentials(config):\n    raise ValueError('boom\\nand more')\n",
    'get_credentials of the plugin "bad" (HOME/.awsume/plugins/bad.py:4) failed: ValueError: boom and more',
    1,
  ],
  "throws awsume's own error": [
    "def get_credentials(config):\n    from awsume.awsumepy.lib.exceptions import ValidationException\n" +
    "    raise ValidationException(message='no such vault')\n",
    'get_credentials of the plugin "bad" (HOME/.awsume/plugins/bad.py:5) failed: no such vault',
    1,
  ],
  "ends the program": [
    "def get_credentials(config):\n    import sys\n    sys.exit(0)\n",
    'get_credentials of the plugin "bad" (HOME/.awsume/plugins/bad.py:5) failed: it ends the program',
    1,
  ],
  "ends the program at once": [
    "def get_credentials(config):\n    import os\n    os._exit(0)\n",
    "get_credentials of the plugin HOME/.awsume/plugins/bad.py: what it prints is no JSON object",
    3,
  ],
  "kills its process": [
    "def get_credentials(config):\n    import os, signal\n    os.kill(os.getpid(), signal.SIGKILL)\n",
    "get_credentials of the plugin HOME/.awsume/plugins/bad.py: its command was ended by SIGKILL",
    1,
  ],
  "calls awsume()": [
    "def get_credentials(config):\n    from awsume.awsumepy import awsume\n    awsume('one')\n",
    "failed: awsume() is not there for plugins; run `awsume export PROFILE --format json`",
    1,
  ],
  "returns what is no JSON": [
    "def get_credentials(config):\n    return {'AccessKeyId': 'A', 'SecretAccessKey': b's'}\n",
    `(HOME/.awsume/plugins/bad.py) returns: it['SecretAccessKey'] is of the type bytes`,
    1,
  ],
  "returns half of the credentials": [
    "def get_credentials(config):\n    return {'AccessKeyId': 'A', 'SecretAccessKey': None}\n",
    'plugin "bad" (HOME/.awsume/plugins/bad.py) returns from getCredentials: secretAccessKey is missing',
    3,
  ],
  "loops for ever": [
    "def get_credentials(config):\n    import os\n    open(os.environ['HOME'] + '/pid', 'w').write(str(os.getpid()))\n" +
    "    while True: pass\n",
    "get_credentials of the plugin HOME/.awsume/plugins/bad.py: its command did not end in 1 seconds",
    1,
  ],
  "leaves nonsense in arguments": [
    "def pre_get_credentials(arguments):\n    arguments.region = {}\n",
    "Cannot use the arguments that plugins have left: region is neither text nor switch",
    3,
  ],
};
for (const [what, [hook, message, code]] of Object.entries(hostile)) {
  testWith("python3", `a Python plugin that ${what} is named, and nothing is exported`, async () => {
    await using world = await startPlugged({ "bad.py": `${hookimpl}${hook}` });
    const { status, stdout, stderr } = await world.awsume(["one"], { env: { AWSUME_PLUGIN_TIMEOUT: "1" } });
    assert.equal(status, code, stderr);
    assert.doesNotMatch(stdout, /export/);
    assert.ok(stderr.includes(message.replaceAll("HOME", world.home)), stderr);
    assert.doesNotMatch(stderr, /Traceback/);
    assert.equal(await isRunning(`${world.home}/pid`), false);
  });
}

/** Whether the process whose number stands in that file goes on; one that was not started wrote none. */
async function isRunning(path: string): Promise<boolean> {
  const pid = await Deno.readTextFile(path).catch(() => undefined);
  return pid !== undefined && isAlive(pid);
}

testWith("python3", "what a Python plugin and its programs print never reaches stdout", async () => {
  await using world = await startPlugged({
    "loud.py": `import os, subprocess, sys
print("at import")
${hookimpl}def pre_get_credentials(config):
    print("printed"); sys.stdout.write("written\\n"); os.write(1, b"by number\\n"); sys.__stdout__.flush()
    subprocess.run(["echo", "by a program"])
    os.write(2, b"asked: " + (sys.stdin.readline() or "nobody").encode() + b"\\n") if not sys.stdin.isatty() else None
`,
  });
  const { status, stdout, stderr } = await world.awsume(["one"]);
  assert.equal(status, 0, stderr);
  for (const said of ["at import", "printed", "written", "by number", "by a program"]) {
    assert.ok(stderr.includes(`${said}\n`), stderr);
    assert.ok(!stdout.includes(said), stdout);
  }
});

testWith("python3", "with --debug and AWSUME_DEBUG the whole way to an error is shown", async () => {
  await using world = await startPlugged({ "bad.py": `${hookimpl}def get_credentials(): {}['deep']\n` });
  for (const [words, env] of [[["one", "--debug"], {}], [["one"], { AWSUME_DEBUG: "1" }]] as const) {
    const { status, stderr } = await world.awsume(words, { env });
    assert.equal(status, 1);
    assert.match(stderr, /Traceback[\s\S]*bad\.py", line 3, in get_credentials[\s\S]*KeyError: 'deep'/);
  }
});

/** A folder for PATH whose `python3` is that script. */
async function withPython({ home }: World, script: string): Promise<string> {
  await Deno.mkdir(`${home}/bin`);
  if (script !== "") await Deno.writeTextFile(`${home}/bin/python3`, script, { mode: 0o700 });
  return `${home}/bin`;
}

testWith(
  "python3",
  "without python3, and with one that is too old, the person is told what to install",
  async () => {
    const text = `${hookimpl}def get_credentials(): pass\n`;
    await using without = await startPlugged({ "any.py": text });
    const missing = await without.awsume(["one"], { env: { PATH: await withPython(without, "") } });
    assert.equal(missing.status, 0, missing.stderr);
    assert.match(missing.stderr, /any\.py: there is no python3 on the PATH; going on/);
    assert.match(missing.stderr, /^ +Install Python 3\.9 or newer \(python\.org/m);
    await using old = await startPlugged({ "any.py": text });
    const script = `#!/bin/sh
shift; code=$1; shift
PATH=/usr/local/bin:/usr/bin:/bin exec python3 -c "import sys; sys.version_info = (3, 8, 1)
$code" "$@"
`;
    const tooOld = await old.awsume(["one"], { env: { PATH: await withPython(old, script) } });
    assert.equal(tooOld.status, 0, tooOld.stderr);
    assert.match(tooOld.stderr, /any\.py: Cannot run plugins with Python 3\.8\.1; going on/);
    assert.match(tooOld.stderr, /^ +Install Python 3\.9 or newer as python3$/m);
  },
);

testWith("python3", "modules of the working folder are not Python's, whatever their names are", async () => {
  await using world = await startPlugged({
    "any.py": `${hookimpl}def pre_get_credentials(): print("fine")\n`,
  });
  for (const name of ["json", "argparse", "awsume", "sitecustomize"]) {
    await Deno.writeTextFile(`${world.home}/${name}.py`, "raise Exception('from the working folder')\n");
  }
  const { status, stderr } = await world.awsume(["one"]);
  assert.equal(status, 0, stderr);
  assert.match(stderr, /^fine$/m);
});
