import assert from "node:assert/strict";
import { makeAssertion } from "../support/fake_federation.ts";
import { testWith } from "../support/programs.ts";
import { startPlugged } from "../support/python_plugins.ts";
import { mfaSerial } from "../support/world.ts";

const imports =
  "import argparse\nfrom datetime import datetime\nfrom awsume.awsumepy import hookimpl, safe_print\n";

/** As the original's documentation prints them; what Python refuses without is added, and stands between `«»`. */
const examples: Readonly<Record<string, string>> = {
  get_credentials: `
import argparse
from awsume.awsumepy import hookimpl
«from datetime import datetime
@hookimpl»
def get_credentials(config: dict, arguments: argparse.Namespace, profiles: dict):
    # ... handle getting credentials
    return {
        'AccessKeyId': 'AKIA...',
        'SecretAccessKey': 'SECRET',
        'SessionToken': 'LONGSECRET',
        'Region': 'us-east-2',
        'Expiration': datetime(«2035, 1, 1»)
«    }»
`,
  pre_get_credentials: `
import argparse
from awsume.awsumepy import hookimpl, safe_print

«@hookimpl»
def pre_get_credentials(config: dict, arguments: argparse.Namespace, credentials_file: str, config_file: str):
    safe_print('Before collecting aws profiles')
`,
  get_credentials_with_saml: `
import argparse
from awsume.awsumepy import hookimpl

«@hookimpl»
def get_credentials_with_saml(config: dict, arguments: argparse.Namespace):
    # ... handle getting saml assertion
    saml_assertion = 'PD94bWwgdmVyc2lvbj0iMS4wIiBlbmNvZ...3NhbWwycDpSZXNwb25zZT4='
    return saml_assertion
`,
  get_credentials_with_web_identity: `
import argparse
from awsume.awsumepy import hookimpl

«@hookimpl»
def get_credentials_with_web_identity(config: dict, arguments: argparse.Namespace, profiles: dict):
    # ... handle getting credentials
    return {
        'AccessKeyId': 'AKIA...',
        'SecretAccessKey': 'SECRET',
        'SessionToken': 'LONGSECRET',
        'Region': 'us-east-2',
«    }»
`,
  post_get_credentials: `
import argparse
from awsume.awsumepy import hookimpl, safe_print

«@hookimpl»
def post_get_credentials(config: dict, arguments: argparse.Namespace, profiles: dict, credentials: dict):
    safe_print('After collecting aws profiles')
`,
};

function asPrinted(name: keyof typeof examples): string {
  return (examples[name] ?? "").replaceAll(/[«»]/g, "");
}

testWith(
  "python3",
  "the original's example of get_credentials gives its credentials, once Python takes it",
  async () => {
    await using world = await startPlugged({ "given.py": asPrinted("get_credentials") });
    const { status, stdout, stderr } = await world.awsume(["anything"]);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^export AWS_ACCESS_KEY_ID='AKIA\.\.\.';$/m);
    assert.match(stdout, /^export AWS_SECRET_ACCESS_KEY='SECRET';$/m);
    assert.match(stdout, /^export AWS_SESSION_TOKEN='LONGSECRET';$/m);
    assert.match(stdout, /^export AWS_REGION='us-east-2';$/m);
    assert.match(stdout, /^export AWSUME_EXPIRATION='2035-01-01T00:00:00Z';$/m);
    assert.deepEqual(world.calls(), []);
  },
);

testWith(
  "python3",
  "the original's examples of pre_ and post_get_credentials print around the switch",
  async () => {
    await using world = await startPlugged({
      "before.py": asPrinted("pre_get_credentials"),
      "after.py": asPrinted("post_get_credentials"),
    });
    const { status, stdout, stderr } = await world.awsume(["one"]);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /AWS_ACCESS_KEY_ID='ASIA/);
    assert.match(stderr, /^Before collecting aws profiles\n(.*\n)*After collecting aws profiles$/m);
  },
);

testWith(
  "python3",
  "the original's example of get_credentials_with_web_identity gives its credentials",
  async () => {
    await using world = await startPlugged({ "web.py": asPrinted("get_credentials_with_web_identity") });
    const { status, stdout, stderr } = await world.awsume([
      "--with-web-identity",
      "--role-arn",
      "222222222222:one",
    ]);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^export AWS_ACCESS_KEY_ID='AKIA\.\.\.';$/m);
    assert.match(stdout, /^export AWS_SESSION_TOKEN='LONGSECRET';$/m);
  },
);

testWith(
  "python3",
  "the original's example of get_credentials_with_saml works with a whole assertion in it",
  async () => {
    const samlProvider = "arn:aws:iam::222222222222:saml-provider/corp";
    const arn = "arn:aws:iam::222222222222:role/dev";
    const assertion = btoa(makeAssertion({ roles: [`${arn},${samlProvider}`] }));
    const accounts = { users: [], roles: [{ arn, federation: { samlProvider } }] };
    const text = asPrinted("get_credentials_with_saml");
    await using world = await startPlugged({ "saml.py": text.replace(/'PD94.*'/, `'${assertion}'`) }, {
      accounts,
    });
    const { status, stderr } = await world.awsume(["--with-saml"]);
    assert.equal(status, 0, stderr);
    assert.deepEqual(world.calls(), ["AssumeRoleWithSAML"]);
    // As it is printed, with dots in it, AWS would have no use for it.
    await using printed = await startPlugged({ "saml.py": text }, { accounts });
    const refused = await printed.run(["--with-saml"]);
    assert.notEqual(refused.status, 0);
    assert.match(refused.stderr, /assertion/);
    assert.doesNotMatch(refused.stdout, /export/);
  },
);

/** Says each hook that is called, with what it gets. */
const watching = `${imports}
def say(hook, **given):
    print(hook, {name: value for name, value in given.items() if isinstance(value, (str, list, type(None)))})

@hookimpl
def pre_add_arguments(config: dict):
    say("pre_add_arguments", interactive=str(config["is_interactive"]))

@hookimpl
def add_arguments(config, parser):
    parser.add_argument("--watched", action="store_true", help="declared in Python")

@hookimpl
def post_add_arguments(config, arguments, parser):
    say("post_add_arguments", profile=arguments.profile_name, target=arguments.target_profile_name, prog=parser.prog)

@hookimpl
def pre_collect_aws_profiles(config, arguments, credentials_file, config_file):
    say("pre_collect_aws_profiles", files=[credentials_file, config_file])

@hookimpl
def collect_aws_profiles(config, arguments, credentials_file, config_file):
    return {"added": {"role_arn": "arn:aws:iam::222222222222:role/one", "source_profile": "alice"}}

@hookimpl
def post_collect_aws_profiles(config, arguments, profiles):
    say("post_collect_aws_profiles", added=profiles["added"]["source_profile"], key=profiles["alice"].get("aws_secret_access_key"))

@hookimpl
def pre_get_credentials(config, arguments, profiles):
    say("pre_get_credentials", region=arguments.region)

@hookimpl
def get_credentials(config, arguments, profiles):
    say("get_credentials", key=profiles["alice"]["aws_secret_access_key"][:4])

@hookimpl
def post_get_credentials(config, arguments, profiles, credentials):
    say("post_get_credentials", key=credentials["AccessKeyId"][:4], expires=str(credentials["Expiration"].tzinfo))
    credentials["AccessKeyId"] = "AKIACHANGED"

@hookimpl
def get_profile_names(config, arguments):
    return ["spare"]
`;

testWith(
  "python3",
  "every hook of a switch is called with what the original's gets, in its order",
  async () => {
    await using world = await startPlugged({ "watching.py": watching });
    const { status, stdout, stderr } = await world.awsume(["added", "--region", "eu-west-1"]);
    assert.equal(status, 0, stderr);
    assert.doesNotMatch(stdout, /CHANGED|_credentials/);
    assert.match(stdout, /AWSUME_PROFILE='added'/);
    const aws = `${world.home}/.aws`;
    assert.deepEqual(stderr.split("\n").filter((line) => line.includes("{")), [
      `pre_add_arguments {'interactive': 'True'}`,
      `post_add_arguments {'profile': 'added', 'target': 'added', 'prog': 'awsume'}`,
      `pre_collect_aws_profiles {'files': ['${aws}/credentials', '${aws}/config']}`,
      `post_collect_aws_profiles {'added': 'alice', 'key': None}`,
      `pre_get_credentials {'region': 'eu-west-1'}`,
      `get_credentials {'key': 'fake'}`,
      `post_get_credentials {'key': 'ASIA', 'expires': 'UTC'}`,
    ]);
    assert.match((await world.awsume(["-h"])).stdout, /^Plugins:\n +--watched +declared in Python$/m);
    assert.match((await world.awsume(["__complete", "bash", "awsume sp", "sp"])).stdout, /^spare$/m);
  },
);

testWith("python3", "each catch hook hears of its error, and may answer it with credentials", async () => {
  const names = ["profile_not_found_exception", "invalid_profile_exception", "role_authentication_error"];
  const hooks = names.map((name) => `
@hookimpl
def catch_${name}(config, arguments, profiles, error):
    print("${name}", type(error).__name__, str(error)[:11])
    if arguments.mfa_token: return {"AccessKeyId": "AKIARESCUE", "SecretAccessKey": "s"}
    return "ignored, as in the original"
`);
  await using world = await startPlugged({ "catching.py": `${imports}${hooks.join("")}` });
  await Deno.writeTextFile(
    `${world.home}/.aws/config`,
    "[profile half]\nrole_arn = arn:aws:iam::1:role/x\n",
    {
      append: true,
    },
  );
  for (
    const [profile, said, code] of [
      ["lost", "profile_not_found_exception ProfileNotFoundError Cannot find", 3],
      ["half", "invalid_profile_exception InvalidProfileError Cannot ", 3],
      ["closed", "role_authentication_error RoleAuthenticationError AWS answere", 1],
    ] as const
  ) {
    const { status, stdout, stderr } = await world.awsume([profile]);
    assert.ok(stderr.includes(said), stderr);
    assert.equal(status, code, stderr);
    assert.doesNotMatch(stdout, /export/);
    assert.match(
      (await world.awsume([profile, "--mfa-token", "123456"])).stdout,
      /AWS_ACCESS_KEY_ID='AKIARESCUE'/,
    );
  }
});

testWith("python3", "catch_user_authentication_error hears of a code that is refused", async () => {
  await using world = await startPlugged({
    "catching.py": `${imports}
@hookimpl
def catch_user_authentication_error(error):
    safe_print("heard " + type(error).__name__)
    return {"AccessKeyId": "AKIARESCUE", "SecretAccessKey": "s"}
`,
  });
  const { stdout, stderr } = await world.awsume(["mfa", "--mfa-token", "999999"]);
  assert.match(stderr, /^heard UserAuthenticationError$/m);
  assert.match(stdout, /AWS_ACCESS_KEY_ID='AKIARESCUE'/);
});

testWith("python3", "get_mfa_token is asked for the device, only when a code is needed", async () => {
  await using world = await startPlugged({
    "codes.py": `${imports}
@hookimpl
def get_mfa_token(serial, profile):
    safe_print(f"asked for {serial} {profile}")
    return "123456"
`,
  });
  const first = await world.awsume(["mfa"]);
  assert.equal(first.status, 0, first.stderr);
  assert.ok(first.stderr.includes(`asked for ${mfaSerial} mfa`));
  const second = await world.awsume(["mfa"]);
  assert.equal(second.status, 0, second.stderr);
  assert.doesNotMatch(second.stderr, /asked/);
});

/** What the console plugin of the original does: two-letter options, an early end, and a look at the result. */
const consolePlugin = `${imports}
import json

@hookimpl
def add_arguments(config: dict, parser: argparse.ArgumentParser):
    group = parser.add_argument_group("console")
    group.add_argument("-c", "--console", action="store_true", dest="open_console", help="Open the console")
    group.add_argument("-cl", "--console-link", action="store_true", dest="link", help="Show its link")
    group.add_argument("-cs", "--console-service", metavar="service", help="Open a service")
    group.add_argument("--console-services", action="store_true")
    try:
        parser.add_argument("-r", action="store_true")
    except argparse.ArgumentError:
        safe_print("awsume has -r")

@hookimpl
def post_add_arguments(config: dict, arguments: argparse.Namespace, parser: argparse.ArgumentParser):
    if arguments.console_services:
        safe_print("s3 ec2")
        exit(0)
    if arguments.console_service:
        arguments.open_console = True

@hookimpl
def post_get_credentials(config: dict, arguments: argparse.Namespace, profiles: dict, credentials: dict):
    if arguments.open_console or arguments.link:
        session = {"sessionId": credentials["AccessKeyId"], "sessionToken": credentials["SessionToken"]}
        word = "link" if arguments.link else "open"
        safe_print(word, color="\\033[32m")
        safe_print(f"{arguments.console_service} {json.dumps(session)[:20]} {config['console']['browser']}")
`;

testWith(
  "python3",
  "a plugin as the console's works: its options, its early end, the credentials",
  async () => {
    await using world = await startPlugged({ "console.py": consolePlugin });
    await Deno.writeTextFile(`${world.home}/.awsume/config.yaml`, "console:\n  browser: firefox\n");
    const plain = await world.awsume(["one"]);
    assert.equal(plain.status, 0, plain.stderr);
    assert.equal(plain.stderr.split("awsume has -r").length, 2);
    for (
      const [words, said] of [
        [["one", "-c"], "open\nNone"],
        [["one", "-cl"], "link\nNone"],
        [["-cs", "s3", "one"], "open\ns3"],
        [["one", "--console-service=s3", "-cl"], "link\ns3"],
      ] as const
    ) {
      const { status, stdout, stderr } = await world.awsume(words);
      assert.equal(status, 0, stderr);
      assert.match(stdout, /AWS_ACCESS_KEY_ID='ASIA/);
      assert.ok(stderr.includes(`${said} {"sessionId": "ASIA`), `${words}: ${stderr}`);
      assert.match(stderr, /firefox$/m);
      assert.doesNotMatch(stderr, /awsume has -r/, "the options are asked for once");
    }
    const early = await world.awsume(["one", "--console-services"]);
    assert.deepEqual(early, { status: 0, stdout: "", stderr: "s3 ec2\n" });
    assert.match((await world.awsume(["-h"])).stdout, /-cs, --console-service service +Open a service/);
  },
);

testWith("python3", "a plugin as 1Password's works: it fills in arguments.mfa_token", async () => {
  await using world = await startPlugged({
    "codes.py": `${imports}
import subprocess

@hookimpl
def pre_get_credentials(config, arguments, profiles):
    serial = profiles[arguments.target_profile_name].get("mfa_serial")
    if serial and not arguments.mfa_token:
        arguments.mfa_token = subprocess.check_output(["echo", config["codes"][serial]]).decode().strip()
`,
  });
  await Deno.writeTextFile(`${world.home}/.awsume/config.yaml`, `codes:\n  "${mfaSerial}": "123456"\n`);
  const { status, stdout, stderr } = await world.awsume(["mfa"]);
  assert.equal(status, 0, stderr);
  assert.match(stdout, /AWS_SESSION_TOKEN='/);
  assert.deepEqual(world.calls(), ["GetSessionToken"]);
});

const defaults: Readonly<Record<string, string>> = {
  profile_name: "arguments.profile_name = 'one'",
  target_profile_name: "arguments.target_profile_name = 'one'",
};
for (const [name, code] of Object.entries(defaults)) {
  testWith("python3", `a plugin that sets arguments.${name} decides the profile`, async () => {
    await using world = await startPlugged({
      "default.py": `${imports}
@hookimpl
def post_add_arguments(config, arguments, parser):
    if not arguments.profile_name: ${code}
`,
    });
    assert.match((await world.awsume([])).stdout, /AWSUME_PROFILE='one'/);
    assert.match((await world.awsume(["alice"])).stdout, /AWSUME_PROFILE='alice'/);
  });
}

testWith("python3", "what a plugin keeps in arguments is there in its next hook", async () => {
  await using world = await startPlugged({
    "keeping.py": `${imports}
@hookimpl
def post_add_arguments(arguments):
    arguments._kept, arguments.camelCase, arguments.lost = {"a": [1]}, "two", object()

@hookimpl
def post_get_credentials(arguments):
    print(arguments._kept, arguments.camelCase, hasattr(arguments, "lost"))
`,
  });
  const { status, stderr } = await world.awsume(["one"]);
  assert.equal(status, 0, stderr);
  assert.match(stderr, /^\{'a': \[1\]\} two False$/m);
});

testWith(
  "python3",
  "several plugins are called as pluggy has it: tryfirst, the latest first, trylast",
  async () => {
    const named = (name: string, mark = ""): string =>
      `${imports}
@hookimpl${mark}
def get_credentials():
    print("${name}")

@hookimpl(specname="post_get_credentials")
def anything():
    print("post ${name}")
`;
    await using world = await startPlugged({
      "a.py": named("a", "(tryfirst=True)"),
      "b.py": named("b", "(trylast=True)"),
      "c.py": named("c"),
      "d.py": named("d"),
      "e.py": named("e", "(tryfirst=True)"),
      "f.py": named("f", "(trylast=True)"),
    });
    const { status, stderr } = await world.awsume(["one"]);
    assert.equal(status, 0, stderr);
    const said = stderr.split("\n").filter((line) => /^(post )?[a-f]$/.test(line));
    assert.deepEqual(said.slice(0, 6), ["e", "a", "d", "c", "b", "f"]);
    assert.deepEqual(said.slice(6), ["post f", "post e", "post d", "post c", "post b", "post a"]);
  },
);

testWith(
  "python3",
  "awsume plugin knows plugins in Python: check, list, and the adapter that runs them",
  async () => {
    await using world = await startPlugged({ "given.py": asPrinted("get_credentials") });
    const file = `${world.home}/.awsume/plugins/given.py`;
    const checked = await world.awsume(["plugin", "check", file]);
    assert.equal(checked.status, 0, checked.stderr);
    assert.match(checked.stdout, /^given \(python\) .*given\.py: .*\nok +getCredentials$/m);
    assert.match((await world.awsume(["plugin", "list"])).stdout, /given +python/);
    const { stdout } = await world.awsume(["plugin", "python"]);
    assert.equal(
      stdout,
      await Deno.readTextFile(new URL("../../src/plugins/python_adapter.py", import.meta.url)),
    );
  },
);
