import type { OracleInput } from "../../support/oracle.ts";
import { keys, role } from "../../support/oracle_people.ts";

const profile = "p";
const credentials = `[alice]\n${keys("alice")}`;
const one = `[profile p]\n${role("one")}source_profile = alice\n`;
const chain = `[profile one]\n${role("one")}source_profile = alice\n` +
  `[profile two]\n${role("two")}source_profile = one\n[profile three]\n${
    role("three")
  }source_profile = two\n`;

/** Roles, and where their credentials come from. */
export const rolesInputs: readonly OracleInput[] = [
  { title: "a role", profile, config: one, credentials, gives: "alice > one" },
  {
    title: "a role in the credentials file",
    profile,
    credentials: `${credentials}[p]\n${role("one")}source_profile = alice\n`,
    gives: "alice > one",
  },
  { title: "two roles", profile: "two", config: chain, credentials, gives: "alice > one > two" },
  { title: "three roles", profile: "three", config: chain, credentials, gives: "alice > one > two > three" },
  {
    title: "a role that names itself as its source, with keys",
    profile,
    config: `[profile p]\n${role("one")}source_profile = p\n`,
    credentials: `[p]\n${keys("alice")}`,
    gives: "alice > one",
  },
  {
    title: "a role that names itself as its source, without keys",
    profile,
    config: `[profile p]\n${role("one")}source_profile = p\n`,
    credentials: `[default]\n${keys("bob")}`,
    gives: "error",
  },
  {
    title: "a circle of two roles",
    profile,
    config: `[profile p]\n${role("one")}source_profile = q\n[profile q]\n${role("two")}source_profile = p\n`,
    gives: "error",
  },
  {
    title: "a circle of two roles, one of them with keys",
    profile,
    config: `[profile p]\n${role("one")}source_profile = q\n${keys("alice")}[profile q]\n${
      role("two")
    }source_profile = p\n`,
    gives: "error",
  },
  { title: "a source that does not exist", profile, config: one, gives: "error" },
  {
    title: "a source that does not exist, and `[default]` with keys",
    profile,
    config: one,
    credentials: `[default]\n${keys("bob")}`,
    gives: "error",
  },
  {
    title: "a source without credentials",
    profile,
    config: `${one}[profile alice]\noutput = json\n`,
    credentials: `[default]\n${keys("bob")}`,
    gives: "error",
  },
  {
    title: "a source with an id alone",
    profile,
    config: `${one}[profile alice]\naws_access_key_id = AKIAFAKEALICEEXAMPLE\n`,
    gives: "error",
  },
  {
    title: "a source with a process",
    profile,
    config: `${one}[profile alice]\ncredential_process = cat {home}/process.json\n`,
    gives: "process > one",
  },
  {
    title: "a source with a `credential_source`",
    profile,
    config: `[profile p]\n${role("two")}source_profile = q\n[profile q]\n${
      role("one")
    }credential_source = Ec2InstanceMetadata\n`,
    env: { AWS_EC2_METADATA_SERVICE_ENDPOINT: "{instance}/" },
    gives: "machine > one > two",
  },
  {
    title: "a source with a `credential_source` and no role",
    profile,
    config: `${one}[profile alice]\ncredential_source = Ec2InstanceMetadata\n`,
    env: { AWS_EC2_METADATA_SERVICE_ENDPOINT: "{instance}/" },
    gives: "machine > one",
    differs: {
      others: "error",
      why: "They know that setting under a role alone; it can mean one thing only, as in row 65.",
    },
  },
  {
    title: "a role with a process of its own",
    profile,
    config: `[profile p]\n${role("one")}credential_process = cat {home}/process.json\n`,
    gives: "process > one",
    differs: {
      others: "error",
      why:
        "They want a `source_profile`. awsume 4.5 runs the process and takes the role with its credentials.",
    },
  },
  {
    title: "a role that names itself as its source, with a process",
    profile,
    config: `[profile p]\n${role("one")}source_profile = p\ncredential_process = cat {home}/process.json\n`,
    gives: "process > one",
    differs: {
      others: "error",
      why:
        "They let a profile name itself only if it has keys. The process stands in the profile that is named.",
    },
  },
  {
    title: "a source with keys that is a role as well",
    profile,
    config: `${one}[profile alice]\n${role("two")}source_profile = bob\n`,
    credentials: `${credentials}[bob]\n${keys("bob")}`,
    gives: "alice > one",
  },
  {
    title: "keys beside a role and its source",
    profile,
    config: one,
    credentials: `${credentials}[p]\n${keys("bob")}`,
    gives: "alice > one",
  },
  {
    title: "a role without a source",
    profile,
    config: `[profile p]\n${role("one")}`,
    credentials,
    gives: "error",
  },
  {
    title: "a role without a source, beside keys",
    profile,
    config: `[profile p]\n${role("one")}`,
    credentials: `[p]\n${keys("alice")}`,
    gives: "error",
  },
  {
    title: "a role without a source, on an instance",
    profile,
    config: `[profile p]\n${role("one")}`,
    env: { AWS_EC2_METADATA_SERVICE_ENDPOINT: "{instance}/" },
    gives: "error",
  },
  {
    title: "an empty `source_profile`",
    profile,
    config: `[profile p]\n${role("one")}source_profile =\n`,
    credentials,
    gives: "error",
  },
  {
    title: "an empty `role_arn` beside keys",
    profile,
    config: "[profile p]\nrole_arn =\nsource_profile = alice\n",
    credentials: `${credentials}[p]\n${keys("bob")}`,
    gives: "error",
  },
  {
    title: "a `role_arn` that is none",
    profile,
    config: "[profile p]\nrole_arn = one\nsource_profile = alice\n",
    credentials,
    gives: "error",
  },
  {
    title: "a `source_profile` without a role",
    profile,
    config: "[profile p]\nsource_profile = alice\n",
    credentials,
    gives: "error",
  },
  {
    title: "a role that may not be taken",
    profile,
    config: one.replaceAll(role("one"), role("closed")),
    credentials,
    gives: "error",
  },
  {
    title: "a role that may not be taken, beside keys and on an instance",
    profile,
    config: one.replaceAll(role("one"), role("closed")) + keys("bob"),
    credentials,
    env: { AWS_EC2_METADATA_SERVICE_ENDPOINT: "{instance}/" },
    gives: "error",
  },
];
