/** Half an identity: a key whose token stands under another name, in another file, or nowhere. */
import { keys } from "../support/oracle_people.ts";
import { testReport } from "../support/tried.ts";

const alice = keys("alice");
const temporary = alice.replace("AKIA", "ASIA");
const place = "/home/me/.aws/";

testReport([
  {
    title: "aws_security_token alone is the token",
    credentials: `[p]\n${alice}aws_security_token = t1\n`,
    gives: "alice with the token t1",
  },
  {
    title: "aws_security_token in the config file is the token of the keys there",
    config: `[profile p]\n${alice}aws_security_token = t1\n`,
    gives: "alice with the token t1",
  },
  {
    title: "a blank aws_session_token makes place for aws_security_token",
    credentials: `[p]\n${alice}aws_session_token =\naws_security_token = t1\n`,
    gives: "alice with the token t1",
  },
  {
    title: "one token under both names is one",
    credentials: `[p]\n${alice}aws_session_token = t1\naws_security_token = t1\n`,
    gives: "alice with the token t1",
  },
  {
    title: "two tokens that differ are an error with both lines",
    credentials: `[p]\n${alice}aws_session_token = SECRET1\naws_security_token = SECRET2\n`,
    says: /aws_session_token \(\S+credentials:4\) and aws_security_token \(\S+credentials:5\) differ/,
    place: `${place}credentials:4`,
  },
  {
    title: "a token of the other file is none of these keys'",
    config: "[profile p]\naws_security_token = t2\n",
    credentials: `[p]\n${alice}aws_session_token = t1\n`,
    gives: "alice with the token t1",
  },
  {
    title: "the token beside the keys counts, though the credentials file has another one alone",
    config: `[profile p]\n${alice}aws_session_token = t1\n`,
    credentials: "[p]\naws_session_token = t2\n",
    gives: "alice with the token t1",
  },
  {
    title: "the old token beside the keys counts, though the credentials file has another one alone",
    config: `[profile p]\n${alice}aws_security_token = t1\n`,
    credentials: "[p]\n[p]\naws_security_token = t2\naws_session_token = t3\n",
    gives: "alice with the token t1",
  },
  {
    title: "a temporary key without a token is an error with its line",
    credentials: `[p]\n${temporary}`,
    says: /aws_session_token is missing beside \S+credentials:2, and a key that begins with ASIA/,
    place: `${place}credentials:2`,
  },
  {
    title: "a temporary key with a blank token is an error with its line",
    credentials: `[p]\n${temporary}aws_session_token =\n`,
    says: /aws_session_token is missing beside \S+credentials:2/,
    place: `${place}credentials:2`,
  },
  {
    title: "a temporary key whose token is in the other file is an error with its line",
    config: "[profile p]\naws_session_token = t1\n",
    credentials: `[p]\n${temporary}`,
    says: /aws_session_token is missing beside \S+credentials:2/,
    place: `${place}credentials:2`,
  },
  {
    title: "a temporary key without a token is an error as a source profile, too",
    config: "[profile p]\nrole_arn = arn:aws:iam::222222222222:role/one\nsource_profile = hub\n",
    credentials: `[hub]\n${temporary}`,
    says: /profile "hub": aws_session_token is missing beside \S+credentials:2/,
    place: `${place}credentials:2`,
  },
  {
    title: "a token whose name is indented is no part of the secret",
    credentials: `[p]\n${alice}  aws_session_token = SECRET\n`,
    says: /read profile "p": \S+credentials:4: expected aws_session_token further left/,
    place: `${place}credentials:4`,
  },
]);
