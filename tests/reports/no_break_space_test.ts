/** Text that is copied from a web page brings no-break spaces, and what nobody sees. AWS's own tools strip the former. */
import { keys, role } from "../support/oracle_people.ts";
import { testReport } from "../support/tried.ts";

const alice = keys("alice");
const bob = keys("bob");
const blanks = ["\u00a0", "\u2003", "\u202f", "\u3000", "\u2007", "\v", "\x85"];
const shown = (text: string): string =>
  JSON.stringify(text).slice(1, -1).replace(/[^\0-~]/g, (each) => {
    return `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });

testReport([
  ...blanks.map((blank) => ({
    title: `"${shown(blank)}" around headers, keys and values is a blank`,
    config: `${blank}[profile p]${blank}\n${
      `${role("one")}source_profile = hub\n`.replaceAll(" = ", `${blank}=${blank}`).replaceAll(
        "\n",
        `${blank}\n`,
      )
    }`,
    credentials: `[p]\n${bob}[hub]${blank}\n${alice.replaceAll("\n", `${blank}\n`)}`,
    gives: "alice > one",
  })),
  {
    title: "a line that is indented by a no-break space is indented",
    config: `[profile p]\noutput = json\n\u00a0${role("one")}\u00a0source_profile = hub\n`,
    credentials: `[p]\n${bob}[hub]\n${alice}`,
    says: /read profile "p": \S+config:3: expected role_arn further left/,
    place: "config:3",
  },
  {
    title: "a comment behind a no-break space is one",
    config: `[profile p]\n${role("one")}source_profile = hub\u00a0# the user\n`,
    credentials: `[hub]\n${alice}`,
    gives: "alice > one",
  },
  ...["\u200b", "\ufeff", "\u2060", "\u00ad", "\u202a"].map((sign) => ({
    title: `"${shown(sign)}" in a key does not take the role away`,
    config: `[profile p]\n${sign}${role("one")}source_profile = p\n`,
    credentials: `[p]\n${bob}`,
    says: /read profile "p": \S+config:2: expected a key without invisible characters/,
    place: "config:2",
  })),
  {
    title: "a no-break space inside a key does not take the role away",
    config: `[profile p]\n${role("one").replace("_", "\u00a0")}source_profile = p\n`,
    credentials: `[p]\n${bob}`,
    says: /read profile "p": \S+config:2/,
    place: "config:2",
  },
]);
