/** The examples of athm's documentation, as typed there, with `awsume` in the place of `athm aws`. */
import assert from "node:assert/strict";
import { testWith } from "../support/programs.ts";
import { runClean } from "../support/script.ts";
import { readSignature } from "../support/sigv4.ts";
import { awsumeWords, startWorld, type World } from "../support/world.ts";

/** An EC2 without instances, and whose keys signed what it was asked. */
function startEc2(): AsyncDisposable & { readonly url: string; readonly signers: readonly string[] } {
  const signers: string[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, ({ headers }) => {
    const { service = "", accessKeyId = "" } = readSignature(headers) ?? {};
    signers.push(`${service} ${accessKeyId}`);
    return new Response(
      `<DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><reservationSet/></DescribeInstancesResponse>`,
      { headers: { "content-type": "text/xml" } },
    );
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    signers,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

/** Runs lines of bash in which `awsume` is the function of a person who has set awsume up. */
async function inBash(
  lines: string,
  world: World,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const own = awsumeWords().map((word) => `'${word}'`).join(" ");
  const code = `eval "$(${own} init bash)"\n${lines}`;
  const all = { ...world.env, ...env };
  const { status, stdout, stderr } = await runClean(["bash", "-c", code], { folder: world.home, env: all });
  assert.equal(status, 0, stderr);
  return stdout;
}

const add =
  "awsume add --role-arn=arn:aws:iam::222222222222:role/one example --source-profile alice --region us-east-1";

testWith("aws", "awsume exec example aws ec2 describe-instances", async () => {
  await using world = await startWorld();
  await using ec2 = startEc2();
  const command = `awsume exec example aws ec2 describe-instances --endpoint-url "$EC2"`;
  const stdout = await inBash(`${add}\n${command}`, world, { EC2: ec2.url });
  assert.deepEqual(JSON.parse(stdout), { Reservations: [] });
  assert.deepEqual(ec2.signers, [`ec2 ${world.aws.issued.at(-1)?.accessKeyId}`]);
  assert.deepEqual(world.calls(), ["AssumeRole"]);
});

testWith("bash", "awsume exec example --rotate", async () => {
  await using world = await startWorld();
  const stdout = await inBash(`${add}\nawsume exec example true\nawsume exec example --rotate`, world);
  assert.equal(stdout, "");
  assert.deepEqual(world.calls(), ["AssumeRole", "AssumeRole"]);
  const after = await inBash("awsume exec example printenv AWS_ACCESS_KEY_ID", world);
  assert.equal(after, `${world.aws.issued.at(-1)?.accessKeyId}\n`);
});

testWith("bash", 'eval "$(awsume export example)"', async () => {
  await using world = await startWorld();
  const stdout = await inBash(`${add}\neval "$(awsume export example)"\nprintenv AWS_ACCESS_KEY_ID`, world);
  assert.equal(stdout, `${world.aws.issued.at(-1)?.accessKeyId}\n`);
});

testWith("bash", "awsume add --role-arn=arn:aws:iam::123456789012:role/other-role example", async () => {
  await using world = await startWorld();
  const words = "--role-arn=arn:aws:iam::123456789012:role/other-role example --source-profile alice";
  const explained = await inBash(`awsume add ${words}\nawsume explain example`, world);
  assert.match(explained, /role_arn +arn:aws:iam::123456789012:role\/other-role +\S+config:\d+/);
});

testWith(
  "bash",
  "awsume add --role-arn=arn:aws:iam::12345:role/other-role example says what is wrong",
  async () => {
    await using world = await startWorld();
    const config = await Deno.readTextFile(`${world.home}/.aws/config`);
    const { status, stderr } = await world.run([
      "add",
      "--role-arn=arn:aws:iam::12345:role/other-role",
      "example",
    ]);
    assert.equal(status, 2);
    assert.match(stderr, /12345 has 5 digits/);
    assert.equal(await Deno.readTextFile(`${world.home}/.aws/config`), config);
  },
);

testWith("bash", "awsume add example --endpoint-url https://sts-fips.us-east-1.amazonaws.com", async () => {
  await using world = await startWorld();
  const words = `example --endpoint-url https://sts-fips.us-east-1.amazonaws.com`;
  const role = "--role-arn arn:aws:iam::222222222222:role/one --source-profile alice";
  const explained = await inBash(`awsume add ${words} ${role}\nawsume explain example`, world, {
    AWS_ENDPOINT_URL_STS: "",
  });
  assert.match(explained, /AssumeRole at sts-fips\.us-east-1\.amazonaws\.com/);
});
