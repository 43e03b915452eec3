import type { OracleInput } from "../../support/oracle.ts";
import { keys, role } from "../../support/oracle_people.ts";

const profile = "p";
const alice = keys("alice");
const bob = keys("bob");

const roleOfQ = `${role("one")}source_profile = q\n`;

const lost = "They pass over such a section, and its role is gone. The error names the line.";

const laterAlone =
  "With them the later section counts alone, and the role is gone. By AWS's rules the sections of a name are one profile.";

/** Headers that somebody means as that of `p`, and that are none to the others. */
const lostHeaders = [
  [
    "a second `]` behind `[profile p]`",
    "[profile p] # see [wiki]",
    "Python's newer versions end the name at the last `]`, older ones at the first. The error names the line.",
  ],
  ["a quote that stays open", "[profile 'p]", lost],
  ["a no-break space in `[profile p]`", "[profile\u00a0p]", lost],
  ["an invisible character in `[profile p]`", "[profile p\u200b]", lost],
  ["`[Profile p]`", "[Profile p]", lost],
] as const;

/** Headers that are that of `p`, and other characters than `[profile p]`. */
const spellings = [["a tab", "[profile\tp]"], ["two blanks", "[profile  p]"], [
  "quotes",
  '[profile "p"]',
]] as const;

/** Which sections are profiles. */
export const sectionsInputs: readonly OracleInput[] = [
  {
    title: "`[profile default]` after `[default]`",
    profile: "default",
    config: `[default]\n${bob}[profile default]\n${alice}`,
    gives: "alice",
  },
  {
    title: "`[profile default]` before `[default]`",
    profile: "default",
    config: `[profile default]\n${alice}[default]\n${bob}`,
    gives: "alice",
    differs: {
      others: "bob",
      why:
        "With them the later one counts. AWS's own rule, which its other SDKs keep, is that `[profile default]` counts, wherever it stands.",
    },
  },
  {
    title: "`[profile default]` alone",
    profile: "default",
    config: `[profile default]\n${alice}`,
    gives: "alice",
  },
  {
    title: "`[p]` in the config file",
    profile,
    config: `[p]\n${alice}`,
    gives: "alice",
    differs: {
      others: "error",
      why: "awsume 4.5 reads such sections, and people have them. A `[profile p]` beside it wins.",
    },
  },
  {
    title: "`[profile p]` in the credentials file",
    profile,
    credentials: `[profile p]\n${alice}`,
    gives: "error",
  },
  {
    title: "a name with a blank, quoted",
    profile: "my dev",
    config: `[profile "my dev"]\n${alice}`,
    gives: "alice",
  },
  {
    title: "a name with a blank, in single quotes",
    profile: "my dev",
    config: `[profile 'my dev']\n${alice}`,
    gives: "alice",
  },
  {
    title: "a name with a blank, not quoted",
    profile: "my dev",
    config: `[profile my dev]\n${alice}`,
    gives: "error",
  },
  {
    title: "a name with a blank, in the credentials file",
    profile: "my dev",
    credentials: `[my dev]\n${alice}`,
    gives: "alice",
  },
  { title: "a quoted name without a blank", profile, config: `[profile "p"]\n${alice}`, gives: "alice" },
  { title: "`[profile<TAB>p]`", profile, config: `[profile\tp]\n${alice}`, gives: "alice" },
  { title: "`[profile   p]`", profile, config: `[profile   p]\n${alice}`, gives: "alice" },
  ...spellings.flatMap(([what, header]) => [
    {
      title: `a role below a header with ${what}, and \`[profile p]\` behind it`,
      profile,
      config: `${header}\n${roleOfQ}[profile p]\nregion = us-east-1\n`,
      credentials: `[p]\n${bob}[q]\n${alice}`,
      gives: "alice > one",
      differs: { others: "bob", why: laterAlone },
    },
    {
      title: `a role below \`[profile p]\`, and a header with ${what} behind it`,
      profile,
      config: `[profile p]\n${roleOfQ}${header}\nduration_seconds = 1800\n`,
      credentials: `[p]\n${bob}[q]\n${alice}`,
      gives: "alice > one(1800)",
      differs: { others: "bob", why: laterAlone },
    },
  ]),
  {
    title: "`[ profile p ]`",
    profile,
    config: `[ profile p ]\n${alice}`,
    gives: "alice",
    differs: {
      others: "error",
      why: "By AWS's rules blanks inside the brackets mean nothing.",
    },
  },
  {
    title: "a comment behind `[profile p]`",
    profile,
    config: `[profile p] # mine\n${alice}`,
    gives: "alice",
  },
  {
    title: "a comment close behind `[profile p]`",
    profile,
    config: `[profile p]# mine\n${alice}`,
    gives: "alice",
  },
  {
    title: "text behind `[profile p]`",
    profile,
    config: `[profile p] // main\n${roleOfQ}`,
    credentials: `[p]\n${bob}[q]\n${alice}`,
    gives: "alice > one",
  },
  ...lostHeaders.map(([what, header, why]) => ({
    title: `${what}, with keys in the other file`,
    profile,
    config: `${header}\n${roleOfQ}`,
    credentials: `[p]\n${bob}[q]\n${alice}`,
    gives: "error",
    differs: { others: "bob", why },
  })),
  {
    title: "a header without its `[`, with keys in the other file",
    profile,
    config: `profile p]\n${roleOfQ}`,
    credentials: `[p]\n${bob}[q]\n${alice}`,
    gives: "error",
  },
  {
    title: "a broken header of another profile",
    profile,
    config: `[profile p]\n${roleOfQ}[profile 'x]\n${bob}`,
    credentials: `[q]\n${alice}`,
    gives: "alice > one",
  },
  {
    title: "a quoted name in the credentials file",
    profile,
    credentials: `['p']\n${alice}`,
    gives: "error",
  },
  {
    title: "a name of Greek letters",
    profile: "δοκιμή",
    config: `[profile δοκιμή]\n${alice}`,
    gives: "alice",
  },
  {
    title: "a name with a colon and a slash",
    profile: "a:b/c",
    config: `[profile a:b/c]\n${alice}`,
    gives: "alice",
  },
  { title: "the name in other case", profile: "P", config: `[profile p]\n${alice}`, gives: "error" },
];
