/** The first example of each page about a source, as it stands there, against services that know it. */
import assert from "node:assert/strict";
import { makeAssertion, makeToken } from "../support/fake_federation.ts";
import { type FakeRole, startContainer, startInstance } from "../support/fake_metadata.ts";
import { startWorld, type World } from "../support/world.ts";

const role = "arn:aws:iam::222222222222:role/deploy";
const developer = "arn:aws:iam::222222222222:role/developer";
const provider = { issuer: "https://oidc.example.com", audience: "sts.amazonaws.com" };
const corp = "arn:aws:iam::222222222222:saml-provider/corp";
const alice = {
  accessKeyId: "AKIAFAKEALICEEXAMPLE",
  secretAccessKey: "fake/alice+secret/==",
  arn: "arn:aws:iam::111111111111:user/alice",
};
const accounts = {
  users: [alice],
  roles: [
    { arn: role, federation: provider },
    { arn: developer, federation: { samlProvider: corp } },
    { arn: "arn:aws:iam::333333333333:role/deploy", trusts: [developer] },
    { arn: "arn:aws:iam::444444444444:role/place" },
  ],
};

/** Credentials that its AWS has given out. */
async function takeIssued(world: World): Promise<FakeRole> {
  const env = { AWS_ACCESS_KEY_ID: alice.accessKeyId, AWS_SECRET_ACCESS_KEY: alice.secretAccessKey };
  const { status, stderr } = await world.awsume(["--role-arn", "444444444444:place"], { env });
  assert.equal(status, 0, stderr);
  const { accessKeyId, secretAccessKey, sessionToken } = world.aws.issued[0] ?? {};
  assert.ok(accessKeyId && secretAccessKey && sessionToken);
  return { accessKeyId, secretAccessKey, sessionToken };
}

/** What an example needs around it: variables, and things that are called otherwise here. */
interface Around extends Partial<AsyncDisposable> {
  readonly env?: Readonly<Record<string, string>>;
  readonly instead?: Readonly<Record<string, string>>;
}

interface Page {
  readonly profile: string;
  readonly actions: readonly string[];
  around?(world: World): Promise<Around>;
}

const pages: Readonly<Record<string, Page>> = {
  "source-keys": { profile: "prod", actions: ["AssumeRole"] },
  "source-process": {
    profile: "deploy",
    actions: ["AssumeRole"],
    around: async ({ home }) => {
      const answer = { Version: 1, AccessKeyId: alice.accessKeyId, SecretAccessKey: alice.secretAccessKey };
      await Deno.writeTextFile(`${home}/answer`, JSON.stringify(answer));
      return { instead: { 'vault-aws --account "my team" | jq .data': `cat ${home}/answer | cat` } };
    },
  },
  "source-environment": {
    profile: "deploy",
    actions: ["AssumeRole"],
    around: () =>
      Promise.resolve({
        env: { AWS_ACCESS_KEY_ID: alice.accessKeyId, AWS_SECRET_ACCESS_KEY: alice.secretAccessKey },
      }),
  },
  "source-container": {
    profile: "deploy",
    actions: ["AssumeRole", "AssumeRole"],
    around: async (world) => {
      const service = startContainer(await takeIssued(world));
      const env = { AWS_CONTAINER_CREDENTIALS_FULL_URI: `${service.url}/v1/credentials` };
      return { env, [Symbol.asyncDispose]: () => service[Symbol.asyncDispose]() };
    },
  },
  "source-instance": {
    profile: "deploy",
    actions: ["AssumeRole", "AssumeRole"],
    around: async (world) => {
      const service = startInstance(await takeIssued(world));
      const env = { AWS_EC2_METADATA_SERVICE_ENDPOINT: service.url };
      return { env, [Symbol.asyncDispose]: () => service[Symbol.asyncDispose]() };
    },
  },
  "web-identity": {
    profile: "deploy",
    actions: ["AssumeRoleWithWebIdentity"],
    around: async ({ home }) => {
      const claims = { iss: provider.issuer, aud: provider.audience, sub: "system:serviceaccount:x:y" };
      await Deno.writeTextFile(`${home}/token`, makeToken(claims));
      return { instead: { "/var/run/secrets/eks.amazonaws.com/serviceaccount/token": `${home}/token` } };
    },
  },
  "saml": {
    profile: "prod",
    actions: ["AssumeRoleWithSAML", "AssumeRole"],
    around: async ({ home }) => {
      await Deno.writeTextFile(
        `${home}/assertion`,
        btoa(makeAssertion({ roles: [`${developer},${corp}`] })),
      );
      return { instead: { "my-login --app aws --print-assertion": `cat ${home}/assertion` } };
    },
  },
};

for (const [page, { profile, actions, around }] of Object.entries(pages)) {
  Deno.test(`docs/${page}.md: its example works`, async () => {
    await using world = await startWorld({ accounts, config: "", credentials: "" });
    await using stack = new AsyncDisposableStack();
    const { env = {}, instead = {}, ...rest } = await around?.(world) ?? {};
    stack.defer(async () => await rest[Symbol.asyncDispose]?.());
    await Deno.writeTextFile(`${world.home}/.aws/config`, await readExample(page, instead));
    const { status, stdout, stderr } = await world.awsume([profile], { env });
    assert.equal(status, 0, stderr);
    assert.match(stdout, new RegExp(`AWS_ACCESS_KEY_ID='${world.aws.issued.at(-1)?.accessKeyId}'`));
    assert.deepEqual(world.calls(), actions);
  });
}

async function readExample(page: string, instead: Readonly<Record<string, string>>): Promise<string> {
  const text = await Deno.readTextFile(new URL(`../../docs/${page}.md`, import.meta.url));
  const example = /^```ini\n([^]*?)^```$/m.exec(text)?.[1];
  assert.ok(example);
  return Object.entries(instead).reduce((config, [there, here]) => {
    assert.ok(config.includes(there), there);
    return config.replace(there, here);
  }, example);
}

Deno.test("docs/sources.md leads to the page of every source", async () => {
  const overview = await Deno.readTextFile(new URL("../../docs/sources.md", import.meta.url));
  for (const page of Object.keys(pages)) assert.ok(overview.includes(`](${page}.md)`), page);
});
