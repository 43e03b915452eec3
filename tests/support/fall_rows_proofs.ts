/** What a token or an assertion can come to. `HOME` is the person's folder. */
import { idOnly, type Row, secretOnly } from "./fall_row.ts";

const web = "role_arn = arn:aws:iam::222222222222:role/web\nweb_identity_token_file = ";
const saml = "role_arn = arn:aws:iam::222222222222:role/saml\nsaml_process = ";

export const proofRows: Readonly<Record<string, Row>> = {
  "web identity: no role": { config: "web_identity_token_file = HOME/token\n", status: 3, says: /role_arn/ },
  "web identity: no file": {
    config: `${web}HOME/none\n`,
    status: 3,
    says: /\/none/,
  },
  "web identity: no value": {
    config: `${web}\n`,
    status: 3,
    says: /web_identity_token_file/,
  },
  "web identity: an empty file": {
    config: `${web}HOME/empty\n`,
    status: 4,
    says: /empty/,
  },
  "web identity: of another audience": {
    config: `${web}HOME/foreign\n`,
    status: 4,
    says: /Incorrect token audience/,
  },
  "web identity: with a source profile": {
    config: `${web}HOME/token\nsource_profile = good\n`,
    status: 3,
    says: /exclude each other/,
  },
  "SAML: a command that fails": {
    config: "role_arn = arn:aws:iam::222222222222:role/saml\nsaml_process = exit 3\n",
    status: 1,
    says: /status 3/,
  },
  "SAML: no assertion": {
    config: "role_arn = arn:aws:iam::222222222222:role/saml\nsaml_process = echo hello\n",
    status: 4,
    says: /assertion/,
  },
  "SAML: another role is offered": {
    config: "role_arn = arn:aws:iam::222222222222:role/one\nsaml_process = cat HOME/assertion\n",
    status: 4,
    says: /role\/one/,
  },
  "SAML: with keys": {
    config: "role_arn = arn:aws:iam::222222222222:role/saml\nsaml_process = cat HOME/assertion\n",
    credentials: idOnly + secretOnly,
    status: 3,
    says: /exclude each other/,
  },
  "web identity: a folder": { config: `${web}HOME/.aws\n`, status: 3, says: /is a folder/ },
  "web identity: a pipe": { config: `${web}HOME/pipe\n`, status: 3, says: /is no regular file/ },
  "web identity: a huge file": { config: `${web}HOME/huge\n`, status: 3, says: /longer than the 20000/ },
  "web identity: two words": { config: `${web}HOME/words\n`, status: 4, says: /it is no token/ },
  "web identity: no JWT": { config: `${web}HOME/notjwt\n`, status: 4, says: /not a valid JWT/ },
  "web identity: ended": { config: `${web}HOME/ended\n`, status: 4, says: /expired/i },
  "web identity: another file in each folder": {
    config: `${web}token\n`,
    status: 3,
    says: /another file in each/,
  },
  "web identity: a role that it does not open": {
    config: "role_arn = arn:aws:iam::222222222222:role/one\nweb_identity_token_file = HOME/token\n",
    status: 1,
    says: /AccessDenied|not authorized/i,
  },
  "web identity: with a credential_source": {
    config: `${web}HOME/token\ncredential_source = Environment\n`,
    status: 3,
    says: /web_identity_token_file \(\S+config:3\) and credential_source \(\S+config:4\) exclude each other/,
  },
  "web identity: with a command for another": {
    config: `${web}HOME/token\nweb_identity_token_process = cat HOME/token\n`,
    status: 3,
    says: /exclude each other/,
  },
  "SAML: no value": { config: "saml_process =\n", status: 3, says: /saml_process has no value/ },
  "SAML: half of a pair beside it": {
    config: `${saml}cat HOME/assertion\n${secretOnly}`,
    status: 3,
    says: /saml_process \(\S+\) and aws_secret_access_key \(\S+\) exclude each other/,
  },
  "SAML: ended": { config: `${saml}cat HOME/ended.saml\n`, status: 4, says: /ended at 2020/ },
  "SAML: an assertion without roles": {
    config: `${saml}cat HOME/none.saml\n`,
    status: 4,
    says: /saml_process of profile "p" \(\S+config:3\): it names no role/,
  },
  "SAML: cut short": {
    config: `${saml}head -c 400 HOME/assertion\n`,
    status: 4,
    says: /saml_process of profile "p" \(\S+config:3\): it/,
  },
  "SAML: with entities": {
    config: `${saml}cat HOME/entity.saml\n`,
    status: 4,
    says: /saml_process of profile "p" \(\S+config:3\): it/,
  },
  "SAML: two roles, and none is named": {
    config: "saml_process = cat HOME/two.saml\n",
    status: 4,
    says: /which role of the SAML assertion is meant/,
  },
  "SAML: another provider": {
    config: `${saml}cat HOME/assertion\nprincipal_arn = arn:aws:iam::222222222222:saml-provider/other\n`,
    status: 4,
    says: /the SAML assertion does not offer it/,
  },
};
