import assert from "node:assert/strict";
import { noteForeign } from "../../src/aws/foreign_host.ts";
import { partitions } from "../../src/aws/partitions.ts";
import { quick } from "../../src/cli/quick.ts";
import { run } from "../../src/cli/run.ts";
import { type FakeSystem, fakeSystem } from "../support/fake_system.ts";
import { given, succeed } from "../support/sts_xml.ts";

/** A project's AWS_ENDPOINT_URL sends `awsume prod` somewhere else: a switch says so in one line. */
const own = [
  "https://sts.amazonaws.com",
  "https://sts.eu-west-1.amazonaws.com",
  "https://sts-fips.us-east-1.amazonaws.com",
  "https://sts.us-gov-west-1.amazonaws.com/",
  "https://sts.cn-north-1.amazonaws.com.cn",
  "https://sts.eu-west-1.api.aws",
  "https://sts.us-iso-east-1.c2s.ic.gov",
  "https://vpce-0a1b2c-3d4e.sts.eu-west-1.vpce.amazonaws.com",
  "https://vpce-0a1b2c-3d4e-eu-west-1a.sts.eu-west-1.vpce.amazonaws.com",
  "https://STS.eu-west-1.amazonaws.com:443",
];
const foreign = [
  "http://localhost:4566",
  "http://127.0.0.1:4566",
  "https://sts.corp.example",
  "https://sts.amazonaws.com.evil.example",
  "https://evil.example/sts.amazonaws.com",
  "https://sts.bucket.s3.amazonaws.com",
  "https://abc.execute-api.us-east-1.amazonaws.com",
  "https://abc.lambda-url.us-east-1.on.aws",
  "https://xsts.amazonaws.com",
  "https://vpce-1.s3.us-east-1.vpce.amazonaws.com",
];

for (const url of own) {
  Deno.test(`noteForeign() takes ${url} for AWS's own`, () => {
    assert.equal(noteForeign({ value: url, from: "AWS_ENDPOINT_URL" }, partitions), undefined);
  });
}
for (const url of foreign) {
  Deno.test(`noteForeign() does not take ${url} for AWS's own`, () => {
    const text = noteForeign({ value: url, from: "AWS_ENDPOINT_URL" }, partitions);
    assert.equal(text, `STS is not AWS's: ${url} (AWS_ENDPOINT_URL)`);
  });
}

const arn = "arn:aws:sts::222222222222:assumed-role/one/p";
const line = "STS is not AWS's: http://localhost:4566 (AWS_ENDPOINT_URL)";

function worldOf(files: Iterable<readonly [string, string]> = []): FakeSystem {
  const { body } = succeed("AssumeRole", {
    Credentials: given,
    AssumedRoleUser: { AssumedRoleId: "AROAFAKE:p", Arn: arn },
  });
  return fakeSystem({
    env: { HOME: "/home/me", AWS_ENDPOINT_URL: "http://localhost:4566" },
    files: {
      "/home/me/.aws/config":
        "[profile p]\nrole_arn = arn:aws:iam::222222222222:role/one\nsource_profile = u\n",
      "/home/me/.aws/credentials": "[u]\naws_access_key_id = AKIAFAKE\naws_secret_access_key = s\n",
      ...Object.fromEntries(files),
    },
    http: [...files].length === 0 ? [new Response(body)] : [],
  });
}

/** `exec` runs nothing here. */
function running({ system }: FakeSystem): FakeSystem["system"] {
  return {
    ...system,
    removeLeftovers: () => Promise.resolve(),
    runInPlace: () => Promise.resolve({ kind: "ended", status: 0 }),
  };
}

Deno.test("a switch says in one line that STS is not AWS's, also from memory", async () => {
  using first = worldOf();
  assert.equal(await run(["p"], first.system), 0, first.told.join("\n"));
  assert.deepEqual(first.told.filter((text) => text.startsWith("STS is")), [line]);
  using again = worldOf(first.files);
  assert.equal(await run(["p"], again.system), 0);
  assert.deepEqual(again.told.filter((text) => text.startsWith("STS is")), [line]);
  using remembered = worldOf(first.files);
  assert.equal(await quick(["p"], remembered.system), 0);
  assert.deepEqual(remembered.told.slice(0, 1), [line]);
});

Deno.test("every other way says it when STS is called, and credential-process nothing at all", async () => {
  for (const words of [["exec", "p", "--", "true"], ["export", "p"], ["p", "-o", "work"], ["p", "-a"]]) {
    using fake = worldOf();
    assert.equal(await run(words, running(fake)), 0, fake.told.join("\n"));
    assert.deepEqual(fake.told.filter((text) => text.startsWith("STS is")), [line]);
  }
  using process = worldOf();
  assert.equal(await run(["credential-process", "p"], process.system), 0);
  assert.deepEqual(process.told, []);
  using explained = worldOf();
  assert.equal(await run(["explain", "p"], explained.system), 0);
  assert.ok(explained.printed.join("").includes(`  note: ${line}\n`));
  await explained.system.http(new Request("http://unused"));
});

Deno.test("a profile whose keys are used as they are says nothing about STS", async () => {
  using fake = worldOf();
  assert.equal(await run(["u"], fake.system), 0);
  assert.deepEqual(fake.told, []);
  await fake.system.http(new Request("http://unused"));
});

Deno.test("exec says when credentials end only when a call was made, with options or without", async () => {
  using first = worldOf();
  assert.equal(await run(["exec", "p", "--", "true"], running(first)), 0);
  assert.ok(first.told.some((text) => text.includes("will expire at")));
  for (
    const words of [["exec", "p", "--", "true"], [
      "exec",
      "p",
      "--config-file=/home/me/.aws/config",
      "--",
      "true",
    ]]
  ) {
    using again = worldOf(first.files);
    assert.equal(await run(words, running(again)), 0, again.told.join("\n"));
    assert.deepEqual(again.told, []);
  }
});
