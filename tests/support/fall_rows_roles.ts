/** What the way to a role can come to. */
import { good, idOnly, print, type Row, secretOnly } from "./fall_row.ts";

const role = "role_arn = arn:aws:iam::222222222222:role/one\n";
/** AWS's own address, which must not be reached. */
const atAws = { AWS_ENDPOINT_URL_STS: "" };

export const roleRows: Readonly<Record<string, Row>> = {
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
  "role: no source, but keys": {
    wrongFor: "its own role",
    config: role,
    credentials: idOnly + secretOnly,
    status: 3,
    says: /config:2 names no source_profile/,
  },
  "role: a source without a name": {
    config: `${role}source_profile =\n${print(`{${good}}`)}`,
    status: 3,
    says: /source_profile has no value at \S+config:3/,
  },
  "role: a command and keys": {
    wrongFor: "its own role",
    config: `${role}${print(`{${good}}`)}${idOnly}${secretOnly}`,
    status: 3,
    says: /credential_process \(\S+config:3\) and aws_access_key_id \(\S+config:4\) exclude each other/,
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
  "role: a source with a role and half of a pair": {
    config: `${role}source_profile = q\n[profile q]\n${role}source_profile = good\n${secretOnly}`,
    status: 3,
    says: /aws_access_key_id is missing/,
  },
  "role: a source that nobody can read": {
    config: `${role}source_profile = q\n[profile q]\nrole_arn\n`,
    status: 3,
    says: /Cannot read profile "q": \S+config:5/,
  },
  "role: a source that AWS refuses": {
    config:
      `${role}source_profile = q\n[profile q]\nrole_arn = arn:aws:iam::222222222222:role/closed\nsource_profile = good\n`,
    status: 1,
    says: /role\/closed/,
  },
  "role: a circle of three": {
    config:
      `${role}source_profile = q\n[profile q]\n${role}source_profile = r\n[profile r]\n${role}source_profile = p\n`,
    status: 3,
    says: /"p" -> "q" -> "r" -> "p": it is a circle/,
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
  "role: of a partition that nobody knows": {
    config: "role_arn = arn:aws-moon:iam::222222222222:role/one\nsource_profile = good\n",
    env: atAws,
    status: 3,
    says: /aws-moon/,
  },
  "role: of another partition than its region": {
    config:
      "role_arn = arn:aws-us-gov:iam::222222222222:role/one\nsource_profile = good\nregion = eu-west-1\n",
    env: atAws,
    status: 3,
    says: /eu-west-1/,
  },
  "role: in a region that nobody knows": {
    config: `${role}source_profile = good\nregion = moon-1\n`,
    env: atAws,
    status: 3,
    says: /moon-1/,
  },
};
