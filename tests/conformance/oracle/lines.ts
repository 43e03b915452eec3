import type { OracleInput } from "../../support/oracle.ts";
import { keys, role } from "../../support/oracle_people.ts";

const profile = "p";
const alice = keys("alice");
const bob = keys("bob");

const unread = "Of a file with such a slip they read nothing, and every profile in it is gone.";

/** How the lines of a section are read. */
export const linesInputs: readonly OracleInput[] = [
  {
    title: "settings in capitals",
    profile,
    credentials: `[p]\n${alice.replaceAll("aws_", "AWS_")}`,
    gives: "alice",
  },
  {
    title: "`key: value`",
    profile,
    credentials: `[p]\n${alice.replaceAll(" = ", ": ")}`,
    gives: "error",
    differs: {
      others: "alice",
      why:
        "AWS's rules for the files know `=` alone, and most SDKs cannot read such a line. The error names the line.",
    },
  },
  {
    title: "no blanks around `=`",
    profile,
    credentials: `[p]\n${alice.replaceAll(" = ", "=")}`,
    gives: "alice",
  },
  {
    title: "a section twice",
    profile,
    credentials: `[p]\n${bob}[q]\n[p]\n${alice}`,
    gives: "alice",
    differs: { others: "error", why: `${unread} AWS's rules join the sections.` },
  },
  {
    title: "a setting twice",
    profile,
    credentials: `[p]\n${bob}${alice}`,
    gives: "alice",
    differs: { others: "error", why: `${unread} By AWS's rules the last one counts.` },
  },
  {
    title: "a section twice, elsewhere in the file",
    profile,
    credentials: `[p]\n${alice}[q]\n${bob}[q]\n${bob}`,
    gives: "alice",
    differs: { others: "error", why: unread },
  },
  {
    title: "comments and empty lines",
    profile,
    credentials: `# a\n\n; b\n[p]\n# c\n\n${alice}\n; d\n`,
    gives: "alice",
  },
  { title: "an indented comment", profile, credentials: `[p]\n  # c\n${alice}  ; d\n`, gives: "alice" },
  {
    title: "a comment behind a secret",
    profile: "r",
    config: `[profile r]\n${role("one")}source_profile = p\n`,
    credentials: `[p]\n${alice.trimEnd()} # old\n`,
    gives: "alice > one",
    differs: {
      others: "error",
      why:
        "They know no comments behind values and take ` # old` for a part of the secret, so that AWS refuses it. By AWS's rules, which the other SDKs keep, a blank before `#` begins a comment.",
    },
  },
  {
    title: "`#` and `;` inside a value",
    profile: "r",
    config: `[profile r]\n${role("one")}source_profile = a#b;c\n`,
    credentials: `[a#b;c]\n${alice}`,
    gives: "alice > one",
  },
  {
    title: "a comment behind `source_profile`",
    profile: "r",
    config: `[profile r]\n${role("one")}source_profile = p # the user\n`,
    credentials: `[p]\n${alice}`,
    gives: "alice > one",
    differs: { others: "error", why: "As behind a secret: they look for a profile of the whole line." },
  },
  {
    title: "a quoted value",
    profile: "r",
    config: `[profile r]\n${role("one")}source_profile = "p"\n`,
    credentials: `[p]\n${alice}`,
    gives: "error",
  },
  {
    title: "nested settings of a service",
    profile,
    config: "[profile p]\ns3 =\n  addressing_style = path\n  max_queue_size = 10\n",
    credentials: `[p]\n${alice}`,
    gives: "alice",
  },
  {
    title: "a value that goes on in the next line",
    profile: "r",
    config: `[profile r]\n${role("one")}source_profile = p\n  q\n`,
    credentials: `[p]\n${alice}`,
    gives: "error",
  },
  {
    title: "an indented header below a setting",
    profile,
    config: `[profile p]\noutput = json\n\n  [profile q]\n${role("one")}source_profile = p\n`,
    credentials: `[p]\n${alice}`,
    gives: "error",
    differs: {
      others: "alice > one",
      why:
        "Python's reader makes the header a part of the value above it, and the profile gets the role below. The error names the line.",
    },
  },
  {
    title: "the profile of an indented header, with keys in the other file",
    profile: "q",
    config: `[profile p]\noutput = json\n\n  [profile q]\n  ${role("one")}  source_profile = p\n`,
    credentials: `[p]\n${bob}[q]\n${alice}`,
    gives: "error",
    differs: { others: "alice", why: "As before: its role is gone, and what is left is another identity." },
  },
  {
    title: "an indented header where nothing is open",
    profile,
    config: `  [profile p]\n  ${role("one")}  source_profile = q\n`,
    credentials: `  [q]\n${alice}`,
    gives: "alice > one",
  },
  {
    title: "an indented setting below another",
    profile,
    config: `[profile p]\nnote = a\n  ${role("one")}  source_profile = p\n`,
    credentials: `[p]\n${alice}`,
    gives: "error",
    differs: {
      others: "alice",
      why: "As with a header: the role is a part of the value above it, and is not assumed.",
    },
  },
  {
    title: "an indented setting that nobody knows",
    profile,
    config: "[profile p]\nnote = a\n  colour = red\n",
    credentials: `[p]\n${alice}`,
    gives: "alice",
  },
  {
    title: "no-break spaces around headers, keys and values",
    profile,
    config: `\u00a0[profile p]\u2003\n${
      `${role("one")}source_profile = q\n`.replaceAll(" = ", "\u00a0=\u00a0").replaceAll("\n", "\u00a0\n")
    }`,
    credentials: `[q]\u3000\n${alice}`,
    gives: "alice > one",
  },
  {
    title: "an invisible character in a key",
    profile,
    config: `[profile p]\n\u200b${role("one")}source_profile = p\n`,
    credentials: `[p]\n${alice}`,
    gives: "error",
    differs: { others: "alice", why: "They know no such setting, and pass over the role." },
  },
  {
    title: "indented settings",
    profile,
    credentials: `[p]\n${alice.replaceAll(/^/gm, "  ").trimEnd()}\n`,
    gives: "alice",
  },
  {
    title: "Windows line ends",
    profile,
    credentials: `[p]\n${alice}`.replaceAll("\n", "\r\n"),
    gives: "alice",
  },
  {
    title: "a byte order mark",
    profile,
    credentials: `\ufeff[p]\n${alice}`,
    gives: "alice",
    differs: { others: "error", why: `${unread} Editors on Windows write such a mark without being asked.` },
  },
  { title: "no line end at the end", profile, credentials: `[p]\n${alice.trimEnd()}`, gives: "alice" },
  {
    title: "a line that means nothing, in the profile",
    profile,
    credentials: `[p]\n${alice}nonsense\n`,
    gives: "error",
  },
  {
    title: "a line that means nothing, in another profile",
    profile,
    credentials: `[p]\n${alice}[q]\nnonsense\n`,
    gives: "alice",
    differs: { others: "error", why: `${unread} It is an error for its own profile alone.` },
  },
  {
    title: "settings before any section",
    profile,
    credentials: `${bob}[p]\n${alice}`,
    gives: "alice",
    differs: { others: "error", why: `${unread} Such lines belong to no profile.` },
  },
  { title: "a header without its end", profile, credentials: `[p\n${alice}`, gives: "error" },
  {
    title: "`[DEFAULT]` with keys",
    profile,
    credentials: `[DEFAULT]\n${bob}[p]\n`,
    gives: "error",
    differs: {
      others: "bob",
      why:
        "Python's reader hands the settings of `[DEFAULT]` down to every section, so that a profile without keys has somebody else's. No other SDK does, and no credentials are taken from a section that the profile does not name.",
    },
  },
  { title: "`%` in a value", profile, credentials: `[p]\n${alice}x = 100%(y)s\n`, gives: "alice" },
  {
    title: "`[profile]` without a name",
    profile,
    config: `[profile]\n${bob}[profile p]\n${alice}`,
    gives: "alice",
  },
];
