/** Command lines that name a source themselves, or none. */
import { idOnly, type Row } from "./fall_row.ts";

const role = "arn:aws:iam::222222222222:role/one";
const bareRole = `role_arn = ${role}\n`;
const halfEnv = { AWS_ACCESS_KEY_ID: "AKIAFAKEOTHEREXAMPLE", AWS_SECRET_ACCESS_KEY: "" };
const noEnv = { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "" };

/** `HOME` is the person's folder. */
export const lines: readonly (readonly [words: readonly string[], row: Row])[] = [
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
  [["--role-arn", role], { env: noEnv, around: `[default]\n${idOnly}`, status: 3, says: /is missing/ }],
  [["--role-arn", role], { env: noEnv, around: "", status: 3, says: /Cannot find profile "default"/ }],
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
  [["--json", '{"AccessKeyId":"AKIA"}'], { status: 4, says: /there are no credentials in it/ }],
  [["--json", "{}"], { status: 4, says: /there are no credentials in it/ }],
  [["p", "-a"], { config: idOnly, status: 3, says: /aws_secret_access_key is missing/ }],
  [["p", "-o", "good"], { config: idOnly, status: 3, says: /good|is missing/ }],
];
