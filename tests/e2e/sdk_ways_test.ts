import assert from "node:assert/strict";
import { type Client, clients, olderClients } from "../support/clients.ts";
import { addRole, addUser, arnOf, type Moto, motoAccount, motoServer, startMoto } from "../support/moto.ts";
import { isInstalled, testPath, testWith } from "../support/programs.ts";
import { runClean } from "../support/script.ts";
import { awsumeWords, startWorld, type World } from "../support/world.ts";

/**
 * Today's SDKs, and older ones, act as the role by each way that awsume has to hand it over. moto checks every signature
 * and policy. A way is a script of sh around the words of a client; what is around it belongs to somebody else.
 */
const own = awsumeWords().map(quote).join(" ");

/** Takes away what stands before a profile in every SDK. */
const alone =
  "unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_ROLE_ARN AWS_WEB_IDENTITY_TOKEN_FILE";

/** What an SDK would else take in place of what awsume gives. */
const hostile = {
  AWS_ACCESS_KEY_ID: "AKIAHOSTILEVARIABLE0",
  AWS_SECRET_ACCESS_KEY: "hostile",
  AWS_ROLE_ARN: "arn:aws:iam::222222222222:role/hostile",
  AWS_WEB_IDENTITY_TOKEN_FILE: "/nowhere",
  AWS_EC2_METADATA_DISABLED: "true",
};

const ways: Readonly<Record<string, (client: string) => string>> = {
  "the environment": (client) => `eval "$(${own} one)"; ${client}`,
  "-a": (client) => `eval "$(${own} one -a)"; ${client}`,
  "credential_process": (client) => `${alone}; AWS_PROFILE=through ${client}`,
  "-o": (client) => `${own} one -o written >/dev/null; ${alone}; AWS_PROFILE=written ${client}`,
};

/** Those that are the environment again, tried with one client alone. */
const likeTheEnvironment: typeof ways = {
  "exec": (client) => `${own} exec one -- ${client}`,
  "export": (client) => `eval "$(${own} export one)"; ${client}`,
};

/** Those that are tried with today's SDKs alone. */
const moreWays: typeof ways = {
  "exec --refresh": (client) => `${own} exec one --refresh -- ${client}`,
  "export --format ini": (client) =>
    `${own} export one --format ini >ini; ${alone}; AWS_SHARED_CREDENTIALS_FILE=$PWD/ini AWS_PROFILE=one ` +
    `AWS_CONFIG_FILE=/dev/null AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1 ${client}`,
};

function quote(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** One moto for all: it takes longer to start than the clients. */
interface Place {
  readonly moto: Moto;
  readonly world: World;
}

let place: Place | undefined;

Deno.test.beforeAll(async () => {
  if (!isInstalled(motoServer) || ![...clients, ...olderClients].some(({ needs }) => isInstalled(needs))) {
    return;
  }
  const moto = await startMoto();
  const keys = await addUser(moto);
  await addRole("one", `arn:aws:iam::${motoAccount}:user/alice`, moto);
  const config = `[profile one]\nrole_arn = ${arnOf("one")}\nsource_profile = alice\nregion = us-east-1\n` +
    `role_session_name = told\n` +
    `[profile through]\nregion = us-east-1\ncredential_process = ${own} credential-process one\n`;
  const credentials =
    `[default]\naws_access_key_id = AKIAHOSTILEDEFAULT00\naws_secret_access_key = hostile\n` +
    `[alice]\naws_access_key_id = ${keys.get("AccessKeyId")}\n` +
    `aws_secret_access_key = ${keys.get("SecretAccessKey")}\n`;
  place = { moto, world: await startWorld({ config, credentials }) };
  await moto.set("checking");
});

Deno.test.afterAll(async () => {
  await place?.moto[Symbol.asyncDispose]();
  await place?.world[Symbol.asyncDispose]();
});

async function ask({ words, env = {} }: Client, script: (client: string) => string): Promise<string> {
  assert.ok(place);
  const { moto, world: { home, env: own } } = place;
  const variables = { ...own, ...hostile, ...env, PATH: testPath };
  const { status, stdout, stderr } = await runClean(["sh", "-c", script(words.map(quote).join(" "))], {
    folder: home,
    env: { ...variables, AWS_ENDPOINT_URL_STS: moto.url },
  });
  assert.equal(status, 0, stderr);
  return stdout.trim();
}

for (const client of [...clients, ...olderClients]) {
  const more = olderClients.includes(client) ? {} : moreWays;
  const tried = { ...ways, ...more, ...client.name === "the Go SDK 2" && likeTheEnvironment };
  for (const [way, script] of Object.entries(tried)) {
    testWith([motoServer, client.needs], `${client.name} acts as the role by ${way}`, async () => {
      const arn = await ask(client, script);
      assert.equal(arn, `arn:aws:sts::${motoAccount}:assumed-role/one/told`);
    });
  }
}
