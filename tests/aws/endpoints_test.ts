import assert from "node:assert/strict";
import { type Endpoint, findStsEndpoint } from "../../src/aws/endpoints.ts";
import type { Partition } from "../../src/aws/partitions.ts";
import { AwsumeError } from "../../src/errors.ts";
import { profilesOf } from "../support/profiles.ts";

/** What a test says; the profile is `p` of `config`, its source `s`, where there are such. */
interface Given {
  readonly region?: string;
  readonly from?: string;
  readonly arns?: readonly string[];
  readonly flags?: Parameters<typeof findStsEndpoint>[0]["flags"];
  readonly env?: Readonly<Record<string, string>>;
  readonly config?: string;
  readonly table?: readonly Partition[];
}

async function find({ region, from = "--region", config = "", table, ...given }: Given): Promise<Endpoint> {
  const profiles = await profilesOf(config);
  const input = {
    region: region === undefined ? undefined : { value: region, from },
    arns: [],
    flags: {},
    env: {},
    path: ["p", "s"].map((name) => profiles.find(name)).filter((profile) => profile !== undefined),
    services: profiles.findServices,
    ...given,
  };
  return table ? findStsEndpoint(input, table) : findStsEndpoint(input);
}

const fips = { fips: true };
const dualstack = { dualstack: true };
const role = (partition: string): string => `arn:${partition}:iam::222222222222:role/x`;

for (
  const [region, partition, plain, withFips, withDualstack, both] of [
    [
      "eu-west-1",
      "aws",
      "sts.eu-west-1.amazonaws.com",
      "sts-fips.eu-west-1.amazonaws.com",
      "sts.eu-west-1.api.aws",
      "sts-fips.eu-west-1.api.aws",
    ],
    [
      "cn-northwest-1",
      "aws-cn",
      "sts.cn-northwest-1.amazonaws.com.cn",
      "sts-fips.cn-northwest-1.amazonaws.com.cn",
      "sts.cn-northwest-1.api.amazonwebservices.com.cn",
      "sts-fips.cn-northwest-1.api.amazonwebservices.com.cn",
    ],
    [
      "us-gov-east-1",
      "aws-us-gov",
      "sts.us-gov-east-1.amazonaws.com",
      "sts.us-gov-east-1.amazonaws.com",
      "sts.us-gov-east-1.api.aws",
      "sts-fips.us-gov-east-1.api.aws",
    ],
    [
      "us-iso-west-1",
      "aws-iso",
      "sts.us-iso-west-1.c2s.ic.gov",
      "sts-fips.us-iso-west-1.c2s.ic.gov",
      "sts.us-iso-west-1.api.aws.ic.gov",
      "sts-fips.us-iso-west-1.api.aws.ic.gov",
    ],
    [
      "us-isob-east-1",
      "aws-iso-b",
      "sts.us-isob-east-1.sc2s.sgov.gov",
      "sts-fips.us-isob-east-1.sc2s.sgov.gov",
      "sts.us-isob-east-1.api.aws.scloud",
      "sts-fips.us-isob-east-1.api.aws.scloud",
    ],
    [
      "eu-isoe-west-1",
      "aws-iso-e",
      "sts.eu-isoe-west-1.cloud.adc-e.uk",
      "sts-fips.eu-isoe-west-1.cloud.adc-e.uk",
      "sts.eu-isoe-west-1.api.cloud-aws.adc-e.uk",
      "sts-fips.eu-isoe-west-1.api.cloud-aws.adc-e.uk",
    ],
    [
      "us-isof-south-1",
      "aws-iso-f",
      "sts.us-isof-south-1.csp.hci.ic.gov",
      "sts-fips.us-isof-south-1.csp.hci.ic.gov",
      "sts.us-isof-south-1.api.aws.hci.ic.gov",
      "sts-fips.us-isof-south-1.api.aws.hci.ic.gov",
    ],
    [
      "eusc-de-east-1",
      "aws-eusc",
      "sts.eusc-de-east-1.amazonaws.eu",
      "sts-fips.eusc-de-east-1.amazonaws.eu",
      "sts.eusc-de-east-1.api.amazonwebservices.eu",
      "sts-fips.eusc-de-east-1.api.amazonwebservices.eu",
    ],
  ] as const
) {
  Deno.test(`findStsEndpoint() finds the four hosts of ${partition}`, async () => {
    const found = await Promise.all(
      [{}, fips, dualstack, { ...fips, ...dualstack }].map((flags) => find({ region, flags })),
    );
    assert.deepEqual(
      found.map(({ url }) => url),
      [plain, withFips, withDualstack, both].map((host) => `https://${host}`),
    );
    assert.deepEqual(found.map((each) => [each.region, each.partition]), Array(4).fill([region, partition]));
  });
}

for (
  const [partition, url] of [
    ["aws", "https://sts.us-east-1.amazonaws.com"],
    ["aws-cn", "https://sts.cn-north-1.amazonaws.com.cn"],
    ["aws-us-gov", "https://sts.us-gov-west-1.amazonaws.com"],
    ["aws-iso", "https://sts.us-iso-east-1.c2s.ic.gov"],
    ["aws-iso-b", "https://sts.us-isob-east-1.sc2s.sgov.gov"],
    ["aws-iso-e", "https://sts.eu-isoe-west-1.cloud.adc-e.uk"],
    ["aws-iso-f", "https://sts.us-isof-south-1.csp.hci.ic.gov"],
    ["aws-eusc", "https://sts.eusc-de-east-1.amazonaws.eu"],
  ] as const
) {
  Deno.test(`findStsEndpoint() takes ${partition} of a role or a device where no region is set`, async () => {
    assert.equal((await find({ arns: [role(partition)] })).url, url);
    assert.equal((await find({ arns: [`arn:${partition}:iam::222222222222:mfa/me`] })).url, url);
    assert.equal((await find({ arns: ["GAHT12345678", role(partition)] })).url, url);
  });
}

/** The endpoint in one line: URL, signing region, and where FIPS, dualstack and the URL were decided. */
function show({ url, region, decisions }: Endpoint): string {
  const from = (name: string): string | undefined => {
    const decision = decisions.find((each) => each.name === name);
    return decision?.value === "on" ? ` ${name}=${decision.from}` : "";
  };
  const place = decisions.at(-1)?.from;
  return `${url} ${region}${from("FIPS")}${from("dualstack")}${place === "AWS's rules" ? "" : ` ${place}`}`;
}

const fipsHost = "https://sts-fips.us-east-1.amazonaws.com us-east-1";
const services = "[profile p]\nservices = x\nendpoint_url = https://own\n[services x]\n" +
  "s3 =\n  endpoint_url = https://s3\nsts =\n  endpoint_url = https://services\n";

const table: readonly (Given & { readonly name: string; readonly expected: string })[] = [
  { name: "calls us-east-1 by default", expected: "https://sts.us-east-1.amazonaws.com us-east-1" },
  {
    name: "forms the host of a region that is newer than the list",
    region: "eu-east-7",
    expected: "https://sts.eu-east-7.amazonaws.com eu-east-7",
  },
  { name: "obeys --fips", flags: fips, expected: `${fipsHost} FIPS=--fips` },
  {
    name: "obeys AWS_USE_FIPS_ENDPOINT in any case",
    env: { AWS_USE_FIPS_ENDPOINT: " True " },
    expected: `${fipsHost} FIPS=AWS_USE_FIPS_ENDPOINT`,
  },
  {
    name: "obeys use_fips_endpoint",
    config: "[profile p]\nuse_fips_endpoint = TRUE",
    expected: `${fipsHost} FIPS=/home/me/.aws/config:2`,
  },
  {
    name: "obeys use_fips_endpoint of a source profile",
    config: "[profile p]\nuse_fips_endpoint =\n[profile s]\nuse_fips_endpoint = true",
    expected: `${fipsHost} FIPS=/home/me/.aws/config:4`,
  },
  {
    name: "lets the profile asked for speak before its source",
    config: "[profile p]\nuse_fips_endpoint = false\n[profile s]\nuse_fips_endpoint = true",
    expected: "https://sts.us-east-1.amazonaws.com us-east-1",
  },
  {
    name: "lets the environment speak before the profile",
    env: { AWS_USE_FIPS_ENDPOINT: "false" },
    config: "[profile p]\nuse_fips_endpoint = true",
    expected: "https://sts.us-east-1.amazonaws.com us-east-1",
  },
  {
    name: "lets --fips speak before the environment",
    flags: fips,
    env: { AWS_USE_FIPS_ENDPOINT: "false" },
    expected: `${fipsHost} FIPS=--fips`,
  },
  {
    name: "takes fips-REGION for the region with FIPS",
    region: "fips-us-east-1",
    from: "config:2",
    expected: `${fipsHost} FIPS=config:2`,
  },
  {
    name: "takes REGION-fips for it too, whatever the environment says",
    region: "us-east-1-fips",
    env: { AWS_USE_FIPS_ENDPOINT: "false" },
    expected: `${fipsHost} FIPS=--region`,
  },
  {
    name: "obeys --dualstack",
    flags: dualstack,
    expected: "https://sts.us-east-1.api.aws us-east-1 dualstack=--dualstack",
  },
  {
    name: "obeys AWS_USE_DUALSTACK_ENDPOINT",
    env: { AWS_USE_DUALSTACK_ENDPOINT: "true" },
    expected: "https://sts.us-east-1.api.aws us-east-1 dualstack=AWS_USE_DUALSTACK_ENDPOINT",
  },
  {
    name: "obeys use_dualstack_endpoint, with FIPS too",
    config: "[profile p]\nuse_dualstack_endpoint = true\nuse_fips_endpoint = true",
    expected: "https://sts-fips.us-east-1.api.aws us-east-1 FIPS=/home/me/.aws/config:3 " +
      "dualstack=/home/me/.aws/config:2",
  },
  {
    name: "calls the global host for aws-global",
    region: "aws-global",
    expected: "https://sts.amazonaws.com us-east-1",
  },
  {
    name: "never calls the global host with FIPS",
    region: "aws-global",
    flags: fips,
    expected: `${fipsHost} FIPS=--fips`,
  },
  {
    name: "takes the main region for another partition's global one",
    region: "aws-us-gov-global",
    expected: "https://sts.us-gov-west-1.amazonaws.com us-gov-west-1",
  },
  {
    name: "obeys AWS_STS_REGIONAL_ENDPOINTS for the old regions",
    region: "eu-west-1",
    env: { AWS_STS_REGIONAL_ENDPOINTS: "Legacy" },
    expected: "https://sts.amazonaws.com us-east-1",
  },
  {
    name: "obeys sts_regional_endpoints",
    region: "eu-west-1",
    config: "[profile p]\nsts_regional_endpoints = legacy",
    expected: "https://sts.amazonaws.com us-east-1",
  },
  {
    name: "keeps later regions regional",
    region: "eu-south-1",
    env: { AWS_STS_REGIONAL_ENDPOINTS: "legacy" },
    expected: "https://sts.eu-south-1.amazonaws.com eu-south-1",
  },
  {
    name: "keeps other partitions regional",
    region: "cn-north-1",
    env: { AWS_STS_REGIONAL_ENDPOINTS: "legacy" },
    expected: "https://sts.cn-north-1.amazonaws.com.cn cn-north-1",
  },
  {
    name: "lets FIPS win over legacy",
    region: "us-east-1",
    flags: fips,
    env: { AWS_STS_REGIONAL_ENDPOINTS: "legacy" },
    expected: `${fipsHost} FIPS=--fips`,
  },
  {
    name: "lets dualstack win over legacy",
    region: "us-east-1",
    flags: dualstack,
    env: { AWS_STS_REGIONAL_ENDPOINTS: "legacy" },
    expected: "https://sts.us-east-1.api.aws us-east-1 dualstack=--dualstack",
  },
  {
    name: "prefers --endpoint-url to everything",
    flags: { endpointUrl: "https://flag" },
    env: { AWS_ENDPOINT_URL_STS: "https://one", AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true" },
    config: services,
    expected: "https://flag us-east-1 --endpoint-url",
  },
  {
    name: "then AWS_ENDPOINT_URL_STS",
    env: { AWS_ENDPOINT_URL_STS: "https://one", AWS_ENDPOINT_URL: "https://two" },
    config: services,
    expected: "https://one us-east-1 AWS_ENDPOINT_URL_STS",
  },
  {
    name: "then AWS_ENDPOINT_URL",
    env: { AWS_ENDPOINT_URL_STS: " ", AWS_ENDPOINT_URL: "https://two" },
    config: services,
    expected: "https://two us-east-1 AWS_ENDPOINT_URL",
  },
  {
    name: "then the services section",
    config: services,
    expected: "https://services us-east-1 /home/me/.aws/config:8",
  },
  {
    name: "then endpoint_url",
    config: services.replace("sts =", "sso ="),
    expected: "https://own us-east-1 /home/me/.aws/config:3",
  },
  {
    name: "takes endpoint_url of a source profile last",
    config: "[profile p]\nregion = x\n[profile s]\nendpoint_url = https://source",
    expected: "https://source us-east-1 /home/me/.aws/config:4",
  },
  {
    name: "ignores configured URLs where the environment says so",
    env: { AWS_ENDPOINT_URL: "https://two", AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true" },
    config: services,
    expected: "https://sts.us-east-1.amazonaws.com us-east-1",
  },
  {
    name: "ignores configured URLs where the profile says so, a missing services section too",
    env: { AWS_ENDPOINT_URL: "https://two" },
    config: "[profile p]\nignore_configured_endpoint_urls = true\nservices = gone",
    expected: "https://sts.us-east-1.amazonaws.com us-east-1",
  },
  {
    name: "keeps the URL as it is written, path and port included",
    flags: { endpointUrl: "https://[2001:db8::1]:8443/sts/" },
    region: "us-gov-west-1",
    expected: "https://[2001:db8::1]:8443/sts/ us-gov-west-1 --endpoint-url",
  },
  {
    name: "takes any region with a URL of one's own",
    flags: { endpointUrl: "https://minio.example" },
    region: "garage",
    expected: "https://minio.example garage --endpoint-url",
  },
  {
    name: "lets the URL win over legacy",
    flags: { endpointUrl: "https://own" },
    region: "eu-west-1",
    env: { AWS_STS_REGIONAL_ENDPOINTS: "legacy" },
    expected: "https://own eu-west-1 --endpoint-url",
  },
  {
    name: "takes the person's word for a FIPS endpoint of their own",
    flags: { ...fips, endpointUrl: "https://fips.example" },
    expected: "https://fips.example us-east-1 FIPS=--fips --endpoint-url",
  },
  ...[
    "http://127.0.0.1:4566",
    "http://127.9.8.7",
    "http://localhost",
    "http://LOCALHOST:1",
    "http://[::1]:4566",
  ]
    .map((url) => ({
      name: `takes ${url} for this computer`,
      env: { AWS_ENDPOINT_URL: url },
      expected: `${url} us-east-1 AWS_ENDPOINT_URL`,
    })),
  {
    name: "takes plain http where that is allowed",
    env: { AWS_ENDPOINT_URL: "http://sts.lan", AWSUME_ALLOW_HTTP: "True" },
    expected: "http://sts.lan us-east-1 AWS_ENDPOINT_URL",
  },
];

for (const { name, expected, ...given } of table) {
  Deno.test(`findStsEndpoint() ${name}`, async () => {
    assert.equal(show(await find(given)), expected);
  });
}

const own = { AWS_ENDPOINT_URL: "https://own" };
const narrow: Partition = {
  name: "aws",
  home: "us-east-1",
  regions: ["us-east-1"],
  pattern: "^us-",
  hosts: { plain: "sts.*.example" },
};
const refusals: readonly (Given & { readonly name: string; readonly says: string; readonly code: 2 | 3 })[] =
  [
    ...["", "eu west", "-x", "x-", "123", "a/b", "a.b", "x\ny", "fips-"].map((region) => ({
      name: `the region ${JSON.stringify(region)}`,
      region,
      from: "config:2",
      says: `Cannot use region "${region}" (config:2): it is no name of a region\nWrite it as eu-west-1`,
      code: 3 as const,
    })),
    {
      name: "a region of no kind that AWS has",
      region: "mars-1",
      says: 'Cannot use region "mars-1" (--region): AWS has no region of that kind\n' +
        "Correct it, or name the URL of its STS by --endpoint-url",
      code: 2,
    },
    {
      name: "a region in capital letters",
      region: "US-EAST-1",
      from: "config:2",
      says: 'Cannot use region "US-EAST-1" (config:2): AWS has no region of that kind\n' +
        'Did you mean "us-east-1" or "us-east-2" or "ap-east-1"?',
      code: 3,
    },
    {
      name: "a role of another partition than the region's",
      region: "us-east-1",
      from: "config:2",
      arns: [role("aws"), role("aws-us-gov")],
      says: `Cannot use ${role("aws-us-gov")} in region "us-east-1" (config:2): that is partition aws\n` +
        "Use a region of aws-us-gov, such as us-gov-west-1",
      code: 3,
    },
    {
      name: "it with a URL of one's own too",
      region: "us-gov-west-1",
      env: own,
      arns: [role("aws-cn")],
      says:
        `Cannot use ${role("aws-cn")} in region "us-gov-west-1" (--region): that is partition aws-us-gov\n` +
        "Use a region of aws-cn, such as cn-north-1",
      code: 2,
    },
    {
      name: "a role and a device of two partitions",
      arns: ["arn:aws:iam::111111111111:mfa/me", role("aws-cn")],
      says: `Cannot use ${role("aws-cn")} with credentials for arn:aws:iam::111111111111:mfa/me: ` +
        "partitions are separate\nTake everything from one partition",
      code: 3,
    },
    {
      name: "a role of a partition that nobody knows",
      arns: [role("aws-moon")],
      says: `Cannot call AWS for ${role("aws-moon")}: its partition is unknown\n` +
        "Correct it, or name the URL of its STS by --endpoint-url",
      code: 3,
    },
    {
      name: "1 for FIPS",
      env: { AWS_USE_FIPS_ENDPOINT: "1" },
      says: 'Cannot use AWS_USE_FIPS_ENDPOINT: "1" is neither true nor false\nWrite true or false',
      code: 3,
    },
    {
      name: "a slip in use_fips_endpoint",
      config: "[profile p]\nuse_fips_endpoint = ture",
      says: 'Cannot use use_fips_endpoint (/home/me/.aws/config:2): "ture" is neither true nor false\n' +
        "Write true or false",
      code: 3,
    },
    {
      name: "yes for dualstack",
      env: { AWS_USE_DUALSTACK_ENDPOINT: "yes" },
      says: 'Cannot use AWS_USE_DUALSTACK_ENDPOINT: "yes" is neither true nor false\nWrite true or false',
      code: 3,
    },
    {
      name: "on for ignore_configured_endpoint_urls",
      config: "[profile p]\nignore_configured_endpoint_urls = on",
      says: 'Cannot use ignore_configured_endpoint_urls (/home/me/.aws/config:2): "on" is neither true nor ' +
        "false\nWrite true or false",
      code: 3,
    },
    {
      name: "an sts_regional_endpoints that is neither",
      config: "[profile p]\nsts_regional_endpoints = global",
      says: 'Cannot use sts_regional_endpoints (/home/me/.aws/config:2): "global"\nWrite regional or legacy',
      code: 3,
    },
    {
      name: "FIPS in a partition without it",
      region: "us-east-1",
      flags: fips,
      table: [narrow],
      says: 'Cannot use FIPS (--fips) in region "us-east-1": partition aws has no such endpoints\n' +
        "Turn it off, or name a URL of your own by --endpoint-url",
      code: 2,
    },
    {
      name: "FIPS with dualstack in a partition that has either alone",
      config: "[profile p]\nuse_fips_endpoint = true\nuse_dualstack_endpoint = true",
      table: [{ ...narrow, hosts: { plain: "a.*", fips: "b.*", dualstack: "c.*" } }],
      says: "Cannot use FIPS (/home/me/.aws/config:2) with dualstack (/home/me/.aws/config:3) in region " +
        '"us-east-1": partition aws has no such endpoints\n' +
        "Turn it off, or name a URL of your own by --endpoint-url",
      code: 3,
    },
    {
      name: "dualstack with a URL of one's own",
      env: own,
      flags: dualstack,
      says: "Cannot use dualstack (--dualstack) with a URL of your own (AWS_ENDPOINT_URL)\n" +
        "Remove one of the two: the URL alone decides where to call",
      code: 2,
    },
    {
      name: "a services section that is not there",
      config: "[profile p]\nservices = x",
      says: 'Cannot find [services x], which profile "p" names (/home/me/.aws/config:2)\n' +
        "Add that section to the config file, or remove the line",
      code: 3,
    },
    {
      name: "a URL on the line of the service",
      config: "[profile p]\nservices = x\n[services x]\nsts = https://x",
      says: "Cannot use sts in [services x] (/home/me/.aws/config:4): it has a value\n" +
        "Leave the line at sts = and write endpoint_url = URL below it, indented",
      code: 3,
    },
    ...["sts", "ftp://x", "http://", "http:///x", "https://a b", "https://a\tb", "https://x:y", "//x"].map((
      url,
    ) => ({
      name: `the URL ${JSON.stringify(url)}`,
      env: { AWS_ENDPOINT_URL: url },
      says: `Cannot use AWS_ENDPOINT_URL: "${url}" is no URL\nWrite it as https://sts.example.com`,
      code: 3 as const,
    })),
    {
      name: "an empty URL on the command line",
      flags: { endpointUrl: "" },
      says: 'Cannot use --endpoint-url: "" is no URL\nWrite it as https://sts.example.com',
      code: 2,
    },
    ...["https://me:secret@x", "https://me@x", "https://x?a=secret", "https://x#secret", "secret@x"].map((
      url,
    ) => ({
      name: `what may be secret in ${url}`,
      config: `[profile p]\nendpoint_url = ${url}`,
      says: "Cannot use /home/me/.aws/config:2: an endpoint's URL has no user, no password, no query, no " +
        "fragment\nWrite it as https://sts.example.com",
      code: 3 as const,
    })),
    ...[
      "http://sts.lan",
      "http://127.0.0.1.example.com",
      "http://128.0.0.1",
      "http://[::2]",
      "http://0.0.0.0",
    ]
      .map((url) => ({
        name: `${url}, which is not encrypted`,
        env: { AWS_ENDPOINT_URL: url },
        says: `Cannot use AWS_ENDPOINT_URL: over ${url} the credentials could be read on the way\n` +
          "Write https://, or set AWSUME_ALLOW_HTTP=true where that network is yours alone",
        code: 3 as const,
      })),
  ];

for (const { name, says, code, ...given } of refusals) {
  Deno.test(`findStsEndpoint() refuses ${name}`, async () => {
    const error: unknown = await find(given).then((endpoint) => endpoint, (error) => error);
    assert.ok(error instanceof AwsumeError, JSON.stringify(error));
    assert.equal(`${error.message}\n${error.hint}`, says);
    assert.equal(error.exitCode, code);
  });
}

const notes: readonly (Given & { readonly name: string; readonly expected: readonly string[] })[] = [
  { name: "nothing about a plain host", region: "eusc-de-east-1", expected: [] },
  { name: "nothing about FIPS where AWS lists it", region: "us-west-2", flags: fips, expected: [] },
  { name: "nothing about FIPS in GovCloud", region: "us-gov-east-1", flags: fips, expected: [] },
  { name: "nothing about dualstack where AWS lists it", region: "eu-west-1", flags: dualstack, expected: [] },
  {
    name: "nothing about both in Canada",
    region: "ca-west-1",
    flags: { ...fips, ...dualstack },
    expected: [],
  },
  {
    name: "that a FIPS host is formed by rule",
    region: "eu-west-1",
    flags: fips,
    expected: [
      "AWS lists no FIPS endpoint of STS in eu-west-1: sts-fips.eu-west-1.amazonaws.com follows from its rules " +
      "and may not exist",
    ],
  },
  {
    name: "that a dualstack host is formed by rule",
    region: "us-iso-east-1",
    flags: dualstack,
    expected: [
      "AWS lists no dualstack endpoint of STS in us-iso-east-1: sts.us-iso-east-1.api.aws.ic.gov follows from " +
      "its rules and may not exist",
    ],
  },
  {
    name: "that a host of both is formed by rule",
    region: "us-gov-west-1",
    flags: { ...fips, ...dualstack },
    expected: [
      "AWS lists no FIPS and dualstack endpoint of STS in us-gov-west-1: sts-fips.us-gov-west-1.api.aws follows " +
      "from its rules and may not exist",
    ],
  },
  {
    name: "that a region is not listed, and the nearest ones",
    region: "us-gov-wset-1",
    expected: [
      'AWS lists no region "us-gov-wset-1": sts.us-gov-wset-1.amazonaws.com follows from its rules and may not ' +
      'exist (Did you mean "us-gov-west-1" or "us-gov-east-1"?)',
    ],
  },
  {
    name: "whose word it is that a URL is a FIPS endpoint",
    env: own,
    config: "[profile p]\nuse_fips_endpoint = true",
    expected: [
      "STS is not AWS's: https://own (AWS_ENDPOINT_URL)",
      "FIPS is on (/home/me/.aws/config:2); that https://own (AWS_ENDPOINT_URL) is a FIPS endpoint is your own word",
    ],
  },
  {
    name: "what an unknown region is good for",
    env: own,
    region: "garage",
    expected: [
      "STS is not AWS's: https://own (AWS_ENDPOINT_URL)",
      'AWS has no region of the kind of "garage": it is used for the signature only',
    ],
  },
  {
    name: "that http is not encrypted",
    env: { AWS_ENDPOINT_URL: "http://sts.lan", AWSUME_ALLOW_HTTP: "true" },
    expected: [
      "STS is not AWS's: http://sts.lan (AWS_ENDPOINT_URL)",
      "http://sts.lan (AWS_ENDPOINT_URL) is not encrypted",
    ],
  },
  {
    name: "nothing about http on this computer, but that STS is not AWS's",
    env: { AWS_ENDPOINT_URL: "http://[::1]" },
    expected: ["STS is not AWS's: http://[::1] (AWS_ENDPOINT_URL)"],
  },
];

for (const { name, expected, ...given } of notes) {
  Deno.test(`findStsEndpoint() notes ${name}`, async () => {
    assert.deepEqual((await find(given)).notes, expected);
  });
}

Deno.test("findStsEndpoint() says what decided each setting", async () => {
  const config = "[profile p]\nuse_fips_endpoint = true\nsts_regional_endpoints = regional";
  const env = { AWS_USE_DUALSTACK_ENDPOINT: "false" };
  assert.deepEqual(await find({ region: "us-gov-west-1", from: "config:9", config, env }), {
    url: "https://sts.us-gov-west-1.amazonaws.com",
    region: "us-gov-west-1",
    partition: "aws-us-gov",
    fips: true,
    dualstack: false,
    retries: { maxAttempts: 3, mode: "standard" },
    decisions: [
      { name: "STS region", value: "us-gov-west-1", from: "config:9" },
      { name: "FIPS", value: "on", from: "/home/me/.aws/config:2" },
      { name: "dualstack", value: "off", from: "AWS_USE_DUALSTACK_ENDPOINT" },
      { name: "sts_regional_endpoints", value: "regional", from: "/home/me/.aws/config:3" },
      { name: "ignore_configured_endpoint_urls", value: "off", from: "default" },
      { name: "STS endpoint", value: "https://sts.us-gov-west-1.amazonaws.com", from: "AWS's rules" },
    ],
    notes: [],
  });
});

Deno.test("findStsEndpoint() says where a URL of one's own stands", async () => {
  const { customFrom, decisions, region, partition } = await find({ env: own, arns: [role("aws-moon")] });
  assert.equal(customFrom, "AWS_ENDPOINT_URL");
  assert.deepEqual(decisions.at(-1), {
    name: "STS endpoint",
    value: "https://own",
    from: "AWS_ENDPOINT_URL",
  });
  assert.deepEqual(decisions[0], { name: "STS region", value: "us-east-1", from: role("aws-moon") });
  assert.deepEqual([region, partition], ["us-east-1", "aws-moon"]);
});
