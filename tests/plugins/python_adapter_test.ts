/** The adapter by itself: one question on stdin, one answer on stdout. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { testPath, testWith } from "../support/programs.ts";

const adapter = fileURLToPath(new URL("../../src/plugins/python_adapter.py", import.meta.url));

interface Answer {
  readonly [field: string]: unknown;
}

/** What it answers for a plugin of this code. */
async function ask(code: string, request: Answer): Promise<Answer> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/mine.py`, `${imports}${code}`);
    const stdout = await runPython([adapter, `${folder}/mine.py`], JSON.stringify({ awsume: 1, ...request }));
    return JSON.parse(stdout.replaceAll(folder, "FOLDER"));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const imports = "import datetime\nfrom awsume.awsumepy import hookimpl\n";

async function runPython(args: readonly string[], input: string): Promise<string> {
  const child = new Deno.Command("python3", {
    args: [...args],
    env: { PATH: testPath },
    clearEnv: true,
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(input));
  await writer.close();
  const { success, stdout } = await child.output();
  assert.ok(success);
  return new TextDecoder().decode(stdout);
}

testWith("python3", "the adapter describes a plugin's hooks, their order and its options", async () => {
  const code = `
@hookimpl(tryfirst=True)
def get_credentials(config, arguments, profiles): pass

@hookimpl(trylast=True, specname="collect_profiles")
def more(): pass

@hookimpl
def add_arguments(config, parser):
    parser.add_argument("-cl", "--link", action="store_true", help="show it")
`;
  assert.deepEqual(await ask(code, { hook: "describe" }), {
    awsume: 1,
    name: "mine",
    hooks: ["collect_aws_profiles", "get_credentials"],
    order: { collect_aws_profiles: "last", get_credentials: "first" },
    files: [],
    isWhole: true,
    options: [{ long: "link", short: "cl", doc: "show it" }],
  });
});

/** What a plugin returns for the time, and what awsume reads. */
const times: readonly (readonly [code: string, text: string | null])[] = [
  ["datetime.datetime(2030, 1, 2, 3, 4, 5)", "2030-01-02T03:04:05+00:00"],
  [
    "datetime.datetime(2030, 1, 2, tzinfo=datetime.timezone(datetime.timedelta(hours=2)))",
    "2030-01-02T00:00:00+02:00",
  ],
  ["'2030-01-02T03:04:05Z'", "2030-01-02T03:04:05Z"],
  ["None", null],
];
testWith(
  "python3",
  "an Expiration is a time in UTC where it does not say; SourceExpiration is left out",
  async () => {
    for (const [code, text] of times) {
      const hook = `
@hookimpl
def get_credentials():
    return {"AccessKeyId": "A", "SecretAccessKey": "s", "Expiration": ${code}, "SourceExpiration": object()}
`;
      const { result } = await ask(hook, { hook: "get_credentials", arguments: {} });
      assert.deepEqual(result, { AccessKeyId: "A", SecretAccessKey: "s", Expiration: text });
    }
  },
);

testWith(
  "python3",
  "what a hook changes in arguments travels back under awsume's names, and nothing else",
  async () => {
    const code = `
@hookimpl
def pre_get_credentials(arguments):
    assert arguments.role_duration == 900 and arguments.session_policy_arns == ["arn:a", "arn:b"]
    assert arguments.force_refresh is True and arguments.list_profiles == "list" and arguments.tags is None
    arguments.mfa_token, arguments.force_refresh, arguments.role_duration = "123456", False, 1800
    arguments.session_policy_arns = arguments.session_policy_arns + ["arn:c"]
    arguments.source_profile = ""
    del arguments.region
    arguments.own = [1]
`;
    const given = {
      profileName: "dev",
      roleDuration: "900",
      sessionPolicyArns: "arn:a,arn:b",
      forceRefresh: true,
      listProfiles: true,
      tags: null,
      region: "eu-west-1",
      sourceProfile: "alice",
    };
    const { arguments: changed } = await ask(code, { hook: "pre_get_credentials", arguments: given });
    assert.deepEqual(changed, {
      mfaToken: "123456",
      forceRefresh: false,
      roleDuration: 1800,
      sessionPolicyArns: "arn:a,arn:b,arn:c",
      sourceProfile: null,
      region: null,
      pythonAttributes: { own: [1] },
    });
  },
);

testWith("python3", "the adapter is written in Python 3.9, in lines of 110 columns", async () => {
  const check = "import ast, sys; ast.parse(open(sys.argv[1]).read(), feature_version=(3, 9)); print('fine')";
  assert.equal(await runPython(["-c", check, adapter], ""), "fine\n");
  const lines = (await Deno.readTextFile(adapter)).split("\n");
  assert.deepEqual(lines.filter((line) => line.length > 110), []);
});
