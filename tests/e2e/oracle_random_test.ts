import assert from "node:assert/strict";
import { askAwsume, askOracle, type OracleInput, startOracleWorlds } from "../support/oracle.ts";
import { arnOf, keys, keyVariables, role } from "../support/oracle_people.ts";
import { type Random, startRandom } from "../support/random.ts";
import { testWith } from "../support/shells.ts";

/**
 * Files that nobody thought of: profiles with lines at random, whole, half and in conflict, and services around.
 * awsume may refuse what boto3 takes, and the other way round; but credentials of two people are never given for
 * the same files. Left out is what the table of the inputs says another thing about: a `credential_source` without
 * a role.
 */
const count = 150;
const names = ["p", "q", "default"];

/** What may be written in a profile, and how often it is. */
const parts: readonly (readonly [chance: number, choices: readonly string[]])[] = [
  [0.4, [keys("alice"), keys("bob")]],
  [0.1, [
    "aws_access_key_id = AKIAFAKEALICEEXAMPLE\n",
    "aws_secret_access_key = x\n",
    "aws_session_token = x\n",
  ]],
  [0.3, names.map((name) => `${role("one")}source_profile = ${name}\n`)],
  [
    0.15,
    ["Environment", "Ec2InstanceMetadata", "EcsContainer", "Nothing"].map((name) =>
      `${role("two")}credential_source = ${name}\n`
    ),
  ],
  [0.15, names.map((name) => `source_profile = ${name}\n`)],
  [0.15, ["process", "missing", "half"].map((name) => `credential_process = cat {home}/${name}.json\n`)],
  [0.1, ["token", "missing"].map((name) => `${role("web")}web_identity_token_file = {home}/${name}\n`)],
  [0.1, ["external_id = x1\n", "duration_seconds = 1800\n"]],
  [0.1, ["sso_start_url = https://sso.example/start\nsso_account_id = 111111111111\n"]],
];

/** What is around the files. */
const surroundings: readonly Readonly<Record<string, string>>[] = [
  keyVariables("env"),
  { AWS_EC2_METADATA_SERVICE_ENDPOINT: "{instance}/" },
  { AWS_CONTAINER_CREDENTIALS_FULL_URI: "{container}/v1/credentials" },
  { AWS_ROLE_ARN: arnOf("web"), AWS_WEB_IDENTITY_TOKEN_FILE: "{home}/token" },
];

function makeInputs(random: Random): readonly OracleInput[] {
  const section = (header: string): string => {
    const chosen = parts.filter(([chance]) => random.happens(chance));
    const texts = chosen.map(([, choices]) => random.one(choices));
    // A setting that is there twice would be an error to boto3.
    const lines = new Map(texts.join("").split("\n").map((line) => [line.split(" = ")[0], line]));
    return `[${header}]\n${[...lines.values()].filter((line) => line !== "").join("\n")}\n`;
  };
  return Array.from({ length: count }, (_, index) => ({
    title: `random ${index}`,
    profile: "p",
    config: names.filter(() => random.happens(0.8)).map((name) =>
      section(name === "default" ? name : `profile ${name}`)
    ).join(""),
    credentials: names.filter(() => random.happens(0.4)).map(section).join(""),
    env: Object.assign({}, ...surroundings.filter(() => random.happens(0.3))),
    gives: "",
  }));
}

testWith(
  "/usr/lib/python3/dist-packages/boto3",
  "awsume and boto3 never give credentials of two people for the same files",
  async () => {
    const inputs = makeInputs(startRandom(1));
    await using ours = await startOracleWorlds(inputs);
    await using theirs = await startOracleWorlds(inputs);
    const [own, other] = [await askAwsume(ours.places), await askOracle("boto3", theirs.places)];
    const given = inputs.map((input, index) => ({ input, own: own[index], other: other[index] }));
    const both = given.filter(({ own, other }) => own !== "error" && other !== "error");
    assert.ok(both.length > count / 5, `credentials for ${both.length}`);
    assert.deepEqual(both.filter(({ own, other }) => own !== other), []);
  },
);
