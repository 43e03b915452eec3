import type { OracleInput } from "../../support/oracle.ts";
import { keys, keyVariables, role } from "../../support/oracle_people.ts";

const profile = "p";
const instance = { AWS_EC2_METADATA_SERVICE_ENDPOINT: "{instance}/" };
const container = { AWS_CONTAINER_CREDENTIALS_FULL_URI: "{container}/v1/credentials" };
const guarded = { AWS_CONTAINER_CREDENTIALS_FULL_URI: "{guarded}/v1/credentials" };
const from = (source: string): string => `[profile p]\n${role("one")}credential_source = ${source}\n`;

/** `credential_source`. */
export const ambientInputs: readonly OracleInput[] = [
  {
    title: "`Environment`",
    profile,
    config: from("Environment"),
    env: keyVariables("env"),
    gives: "env > one",
  },
  { title: "`Environment` without variables", profile, config: from("Environment"), gives: "error" },
  {
    title: "`Environment` with an id alone",
    profile,
    config: from("Environment"),
    env: { AWS_ACCESS_KEY_ID: "AKIAFAKEENVEXAMPLE" },
    gives: "error",
  },
  {
    title: "`Environment` without variables, on an instance",
    profile,
    config: from("Environment"),
    env: instance,
    gives: "error",
  },
  {
    title: "`Ec2InstanceMetadata`",
    profile,
    config: from("Ec2InstanceMetadata"),
    env: instance,
    gives: "machine > one",
  },
  {
    title: "`Ec2InstanceMetadata`, forbidden by a variable",
    profile,
    config: from("Ec2InstanceMetadata"),
    env: { ...instance, AWS_EC2_METADATA_DISABLED: "true" },
    gives: "error",
  },
  {
    title: "`Ec2InstanceMetadata` without a service, and variables with keys",
    profile,
    config: from("Ec2InstanceMetadata"),
    env: { AWS_EC2_METADATA_SERVICE_ENDPOINT: "http://127.0.0.1:9", ...keyVariables("env") },
    gives: "error",
  },
  { title: "`EcsContainer`", profile, config: from("EcsContainer"), env: container, gives: "task > one" },
  {
    title: "`EcsContainer` without a service's variable",
    profile,
    config: from("EcsContainer"),
    gives: "error",
  },
  {
    title: "`EcsContainer` with a word for the service",
    profile,
    config: from("EcsContainer"),
    env: { ...guarded, AWS_CONTAINER_AUTHORIZATION_TOKEN: "Basic word" },
    gives: "task > one",
  },
  {
    title: "`EcsContainer` without the word that the service wants",
    profile,
    config: from("EcsContainer"),
    env: guarded,
    gives: "error",
  },
  {
    title: "`EcsContainer` with another word than the service wants",
    profile,
    config: from("EcsContainer"),
    env: { ...guarded, AWS_CONTAINER_AUTHORIZATION_TOKEN: "Basic other" },
    gives: "error",
  },
  {
    title: "`EcsContainer` with a page that is not there",
    profile,
    config: from("EcsContainer"),
    env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: "{container}/v1/nothing" },
    gives: "error",
  },
  {
    title: "`EcsContainer` of a strange host",
    profile,
    config: from("EcsContainer"),
    env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://198.51.100.1/v1/credentials" },
    gives: "error",
  },
  {
    title: "a `credential_source` that nobody knows",
    profile,
    config: from("Vault"),
    env: keyVariables("env"),
    gives: "error",
  },
  {
    title: "a `credential_source` in other case",
    profile,
    config: from("environment"),
    env: keyVariables("env"),
    gives: "error",
  },
  {
    title: "`credential_source` and `source_profile`",
    profile,
    config: `${from("Environment")}source_profile = alice\n`,
    credentials: `[alice]\n${keys("alice")}`,
    env: keyVariables("env"),
    gives: "error",
  },
  {
    title: "`credential_source` without a role, in a container",
    profile,
    config: "[profile p]\ncredential_source = Environment\n",
    env: { ...container, ...keyVariables("env") },
    gives: "env",
    differs: {
      others: "task",
      why:
        "They pass over the setting where there is no role, and go on to the container, which the profile does not name.",
    },
  },
  {
    title: "`credential_source` and `source_profile` without a role, on an instance",
    profile,
    config: "[profile p]\ncredential_source = Environment\nsource_profile = alice\n",
    credentials: `[alice]\n${keys("alice")}`,
    env: { ...instance, ...keyVariables("env") },
    gives: "error",
    differs: {
      others: "machine",
      why:
        "They pass over both settings and go on to the instance. Two sources exclude each other, with a role or without.",
    },
  },
  {
    title: "`credential_source` without a role",
    profile,
    config: "[profile p]\ncredential_source = Environment\n",
    env: keyVariables("env"),
    gives: "env",
    differs: {
      others: "error",
      why: "They pass over the setting where there is no role. It can mean one thing only, as in row 65.",
    },
  },
];
