import assert from "node:assert/strict";
import { run } from "../../src/cli/run.ts";
import { fakeSystem } from "../support/fake_system.ts";

const credentials = "[user]\naws_access_key_id = AKIA\naws_secret_access_key = secret\n";

/** What `awsume explain` prints for a role of this partition, with these lines in its profile. */
async function explain(partition: string, lines: string, words: readonly string[] = []): Promise<string> {
  const config =
    `[profile p]\nrole_arn = arn:${partition}:iam::222222222222:role/x\nsource_profile = user\n${lines}\n`;
  using fake = fakeSystem({
    env: { HOME: "/home/me" },
    files: { "/home/me/.aws/config": config, "/home/me/.aws/credentials": credentials },
  });
  assert.equal(await run(["explain", "p", ...words], fake.system), 0, fake.told.join("\n"));
  return fake.printed.join("");
}

for (
  const [partition, region, host, fipsHost] of [
    ["aws", "eu-west-1", "sts.eu-west-1.amazonaws.com", "sts-fips.eu-west-1.amazonaws.com"],
    ["aws-cn", "cn-north-1", "sts.cn-north-1.amazonaws.com.cn", "sts-fips.cn-north-1.amazonaws.com.cn"],
    ["aws-us-gov", "us-gov-east-1", "sts.us-gov-east-1.amazonaws.com", "sts.us-gov-east-1.amazonaws.com"],
    ["aws-iso", "us-iso-east-1", "sts.us-iso-east-1.c2s.ic.gov", "sts-fips.us-iso-east-1.c2s.ic.gov"],
    [
      "aws-iso-b",
      "us-isob-east-1",
      "sts.us-isob-east-1.sc2s.sgov.gov",
      "sts-fips.us-isob-east-1.sc2s.sgov.gov",
    ],
    [
      "aws-iso-e",
      "eu-isoe-west-1",
      "sts.eu-isoe-west-1.cloud.adc-e.uk",
      "sts-fips.eu-isoe-west-1.cloud.adc-e.uk",
    ],
    [
      "aws-iso-f",
      "us-isof-south-1",
      "sts.us-isof-south-1.csp.hci.ic.gov",
      "sts-fips.us-isof-south-1.csp.hci.ic.gov",
    ],
    ["aws-eusc", "eusc-de-east-1", "sts.eusc-de-east-1.amazonaws.eu", "sts-fips.eusc-de-east-1.amazonaws.eu"],
  ] as const
) {
  Deno.test(`explain shows the hosts of ${partition}, plain and FIPS`, async () => {
    assert.ok((await explain(partition, `region = ${region}`)).includes(`AssumeRole at ${host}: to be made`));
    const fips = await explain(partition, `region = ${region}\nuse_fips_endpoint = true`);
    assert.ok(fips.includes(`AssumeRole at ${fipsHost}: to be made`), fips);
  });
}

Deno.test("explain names what decided about the endpoint", async () => {
  const text = await explain("aws", "region = us-east-2\nuse_fips_endpoint = TRUE", ["--dualstack"]);
  assert.match(text, /FIPS +on +\/home\/me\/\.aws\/config:5/);
  assert.match(text, /dualstack +on +--dualstack/);
  assert.match(text, /AssumeRole at sts-fips\.us-east-2\.api\.aws/);
});

Deno.test("explain marks a FIPS host that AWS does not list", async () => {
  const text = await explain("aws", "region = eu-west-1", ["--fips"]);
  assert.match(text, /note: .*sts-fips\.eu-west-1\.amazonaws\.com/);
});

Deno.test("explain says that a custom URL with FIPS is the person's own word", async () => {
  const text = await explain("aws", "region = eu-west-1", [
    "--fips",
    "--endpoint-url",
    "https://sts.corp.example",
  ]);
  assert.match(text, /note: .*own word/);
  assert.match(text, /AssumeRole at sts\.corp\.example/);
});
