import { keys, type OracleInput } from "../../support/oracle.ts";

const profile = "p";
const alice = `[p]\n${keys("alice")}`;
const bob = `[p]\n${keys("bob")}`;
const aliceConfig = `[profile p]\n${keys("alice")}`;
const [id = "", secret = ""] = keys("alice").trimEnd().split("\n");

/** Access keys in the files, whole and half. */
export const keysInputs: readonly OracleInput[] = [
  { title: "keys in the credentials file", profile, credentials: alice, gives: "alice" },
  { title: "keys in the config file", profile, config: aliceConfig, gives: "alice" },
  {
    title: "keys of two users in the two files",
    profile,
    config: aliceConfig,
    credentials: bob,
    gives: "bob",
  },
  {
    title: "the id in one file, the secret in the other",
    profile,
    config: `[profile p]\n${id}\n`,
    credentials: `[p]\n${secret}\n`,
    gives: "error",
  },
  {
    title: "a pair in the config file, an id in the credentials file",
    profile,
    config: aliceConfig,
    credentials: "[p]\naws_access_key_id = AKIAFAKEBOBEXAMPLE\n",
    gives: "error",
  },
  {
    title: "keys and a token",
    profile,
    credentials: `${alice}aws_session_token = token\n`,
    gives: "alice",
  },
  {
    title: "keys and a token of the old name",
    profile,
    credentials: `${alice}aws_security_token = token\n`,
    gives: "alice",
  },
  { title: "an id without a secret", profile, credentials: `[p]\n${id}\n`, gives: "error" },
  { title: "a secret without an id", profile, credentials: `[p]\n${secret}\n`, gives: "error" },
  {
    title: "a secret without an id, on an instance",
    profile,
    credentials: `[p]\n${secret}\n`,
    env: { AWS_EC2_METADATA_SERVICE_ENDPOINT: "{instance}/" },
    gives: "error",
    differs: {
      others: "machine",
      why:
        "They take the profile for one without keys and go on to the instance: another identity than the one that the profile is about to name.",
    },
  },
  {
    title: "an id and an empty secret",
    profile,
    credentials: `[p]\n${id}\naws_secret_access_key =\n`,
    gives: "error",
    differs: {
      others: "alice",
      why:
        "They sign with the empty secret, and AWS refuses every call. Half a pair is an error before anything is exported.",
    },
  },
  {
    title: "an empty id and a secret",
    profile,
    credentials: `[p]\naws_access_key_id =\n${secret}\n`,
    gives: "error",
  },
  {
    title: "an id without a secret, and `[default]` with keys",
    profile,
    credentials: `[p]\n${id}\n[default]\n${keys("bob")}`,
    gives: "error",
  },
  {
    title: "a profile without anything, and `[default]` with keys",
    profile,
    config: "[profile p]\nregion = us-east-1\n",
    credentials: `[default]\n${keys("bob")}`,
    gives: "error",
  },
  {
    title: "a profile without anything, on an instance",
    profile,
    config: "[profile p]\noutput = json\n",
    env: { AWS_EC2_METADATA_SERVICE_ENDPOINT: "{instance}/" },
    gives: "error",
    differs: {
      others: "machine",
      why:
        "They go on to the instance when the named profile has nothing. Who names a profile means that one; `credential_source` says so where the instance is meant.",
    },
  },
  {
    title: "a profile without anything, in a container",
    profile,
    config: "[profile p]\noutput = json\n",
    env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: "{container}/v1/credentials" },
    gives: "error",
    differs: { others: "task", why: "As on an instance." },
  },
  {
    title: "an id without a secret, on an instance",
    profile,
    credentials: `[p]\n${id}\n`,
    env: { AWS_EC2_METADATA_SERVICE_ENDPOINT: "{instance}/" },
    gives: "error",
  },
  {
    title: "keys that awsume has written, after their end",
    profile,
    credentials: `${alice}manager = awsume\nexpiration = 2020-01-01T00:00:00Z\n`,
    gives: "error",
    differs: {
      others: "alice",
      why:
        "They do not look at `expiration`: AWS refuses every call. What has an end is given to nobody after it.",
    },
  },
  {
    title: "keys that awsume has written, before their end",
    profile,
    credentials: `${alice}manager = awsume\nexpiration = 2999-01-01T00:00:00Z\n`,
    gives: "alice",
  },
  {
    title: "keys of a user, with the end of a session that another tool has left",
    profile,
    credentials: `${alice}x_security_token_expires = 2020-01-01T00:00:00Z\n`,
    gives: "alice",
  },
  {
    title: "keys with an `aws_account_id` that is none",
    profile,
    credentials: `${alice}aws_account_id = prod\n`,
    gives: "alice",
  },
  {
    title: "keys of a store that is not AWS's, in a region of its own",
    profile,
    config: "[profile p]\nregion = auto\n",
    credentials: alice,
    gives: "alice",
  },
  {
    title: "keys of a MinIO, whose URL is not encrypted",
    profile,
    config: "[profile p]\nendpoint_url = http://minio.lan:9000\n",
    credentials: alice,
    gives: "alice",
  },
  {
    title: "keys, and a `services` section that is not there",
    profile,
    config: "[profile p]\nservices = gone\n",
    credentials: alice,
    gives: "alice",
  },
  { title: "a profile that does not exist", profile, credentials: `[q]\n${keys("alice")}`, gives: "error" },
  {
    title: "a profile that does not exist, and `[default]` with keys",
    profile,
    credentials: `[default]\n${keys("bob")}`,
    gives: "error",
  },
  { title: "no files to speak of", profile, gives: "error" },
  {
    title: "no profile named, `[default]` with keys",
    credentials: `[default]\n${keys("bob")}`,
    gives: "bob",
  },
  { title: "no profile named, and no `[default]`", credentials: alice, gives: "error" },
];
