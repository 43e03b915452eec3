import { ConfigError } from "../errors.ts";

/** Where STS is called, and the region its signature is for. */
export interface Endpoint {
  readonly url: string;
  readonly region: string;
  readonly partition: string;
  /** The person's own URL, from a setting; the rules formed it otherwise. */
  readonly isCustom: boolean;
}

/** What decides about an endpoint. */
export interface EndpointInput {
  readonly region: string | undefined;
  readonly roleArn: string | undefined;
  readonly env: Readonly<Record<string, string>>;
}

interface Partition {
  readonly name: string;
  readonly regions: RegExp;
  readonly suffix: string;
  /** Where to call when nobody named a region. */
  readonly home: string;
}

/** Facts from AWS's partitions.json, as botocore and the SDKs carry it. Regions new to us fall to `aws`. */
const partitions: readonly Partition[] = [
  { name: "aws-cn", regions: /^cn-/, suffix: "amazonaws.com.cn", home: "cn-north-1" },
  { name: "aws-us-gov", regions: /^us-gov-/, suffix: "amazonaws.com", home: "us-gov-west-1" },
  { name: "aws-iso", regions: /^us-iso-/, suffix: "c2s.ic.gov", home: "us-iso-east-1" },
  { name: "aws-iso-b", regions: /^us-isob-/, suffix: "sc2s.sgov.gov", home: "us-isob-east-1" },
  { name: "aws-iso-e", regions: /^eu-isoe-/, suffix: "cloud.adc-e.uk", home: "eu-isoe-west-1" },
  { name: "aws-iso-f", regions: /^us-isof-/, suffix: "csp.hci.ic.gov", home: "us-isof-south-1" },
  { name: "aws-eusc", regions: /^eusc-/, suffix: "amazonaws.eu", home: "eusc-de-east-1" },
];
const commercial: Partition = { name: "aws", regions: /^/, suffix: "amazonaws.com", home: "us-east-1" };

/**
 * The regional STS endpoint, or the person's own URL. Without a region, the partition of the role decides:
 * a GovCloud role cannot be assumed through a commercial endpoint. Throws ConfigError.
 * Rules: https://docs.aws.amazon.com/sdkref/latest/guide/feature-sts-regionalized-endpoints.html
 */
export function findStsEndpoint(input: EndpointInput): Endpoint {
  const partition = findPartition(input);
  const region = input.region ?? partition.home;
  if (!/^(?!\d+$)(?!-)[a-zA-Z0-9-]{1,63}(?<!-)$/.test(region)) {
    throw new ConfigError(`Cannot use region "${region}": it is no name of a region`, {
      hint: "Write it as eu-west-1",
    });
  }
  const custom = findCustomUrl(input.env);
  return {
    url: custom ?? `https://sts.${region}.${partition.suffix}`,
    region,
    partition: partition.name,
    isCustom: custom !== undefined,
  };
}

function findPartition({ region, roleArn }: EndpointInput): Partition {
  const matches = region === undefined
    ? partitions.find(({ name }) => roleArn?.startsWith(`arn:${name}:`))
    : partitions.find(({ regions }) => regions.test(region));
  return matches ?? commercial;
}

function findCustomUrl(env: Readonly<Record<string, string>>): string | undefined {
  const name = ["AWS_ENDPOINT_URL_STS", "AWS_ENDPOINT_URL"].find((name) => env[name]?.trim());
  const text = name === undefined ? undefined : env[name]?.trim();
  if (text === undefined) return undefined;
  if (/^https?:\/\/[^\s/]+/.test(text) && URL.canParse(text)) return text;
  throw new ConfigError(`Cannot use ${name}: "${text}" is no URL`, {
    hint: "Write it as https://sts.example.com",
  });
}

/** Whether a text can be a region's name: it becomes a label of a host name. */
export function isRegionName(text: string): boolean {
  return /^(?!\d+$)(?!-)[a-zA-Z0-9-]{1,63}(?<!-)$/.test(text);
}
