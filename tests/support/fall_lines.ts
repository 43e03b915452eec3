/** Command lines that name a source themselves, or none. */
import { idOnly, type Row } from "./fall_row.ts";

const role = "arn:aws:iam::222222222222:role/one";
const bareRole = `role_arn = ${role}\n`;
const halfEnv = { AWS_ACCESS_KEY_ID: "AKIAFAKEOTHEREXAMPLE", AWS_SECRET_ACCESS_KEY: "" };
const fullEnv = {
  AWS_ACCESS_KEY_ID: "AKIAFAKEOTHEREXAMPLE",
  AWS_SECRET_ACCESS_KEY: "fake/other+secret/==",
};
const noEnv = { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "" };

type Line = readonly [words: readonly string[], row: Row];

/** `HOME` is the person's folder. */
export const lines: readonly Line[] = [
  [[], {
    around: `[default]\n${idOnly}`,
    status: 3,
    says: /profile "default": aws_secret_access_key is missing/,
  }],
  [[], { around: "", status: 3, says: /Cannot find profile "default"/ }],
  [["default"], {
    around: "[default]\nregion = eu-west-1\n",
    status: 3,
    says: /"default": it has no access keys/,
  }],
  [["--role-arn", role], { env: halfEnv, status: 3, says: /AWS_SECRET_ACCESS_KEY is not set/ }],
  [["--role-arn", role], {
    env: { ...fullEnv, AWS_SESSION_TOKEN: "a", AWS_SECURITY_TOKEN: "b" },
    status: 3,
    says: /AWS_SESSION_TOKEN and AWS_SECURITY_TOKEN differ/,
  }],
  [["--role-arn", role], {
    env: { ...fullEnv, AWS_ACCESS_KEY_ID: `${fullEnv.AWS_ACCESS_KEY_ID}\r` },
    status: 3,
    says: /AWS_ACCESS_KEY_ID holds a carriage return/,
  }],
  [["--role-arn", role], {
    env: { ...fullEnv, AWS_SESSION_TOKEN: "a\u200b" },
    status: 3,
    says: /AWS_SESSION_TOKEN holds an invisible character/,
  }],
  [["--role-arn", role], { env: noEnv, around: `[default]\n${idOnly}`, status: 3, says: /is missing/ }],
  [["--role-arn", role], { env: noEnv, around: "", status: 3, says: /Cannot find profile "default"/ }],
  [["--role-arn", role], {
    env: { ...noEnv, AWSUME_PROFILE: "p", AWS_PROFILE: "autoawsume-p" },
    status: 3,
    says: /"autoawsume-p" of AWS_PROFILE, which is not there any more/,
  }],
  [["--role-arn", role], {
    env: { ...noEnv, AWSUME_PROFILE: "p", AWS_PROFILE: "auto" },
    around:
      "[auto]\nmanager = awsume\nautoawsume = true\ncredential_process = /bin/awsume credential-process absent\n",
    status: 3,
    says: /Cannot find profile "absent"/,
  }],
  [["--role-arn", role, "--source-profile", "absent"], { status: 3, says: /Cannot find profile "absent"/ }],
  [["--role-arn", role, "--source-profile", "p"], { config: idOnly, status: 3, says: /is missing/ }],
  [["--role-arn", "role/one"], { status: 2, says: /role/ }],
  [["--with-web-identity", "p"], { config: bareRole, status: 3, says: /there is no source of a token/ }],
  [["--with-web-identity"], { status: 2, says: /no role is named/ }],
  [["--with-web-identity", "--role-arn", role], { status: 3, says: /there is no source of a token/ }],
  [["--with-web-identity", "p", "--web-identity-token", "HOME/empty"], {
    config: bareRole,
    status: 4,
    says: /--web-identity-token: it is empty/,
  }],
  [["--with-web-identity", "p", "--web-identity-token", "HOME/token"], {
    config: bareRole,
    status: 1,
    says: /AccessDenied/,
  }],
  [["--with-saml", "p"], { config: bareRole, status: 3, says: /there is no source of an assertion/ }],
  [["--with-saml", "--saml-assertion", "HOME/none"], { status: 3, says: /\/none" does not exist/ }],
  [["--with-saml", "--saml-assertion", "HOME/two.saml"], {
    status: 4,
    says: /which role of the SAML assertion/,
  }],
  [["--with-saml", "--saml-assertion", "HOME/assertion", "--role-arn", role], {
    status: 4,
    says: /the SAML assertion does not offer it/,
  }],
  ...metadata([
    ["silent", "0.2", /no answer in time|timed out/],
    ["drip", "0.2", /no answer in time|timed out/],
    ["endless", "60", /it is longer than 4 MiB/],
  ]),
  ...sts([
    ["html", /AWS/],
    ["403", /AWS|403/],
    ["500", /AWS|500/],
    ["endless", /it is longer than 4 MiB/],
  ]),
  ...proxied([
    ["http://127.0.0.1:2", /Cannot reach "sts\S+" through the proxy "127.0.0.1:2": /],
    ["TROUBLE/closing", /Cannot reach "sts\S+" through the proxy "127.0.0.1:\d+": /],
    ["TROUBLE/midway", /Cannot reach "sts\S+" through the proxy "127.0.0.1:\d+": /],
    ["TROUBLE/locked", /the proxy wants a user name and a password/],
  ]),
  [["--json", '{"AccessKeyId":"AKIA"}'], { status: 4, says: /there are no credentials in it/ }],
  [["--json", "{}"], { status: 4, says: /there are no credentials in it/ }],
  [["p", "-a"], { config: idOnly, status: 3, says: /aws_secret_access_key is missing/ }],
  [["p", "-o", "good"], { config: idOnly, status: 3, says: /good|is missing/ }],
];

/** A service that answers so, and how many seconds it is waited for. */
function metadata(
  answers: readonly (readonly [name: string, seconds: string, says: RegExp])[],
): readonly Line[] {
  const config = "credential_source = Ec2InstanceMetadata\n";
  return answers.map(([name, seconds, says]) => {
    const endpoint = { AWS_EC2_METADATA_SERVICE_ENDPOINT: `TROUBLE/${name}` };
    const env = { ...endpoint, AWS_METADATA_SERVICE_TIMEOUT: seconds };
    return [["p"], { config, env, status: 1, says }];
  });
}

/** What answers in the place of STS. */
function sts(answers: readonly (readonly [name: string, says: RegExp])[]): readonly Line[] {
  return answers.map(([name, says]) => {
    const env = { AWS_ENDPOINT_URL_STS: `TROUBLE/${name}`, AWS_MAX_ATTEMPTS: "1" };
    return [["p"], { config: `${bareRole}source_profile = good\n`, env, status: 1, says }];
  });
}

/** A proxy that is between, and AWS's own STS behind it. */
function proxied(answers: readonly (readonly [proxy: string, says: RegExp])[]): readonly Line[] {
  return answers.map(([proxy, says]) => {
    const env = { AWS_ENDPOINT_URL_STS: "", HTTPS_PROXY: proxy, AWS_MAX_ATTEMPTS: "1" };
    return [["p"], { config: `${bareRole}source_profile = good\n`, env, status: 1, says }];
  });
}
