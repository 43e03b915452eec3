import assert from "node:assert/strict";
import { type Command, parse } from "../../src/cli/parse.ts";

const plain = { refresh: false };
const quiet = { show: false, debug: false };
const arn = "arn:aws:iam::222222222222:role/x";

const table: readonly (readonly [string, Command])[] = [
  ["", { kind: "assume", options: plain, output: quiet }],
  ["prod", { kind: "assume", options: { ...plain, profile: "prod" }, output: quiet }],
  ["exec prod aws ls --region x -r", {
    kind: "exec",
    exec: {
      options: { ...plain, profile: "prod" },
      run: { kind: "command", words: ["aws", "ls", "--region", "x", "-r"] },
    },
  }],
  ["exec -r prod --region eu-west-1 -- -x -- y", {
    kind: "exec",
    exec: {
      options: { profile: "prod", refresh: true, region: "eu-west-1" },
      run: { kind: "command", words: ["-x", "--", "y"] },
    },
  }],
  ["exec prod --rotate", {
    kind: "exec",
    exec: { options: { profile: "prod", refresh: true }, run: { kind: "nothing" } },
  }],
  ["exec prod --shell", {
    kind: "exec",
    exec: { options: { ...plain, profile: "prod" }, run: { kind: "shell" } },
  }],
  ["exec prod --refresh --region eu-west-1 cmd", {
    kind: "exec",
    exec: {
      options: { ...plain, profile: "prod", region: "eu-west-1" },
      run: { kind: "command", words: ["cmd"] },
      renewal: ["--region=eu-west-1"],
    },
  }],
  ["assume init", { kind: "assume", options: { ...plain, profile: "init" }, output: quiet }],
  ["-- init", { kind: "assume", options: { ...plain, profile: "init" }, output: quiet }],
  ["-r -- -x", { kind: "assume", options: { ...plain, profile: "-x", refresh: true }, output: quiet }],
  ["-rs prod", {
    kind: "assume",
    options: { profile: "prod", refresh: true },
    output: { ...quiet, show: true },
  }],
  ["prod --show-commands", {
    kind: "assume",
    options: { ...plain, profile: "prod" },
    output: { ...quiet, show: true },
  }],
  ["--region eu-west-1", { kind: "assume", options: { ...plain, region: "eu-west-1" }, output: quiet }],
  ["--region=eu-west-1", { kind: "assume", options: { ...plain, region: "eu-west-1" }, output: quiet }],
  ["--session-name=-x", { kind: "assume", options: { ...plain, sessionName: "-x" }, output: quiet }],
  ["--session-name=", { kind: "assume", options: plain, output: quiet }],
  ["--external-id a=b", { kind: "assume", options: { ...plain, externalId: "a=b" }, output: quiet }],
  ["--mfa-token 012345", { kind: "assume", options: { ...plain, mfaToken: "012345" }, output: quiet }],
  ["--fips --dualstack", {
    kind: "assume",
    options: { ...plain, fips: true, dualstack: true },
    output: quiet,
  }],
  ["--endpoint-url https://sts.example.com", {
    kind: "assume",
    options: { ...plain, endpointUrl: "https://sts.example.com" },
    output: quiet,
  }],
  ["--role-duration 0", { kind: "assume", options: { ...plain, durationSeconds: 0 }, output: quiet }],
  ["--role-duration 43200", { kind: "assume", options: { ...plain, durationSeconds: 43200 }, output: quiet }],
  [`--role-arn ${arn}`, { kind: "assume", options: { ...plain, roleArn: arn }, output: quiet }],
  ["--role-arn 222222222222:x", { kind: "assume", options: { ...plain, roleArn: arn }, output: quiet }],
  [
    "--role-arn aws-us-gov:222222222222:a/b --source-profile p",
    {
      kind: "assume",
      options: { ...plain, roleArn: "arn:aws-us-gov:iam::222222222222:role/a/b", sourceProfile: "p" },
      output: quiet,
    },
  ],
  ["--shell bash prod", {
    kind: "assume",
    options: { ...plain, profile: "prod" },
    output: { ...quiet, shell: "bash" },
  }],
  ["prod -o out", {
    kind: "assume",
    options: { ...plain, profile: "prod" },
    output: { ...quiet, outputProfile: "out", outputOptions: ["--output-profile=out"] },
  }],
  ["-rooutput", {
    kind: "assume",
    options: { ...plain, refresh: true },
    output: { ...quiet, outputProfile: "output", outputOptions: ["--output-profile=output"] },
  }],
  ["--clean", { kind: "clean", files: {} }],
  ["prod -vu --clean --credentials-file x", { kind: "clean", files: { credentialsFile: "x" } }],
  ["-u", { kind: "unset", output: quiet }],
  ["-us", { kind: "unset", output: { ...quiet, show: true } }],
  ["-v -u", { kind: "version" }],
  ["prod -h", { kind: "help" }],
  ["init bash", { kind: "init", shell: "bash" }],
  ["init -h", { kind: "help", word: "init" }],
  ["explain -h", { kind: "help", word: "explain" }],
  ["explain", { kind: "explain", options: plain, json: false }],
  ["explain prod --json -r", {
    kind: "explain",
    options: { profile: "prod", refresh: true },
    json: true,
  }],
  ["prod --debug", {
    kind: "assume",
    options: { ...plain, profile: "prod" },
    output: { ...quiet, debug: true },
  }],
  ["__complete bash -x --", { kind: "complete", words: ["bash", "-x", "--"] }],
];

for (const [line, expected] of table) {
  Deno.test(`parse() reads "awsume ${line}"`, () => {
    assert.deepEqual(parse(line === "" ? [] : line.split(" ")), expected);
  });
}
