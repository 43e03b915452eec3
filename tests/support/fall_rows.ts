/** Sources that are configured wrongly, half, or fail. */
import { good, idOnly, print, type Row, secretOnly } from "./fall_row.ts";
import { placeRows } from "./fall_rows_places.ts";
import { processRows } from "./fall_rows_processes.ts";
import { proofRows } from "./fall_rows_proofs.ts";
import { roleRows } from "./fall_rows_roles.ts";

const mfaSerial = "arn:aws:iam::111111111111:mfa/alice";
const role = "role_arn = arn:aws:iam::222222222222:role/one\n";

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
  "keys: half of them, beside a command": {
    config: print(`{${good}}`),
    credentials: secretOnly,
    status: 3,
    says: /aws_access_key_id is missing beside \S+credentials:\d+$/m,
  },
  "keys: whole in the config, half in the credentials": {
    config: idOnly + secretOnly,
    credentials: idOnly,
    status: 3,
    says: /Keep both in the same file/,
  },
  "keys: a temporary one without its token": {
    credentials: (idOnly + secretOnly).replace("AKIA", "ASIA"),
    status: 3,
    says: /aws_session_token is missing beside \S+credentials:\d+/,
  },
  "keys: two tokens that differ": {
    credentials: `${idOnly}${secretOnly}aws_session_token = a\naws_security_token = b\n`,
    status: 3,
    says: /aws_session_token \(\S+\) and aws_security_token \(\S+\) differ/,
  },
  "keys: a typographic quote": {
    credentials: secretOnly + idOnly.replace(/AKIA\w+/, "\u201c$&\u201d"),
    status: 3,
    says: /aws_access_key_id \(\S+credentials:\d+\) holds a typographic quote/,
  },
  "a header of it that is indented below a value": {
    credentials: idOnly + secretOnly,
    around: `[default]\noutput = json\n\n  [p]\n  ${role}`,
    status: 3,
    says: /Cannot read profile "p": \S+credentials:4: expected the header further left/,
  },
  "a header of it that cannot be read": {
    credentials: idOnly + secretOnly,
    around: "[default]\n[p # old\n",
    status: 3,
    says: /Cannot read profile "p": \S+credentials:2: /,
  },
  "a setting below a value": {
    config: `region = us-east-1\n  ${role}`,
    credentials: idOnly + secretOnly,
    status: 3,
    says: /Cannot read profile "p": \S+config:3: expected role_arn further left/,
  },
  "keys: of nobody, for a role": {
    config: `${role}source_profile = p\n`,
    credentials: "aws_access_key_id = AKIAFAKENOBODYATALL1\naws_secret_access_key = x\n",
    status: 1,
    says: /InvalidClientTokenId|security token/i,
  },
  "keys: of a session that has ended": {
    credentials: `${idOnly.replace("AKIA", "ASIA")}${secretOnly}aws_session_token = t\n` +
      "x_security_token_expires = 2020-01-01T00:00:00Z\n",
    status: 4,
    says: /the keys of profile "p": they ended at 2020/,
  },
  "keys: awsume's own that have ended": {
    credentials: `manager = awsume\n${idOnly}${secretOnly}expiration = 2020-01-01T00:00:00Z\n`,
    status: 4,
    says: /the keys of profile "p": they ended at 2020/,
  },
  "a chain of which no end is in sight": {
    config: `${role}source_profile = q0\n${
      Array.from(
        { length: 200 },
        (_, index) => `[profile q${index}]\n${role}source_profile = q${index + 1}\n`,
      )
        .join("")
    }`,
    status: 3,
    says: /it goes on after 100 profiles/,
  },
  ...processRows,
  ...placeRows,
  ...proofRows,
  ...roleRows,
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
  "MFA: a wrong code": {
    config: `mfa_serial = ${mfaSerial}\nmfa_process = echo 000000\n`,
    credentials: idOnly + secretOnly,
    status: 4,
    says: /invalid MFA|MultiFactor|code/i,
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
  "MFA: none is asked for, and the role gives nothing": {
    config: "role_arn = arn:aws:iam::222222222222:role/closed\nsource_profile = good\nawsume_mfa = none\n",
    status: 1,
    says: /AccessDenied[^]*leave out awsume_mfa = none/,
  },
  "MFA: neither a device nor none": {
    config: `${role}source_profile = good\nawsume_mfa = off\n`,
    status: 3,
    says: /awsume_mfa of profile "p"/,
  },
  "region: one that STS has not": {
    config: `${role}source_profile = good\nregion = auto\n`,
    env: { AWS_ENDPOINT_URL_STS: "" },
    status: 3,
    says: /Cannot use region "auto"/,
  },
  "keys with a device, and no attempts": {
    config: `${idOnly}${secretOnly}mfa_serial = ${mfaSerial}\nmax_attempts = 0\n`,
    status: 3,
    says: /Cannot use max_attempts/,
  },
  "a services section that is missing": {
    config: `${role}source_profile = good\nservices = gone\n`,
    env: { AWS_ENDPOINT_URL_STS: "" },
    status: 3,
    says: /Cannot find \[services gone\]/,
  },
  "a line that nobody can read": { config: "role_arn\n", status: 3, says: /config:\d+/ },
};
