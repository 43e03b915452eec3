/**
 * Scripts written for awsume 4.5 that say what no row of `tests/conformance` says: odd names and values, its options,
 * and what comes first of several wishes.
 */
import { keeps, type Step, type Story, switches, tellInEachShell, tellStories } from "../support/story.ts";
import { accounts, files } from "../support/world.ts";

const alice = { keys: "alice", region: "us-east-1", profile: "alice" } as const;
const keys = "aws_access_key_id = AKIAFAKEALICEEXAMPLE\naws_secret_access_key = fake/alice+secret/==\n";

/** Names that a shell, a protocol of words or an option parser could take for something else. */
const names = ["a b", "'", 'a"q"', "$(id)", "*", "None", "プロド", "!x\\"];
const words = ["exec", "config", "help", "-x", "--who"];

function named(words: readonly string[], profile: string): Step {
  return switches(words, { keys: "alice", region: "us-east-1", profile });
}

/** What each shell reads and quotes. */
const typed: readonly Story[] = [
  {
    name: "profiles with odd names",
    setup: { credentials: names.map((name) => `[${name}]\n${keys}`).join("") },
    steps: names.map((name) => named([name], name)),
  },
  {
    name: "values that a shell could take apart",
    setup: {
      credentials: `[odd]\naws_access_key_id = AKIA*?\naws_secret_access_key = s*'"$HOME\`id\`;!x \\\n` +
        "aws_session_token = a*$(id);b\n",
    },
    steps: [
      switches(["odd", "--session-name", "it's $(id)"], {
        region: "us-east-1",
        profile: "odd",
        also: {
          AWS_ACCESS_KEY_ID: "AKIA*?",
          AWS_SECRET_ACCESS_KEY: `s*'"$HOME\`id\`;!x \\`,
          AWS_SESSION_TOKEN: "a*$(id);b",
        },
      }),
    ],
  },
];

const options: readonly Story[] = [
  {
    name: "profiles that are called as a command or an option",
    setup: { credentials: words.map((name) => `[${name}]\n${keys}`).join("") },
    steps: [
      ...words.map((name) => named(["--", name], name)),
      named(["assume", "config"], "config"),
    ],
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
  {
    name: "credentials that are about to end are not used again",
    setup: { accounts: { ...accounts, lifetimeSeconds: 240 } },
    steps: [
      switches(["mfa", "--mfa-token", "123456"], { keys: 1, region: "us-east-1", profile: "mfa" }),
      switches(["mfa", "--mfa-token", "123456"], { keys: 2, region: "us-east-1", profile: "mfa" }),
    ],
  },
];

/** Its order: refresh-autocomplete, list-plugins, clean, version, who, unset, config, kill, list. */
const order: readonly Story[] = [
  {
    name: "the first of several wishes counts, in the original's order",
    steps: [
      switches(["alice"], alice),
      keeps(["--refresh-autocomplete", "--list-plugins", "--clean", "-vuk", "--who", "-l"]),
      keeps(["--list-plugins", "-a", "--role-arn", "222222222222:one", "--clean", "-u"]),
      keeps(["-v", "--who", "-u"]),
      keeps(["--who", "-u", "-k", "gone", "--role-arn", "wrong"]),
      switches(["-u", "-k", "-l", "--role-arn", "wrong", "--config", "set", "region", "eu-west-1"], {}),
      keeps(["-k", "-l", "--config", "get", "region"]),
      keeps(["-k", "-l", "--role-arn", "wrong", "-t", "wrong"]),
      keeps(["gone", "-l"]),
    ],
    stdout: [/^null\r?\n/, /\bPROFILE +TYPE +SOURCE/],
    stderr: [
      /^There is nothing to refresh.*\n/,
      /^There are no plugins.*\n/,
      /^\d+\.\d+\.\d+\S*\n/,
      /^alice\n/,
      /There is no profile of --auto-refresh\n$/,
    ],
    calls: [],
  },
  {
    name: "what excludes each other is refused, and nothing changes",
    steps: [
      switches(["alice"], alice),
      keeps(["-a", "--clean", "--role-arn", "222222222222:one"], 3),
      keeps(["--who", "--with-saml"], 2),
      keeps(["--role-arn", "wrong", "-l"], 2),
      keeps(["-l", "alice"], 2),
      keeps(["one", "--role-arn", "222222222222:one"], 2),
    ],
    stderr: [
      /-a|--auto-refresh with --role-arn/,
      /--with-saml with --who/,
      /--role-arn "wrong"/,
      /Cannot list "alice"/,
      /--source-profile one/,
    ],
    calls: [],
  },
  {
    name: "-h, -l and --who say something and change nothing",
    steps: [
      switches(["alice"], alice),
      keeps(["--help", "gone", "-l"]),
      keeps(["-l"]),
      keeps(["-l", "more"]),
      keeps(["--list-profiles", "--json"]),
      keeps(["gone", "--who"]),
    ],
    stdout: [
      /Usage|awsume \[PROFILE\]/i,
      /PROFILE +TYPE[^]*?alice +User[^]*?two +Role +one/,
      /PROFILE[^]*?alice .*111111111111/,
      /"alice"/,
    ],
    stderr: [/alice\n$/],
    calls: [{ action: "GetCallerIdentity" }],
  },
];

tellInEachShell(typed);
tellStories([...options, ...order]);
