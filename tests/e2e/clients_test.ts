import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { runClean } from "../support/script.ts";
import { testWith } from "../support/shells.ts";
import { awsumeWords, startWorld, type World } from "../support/world.ts";

/**
 * Programs of others that take credentials from awsume in each way there is. A hostile `[default]` and hostile variables
 * are around them; whose key signs a request is read from its signature.
 */
const region = "us-east-1";

/** A program that asks STS once who it is. */
const clients: Readonly<Record<string, (url: string) => readonly string[]>> = {
  "aws": (url) => ["aws", "sts", "get-caller-identity", "--endpoint-url", url, "--region", region],
  "boto3": (url) => [
    "python3",
    "-c",
    `import boto3; boto3.client("sts", endpoint_url="${url}", region_name="${region}").get_caller_identity()`,
  ],
  "node": (url) => ["node", "--input-type=module", "-e", javascript(url)],
  "go": (url) => [goClient, url],
};

/** The program of `tests/support/go_client`, for which Debian has the SDK: built by the first test that needs it. */
const goClient = fileURLToPath(new URL("../../dist/go_client", import.meta.url));
let isBuilt: Promise<void> | undefined;

async function buildGoClient(): Promise<void> {
  const source = fileURLToPath(new URL("../support/go_client/main.go", import.meta.url));
  const folder = await Deno.makeTempDir({ prefix: "awsume-go-" });
  try {
    const env = { PATH: Deno.env.get("PATH") ?? "", GOPATH: "/usr/share/gocode", GO111MODULE: "off" };
    const words = ["go", "build", "-o", goClient, source];
    const { status, stderr } = await runClean(words, { folder, env: { ...env, GOCACHE: `${folder}/cache` } });
    assert.equal(status, 0, stderr);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** The JavaScript SDK 3, as it finds credentials by itself. */
function javascript(url: string): string {
  const root = fileURLToPath(new URL("../../node_modules/@aws-sdk/client-sts/", import.meta.url));
  return `import { createRequire } from "node:module";
    const { STSClient, GetCallerIdentityCommand } = createRequire(${
    JSON.stringify(root)
  })("@aws-sdk/client-sts");
    await new STSClient({ endpoint: "${url}", region: "${region}" }).send(new GetCallerIdentityCommand({}));`;
}

/** What has to be there for a client, where it is not called like its program. */
const needed: Readonly<Record<string, string>> = {
  boto3: "python3",
  go: "/usr/share/gocode/src/github.com/aws/aws-sdk-go-v2",
};

const hostile = {
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_WEB_IDENTITY_TOKEN_FILE: "/nowhere",
  AWS_ROLE_ARN: "arn:aws:iam::222222222222:role/hostile",
};

const own = awsumeWords().map(quote).join(" ");

/** How a client comes to the credentials of the profile `one`: a script of sh around the words of the client. */
const ways: Readonly<Record<string, (client: string) => string>> = {
  "exec": (client) => `${own} exec one -- ${client}`,
  "exec --refresh": (client) => `${own} exec one --refresh -- ${client}`,
  "export": (client) => `eval "$(${own} export one)"; ${client}`,
  "a switch": (client) => `eval "$(${own} one)"; ${client}`,
  "-a": (client) => `eval "$(${own} one -a)"; ${client}`,
  "credential-process": (client) =>
    `unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_ROLE_ARN AWS_WEB_IDENTITY_TOKEN_FILE\n` +
    `AWS_PROFILE=through ${client}`,
};

function quote(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

async function startHostileWorld(): Promise<World> {
  const world = await startWorld();
  const [config, credentials] = [`${world.home}/.aws/config`, `${world.home}/.aws/credentials`];
  await Deno.writeTextFile(
    config,
    `[profile through]\nregion = ${region}\ncredential_process = ${own} credential-process one\n`,
    { append: true },
  );
  const keys = "aws_access_key_id = AKIAHOSTILEDEFAULT00\naws_secret_access_key = hostile\n";
  await Deno.writeTextFile(credentials, `[default]\n${keys}`, { append: true });
  return world;
}

for (const [client, words] of Object.entries(clients)) {
  for (const [way, script] of Object.entries(ways)) {
    testWith(
      needed[client] ?? client,
      `${client} signs with the credentials of the profile by ${way}, and nothing else`,
      async () => {
        if (client === "go") await (isBuilt ??= buildGoClient());
        await using world = await startHostileWorld();
        const env = {
          ...world.env,
          ...hostile,
          PATH: Deno.env.get("PATH") ?? "",
          AWS_ACCESS_KEY_ID: "AKIAHOSTILEVARIABLE0",
          AWS_SECRET_ACCESS_KEY: "hostile",
        };
        const code = script(words(world.aws.url).map(quote).join(" "));
        const { status, stderr } = await runClean(["sh", "-c", code], { folder: world.home, env });
        assert.equal(status, 0, stderr);
        const asked = world.aws.calls.filter(({ action }) => action === "GetCallerIdentity");
        assert.deepEqual(asked.map(({ accessKeyId }) => accessKeyId?.slice(0, 8)), ["ASIAFAKE"]);
        const others = world.aws.calls.filter(({ accessKeyId }) => accessKeyId?.startsWith("AKIAHOSTILE"));
        assert.deepEqual(others, []);
      },
    );
  }
}
