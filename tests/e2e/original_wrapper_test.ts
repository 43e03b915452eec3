/** Scripts written for awsume 4.5: which variables it sets and unsets, and which it goes by. */
import assert from "node:assert/strict";
import { keeps, type Step, type Story, switches, tellStories } from "../support/story.ts";
import { files } from "../support/world.ts";

const alice = { keys: "alice", region: "us-east-1", profile: "alice" } as const;

/** Names that a shell, a protocol of words or an option parser could take for something else. */
const names = [
  "a b",
  "'",
  'a"q"',
  "$(id)",
  "*",
  "None",
  "プロド",
  "!x\\",
];
const words = ["exec", "config", "help", "-x", "--who"];

const keys = "aws_access_key_id = AKIAFAKEALICEEXAMPLE\naws_secret_access_key = fake/alice+secret/==\n";

function named(words: readonly string[], profile: string): Step {
  return switches(words, { keys: "alice", region: "us-east-1", profile });
}

/** Everything that the original set or unset, and what else could lead an SDK elsewhere. */
const stale = [
  ...["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN", "AWS_REGION"],
  ...["AWS_DEFAULT_REGION", "AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWSUME_EXPIRATION", "AWSUME_PROFILE"],
  ...["AWSUME_COMMAND", "AWS_CREDENTIAL_EXPIRATION", "AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE"],
];
const staleVariables = Object.fromEntries(stale.map((name) => [name, "stale"]));

const stories: readonly Story[] = [
  {
    name: "a failure leaves the variables alone and has awsume's own status",
    steps: [
      switches(["one"], { keys: 1, region: "us-east-1", profile: "one" }),
      keeps(["gone"], 3),
      keeps(["--nope"], 2),
      keeps(["closed"], 1),
      keeps(["mfa", "--mfa-token", "000000"], 4),
      keeps([""], 2),
      switches(["alice"], alice),
    ],
  },
  {
    name: "stale variables are gone after a switch, after -u, and stay after a failure",
    env: () => staleVariables,
    steps: [
      keeps(["gone"], 3),
      switches(["alice"], alice),
      { exports: staleVariables },
      switches(["-u"], {}),
    ],
  },
  {
    name: "-s shows what it sets, -u -s what it unsets, in this shell's language",
    steps: [
      switches(["-s", "alice"], alice),
      switches(["--show-commands", "alice"], alice),
      switches(["-su"], {}),
    ],
    stdout: [
      /AWS_SECRET_ACCESS_KEY\W+fake\/alice\+secret\/==/,
      /AWSUME_PROFILE\W+alice/,
      /AWSUME_PROFILE\W+alice/,
      /AWSUME_COMMAND/,
    ],
  },
  {
    name: "profiles with odd names",
    setup: { credentials: names.map((name) => `[${name}]\n${keys}`).join("") },
    steps: names.map((name) => named([name], name)),
  },
  {
    name: "profiles that are called as a command or an option",
    setup: { credentials: words.map((name) => `[${name}]\n${keys}`).join("") },
    steps: [
      ...words.map((name) => named(["--", name], name)),
      named(["assume", "config"], "config"),
    ],
  },
  {
    name: "values that a shell could take apart",
    setup: {
      credentials: `[odd]\naws_access_key_id = AKIA * ?\naws_secret_access_key = s*'"$HOME\`id\`;!x \\\n` +
        "aws_session_token = a  b\n",
    },
    steps: [
      switches(["odd", "--session-name", "it's $(id)"], {
        region: "us-east-1",
        profile: "odd",
        also: {
          AWS_ACCESS_KEY_ID: "AKIA * ?",
          AWS_SECRET_ACCESS_KEY: `s*'"$HOME\`id\`;!x \\`,
          AWS_SESSION_TOKEN: "a  b",
        },
      }),
    ],
  },
  {
    name: "AWS_PROFILE, AWS_REGION and their like do not choose",
    setup: { credentials: files.credentials.replace("[alice]", "[default]") },
    env: () => ({
      ...{ AWS_PROFILE: "gone", AWS_DEFAULT_PROFILE: "mfa", AWSUME_PROFILE: "two" },
      ...{ AWS_REGION: "eu-west-1", AWS_DEFAULT_REGION: "ca-central-1" },
    }),
    steps: [
      keeps(["--who"]),
      switches([], { keys: "alice", region: "us-east-1", profile: "default" }),
      keeps(["--who"]),
      switches(["-u"], {}),
      keeps(["--who"]),
    ],
    stderr: [/^two\n/, /^default\n/, /^No profile awsume'd currently\n$/],
  },
  {
    name: "AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE name the files",
    prepare: async ({ home }) => {
      await Deno.writeTextFile(`${home}/c`, "[profile mine]\nregion = eu-south-1\n");
      await Deno.writeTextFile(`${home}/k`, `[mine]\n${keys}`);
    },
    env: ({ home }) => ({ AWS_CONFIG_FILE: `${home}/c`, AWS_SHARED_CREDENTIALS_FILE: `${home}/k` }),
    steps: [
      keeps(["alice"], 3),
      switches(["mine"], { keys: "alice", region: "eu-south-1", profile: "mine" }),
    ],
  },
  {
    name: "XDG_CACHE_HOME and XDG_CONFIG_HOME take the place of ~/.awsume",
    prepare: async ({ home }) => {
      await Deno.mkdir(`${home}/cfg/awsume`, { recursive: true });
      await Deno.writeTextFile(`${home}/cfg/awsume/config.yaml`, "region: eu-north-1\n");
    },
    setup: { config: files.config.replace("region = us-east-1", "") },
    env: ({ home }) => ({ XDG_CACHE_HOME: `${home}/cache`, XDG_CONFIG_HOME: `${home}/cfg` }),
    steps: [switches(["one"], { keys: 1, region: "eu-north-1", profile: "one" })],
    after: async ({ home }) => {
      await assert.rejects(Deno.stat(`${home}/.awsume`), Deno.errors.NotFound);
      assert.ok((await Array.fromAsync(Deno.readDir(`${home}/cache/awsume`))).length > 0);
    },
  },
];

tellStories(stories);
