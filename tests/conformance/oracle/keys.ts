import type { OracleInput } from "../../support/oracle.ts";
import { keys } from "../../support/oracle_people.ts";

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
    credentials: `${alice}aws_session_token = t1\n`,
    gives: "alice with the token t1",
  },
  {
    title: "keys and a token of the old name",
    profile,
    credentials: `${alice}aws_security_token = t1\n`,
    gives: "alice with the token t1",
  },
  {
    title: "keys and a token of either name, the same",
    profile,
    credentials: `${alice}aws_security_token = t1\naws_session_token = t1\n`,
    gives: "alice with the token t1",
  },
  {
    title: "keys and two tokens that differ",
    profile,
    credentials: `${alice}aws_session_token = t1\naws_security_token = t2\n`,
    gives: "error",
    differs: {
      others: "alice with the token t2",
      why:
        "They take `aws_security_token` first, which the other SDKs do not know: they take the other one. One of the two is out of date, and only the person knows which.",
    },
  },
  {
    title: "a blank token and one of the old name",
    profile,
    credentials: `${alice}aws_session_token =\naws_security_token = t1\n`,
    gives: "alice with the token t1",
  },
  {
    title: "keys and a token in the config file, a token in the credentials file",
    profile,
    config: `${aliceConfig}aws_session_token = t1\n`,
    credentials: "[p]\naws_session_token = t2\n",
    gives: "alice with the token t1",
  },
  {
    title: "keys in the credentials file, a token of the old name in the config file",
    profile,
    config: "[profile p]\naws_security_token = t1\n",
    credentials: alice,
    gives: "alice",
  },
  {
    title: "a temporary key without a token",
    profile,
    credentials: `${alice.replace("AKIA", "ASIA")}`,
    gives: "error",
    differs: {
      others: "a stranger",
      why:
        "They sign with half an identity, and AWS refuses every call. A key that begins with `ASIA` works with its token alone.",
    },
  },
  {
    title: "a key in typographic quotes",
    profile,
    credentials: alice.replace(/AKIA\w+/, "\u201c$&\u201d"),
    gives: "error",
    differs: {
      others: "a stranger",
      why: "No header can hold it. They fail with the first call; the error here names line and character.",
    },
  },
  {
    title: "a byte order mark before a key",
    profile,
    credentials: alice.replace("AKIA", "\ufeffAKIA"),
    gives: "error",
    differs: { others: "a stranger", why: "As with quotes." },
  },
  {
    title: "an invisible character in a secret",
    profile,
    credentials: `${alice.trimEnd()}\u200b\n`,
    gives: "error",
    differs: { others: "alice with another secret", why: "AWS refuses every call that is signed with it." },
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
      others: "alice with another secret",
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
