// Written by scripts/generate_partitions.ts from @aws-sdk/client-sts 3.1169.0 and @aws-sdk/core 3.981.0: do not edit.

/** A part of AWS that has accounts, regions and domains of its own. */
export interface Partition {
  readonly name: string;
  /** Where to call when nobody named a region. */
  readonly home: string;
  readonly regions: readonly string[];
  /** What the names of its regions look like, those included that are newer than the list. */
  readonly pattern: string;
  /** The hosts of STS, `*` standing for the region; one that the partition does not have is left out. */
  readonly hosts: {
    readonly plain: string;
    readonly fips?: string;
    readonly dualstack?: string;
    readonly both?: string;
  };
}

export const partitions: readonly Partition[] = [
  {
    name: "aws",
    home: "us-east-1",
    regions: [
      "af-south-1",
      "ap-east-1",
      "ap-east-2",
      "ap-northeast-1",
      "ap-northeast-2",
      "ap-northeast-3",
      "ap-south-1",
      "ap-south-2",
      "ap-southeast-1",
      "ap-southeast-2",
      "ap-southeast-3",
      "ap-southeast-4",
      "ap-southeast-5",
      "ap-southeast-6",
      "ap-southeast-7",
      "ca-central-1",
      "ca-west-1",
      "eu-central-1",
      "eu-central-2",
      "eu-north-1",
      "eu-south-1",
      "eu-south-2",
      "eu-west-1",
      "eu-west-2",
      "eu-west-3",
      "il-central-1",
      "me-central-1",
      "me-south-1",
      "me-west-1",
      "mx-central-1",
      "sa-east-1",
      "sa-west-1",
      "us-east-1",
      "us-east-2",
      "us-west-1",
      "us-west-2",
    ],
    pattern: "^(us|eu|ap|sa|ca|me|af|il|mx)\\-\\w+\\-\\d+$",
    hosts: {
      plain: "sts.*.amazonaws.com",
      fips: "sts-fips.*.amazonaws.com",
      dualstack: "sts.*.api.aws",
      both: "sts-fips.*.api.aws",
    },
  },
  {
    name: "aws-cn",
    home: "cn-north-1",
    regions: [
      "cn-north-1",
      "cn-northwest-1",
    ],
    pattern: "^cn\\-\\w+\\-\\d+$",
    hosts: {
      plain: "sts.*.amazonaws.com.cn",
      fips: "sts-fips.*.amazonaws.com.cn",
      dualstack: "sts.*.api.amazonwebservices.com.cn",
      both: "sts-fips.*.api.amazonwebservices.com.cn",
    },
  },
  {
    name: "aws-eusc",
    home: "eusc-de-east-1",
    regions: [
      "eusc-de-east-1",
    ],
    pattern: "^eusc\\-(de)\\-\\w+\\-\\d+$",
    hosts: {
      plain: "sts.*.amazonaws.eu",
      fips: "sts-fips.*.amazonaws.eu",
      dualstack: "sts.*.api.amazonwebservices.eu",
      both: "sts-fips.*.api.amazonwebservices.eu",
    },
  },
  {
    name: "aws-iso",
    home: "us-iso-east-1",
    regions: [
      "us-iso-east-1",
      "us-iso-west-1",
    ],
    pattern: "^us\\-iso\\-\\w+\\-\\d+$",
    hosts: {
      plain: "sts.*.c2s.ic.gov",
      fips: "sts-fips.*.c2s.ic.gov",
      dualstack: "sts.*.api.aws.ic.gov",
      both: "sts-fips.*.api.aws.ic.gov",
    },
  },
  {
    name: "aws-iso-b",
    home: "us-isob-east-1",
    regions: [
      "us-isob-east-1",
      "us-isob-west-1",
    ],
    pattern: "^us\\-isob\\-\\w+\\-\\d+$",
    hosts: {
      plain: "sts.*.sc2s.sgov.gov",
      fips: "sts-fips.*.sc2s.sgov.gov",
      dualstack: "sts.*.api.aws.scloud",
      both: "sts-fips.*.api.aws.scloud",
    },
  },
  {
    name: "aws-iso-e",
    home: "eu-isoe-west-1",
    regions: [
      "eu-isoe-west-1",
    ],
    pattern: "^eu\\-isoe\\-\\w+\\-\\d+$",
    hosts: {
      plain: "sts.*.cloud.adc-e.uk",
      fips: "sts-fips.*.cloud.adc-e.uk",
      dualstack: "sts.*.api.cloud-aws.adc-e.uk",
      both: "sts-fips.*.api.cloud-aws.adc-e.uk",
    },
  },
  {
    name: "aws-iso-f",
    home: "us-isof-south-1",
    regions: [
      "us-isof-east-1",
      "us-isof-south-1",
    ],
    pattern: "^us\\-isof\\-\\w+\\-\\d+$",
    hosts: {
      plain: "sts.*.csp.hci.ic.gov",
      fips: "sts-fips.*.csp.hci.ic.gov",
      dualstack: "sts.*.api.aws.hci.ic.gov",
      both: "sts-fips.*.api.aws.hci.ic.gov",
    },
  },
  {
    name: "aws-us-gov",
    home: "us-gov-west-1",
    regions: [
      "us-gov-east-1",
      "us-gov-west-1",
    ],
    pattern: "^us\\-gov\\-\\w+\\-\\d+$",
    hosts: {
      plain: "sts.*.amazonaws.com",
      fips: "sts.*.amazonaws.com",
      dualstack: "sts.*.api.aws",
      both: "sts-fips.*.api.aws",
    },
  },
];

/** The regions that `legacy` in sts_regional_endpoints sends to the global host. */
export const legacyRegions: readonly string[] = [
  "ap-northeast-1",
  "ap-south-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "ca-central-1",
  "eu-central-1",
  "eu-north-1",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "sa-east-1",
  "us-east-1",
  "us-east-2",
  "us-west-1",
  "us-west-2",
];
