/** Sources that are configured wrongly, half, or fail. */
import { placeRows, type Row } from "./fall_rows_places.ts";

const mfaSerial = "arn:aws:iam::111111111111:mfa/alice";
const role = "role_arn = arn:aws:iam::222222222222:role/one\n";

export const idOnly = "aws_access_key_id = AKIAFAKEALICEEXAMPLE\n";
export const secretOnly = "aws_secret_access_key = fake/alice+secret/==\n";
const print = (json: string): string => `credential_process = printf '%s' '${json}'\n`;
const good = '"Version":1,"AccessKeyId":"AKIAFAKEALICEEXAMPLE","SecretAccessKey":"fake/alice+secret/=="';
/** `HOME` is the person's folder. */
export const rows: Readonly<Record<string, Row>> = {
  "no profile of that name": { status: 3, says: /Cannot find profile "p"/ },
  "a profile without anything": { config: "region = eu-west-1\n", status: 3, says: /it has no access keys/ },
  "keys: an id alone, config": { config: idOnly, status: 3, says: /aws_secret_access_key is missing/ },
  "keys: an id alone, credentials": {
    credentials: idOnly,
    status: 3,
    says: /aws_secret_access_key is missing/,
  },
  "keys: a secret alone": { credentials: secretOnly, status: 3, says: /aws_access_key_id is missing/ },
  "keys: an empty secret": {
    credentials: `${idOnly}aws_secret_access_key =\n`,
    status: 3,
    says: /aws_secret_access_key is missing/,
  },
  "keys: both empty": {
    credentials: "aws_access_key_id =\naws_secret_access_key =\n",
    status: 3,
    says: /it has no access keys/,
  },
  "keys: a token alone": { credentials: "aws_session_token = t\n", status: 3, says: /it has no access keys/ },
  "keys: one in each file": {
    config: idOnly,
    credentials: secretOnly,
    status: 3,
    says: /Keep both in the same file/,
  },
  "keys: of nobody, for a role": {
    config: `${role}source_profile = p\n`,
    credentials: "aws_access_key_id = AKIAFAKENOBODYATALL1\naws_secret_access_key = x\n",
    status: 1,
    says: /InvalidClientTokenId|security token/i,
  },
  "process: no such program": {
    config: "credential_process = no-such-program-here\n",
    status: 3,
    says: /its program is not found/,
  },
  "process: no value": {
    config: "credential_process =\n",
    status: 3,
    says: /credential_process has no value/,
  },
  "process: fails": { config: "credential_process = exit 7\n", status: 1, says: /ended with status 7/ },
  "process: prints nothing": { config: "credential_process = true\n", status: 1, says: /prints nothing/ },
  "process: no JSON": { config: "credential_process = echo hello\n", status: 1, says: /no JSON/ },
  "process: another version": {
    config: print(`{${good.replace(":1,", ":2,")}}`),
    status: 1,
    says: /not of Version 1/,
  },
  "process: a version in quotes": {
    config: print(`{${good.replace(":1,", ':"1",')}}`),
    status: 1,
    says: /not of Version 1/,
  },
  "process: megabytes": {
    config: "credential_process = head -c 2000000 /dev/zero\n",
    status: 1,
    says: /more than 65,?536|KiB|bytes/,
  },
  "process: no secret": {
    config: print('{"Version":1,"AccessKeyId":"AKIA"}'),
    status: 1,
    says: /SecretAccessKey/,
  },
  "process: ended": {
    config: print(`{${good},"SessionToken":"t","Expiration":"2020-01-01T00:00:00Z"}`),
    status: 4,
    says: /ended at 2020/,
  },
  "process: an end that is no time": {
    config: print(`{${good},"Expiration":"soon"}`),
    status: 1,
    says: /Expiration/,
  },
  ...placeRows,
  "web identity: no role": { config: "web_identity_token_file = HOME/token\n", status: 3, says: /role_arn/ },
  "web identity: no file": {
    config: "role_arn = arn:aws:iam::222222222222:role/web\nweb_identity_token_file = HOME/none\n",
    status: 3,
    says: /\/none/,
  },
  "web identity: no value": {
    config: "role_arn = arn:aws:iam::222222222222:role/web\nweb_identity_token_file =\n",
    status: 3,
    says: /web_identity_token_file/,
  },
  "web identity: an empty file": {
    config: "role_arn = arn:aws:iam::222222222222:role/web\nweb_identity_token_file = HOME/empty\n",
    status: 4,
    says: /empty/,
  },
  "web identity: of another audience": {
    config: "role_arn = arn:aws:iam::222222222222:role/web\nweb_identity_token_file = HOME/foreign\n",
    status: 4,
    says: /Incorrect token audience/,
  },
  "web identity: with a source profile": {
    config:
      "role_arn = arn:aws:iam::222222222222:role/web\nweb_identity_token_file = HOME/token\nsource_profile = good\n",
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
  "role: no source": { config: role, status: 3, says: /names no source_profile/ },
  "role: no value": {
    config: "role_arn =\nsource_profile = good\n",
    status: 3,
    says: /role_arn has no value/,
  },
  "role: no ARN": {
    config: "role_arn = hello\nsource_profile = good\n",
    status: 3,
    says: /config:2 is no role ARN/,
  },
  "role: two sources": {
    config: `${role}source_profile = good\ncredential_source = Environment\n`,
    status: 3,
    says: /exclude each other/,
  },
  "role: a source that is not there": {
    config: `${role}source_profile = absent\n`,
    status: 3,
    says: /Cannot find profile "absent", the source_profile of "p"/,
  },
  "role: a source of half keys": {
    config: `${role}source_profile = half\n[profile half]\n${idOnly}`,
    status: 3,
    says: /aws_secret_access_key is missing/,
  },
  "role: a circle": {
    config: `${role}source_profile = q\n[profile q]\n${role}source_profile = p\n`,
    status: 3,
    says: /it is a circle/,
  },
  "role: itself, without keys": {
    config: `${role}source_profile = p\n`,
    status: 3,
    says: /it has no access keys/,
  },
  "role: AWS refuses": {
    config: "role_arn = arn:aws:iam::222222222222:role/closed\nsource_profile = good\n",
    status: 1,
    says: /AccessDenied|not authorized/,
  },
  "role: a source without a role": { config: "source_profile = good\n", status: 3, says: /but no role_arn/ },
  "SSO: a session": {
    config: "sso_session = corp\n",
    status: 3,
    says: /sso_session .* is not supported yet/,
  },
  "SSO: an account": {
    config: "sso_account_id = 1\nsso_role_name = x\n",
    credentials: idOnly + secretOnly,
    status: 3,
    says: /is not supported yet/,
  },
  "login_session": {
    config: "login_session = arn:aws:iam::1:user/x\n",
    status: 3,
    says: /is not supported yet/,
  },
  "MFA: nobody to ask": {
    config: `mfa_serial = ${mfaSerial}\n`,
    credentials: idOnly + secretOnly,
    status: 4,
    says: /MFA|terminal|code/i,
  },
  "MFA: another device": {
    config: "mfa_serial = arn:aws:iam::111111111111:mfa/none\nmfa_process = echo 123456\n",
    credentials: idOnly + secretOnly,
    status: 4,
    says: /MFA|MultiFactor|code/i,
  },
  "region: unknown characters": {
    config: `${role}source_profile = good\nregion = eu_west 1\n`,
    status: 3,
    says: /region/,
  },
  "FIPS: neither true nor false": {
    config: `${role}source_profile = good\nuse_fips_endpoint = maybe\n`,
    status: 3,
    says: /use_fips_endpoint/,
  },
  "a line that nobody can read": { config: "role_arn\n", status: 3, says: /config:\d+/ },
};
