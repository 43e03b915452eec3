/** What `credential_source` can come to, where it comes to nothing. */
import type { Row } from "./fall_row.ts";

const noUri = { AWS_CONTAINER_CREDENTIALS_FULL_URI: "", AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: "" };
const at = (uri: string): NonNullable<Row["env"]> => ({ ...noUri, AWS_CONTAINER_CREDENTIALS_FULL_URI: uri });
const imds = (endpoint: string): NonNullable<Row["env"]> => ({ AWS_EC2_METADATA_SERVICE_ENDPOINT: endpoint });
const empty = { AWS_EC2_METADATA_SERVICE_ENDPOINT: "" };
const container = "credential_source = EcsContainer\n";
const instance = "credential_source = Ec2InstanceMetadata\n";
const refused = "http://127.0.0.1:2";

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
    config: container,
    env: noUri,
    status: 3,
    says: /neither AWS_CONTAINER/,
  },
  "EcsContainer: a host that is not allowed": {
    config: container,
    env: at("http://evil.example/"),
    status: 3,
    says: /evil\.example/,
  },
  "EcsContainer: nobody there": {
    config: container,
    env: at(`${refused}/x`),
    status: 1,
    says: /Cannot reach "127\.0\.0\.1:2": nothing answers|Cannot reach "127\.0\.0\.1:2": .*refused/,
  },
  ...Object.fromEntries(
    ([["html", /JSON/], ["403", /403/], ["404", /404/], ["500", /500/], ["half", /SecretAccessKey/], [
      "list",
      /no JSON object/,
    ], ["ended", /ended at 2020/]] as const)
      .map(
        ([name, says]) => [`EcsContainer: ${name}`, {
          config: container,
          env: at(`TROUBLE/${name}`),
          status: 1 as const,
          says,
        }],
      ),
  ),
  "EcsContainer: no path, beside a whole URL": {
    config: container,
    env: { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: "@evil.example/" },
    status: 3,
    says: /AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: it is no path/,
  },
  "EcsContainer: no token in its file, beside a token": {
    config: container,
    env: {
      ...at("TROUBLE/half"),
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: "HOME/none",
      AWS_CONTAINER_AUTHORIZATION_TOKEN: "token",
    },
    status: 3,
    says: /Cannot read the token in "\S+\/none".*there is no such file/,
  },
  "EcsContainer: a token with a line end": {
    config: container,
    env: { ...at("TROUBLE/half"), AWS_CONTAINER_AUTHORIZATION_TOKEN: "to\nken" },
    status: 3,
    says: /line end/,
  },
  "Ec2InstanceMetadata: no URL": {
    config: instance,
    env: imds("169.254.169.254"),
    status: 3,
    says: /Cannot use AWS_EC2_METADATA_SERVICE_ENDPOINT: it is no URL of a service/,
  },
  "Ec2InstanceMetadata: over http elsewhere": {
    config: instance,
    env: imds("http://evil.example"),
    status: 3,
    says: /"http:\/\/evil\.example"/,
  },
  "Ec2InstanceMetadata: an unknown mode": {
    config: instance,
    env: { ...empty, AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: "IPv5" },
    status: 3,
    says: /"IPv5"/,
  },
  "Ec2InstanceMetadata: no token, and version 1 is off": {
    config: instance,
    env: { ...imds("TROUBLE-403"), AWS_EC2_METADATA_V1_DISABLED: "true" },
    status: 1,
    says: /it gives no token \(status 403\)/,
  },
  "Ec2InstanceMetadata: switched off": {
    config: instance,
    env: { AWS_EC2_METADATA_DISABLED: "true" },
    status: 3,
    says: /AWS_EC2_METADATA_DISABLED is true/,
  },
  "Ec2InstanceMetadata: neither true nor false": {
    config: instance,
    env: { AWS_EC2_METADATA_DISABLED: "maybe" },
    status: 3,
    says: /neither true nor false/,
  },
  "Ec2InstanceMetadata: nobody there": {
    config: instance,
    env: imds(refused),
    status: 1,
    says: /Cannot reach "127\.0\.0\.1:2": nothing answers|Cannot reach "127\.0\.0\.1:2": .*refused/,
  },
  ...Object.fromEntries(
    (["html", "403", "404", "500", "half", "roleless", "unauthorized"] as const).map((name) => [
      `Ec2InstanceMetadata: ${name}`,
      {
        config: instance,
        env: imds(`TROUBLE-${name}`),
        status: 1 as const,
        says: /^awsume: Cannot use credential_source = Ec2InstanceMetadata \(\S+config:2\): asked at /m,
      },
    ]),
  ),
};
