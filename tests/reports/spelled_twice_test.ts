/**
 * A profile whose header stands twice in the config file, each time spelled otherwise, is one profile: neither its role
 * nor what the role is asked for is lost, whichever section stands first.
 */
import { keys, role } from "../support/oracle_people.ts";
import { testReport } from "../support/tried.ts";

const credentials = `[p]\n${keys("bob")}[q]\n${keys("alice")}`;
const roleOfQ = `${role("one")}source_profile = q\n`;
const more = "duration_seconds = 1800\n";
const headers = ["[profile\tp]", "[profile  p]", '[profile "p"]', "[profile 'p']", "[ profile p ]"];

testReport(headers.flatMap((header) => [
  {
    title: `${JSON.stringify(header)} with a role before [profile p]`,
    config: `${header}\n${roleOfQ}[profile p]\n${more}`,
    credentials,
    gives: "alice > one(1800)",
  },
  {
    title: `${JSON.stringify(header)} with a duration behind the role of [profile p]`,
    config: `[profile p]\n${roleOfQ}${header}\n${more}`,
    credentials,
    gives: "alice > one(1800)",
  },
]));
