/** Scripts written for awsume 4.5: its options. */
import { keeps, type Story, switches, tellStories } from "../support/story.ts";
import { files } from "../support/world.ts";

const policy = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}';
const readOnly = "arn:aws:iam::aws:policy/ReadOnlyAccess";
const billing = "arn:aws:iam::aws:policy/job-function/Billing";
const one = "arn:aws:iam::222222222222:role/one";
const given = { AccessKeyId: "AKIAGIVEN", SecretAccessKey: "gi'ven $(id)", SessionToken: "to+ken" };
const givenVariables = {
  AWS_ACCESS_KEY_ID: "AKIAGIVEN",
  AWS_SECRET_ACCESS_KEY: "gi'ven $(id)",
  AWS_SESSION_TOKEN: "to+ken",
};

const stories: readonly Story[] = [
  {
    name: "the options that shape a role",
    steps: [
      switches(
        [
          ...["one", "--session-name", "sn", "--external-id", "x-9", "--role-duration", "900"],
          ...["--session-policy", policy, "--session-policy-arns", readOnly, billing],
          ...["-t", "Team=dev ops,k=a=b,e="],
        ],
        { keys: 1, region: "us-east-1", profile: "one" },
      ),
      switches(["--session-policy-arns", readOnly, "one"], { keys: 2, region: "us-east-1", profile: "one" }),
    ],
    calls: [
      {
        action: "AssumeRole",
        RoleArn: one,
        RoleSessionName: "sn",
        ExternalId: "x-9",
        DurationSeconds: "900",
        Policy: policy,
        "PolicyArns.member.1.arn": readOnly,
        "PolicyArns.member.2.arn": billing,
        "Tags.member.1.Key": "Team",
        "Tags.member.1.Value": "dev ops",
        "Tags.member.2.Value": "a=b",
        "Tags.member.3.Key": "e",
        "Tags.member.3.Value": "",
      },
      { action: "AssumeRole", RoleSessionName: "one", "PolicyArns.member.1.arn": readOnly },
    ],
  },
  {
    name: "beginnings of options, --option=value, letters together and the end of options",
    setup: { credentials: `${files.credentials}[-x]\naws_access_key_id = AKIA\naws_secret_access_key = s\n` },
    steps: [
      switches(["one", "--reg=eu-west-3", "--session-na=x1"], {
        keys: 1,
        region: "eu-west-3",
        profile: "one",
      }),
      switches(["-rs", "--region", "eu-west-3", "one"], { keys: 2, region: "eu-west-3", profile: "one" }),
      switches(["one", "-roout"], { keys: 3, region: "us-east-1", profile: "one" }),
      switches(["--region=eu-west-1", "--", "-x"], {
        region: "eu-west-1",
        profile: "-x",
        also: { AWS_ACCESS_KEY_ID: "AKIA", AWS_SECRET_ACCESS_KEY: "s" },
      }),
      keeps(["--role", "x"], 2),
      keeps(["--region"], 2),
    ],
    stdout: [/AWS_ACCESS_KEY_ID\W+ASIAFAKE0002EXAMPLE0/],
    stderr: [/profile "out"/, /--role-arn or --role-duration/, /--region without a value/],
    calls: [{ RoleSessionName: "x1" }, { RoleSessionName: "one" }, { RoleSessionName: "one" }],
  },
  {
    name: "--mfa-token, --refresh and --region for a user with a device",
    steps: [
      switches(["mfa", "--mfa-token", "123456"], { keys: 1, region: "us-east-1", profile: "mfa" }),
      switches(["mfa", "--region", "ap-east-1"], { keys: 1, region: "ap-east-1", profile: "mfa" }),
      switches(["mfa", "-r", "--mfa-token=123456"], { keys: 2, region: "us-east-1", profile: "mfa" }),
      switches(["locked"], { keys: 3, region: "us-east-1", profile: "locked" }),
      keeps(["mfa", "--refresh", "--mfa-token", "000000"], 4),
    ],
    calls: [
      { action: "GetSessionToken", TokenCode: "123456" },
      { action: "GetSessionToken", TokenCode: "123456" },
      { action: "AssumeRole", by: "ASIAFAKE0002EXAMPLE0", TokenCode: "(absent)" },
      { action: "GetSessionToken", TokenCode: "000000" },
    ],
  },
  {
    name: "--role-arn in its three forms, from a profile and from what is awsumed",
    steps: [
      switches(["--role-arn", "222222222222:one", "--source-profile", "alice"], {
        keys: 1,
        region: "us-east-1",
        profile: one,
      }),
      switches(["--role-arn=aws:333333333333:two", "--external-id", "x2", "--source-profile", "one"], {
        keys: 3,
        region: "us-east-1",
        profile: "arn:aws:iam::333333333333:role/two",
      }),
      switches(["--role-arn", "arn:aws:iam::444444444444:role/three", "--session-name", "me"], {
        keys: 4,
        region: "us-east-1",
        profile: "arn:aws:iam::444444444444:role/three",
      }),
      keeps(["--role-arn", "222222222222:one", "--source-profile", "gone"], 3),
    ],
    calls: [
      { RoleSessionName: "awsume-cli-role", RoleArn: one, by: "AKIAFAKEALICEEXAMPLE" },
      { RoleSessionName: "one", by: "AKIAFAKEALICEEXAMPLE", ExternalId: "(absent)" },
      { RoleSessionName: "awsume-cli-role", by: "ASIAFAKE0002EXAMPLE0", ExternalId: "x2" },
      { RoleSessionName: "me", by: "ASIAFAKE0003EXAMPLE0" },
    ],
  },
  {
    name: "--json in both forms",
    steps: [
      switches(["--json", JSON.stringify({ ...given, Region: "eu-west-3" })], {
        region: "eu-west-3",
        profile: "json",
        also: givenVariables,
      }),
      switches([`--json=${JSON.stringify({ Credentials: given })}`, "--region", "eu-north-1"], {
        region: "eu-north-1",
        profile: "json",
        also: givenVariables,
      }),
      keeps(["--json", "{}"], 4),
    ],
    calls: [],
  },
  {
    name: "--config-file and --credentials-file",
    prepare: async ({ home }) => {
      await Deno.writeTextFile(`${home}/my config`, "[profile mine]\nregion = eu-south-1\n");
      await Deno.writeTextFile(`${home}/my keys`, files.credentials.replace("[alice]", "[mine]"));
    },
    steps: [
      switches(["--config-file", "~/my config", "--credentials-file=~/my keys", "mine"], {
        keys: "alice",
        region: "eu-south-1",
        profile: "mine",
      }),
      keeps(["alice", "--credentials-file", "~/my keys"], 3),
    ],
  },
  {
    name: "--info and --debug say what is done and change nothing about it",
    steps: [
      switches(["one", "--info"], { keys: 1, region: "us-east-1", profile: "one" }),
      switches(["one", "--debug"], { keys: 1, region: "us-east-1", profile: "one" }),
    ],
    stderr: [/AssumeRole/, /debug: read/, /will expire/],
  },
];

tellStories(stories);
