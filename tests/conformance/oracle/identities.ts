import type { OracleInput } from "../../support/oracle.ts";
import { arnOf, keys, role } from "../../support/oracle_people.ts";

const profile = "p";
const instance = { AWS_EC2_METADATA_SERVICE_ENDPOINT: "{instance}/" };
const web = `[profile p]\n${role("web")}web_identity_token_file = {home}/token\n`;
const webVariables = { AWS_ROLE_ARN: arnOf("web"), AWS_WEB_IDENTITY_TOKEN_FILE: "{home}/token" };
const ssoSettings = "sso_start_url = https://sso.example/start\nsso_region = us-east-1\n" +
  "sso_account_id = 111111111111\nsso_role_name = reader\n";

/** Tokens of a web identity, and logins. */
export const identitiesInputs: readonly OracleInput[] = [
  { title: "a web identity in the profile", profile, config: web, gives: "token > web" },
  {
    title: "a web identity with a session name",
    profile,
    config: `${web}role_session_name = chosen-web\n`,
    gives: "token > web(chosen-web)",
  },
  {
    title: "a web identity for another audience",
    profile,
    config: web.replace("/token", "/wrong-token"),
    gives: "error",
  },
  {
    title: "a web identity without its file",
    profile,
    config: web.replace("/token", "/missing"),
    gives: "error",
  },
  {
    title: "a web identity whose file is empty",
    profile,
    config: web.replace("/token", "/empty"),
    gives: "error",
  },
  {
    title: "a web identity without a role",
    profile,
    config: "[profile p]\nweb_identity_token_file = {home}/token\n",
    gives: "error",
  },
  {
    title: "a web identity without a role, on an instance",
    profile,
    config: "[profile p]\nweb_identity_token_file = {home}/token\n",
    env: instance,
    gives: "error",
  },
  {
    title: "a web identity beside `source_profile`",
    profile,
    config: `${web}source_profile = alice\n`,
    credentials: `[alice]\n${keys("alice")}`,
    gives: "error",
    differs: {
      others: "token > web",
      why:
        "They pass over `source_profile`. Two sources exclude each other, and choosing one would be a guess at whose credentials are meant.",
    },
  },
  { title: "a web identity beside keys", profile, config: web + keys("alice"), gives: "token > web" },
  {
    title: "a role from a web identity",
    profile: "r",
    config: `${web}[profile r]\n${role("one")}source_profile = p\n`,
    gives: "token > web > one",
  },
  {
    title: "a web identity in the variables, beside a profile with keys",
    profile,
    credentials: `[p]\n${keys("alice")}`,
    env: webVariables,
    gives: "alice",
  },
  {
    title: "a web identity in the variables, beside a profile without anything",
    profile,
    config: "[profile p]\noutput = json\n",
    env: webVariables,
    gives: "error",
  },
  { title: "SSO without a login", profile, config: `[profile p]\n${ssoSettings}`, gives: "error" },
  {
    title: "SSO without a login, beside keys",
    profile,
    config: `[profile p]\n${ssoSettings}`,
    credentials: `[p]\n${keys("alice")}`,
    gives: "error",
  },
  {
    title: "SSO without a login, on an instance",
    profile,
    config: `[profile p]\n${ssoSettings}`,
    env: instance,
    gives: "error",
  },
  {
    title: "a session of SSO that is not there",
    profile,
    config: "[profile p]\nsso_session = s\nsso_account_id = 111111111111\nsso_role_name = reader\n",
    gives: "error",
  },
];
