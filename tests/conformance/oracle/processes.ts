import type { OracleInput } from "../../support/oracle.ts";
import { keys } from "../../support/oracle_people.ts";

const profile = "p";
const instance = { AWS_EC2_METADATA_SERVICE_ENDPOINT: "{instance}/" };
const prints = (file: string): string => `credential_process = cat "{home}/${file}"\n`;
const process = (file: string): string => `[profile p]\n${prints(file)}`;

/** `credential_process`. */
export const processesInputs: readonly OracleInput[] = [
  { title: "a process", profile, config: process("process.json"), gives: "process" },
  { title: "a process with an end far away", profile, config: process("lasting.json"), gives: "process" },
  {
    title: "a process of a quoted path with a blank",
    profile,
    config: process("two words.json"),
    gives: "process",
  },
  {
    title: "a process that goes by a variable",
    profile,
    config: `[profile p]\ncredential_process = sh -c 'cat "{home}/$WHICH"'\n`,
    env: { WHICH: "process.json" },
    gives: "process",
  },
  {
    title: "a process with `awsume_keep`",
    profile,
    config: `${process("process.json")}awsume_keep = STAGE VAULT_ADDR\n`,
    gives: "process",
  },
  {
    title: "a process with an `awsume_keep` that names no variable",
    profile,
    config: `${process("process.json")}awsume_keep =\n`,
    gives: "error",
    differs: {
      others: "process",
      why: "The setting is awsume's own, and nobody knows under what the credentials would be remembered.",
    },
  },
  {
    title: "a process in the credentials file",
    profile,
    credentials: `[p]\n${prints("process.json")}`,
    gives: "process",
  },
  { title: "a process that fails", profile, config: process("missing.json"), gives: "error" },
  {
    title: "a program that does not exist",
    profile,
    config: "[profile p]\ncredential_process = no-such-program\n",
    gives: "error",
  },
  {
    title: "an empty `credential_process`",
    profile,
    config: "[profile p]\ncredential_process =\n",
    gives: "error",
  },
  {
    title: "an empty `credential_process`, on an instance",
    profile,
    config: "[profile p]\ncredential_process =\n",
    env: instance,
    gives: "error",
  },
  { title: "a process that prints nothing", profile, config: process("empty"), gives: "error" },
  { title: "a process that prints a page", profile, config: process("page.html"), gives: "error" },
  { title: "a process of version 2", profile, config: process("version2.json"), gives: "error" },
  {
    title: "a process whose version is a text",
    profile,
    config: process("versiontext.json"),
    gives: "error",
  },
  { title: "a process without a secret", profile, config: process("half.json"), gives: "error" },
  { title: "a process whose credentials have ended", profile, config: process("ended.json"), gives: "error" },
  {
    title: "a process that fails, and `[default]` with keys",
    profile,
    config: process("missing.json"),
    credentials: `[default]\n${keys("bob")}`,
    gives: "error",
  },
  {
    title: "a process that fails, on an instance",
    profile,
    config: process("missing.json"),
    env: instance,
    gives: "error",
  },
  {
    title: "a process beside keys in the credentials file",
    profile,
    config: process("process.json"),
    credentials: `[p]\n${keys("alice")}`,
    gives: "alice",
  },
  {
    title: "a process beside keys in the config file",
    profile,
    config: process("process.json") + keys("alice"),
    gives: "process",
  },
  {
    title: "a process that fails, beside keys in the config file",
    profile,
    config: process("missing.json") + keys("alice"),
    gives: "error",
  },
  {
    title: "a process beside an id alone",
    profile,
    config: `${process("process.json")}aws_access_key_id = AKIAFAKEALICEEXAMPLE\n`,
    gives: "error",
    differs: {
      others: "process",
      why:
        "They never look at the half pair. Somebody began to write keys there, and which of the two is meant is a guess.",
    },
  },
  {
    title: "a process with a pipe of the shell",
    profile,
    config: `[profile p]\ncredential_process = cat {home}/process.json | cat\n`,
    gives: "process",
    differs: {
      others: "error",
      why:
        "They start the program without a shell. The other SDKs use one, and so does awsume; a line that needs none means the same to all.",
    },
  },
];
