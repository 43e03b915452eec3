/** Scripts written for awsume 4.5: output profiles, profiles that renew themselves, settings, fuzzy names. */
import assert from "node:assert/strict";
import { keeps, type Story, switches, tellStories } from "../support/story.ts";
import { files, type World } from "../support/world.ts";

const one = { region: "us-east-1", profile: "one" } as const;
const held = { region: "us-east-1", profile: "alice" } as const;
const alice = { keys: "alice", ...held } as const;

async function credentialsOf({ home }: World): Promise<string> {
  return await Deno.readTextFile(`${home}/.aws/credentials`);
}

const stories: readonly Story[] = [
  {
    name: "-o writes a profile and exports the credentials as well, and never over a foreign profile",
    steps: [
      switches(["one", "-o", "out"], { keys: 1, ...one }),
      switches(["alice", "--output-profile=out"], alice),
      switches(["out"], { keys: "alice", region: "us-east-1", profile: "out" }),
      keeps(["one", "-o", "mfa"], 3),
    ],
    calls: [{ action: "AssumeRole" }],
    after: async (world) =>
      assert.equal(
        await credentialsOf(world),
        `${files.credentials}
[out]
manager = awsume
aws_access_key_id = AKIAFAKEALICEEXAMPLE
aws_secret_access_key = fake/alice+secret/==
region = us-east-1
`,
      ),
  },
  {
    name: "--clean removes expired profiles of awsume's own",
    setup: {
      credentials: "[old]\nmanager = awsume\nexpiration = 2020-01-01 00:00:00\n" + files.credentials +
        "[foreign]\nexpiration = 2020-01-01 00:00:00\n",
    },
    steps: [switches(["alice"], alice), keeps(["--clean"])],
    stderr: [/^Removed the expired profile "old"\r?\n$/],
    after: async (world) =>
      assert.equal(
        await credentialsOf(world),
        `${files.credentials}[foreign]\nexpiration = 2020-01-01 00:00:00\n`,
      ),
  },
  {
    name: "-a exports a profile that renews itself, -k ends that",
    steps: [
      switches(["one", "-a"], { ...one, awsProfile: "autoawsume-one" }),
      switches(["alice", "-a", "-o", "mine"], { ...held, awsProfile: "mine" }),
      keeps(["-k", "one"]),
      switches(["-k", "mine"], {}),
      switches(["alice", "-ra"], { ...held, awsProfile: "autoawsume-alice" }),
      switches(["-k"], {}),
      switches(["alice"], alice),
      keeps(["-k"]),
    ],
    after: async (world) => assert.equal((await credentialsOf(world)).trimEnd(), files.credentials.trimEnd()),
  },
  {
    name: "--config reads and writes settings, which count at once",
    setup: { config: files.config.replace("region = us-east-1", "") },
    steps: [
      switches(["one"], { keys: 1, profile: "one" }),
      keeps(["--config", "set", "region", "eu-north-1"]),
      keeps(["--config", "LIST"]),
      switches(["one"], { keys: 2, region: "eu-north-1", profile: "one" }),
      keeps(["--config", "clear", "region"]),
      keeps(["--config", "get", "region"]),
      switches(["one"], { keys: 1, profile: "one" }),
      keeps(["--config", "nonsense"], 2),
    ],
    stdout: [/region: eu-north-1/, /null/],
  },
  {
    name: "fuzzy-match finds the profile that is meant, and no other",
    steps: [
      keeps(["--config", "set", "fuzzy-match", "true"]),
      switches(["on"], { keys: 1, ...one }),
      switches(["alcie"], alice),
      keeps(["t"], 3),
      keeps(["--config", "reset", "fuzzy-match"]),
      keeps(["thre"], 3),
    ],
    stderr: [
      /Using profile "one"/,
      /Using profile "alice"/,
      /"t" stands for: "three", "two"/,
      /"thre"/,
    ],
  },
];

tellStories(stories);
