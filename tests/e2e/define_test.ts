/** `awsume add`, `mv` and `rm` on real files, and what other programs make of what they write. */
import assert from "node:assert/strict";
import { atTerminal, testAtTerminal } from "../support/interactive.ts";
import { pythonWith, testWith } from "../support/programs.ts";
import { runClean } from "../support/script.ts";
import { awsumeWords, files, startWorld, type World } from "../support/world.ts";

const secret = "abcdefghijklmnopqrstuvwxyz0123456789ABCD";
const roleOne = "--role-arn=arn:aws:iam::222222222222:role/one";

function pathOf(file: "config" | "credentials", { home }: World): string {
  return `${home}/.aws/${file}`;
}

async function readBoth(world: World): Promise<readonly [config: string, credentials: string]> {
  return [
    await Deno.readTextFile(pathOf("config", world)),
    await Deno.readTextFile(pathOf("credentials", world)),
  ];
}

async function listFolder({ home }: World): Promise<readonly string[]> {
  return (await Array.fromAsync(Deno.readDir(`${home}/.aws`))).map(({ name }) => name).sort();
}

Deno.test("awsume add --role-arn=… example makes a profile that explain knows and a switch uses", async () => {
  await using world = await startWorld();
  const added = await world.awsume(["add", roleOne, "example", "--source-profile", "alice"]);
  assert.equal(added.status, 0, added.stderr);
  assert.equal(added.stdout, "");
  const explained = await world.awsume(["explain", "example"]);
  assert.equal(explained.status, 0, explained.stderr);
  assert.match(explained.stdout, /arn:aws:iam::222222222222:role\/one/);
  const { status, stdout, stderr } = await world.awsume(["example"]);
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^export AWSUME_PROFILE='example';$/m);
  assert.deepEqual(world.calls(), ["AssumeRole"]);
});

Deno.test("awsume add example --endpoint-url lets the switch call that URL, until rm takes both sections", async () => {
  await using world = await startWorld();
  const words = ["add", "example", roleOne, "--source-profile", "alice", "--endpoint-url", world.aws.url];
  const added = await world.awsume(words);
  assert.equal(added.status, 0, added.stderr);
  const env = { AWS_ENDPOINT_URL_STS: "" };
  const { status, stderr } = await world.awsume(["example"], { env });
  assert.equal(status, 0, stderr);
  assert.deepEqual(world.calls(), ["AssumeRole"]);
  const removed = await world.awsume(["rm", "example"]);
  assert.equal(removed.status, 0, removed.stderr);
  assert.deepEqual(await readBoth(world), [files.config, files.credentials]);
});

Deno.test("awsume add example --endpoint-url https://sts-fips.us-east-1.amazonaws.com is what explain shows", async () => {
  await using world = await startWorld();
  const url = "https://sts-fips.us-east-1.amazonaws.com";
  const added = await world.awsume([
    "add",
    "example",
    roleOne,
    "--source-profile",
    "alice",
    "--endpoint-url",
    url,
  ]);
  assert.equal(added.status, 0, added.stderr);
  const { stdout } = await world.awsume(["explain", "example"], { env: { AWS_ENDPOINT_URL_STS: "" } });
  assert.match(stdout, /sts-fips\.us-east-1\.amazonaws\.com/);
});

Deno.test("awsume add reads a secret from a pipe, and a switch uses the keys", async () => {
  await using world = await startWorld({ credentials: "" });
  await Deno.remove(pathOf("credentials", world));
  const { status, stdout, stderr } = await world.awsume([
    "add",
    "dev",
    "--access-key-id",
    "AKIAIOSFODNN7EXAMPLE",
  ], {
    stdin: `${secret}\n`,
  });
  assert.equal(status, 0, stderr);
  assert.ok(!`${stdout}${stderr}`.includes(secret));
  if (Deno.build.os !== "windows") {
    assert.equal(((await Deno.stat(pathOf("credentials", world))).mode ?? 0) & 0o777, 0o600);
  }
  assert.match(
    (await world.awsume(["dev"])).stdout,
    new RegExp(`^export AWS_SECRET_ACCESS_KEY='${secret}';$`, "m"),
  );
  assert.deepEqual(await listFolder(world), ["config", "credentials"]);
});

Deno.test("awsume mv keeps a chain of roles working", async () => {
  await using world = await startWorld();
  const { status, stderr } = await world.awsume(["mv", "alice", "carol"]);
  assert.equal(status, 0, stderr);
  assert.equal((await world.awsume(["two"])).status, 0);
  assert.equal((await world.awsume(["alice"])).status, 3);
  assert.equal((await world.awsume(["mv", "carol", "alice"])).status, 0);
  assert.deepEqual(await readBoth(world), [files.config, files.credentials]);
});

Deno.test("awsume rm refuses a profile that others need, by name and line", async () => {
  await using world = await startWorld();
  const { status, stderr } = await world.awsume(["rm", "alice", "--yes"]);
  assert.equal(status, 3);
  assert.match(stderr, /it is the source of "one" \(\S+config:7\), "closed" \(\S+config:25\)/);
  assert.deepEqual(await readBoth(world), [files.config, files.credentials]);
});

Deno.test("eight awsume add at once lose nothing", async () => {
  await using world = await startWorld();
  const names = Array.from({ length: 8 }, (_, index) => `new${index}`);
  const outcomes = await Promise.all(
    names.map((name) => world.run(["add", name, "--credential-process", `/bin/${name}`])),
  );
  assert.deepEqual(outcomes.map(({ status }) => status), names.map(() => 0));
  const [config] = await readBoth(world);
  assert.ok(config.startsWith(files.config));
  for (const name of names) {
    assert.equal(config.split(`\n[profile ${name}]\ncredential_process = /bin/${name}\n`).length, 2);
  }
});

if (Deno.build.os !== "windows") {
  Deno.test("awsume add keeps a link a link, and a mode a mode", async () => {
    await using world = await startWorld();
    await Deno.rename(pathOf("config", world), `${world.home}/real`);
    await Deno.chmod(`${world.home}/real`, 0o640);
    await Deno.symlink(`${world.home}/real`, pathOf("config", world));
    const { status, stderr } = await world.awsume(["add", "x", "--credential-process", "/bin/x"]);
    assert.equal(status, 0, stderr);
    assert.ok((await Deno.lstat(pathOf("config", world))).isSymlink);
    assert.equal(((await Deno.stat(`${world.home}/real`)).mode ?? 0) & 0o777, 0o640);
    assert.match(await Deno.readTextFile(`${world.home}/real`), /\n\[profile x\]\n/);
  });

  for (
    const words of [
      ["add", "x", "--credential-process", "/bin/x"],
      ["mv", "one", "x"],
      ["rm", "closed"],
    ]
  ) {
    Deno.test(`awsume ${words[0]} leaves a read-only file as it is`, async () => {
      await using world = await startWorld();
      await Deno.chmod(pathOf("config", world), 0o444);
      const { status, stderr } = await world.awsume(words);
      assert.equal(status, 3);
      assert.match(stderr, /Cannot write "\S+config": it is read-only/);
      assert.deepEqual(await readBoth(world), [files.config, files.credentials]);
      assert.deepEqual(await listFolder(world), ["config", "credentials"]);
    });
  }

  Deno.test("awsume rm of a profile in both files changes neither when one is read-only", async () => {
    await using world = await startWorld({
      config: "[profile k]\nregion = us-east-1\n",
      credentials: "[k]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = x\n",
    });
    const before = await readBoth(world);
    await Deno.chmod(pathOf("config", world), 0o444);
    assert.equal((await world.awsume(["rm", "k", "--yes"])).status, 3);
    assert.deepEqual(await readBoth(world), before);
  });

  Deno.test("awsume edits no file that is both files at once", async () => {
    await using world = await startWorld({ credentials: "" });
    await Deno.remove(pathOf("credentials", world));
    await Deno.symlink(pathOf("config", world), pathOf("credentials", world));
    const { status, stderr } = await world.awsume(["add", "x", "--credential-process", "/bin/x"]);
    assert.equal(status, 3);
    assert.match(stderr, /it is both the config file and the credentials file/);
  });
}

testWith("aws", "awsume add writes what the AWS CLI reads", async () => {
  await using world = await startWorld();
  const words = [
    "add",
    "example",
    roleOne,
    "--source-profile",
    "alice",
    "--region",
    "eu-west-1",
    "--duration",
    "900",
  ];
  const added = await world.awsume([...words, "--endpoint-url", "https://sts-fips.us-east-1.amazonaws.com"]);
  assert.equal(added.status, 0, added.stderr);
  const run = {
    folder: world.home,
    env: { AWS_PROFILE: "example", AWS_EC2_METADATA_DISABLED: "true" },
  };
  for (
    const [key, value] of [
      ["region", "eu-west-1"],
      ["role_arn", "arn:aws:iam::222222222222:role/one"],
      ["duration_seconds", "900"],
      ["services", "example"],
    ] as const
  ) {
    const { stdout, stderr } = await runClean(["aws", "configure", "get", key], run);
    assert.equal(stdout, `${value}\n`, stderr);
  }
});

/** Runs awsume at a terminal; the prompts are on stderr, which is the terminal too. */
function ask(
  criterion: string,
  words: readonly string[],
  work: (terminal: ReturnType<typeof atTerminal>, world: World) => Promise<void>,
): void {
  testAtTerminal(criterion, async () => {
    await using world = await startWorld();
    await Deno.chmod(pathOf("credentials", world), 0o600);
    await using terminal = atTerminal(["/bin/sh"], world.home, { ...world.env, TERM: "xterm" });
    const command = [...awsumeWords(), ...words].map((word) => `'${word}'`).join(" ");
    await terminal.type(`${command}; echo "sta""tus=$?"\n`);
    await work(terminal, world);
  });
}

ask("awsume add example asks what is needed at a terminal", ["add", "example"], async (terminal, world) => {
  await terminal.until(/How does example get its credentials\?[^]*role/);
  await terminal.type("role\r");
  await terminal.until(/ARN of the role: /);
  await terminal.type("arn:aws:iam::12345:role/one\r");
  await terminal.until(/12345 has 5 digits[^]*ARN of the role: /);
  await terminal.type("arn:aws:iam::222222222222:role/one\r");
  await terminal.until(/Which profile assumes the role\?[^]*alice/);
  await terminal.type("alice\r");
  await terminal.until(/External id[^]*: $/);
  await terminal.type("\r");
  await terminal.until(/MFA device[^]*: $/);
  await terminal.type("\r");
  await terminal.until(/Region \[us-east-1\]: /);
  await terminal.type("\r");
  await terminal.until(/status=0/);
  const section =
    "[profile example]\nrole_arn = arn:aws:iam::222222222222:role/one\nsource_profile = alice\nregion = us-east-1\n";
  assert.deepEqual(await readBoth(world), [`${files.config}\n${section}`, files.credentials]);
  assert.equal((await world.awsume(["example"])).status, 0);
});

ask("awsume add shows nothing of a secret that is typed", [
  "add",
  "dev",
  "--access-key-id",
  "AKIAIOSFODNN7EXAMPLE",
], async (terminal, world) => {
  await terminal.until(/Secret access key: /);
  await terminal.type(`${secret}\r`);
  const shown = await terminal.until(/status=0/);
  assert.ok(!shown.includes(secret.slice(0, 8)), shown);
  assert.match(shown, /aws_secret_access_key = \*{4}/);
  assert.ok((await readBoth(world))[1].endsWith(`aws_secret_access_key = ${secret}\n`));
});

ask(
  "awsume add writes nothing after Ctrl-C, 130",
  ["add", "dev", "--access-key-id", "AKIAIOSFODNN7EXAMPLE"],
  async (terminal, world) => {
    await terminal.until(/Secret access key: /);
    await terminal.type("\x03");
    await terminal.until(/status=130/);
    assert.deepEqual(await readBoth(world), [files.config, files.credentials]);
  },
);

const boto3 = `import boto3
session = boto3.Session(profile_name="example")
config = session._session.full_config
print("example" in session.available_profiles, session.region_name)
# Older ones know no such sections, and pass them over.
print(config.get("services", {"example": {"sts": {"endpoint_url": "old"}}})["example"]["sts"]["endpoint_url"])
`;

testWith("boto3", "awsume add writes what boto3 reads", async () => {
  await using world = await startWorld();
  const url = "https://sts-fips.us-east-1.amazonaws.com";
  const words = ["add", "example", roleOne, "--source-profile", "alice", "--region", "eu-west-1", "-e", url];
  assert.equal((await world.awsume(words)).status, 0);
  const { stdout, stderr } = await runClean([pythonWith("boto3"), "-c", boto3], { folder: world.home });
  assert.match(stdout, new RegExp(`^True eu-west-1\n(${RegExp.escape(url)}|old)\n$`), stderr);
});
