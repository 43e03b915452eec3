/**
 * Behind a profile of `-a` that refuses there is nothing else: no instance, no container. What awsume has changed for
 * that is taken back by each way out, and nothing that was the person's.
 */
import assert from "node:assert/strict";
import { initText } from "../../shells/functions.ts";
import { directWords } from "../../src/cli/direct_words.ts";
import { type Client, clients, olderClients, programOf } from "../support/clients.ts";
import { type FakeMetadata, type FakeRole, startContainer, startInstance } from "../support/fake_metadata.ts";
import { runClean, type Script, script } from "../support/script.ts";
import { testPath, testWith } from "../support/programs.ts";
import { nameOf, type RealShell, realShells } from "../support/shells.ts";
import { awsumeWords, files, startWorld, type World } from "../support/world.ts";

const container = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
const path = "/v2/credentials/it's-a-task";

/** The variables of a machine, as they are before, and again behind each way out. */
const machines: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "a computer of a person": {},
  "one whose instance is turned off": { AWS_EC2_METADATA_DISABLED: "true" },
  "one whose instance is turned on": { AWS_EC2_METADATA_DISABLED: "false", [container]: path },
};

const names = ["AWS_EC2_METADATA_DISABLED", container, "AWSUME_BEFORE"] as const;

/** The ways out of `-a`. */
const ways: readonly (readonly string[])[] = [
  ["-u"],
  ["-k"],
  ["alice"],
  ["-k", "one"],
  ["one", "--region", "eu-west-1"],
];

/** A story of one shell: for each way out the switch, then the way. */
function storyOf(
  start: Script,
  machine: Readonly<Record<string, string>>,
  chosen: readonly (readonly string[])[],
): Script {
  return chosen.reduce((story, way) => {
    const held = story.run("awsume", "one", "-a").expectStatus(0)
      .expectEnv("AWS_PROFILE", "autoawsume-one")
      .expectEnv("AWS_DEFAULT_PROFILE", undefined)
      .expectEnv("AWS_EC2_METADATA_DISABLED", "true")
      .expectEnv(container, undefined);
    const out = held.run("awsume", ...way).expectStatus(0).expectEnv("AWS_PROFILE", undefined);
    return names.reduce((rest, name) => rest.expectEnv(name, machine[name]), out);
  }, start);
}

function testShell(
  real: RealShell,
  name: string,
  { machine, chosen }: {
    readonly machine: Readonly<Record<string, string>>;
    readonly chosen: readonly (readonly string[])[];
  },
): void {
  const [program = ""] = real.start;
  testWith(program, `${nameOf(real)}: each way out of -a leaves ${name} as it was`, async () => {
    await using world = await startWorld();
    const init = initText(real.shell, awsumeWords(), directWords);
    const env = { ...world.env, ...machine, AWS_DEFAULT_PROFILE: "before" };
    await storyOf(script(real, { init, folder: world.home, env }), machine, chosen).end();
  });
}

for (const real of Object.values(realShells)) {
  const machine = { [container]: path };
  testShell(real, "a task of ECS", { machine, chosen: ways.slice(0, 3) });
}
for (const [name, machine] of Object.entries(machines)) {
  if (realShells.bash) testShell(realShells.bash, name, { machine, chosen: ways });
}

const role = "role_arn = arn:aws:iam::222222222222:role/one\n";

interface Ambient {
  readonly source: string;
  readonly start: (given: FakeRole) => FakeMetadata;
  readonly env: (url: string) => Readonly<Record<string, string>>;
}

const token = "a token of the pod";

const ambients: Readonly<Record<string, Ambient>> = {
  instance: {
    source: "Ec2InstanceMetadata",
    start: (given) => startInstance(given),
    env: (url) => ({ AWS_EC2_METADATA_SERVICE_ENDPOINT: url }),
  },
  container: {
    source: "EcsContainer",
    start: (given) => startContainer(given, token),
    env: (url) => ({
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/v1/credentials`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: token,
    }),
  },
};

/** What a program does that wants credentials of AWS_PROFILE, as `-a` wrote it or `exec --refresh`. */
const asProgram = [
  "file=$HOME/.aws/credentials; case $AWS_PROFILE in awsume-exec-*) file=$AWS_CONFIG_FILE ;; esac",
  'sh -c "$(sed -n "s/^credential_process = //p" "$file" | tail -n 1)"',
].join("\n");

for (const [kind, { source, start, env }] of Object.entries(ambients)) {
  const config =
    `[profile p]\ncredential_source = ${source}\n[profile over]\n${role}credential_source = ${source}\n`;
  for (const profile of ["p", "over"]) {
    Deno.test(`the ${kind} as the source of "${profile}" still renews through -a and exec --refresh`, async () => {
      await using world = await startWorld({ config });
      const given = await takeKeys(world);
      await using metadata = start(given);
      const own = awsumeWords().map((word) => `'${word}'`).join(" ");
      const renew =
        `rm -f .awsume/cache/*.json\n${asProgram} >printed || exit 9\ngrep -c AccessKeyId printed\n`;
      await Deno.writeTextFile(`${world.home}/renew`, renew);
      const scripts = {
        "-a":
          `set -e; text=$(${own} ${profile} -a); eval "$text"; test "$AWS_EC2_METADATA_DISABLED" = true\n` +
          `test -z "$AWS_CONTAINER_CREDENTIALS_FULL_URI"; sh renew`,
        "exec --refresh": `${own} exec ${profile} --refresh -- sh -c ` +
          `'test -z "$AWS_CONTAINER_CREDENTIALS_FULL_URI" && test "$AWS_EC2_METADATA_DISABLED" = true && sh renew'`,
      };
      for (const [way, code] of Object.entries(scripts)) {
        await Deno.remove(`${world.home}/.awsume`, { recursive: true }).catch(() => {});
        const before = metadata.asked.length;
        const { status, stdout, stderr } = await runClean(["sh", "-c", code], {
          folder: world.home,
          env: { ...world.env, ...env(metadata.url) },
        });
        assert.deepEqual([status, stdout], [0, "1\n"], `${way}: ${stderr}`);
        assert.ok(metadata.asked.length > before, way);
      }
    });
  }
}

/** Credentials that the world's AWS has given out, for the metadata service to give. */
async function takeKeys(world: World): Promise<FakeRole> {
  await Deno.writeTextFile(`${world.home}/other`, `[profile a]\n${role}source_profile = alice\n`);
  const { status, stderr } = await world.run(["a", "--no-cache", "--config-file", `${world.home}/other`]);
  assert.equal(status, 0, stderr);
  const [issued] = world.aws.issued;
  assert.ok(issued?.sessionToken);
  const { accessKeyId, secretAccessKey, sessionToken } = issued;
  return { accessKeyId, secretAccessKey, sessionToken };
}

Deno.test("exec, and a command of credential_process, see the machine as it was before -a", async () => {
  const process = "credential_process = printenv AWS_EC2_METADATA_DISABLED AWSUME_BEFORE >>seen; exit 1\n";
  await using world = await startWorld({ config: `${files.config}[profile process]\n${process}` });
  const env = {
    AWS_EC2_METADATA_DISABLED: "true",
    AWSUME_BEFORE: "AWS_EC2_METADATA_DISABLED=false",
    AWS_PROFILE: "autoawsume-one",
  };
  const ran = await world.run(["exec", "one", "--", "sh", "-c", "env | grep -c -e METADATA -e BEFORE; env"], {
    env,
  });
  assert.match(ran.stdout, /^1\n/);
  assert.match(ran.stdout, /^AWS_EC2_METADATA_DISABLED=false$/m);
  await world.run(["process"], { env });
  assert.match(await Deno.readTextFile(`${world.home}/seen`), /^false\n/);
});

Deno.test("a command of exec --refresh has AWS_PROFILE alone, and no way to the machine's role", async () => {
  await using world = await startWorld();
  const env = { AWS_DEFAULT_PROFILE: "mfa", [container]: path, AWSUME_BEFORE: "AWS_EC2_METADATA_DISABLED=" };
  const { status, stdout, stderr } = await world.run(["exec", "one", "--refresh", "--", "env"], { env });
  assert.equal(status, 0, stderr);
  const found = stdout.match(/^(?:AWS_(?:DEFAULT_)?PROFILE|AWS_CONTAINER\w*|AWS_EC2\w*|AWSUME_BEFORE)=.*$/gm);
  // The record is for awsume alone, whose source may be the instance.
  const record = "AWSUME_BEFORE=AWS_EC2_METADATA_DISABLED=";
  assert.deepEqual(found?.sort(), [record, "AWS_EC2_METADATA_DISABLED=true", "AWS_PROFILE=awsume-exec-one"]);
});

for (const format of ["sh", "fish", "powershell", "cmd", "nu"]) {
  Deno.test(`export --format ${format} gives back what -a has held back`, async () => {
    await using world = await startWorld();
    const env = {
      AWS_EC2_METADATA_DISABLED: "true",
      AWSUME_BEFORE: `AWS_EC2_METADATA_DISABLED= ${container}=/v2/x`,
    };
    const { status, stdout, stderr } = await world.run(["export", "one", "--format", format], { env });
    assert.equal(status, 0, stderr);
    assert.match(stdout, new RegExp(`${container}.*/v2/x`));
    assert.match(stdout, /AWS_EC2_METADATA_DISABLED(?!.*true)/);
    assert.match(stdout, /AWSUME_BEFORE/);
  });
}

const hostile: FakeRole = {
  accessKeyId: "ASIAHOSTILEMACHINE00",
  secretAccessKey: "hostile",
  sessionToken: "hostile",
};

const own = awsumeWords().map(quote).join(" ");

function quote(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** How a shell of sh comes to a profile that refuses: its session has ended, and nobody is there to type a code. */
const refusals: Readonly<Record<string, string>> = {
  "a code is wanted": `eval "$(${own} locked -a --mfa-token 123456)"; rm .awsume/cache/*.json`,
  "its source is gone": `eval "$(${own} one -a)"; rm .aws/config .awsume/cache/*.json`,
  "a code is wanted, with exec --refresh": `${own} exec locked --refresh --mfa-token 123456 -- sh -c ` +
    `'rm .awsume/cache/*.json; "$@"; test $? != 0' sh`,
};

/** It asks for a file of S3, unsigned where it finds nobody. */
const arrow = `import os, pyarrow.fs as fs
host = os.environ["AWS_ENDPOINT_URL_STS"].split("//")[1]
fs.S3FileSystem(endpoint_override=host, scheme="http", region="us-east-1").get_file_info("bucket/key")`;
const cpp: Client = {
  name: "the C++ SDK",
  needs: await programOf("pyarrow"),
  words: [await programOf("pyarrow"), "-c", arrow],
};

for (const { name: client, needs, words, env: told } of [...clients, ...olderClients, cpp]) {
  for (const [why, before] of Object.entries(refusals)) {
    testWith(needs, `${client} has no credentials where -a refuses: ${why}`, async () => {
      await using world = await startWorld();
      await using instance = startInstance(hostile);
      await using task = startContainer(hostile);
      const call = words.map(quote).join(" ");
      const code = before.startsWith("eval") ? `${before}\n${call}\ntest $? != 0` : `${before} ${call}`;
      const env = {
        ...world.env,
        ...told,
        PATH: testPath,
        AWS_ENDPOINT_URL_STS: world.aws.url,
        AWS_EC2_METADATA_SERVICE_ENDPOINT: instance.url,
        AWS_CONTAINER_CREDENTIALS_FULL_URI: `${task.url}/v1/credentials`,
      };
      const { status, stderr } = await runClean(["sh", "-c", code], { folder: world.home, env });
      assert.equal(status, 0, stderr);
      assert.deepEqual([...instance.asked, ...task.asked], []);
      assert.deepEqual(world.aws.calls.filter(({ action }) => action === "GetCallerIdentity"), []);
      // It was refused by awsume, and did not fail before.
      assert.match(stderr, /awsume|exit status|Error when retrieving credentials|credential/i);
    });
  }
}

/** A program of the JavaScript SDK 3 that needs credentials twice; between the two calls it takes away what -a lives on. */
const twice = `import { createRequire } from "node:module";
import { readdirSync, rmSync } from "node:fs";
const { fromNodeProviderChain } = createRequire(process.env.SDK_FOLDER + "/")("@aws-sdk/credential-providers");
const once = async () => (await fromNodeProviderChain({ ignoreCache: true })()).accessKeyId;
console.log(await once());
rmSync(".aws/config");
for (const name of readdirSync(".awsume/cache")) rmSync(".awsume/cache/" + name, { recursive: true });
console.log(await once().catch(() => "nothing"));
`;

const javascript = await programOf("javascript");

testWith(javascript, "the JavaScript SDK 3 has nothing where -a refuses in the middle of a run", async () => {
  await using world = await startWorld();
  await using instance = startInstance(hostile);
  await using task = startContainer(hostile);
  await Deno.writeTextFile(`${world.home}/twice.mjs`, twice);
  const { status, stdout, stderr } = await runClean(
    ["sh", "-c", `eval "$(${own} one -a)"; ${quote(javascript)} twice.mjs`],
    {
      folder: world.home,
      env: {
        ...world.env,
        PATH: testPath,
        AWS_EC2_METADATA_SERVICE_ENDPOINT: instance.url,
        AWS_CONTAINER_CREDENTIALS_FULL_URI: `${task.url}/v1/credentials`,
      },
    },
  );
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^ASIAFAKE\w+\nnothing\n$/);
  assert.deepEqual([...instance.asked, ...task.asked], []);
});

/** Whom AWS_PROFILE names for one command is meant, in a shell of `-a` too. */
for (const { name: client, needs, words, env: told } of [...clients, ...olderClients]) {
  testWith(needs, `${client} takes the AWS_PROFILE of one command behind -a`, async () => {
    await using world = await startWorld();
    const call = words.map(quote).join(" ");
    const code = `set -e; text=$(${own} one -a); eval "$text"; AWS_PROFILE=alice ${call}; ${call}`;
    const env = {
      ...world.env,
      AWS_DEFAULT_PROFILE: "mfa",
      ...told,
      PATH: testPath,
      AWS_ENDPOINT_URL_STS: world.aws.url,
    };
    const { status, stderr } = await runClean(["sh", "-c", code], { folder: world.home, env });
    assert.equal(status, 0, stderr);
    const asked = world.aws.calls.filter(({ action }) => action === "GetCallerIdentity");
    assert.deepEqual(asked.map(({ accessKeyId }) => accessKeyId?.slice(0, 9)), ["AKIAFAKEA", "ASIAFAKE0"]);
  });
}
