/** What `credential_source` can come to, where it comes to nothing. */

/** One source that must give nothing: its profile is `p`. */
export interface Row {
  readonly config?: string;
  readonly credentials?: string;
  /** Variables of the row: they win over those of a column. */
  readonly env?: Readonly<Record<string, string>>;
  readonly status: 1 | 2 | 3 | 4;
  readonly says: RegExp;
}

const noUri = { AWS_CONTAINER_CREDENTIALS_FULL_URI: "", AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: "" };
const at = (uri: string): NonNullable<Row["env"]> => ({ ...noUri, AWS_CONTAINER_CREDENTIALS_FULL_URI: uri });
const imds = (endpoint: string): NonNullable<Row["env"]> => ({ AWS_EC2_METADATA_SERVICE_ENDPOINT: endpoint });
const refused = "http://127.0.0.1:9";

/** `TROUBLE/html` and so on are services of `startTrouble`. */
export const placeRows: Readonly<Record<string, Row>> = {
  "credential_source: unknown": {
    config: "credential_source = Container\n",
    status: 3,
    says: /"Container", which AWS does not know/,
  },
  "credential_source: no value": {
    config: "credential_source =\n",
    status: 3,
    says: /"", which AWS does not know/,
  },
  "Environment: nothing": {
    config: "credential_source = Environment\n",
    env: { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "" },
    status: 3,
    says: /are not set/,
  },
  "Environment: half": {
    config: "credential_source = Environment\n",
    env: { AWS_ACCESS_KEY_ID: "AKIAFAKEALICEEXAMPLE", AWS_SECRET_ACCESS_KEY: " " },
    status: 3,
    says: /AWS_SECRET_ACCESS_KEY is not set/,
  },
  "EcsContainer: no variable": {
    config: "credential_source = EcsContainer\n",
    env: noUri,
    status: 3,
    says: /neither AWS_CONTAINER/,
  },
  "EcsContainer: a host that is not allowed": {
    config: "credential_source = EcsContainer\n",
    env: at("http://evil.example/"),
    status: 3,
    says: /evil\.example/,
  },
  "EcsContainer: nobody there": {
    config: "credential_source = EcsContainer\n",
    env: at(`${refused}/x`),
    status: 1,
    says: /Cannot reach/,
  },
  ...Object.fromEntries(
    ([["html", /JSON/], ["403", /403/], ["404", /404/], ["500", /500/], ["half", /SecretAccessKey/]] as const)
      .map(
        ([name, says]) => [`EcsContainer: ${name}`, {
          config: "credential_source = EcsContainer\n",
          env: at(`TROUBLE/${name}`),
          status: 1 as const,
          says,
        }],
      ),
  ),
  "Ec2InstanceMetadata: switched off": {
    config: "credential_source = Ec2InstanceMetadata\n",
    env: { AWS_EC2_METADATA_DISABLED: "true" },
    status: 3,
    says: /AWS_EC2_METADATA_DISABLED is true/,
  },
  "Ec2InstanceMetadata: neither true nor false": {
    config: "credential_source = Ec2InstanceMetadata\n",
    env: { AWS_EC2_METADATA_DISABLED: "maybe" },
    status: 3,
    says: /neither true nor false/,
  },
  "Ec2InstanceMetadata: nobody there": {
    config: "credential_source = Ec2InstanceMetadata\n",
    env: imds(refused),
    status: 1,
    says: /Cannot reach/,
  },
  ...Object.fromEntries((["html", "403", "404", "500", "half"] as const).map((name) => [
    `Ec2InstanceMetadata: ${name}`,
    {
      config: "credential_source = Ec2InstanceMetadata\n",
      env: imds(`TROUBLE-${name}`),
      status: 1 as const,
      says: /credential_source|instance|role/i,
    },
  ])),
};
