import assert from "node:assert/strict";
import { findStsEndpoint } from "../../src/aws/endpoints.ts";
import { ConfigError } from "../../src/errors.ts";

const input = { region: undefined, roleArn: undefined, env: {} };

for (
  const [region, url, partition] of [
    ["us-east-1", "https://sts.us-east-1.amazonaws.com", "aws"],
    ["ap-southeast-7", "https://sts.ap-southeast-7.amazonaws.com", "aws"],
    ["cn-north-1", "https://sts.cn-north-1.amazonaws.com.cn", "aws-cn"],
    ["us-gov-east-1", "https://sts.us-gov-east-1.amazonaws.com", "aws-us-gov"],
    ["us-iso-east-1", "https://sts.us-iso-east-1.c2s.ic.gov", "aws-iso"],
    ["us-isob-east-1", "https://sts.us-isob-east-1.sc2s.sgov.gov", "aws-iso-b"],
    ["eu-isoe-west-1", "https://sts.eu-isoe-west-1.cloud.adc-e.uk", "aws-iso-e"],
    ["us-isof-south-1", "https://sts.us-isof-south-1.csp.hci.ic.gov", "aws-iso-f"],
    ["eusc-de-east-1", "https://sts.eusc-de-east-1.amazonaws.eu", "aws-eusc"],
  ] as const
) {
  Deno.test(`findStsEndpoint() finds the host of ${region}`, () => {
    assert.deepEqual(findStsEndpoint({ ...input, region }), { url, region, partition, isCustom: false });
  });
}

Deno.test("findStsEndpoint() takes the role's partition where no region is set", () => {
  const roleArn = "arn:aws-cn:iam::222222222222:role/x";
  assert.equal(findStsEndpoint({ ...input, roleArn }).url, "https://sts.cn-north-1.amazonaws.com.cn");
  assert.equal(findStsEndpoint(input).url, "https://sts.us-east-1.amazonaws.com");
});

Deno.test("findStsEndpoint() prefers AWS_ENDPOINT_URL_STS to AWS_ENDPOINT_URL, and ignores blank ones", () => {
  const env = { AWS_ENDPOINT_URL_STS: "http://127.0.0.1:1", AWS_ENDPOINT_URL: "http://127.0.0.1:2" };
  assert.equal(findStsEndpoint({ ...input, env }).url, "http://127.0.0.1:1");
  assert.equal(
    findStsEndpoint({ ...input, env: { ...env, AWS_ENDPOINT_URL_STS: " " } }).url,
    "http://127.0.0.1:2",
  );
  assert.equal(findStsEndpoint({ ...input, env }).isCustom, true);
});

for (const url of ["sts", "ftp://x", "http://", "http:///x", "https://a b"]) {
  Deno.test(`findStsEndpoint() refuses the URL "${url}"`, () => {
    assert.throws(() => findStsEndpoint({ ...input, env: { AWS_ENDPOINT_URL: url } }), ConfigError);
  });
}

for (const region of ["", "eu west", "-x", "x-", "123", "a/b", "a.b", "x\ny"]) {
  Deno.test(`findStsEndpoint() refuses the region ${JSON.stringify(region)}`, () => {
    assert.throws(() => findStsEndpoint({ ...input, region }), ConfigError);
  });
}
