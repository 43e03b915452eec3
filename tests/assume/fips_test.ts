import assert from "node:assert/strict";
import { type AssumeRequest, makePlan } from "../../src/assume/plan.ts";
import { findStsEndpoint } from "../../src/aws/endpoints.ts";
import { profilesOf } from "../support/profiles.ts";

/** A region of each kind: whose FIPS host AWS lists, whose plain host is that, and whose host follows from rules. */
const regions = [
  ["us-east-1", "aws", "https://sts-fips.us-east-1.amazonaws.com"],
  ["us-west-2", "aws", "https://sts-fips.us-west-2.amazonaws.com"],
  ["us-gov-west-1", "aws-us-gov", "https://sts.us-gov-west-1.amazonaws.com"],
  ["eu-west-1", "aws", "https://sts-fips.eu-west-1.amazonaws.com"],
  ["cn-north-1", "aws-cn", "https://sts-fips.cn-north-1.amazonaws.com.cn"],
] as const;

const [on, off] = ["use_fips_endpoint = true\n", "use_fips_endpoint = false\n"];

/** Where it can be said: on the command line, in the environment, or in any profile of a chain. */
const ways: readonly (readonly [
  where: string,
  request: Partial<AssumeRequest>,
  lines: { readonly asked?: string; readonly between?: string; readonly source?: string },
])[] = [
  ["by --fips", { fips: true }, {}],
  [
    "by --fips, against all else",
    { fips: true, env: { AWS_USE_FIPS_ENDPOINT: "false" } },
    { asked: off, between: off, source: off },
  ],
  ["by AWS_USE_FIPS_ENDPOINT", { env: { AWS_USE_FIPS_ENDPOINT: "true" } }, { asked: off, source: off }],
  ["by the profile asked for", {}, { asked: on, source: off }],
  ["by a profile between", {}, { between: on, source: off }],
  ["by the profile of the source", {}, { source: on }],
];

/** What a chain can stand on; PARTITION is that of the region. */
const sources: Readonly<Record<string, string>> = {
  "keys": "aws_access_key_id = AKIAUSER\naws_secret_access_key = x\n",
  "keys with MFA":
    "aws_access_key_id = AKIAUSER\naws_secret_access_key = x\nmfa_serial = arn:PARTITION:iam::111111111111:mfa/me\n",
  "a process": "credential_process = /bin/give\n",
  "a web identity": "role_arn = arn:PARTITION:iam::111111111111:role/web\nweb_identity_token_file = /token\n",
  "an instance":
    "role_arn = arn:PARTITION:iam::111111111111:role/i\ncredential_source = Ec2InstanceMetadata\n",
};

for (const [where, request, { asked = "", between = "", source = "" }] of ways) {
  for (const [kind, lines] of Object.entries(sources)) {
    Deno.test(`makePlan() calls FIPS hosts alone where it is asked for ${where}, over ${kind}`, async () => {
      for (const [region, partition, url] of regions) {
        const config =
          `[profile asked]\nrole_arn = arn:PARTITION:iam::111111111111:role/a\nsource_profile = between\n` +
          `region = ${region}\n${asked}` +
          `[profile between]\nrole_arn = arn:PARTITION:iam::111111111111:role/b\nsource_profile = source\n` +
          `${between}[profile source]\n${lines}${source}`;
        const profiles = await profilesOf(config.replaceAll("PARTITION", partition));
        const { network, hops } = makePlan(
          { profile: "asked", refresh: false, env: {}, defaults: {}, ...request },
          profiles,
        );
        assert.equal(findStsEndpoint(network).url, url);
        assert.ok(hops.length >= 2);
      }
    });
  }
}
