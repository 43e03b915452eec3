import type { OracleInput } from "../../support/oracle.ts";
import { keys, keyVariables, role } from "../../support/oracle_people.ts";

const profile = "p";
const credentials = `[p]\n${keys("alice")}[q]\n${keys("bob")}`;
const both = `[default]\n${keys("alice")}[q]\n${keys("bob")}`;

const remembered =
  "As with awsume 4.5 the word after `awsume` alone chooses the profile, and without one it is " +
  "`default`. awsume sets and removes these variables itself, so that their values belong to the switch before: " +
  "rows 7 and 8.";

/** What is set around. */
export const variablesInputs: readonly OracleInput[] = [
  {
    title: "a profile is named, and `AWS_PROFILE` names another",
    profile,
    credentials,
    env: { AWS_PROFILE: "q" },
    gives: "alice",
  },
  {
    title: "a profile is named, and `AWS_DEFAULT_PROFILE` names another",
    profile,
    credentials,
    env: { AWS_DEFAULT_PROFILE: "q" },
    gives: "alice",
  },
  {
    title: "a profile is named, and `AWS_PROFILE` names none that exists",
    profile,
    credentials,
    env: { AWS_PROFILE: "missing" },
    gives: "alice",
  },
  {
    title: "a profile is named, and keys are in the variables",
    profile,
    credentials,
    env: keyVariables("env"),
    gives: "alice",
  },
  {
    title: "a role is named, and keys are in the variables",
    profile: "r",
    config: `[profile r]\n${role("one")}source_profile = p\n`,
    credentials,
    env: keyVariables("env"),
    gives: "alice > one",
  },
  {
    title: "a profile without anything is named, and keys are in the variables",
    profile,
    config: "[profile p]\noutput = json\n",
    env: keyVariables("env"),
    gives: "error",
  },
  {
    title: "a profile that does not exist is named, and keys are in the variables",
    profile: "missing",
    credentials,
    env: keyVariables("env"),
    gives: "error",
  },
  {
    title: "no profile is named, and `AWS_PROFILE` names one",
    credentials: both,
    env: { AWS_PROFILE: "q" },
    gives: "alice",
    differs: { others: "bob", why: remembered },
  },
  {
    title: "no profile is named, and `AWS_DEFAULT_PROFILE` names one",
    credentials: both,
    env: { AWS_DEFAULT_PROFILE: "q" },
    gives: "alice",
    differs: { others: "bob", why: remembered },
  },
  {
    title: "no profile is named, and `AWS_PROFILE` names none that exists",
    credentials: both,
    env: { AWS_PROFILE: "missing" },
    gives: "alice",
    differs: { others: "error", why: remembered },
  },
  {
    title: "no profile is named, and keys are in the variables",
    credentials: both,
    env: keyVariables("env"),
    gives: "alice",
    differs: { others: "env", why: remembered },
  },
  {
    title: "`AWS_SHARED_CREDENTIALS_FILE` with another file",
    profile,
    env: { AWS_SHARED_CREDENTIALS_FILE: "{home}/other" },
    credentials,
    gives: "error",
  },
  {
    title: "`AWS_CONFIG_FILE` with another file",
    profile,
    env: { AWS_CONFIG_FILE: "{home}/other" },
    credentials,
    gives: "alice",
  },
];
