/** Scripts written for awsume 4.5: what comes first of several wishes, and what excludes what. */
import { keeps, type Story, switches, tellStories } from "../support/story.ts";

const alice = { keys: "alice", region: "us-east-1", profile: "alice" } as const;

/** Its order: refresh-autocomplete, list-plugins, clean, version, who, unset, config, kill, list. */
const stories: readonly Story[] = [
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

tellStories(stories);
