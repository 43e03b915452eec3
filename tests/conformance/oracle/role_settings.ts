import type { OracleInput } from "../../support/oracle.ts";
import { keys, oracleMfaSerial, role } from "../../support/oracle_people.ts";

const profile = "p";
const credentials = `[alice]\n${keys("alice")}`;
const one = `[profile p]\n${role("one")}source_profile = alice\n`;
const chain = `[profile one]\n${role("one")}source_profile = alice\n` +
  `[profile two]\n${role("two")}source_profile = one\n[profile three]\n${
    role("three")
  }source_profile = two\n`;
const locked = `[profile p]\n${role("locked")}source_profile = alice\nmfa_serial = ${oracleMfaSerial}\n`;

/** What a role's profile says beside its role and its source. */
export const roleSettingsInputs: readonly OracleInput[] = [
  {
    title: "an external id",
    profile,
    config: `${one}external_id = x1\n`,
    credentials,
    gives: "alice > one(x1)",
  },
  {
    title: "an empty external id",
    profile,
    config: `${one}external_id =\n`,
    credentials,
    gives: "alice > one",
    differs: {
      others: "error",
      why:
        "They send the empty text, which no role can want. An empty setting counts as absent, as everywhere else.",
    },
  },
  {
    title: "a session name",
    profile,
    config: `${one}role_session_name = chosen\n`,
    credentials,
    gives: "alice > one(chosen)",
  },
  {
    title: "a session name that AWS does not take",
    profile,
    config: `${one}role_session_name = chosen name!\n`,
    credentials,
    gives: "alice > one(chosen_name_)",
    differs: {
      others: "error",
      why: "AWS refuses the call. What AWS does not take in such a name becomes `_`, as in row 31.",
    },
  },
  {
    title: "half an hour",
    profile,
    config: `${one}duration_seconds = 1800\n`,
    credentials,
    gives: "alice > one(1800)",
  },
  {
    title: "two hours of a role that may be had for twelve",
    profile,
    config: `${one.replaceAll(role("one"), role("two"))}duration_seconds = 7200\n`,
    credentials,
    gives: "alice > two(7200)",
  },
  {
    title: "two hours of a role that may be had for one",
    profile,
    config: `${one}duration_seconds = 7200\n`,
    credentials,
    gives: "error",
  },
  {
    title: "two hours of a role from a role",
    profile: "two",
    config: chain.replace(role("two"), `${role("two")}duration_seconds = 7200\n`),
    credentials,
    gives: "error",
  },
  {
    title: "a duration that is no number",
    profile,
    config: `${one}duration_seconds = 1h\n`,
    credentials,
    gives: "error",
    differs: {
      others: "alice > one",
      why:
        "They pass over it and take AWS's hour. A lifetime that somebody wrote and did not get is found out too late.",
    },
  },
  {
    title: "an empty duration",
    profile,
    config: `${one}duration_seconds =\n`,
    credentials,
    gives: "alice > one",
  },
  {
    title: "a duration of a minute",
    profile,
    config: `${one}duration_seconds = 60\n`,
    credentials,
    gives: "error",
  },
  {
    title: "a negative duration",
    profile,
    config: `${one}duration_seconds = -3600\n`,
    credentials,
    gives: "error",
  },
  { title: "a role that wants MFA", profile, config: locked, credentials, gives: "alice > locked" },
  {
    title: "a role that wants MFA, and no device",
    profile,
    config: locked.replace(/mfa_serial.*\n/, ""),
    credentials,
    gives: "error",
  },
  {
    title: "a role that wants MFA, and another's device",
    profile,
    config: locked.replace("mfa/alice", "mfa/bob"),
    credentials,
    gives: "error",
  },
  {
    title: "the device in the source's profile",
    profile,
    config: `${locked.replace(/mfa_serial.*\n/, "")}[profile alice]\nmfa_serial = ${oracleMfaSerial}\n`,
    credentials,
    gives: "alice > locked",
    differs: {
      others: "error",
      why:
        "They look for `mfa_serial` in the role's profile alone. The device is the user's, and awsume 4.5 looks in both: rows 24 and 25.",
    },
  },
  {
    title: "the device in the source's profile, and a role that wants no code and says so by `awsume_mfa`",
    profile,
    config: `[profile alice]\nmfa_serial = ${oracleMfaSerial}\n${one}awsume_mfa = none\n`,
    credentials,
    gives: "alice > one",
  },
  {
    title: "the device in the source's profile, and a role that wants a code, against its own `awsume_mfa`",
    profile,
    config: `[profile alice]\nmfa_serial = ${oracleMfaSerial}\n${
      locked.replace(/mfa_serial.*\n/, "")
    }awsume_mfa = none\n`,
    credentials,
    gives: "error",
  },
  {
    title: "a device beside keys alone",
    profile: "alice",
    config: `[profile alice]\nmfa_serial = ${oracleMfaSerial}\n`,
    credentials,
    gives: "alice",
  },
  {
    title: "a region in the role's profile",
    profile,
    config: `${one}region = eu-west-1\n`,
    credentials,
    gives: "alice > one",
  },
  {
    title: "a region in the source's profile",
    profile,
    config: `${one}[profile alice]\nregion = eu-west-1\n`,
    credentials,
    gives: "alice > one",
    differs: {
      others: "error",
      why:
        "They look for a region in the named profile alone, and call nothing without one. awsume 4.5 takes the source's: row 36.",
    },
  },
  {
    title: "a region that does not exist",
    profile,
    config: `${one}region = xx-nowhere-9\n`,
    credentials,
    gives: "alice > one",
  },
  {
    title: "a region that is no name",
    profile,
    config: `${one}region = not a region\n`,
    credentials,
    gives: "error",
  },
  {
    title: "an empty region",
    profile,
    config: `${one}region =\n`,
    credentials,
    gives: "alice > one",
    differs: {
      others: "error",
      why: "They sign for a region without a name. An empty setting counts as absent, as everywhere else.",
    },
  },
];
