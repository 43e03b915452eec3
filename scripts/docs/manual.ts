import { type EnvChange, toAutoChange, toEnvChange, unsetAll } from "../../src/assume/environment.ts";
import { profileFiles } from "../../src/aws/profile_files.ts";
import type { CommandWord } from "../../src/cli/command_words.ts";
import { groupsOf, shownWords } from "../../src/cli/help.ts";
import { type NamedOption, options } from "../../src/cli/options.ts";
import { settingsPath } from "../../src/settings.ts";

/** A name and what it is, in the prose of the tables. */
export type Row = readonly [name: string, doc: string];

/** The shown command words. */
export const commands: readonly CommandWord[] = shownWords();

/** All options of all commands in their groups. */
export const groups: ReadonlyMap<string, readonly NamedOption[]> = groupsOf(options);

const meanings: ReadonlyMap<string, string> = new Map([
  ["AWS_ACCESS_KEY_ID", "The access key."],
  ["AWS_SECRET_ACCESS_KEY", "Its secret."],
  ["AWS_SESSION_TOKEN", "The token of temporary credentials."],
  ["AWS_CREDENTIAL_EXPIRATION", "When they end, in UTC, as `2026-01-02T03:04:05Z`."],
  ["AWS_ACCOUNT_ID", "The account of the credentials, where it is known without a call."],
  ["AWS_REGION", "The region, if there is one."],
  ["AWS_DEFAULT_REGION", "The same."],
  ["AWS_PROFILE", "The profile that renews itself."],
  ["AWSUME_PROFILE", "The profile, or the ARN of --role-arn."],
  ["AWSUME_EXPIRATION", "The same as `AWS_CREDENTIAL_EXPIRATION`."],
]);

/** How words of a command line are read. */
export const wordRules: readonly string[] = [
  "A command word counts as the first word only; options stand before or behind the profile.",
  "The beginning of a long option serves for it where no other begins so: `--reg` for " +
  "`--region`. The options of awsume 4.5 go before newer ones, so that old abbreviations keep " +
  "their meaning.",
  "A value stands in the next word or behind `=`: `--region eu-west-1`, `--region=eu-west-1`. " +
  "One that begins with `-` takes the `=`.",
  "Short options can be joined: `-rs`. The value of a short option may follow at once: `-owork`.",
  "Behind `--` no word is an option or a command.",
  "Of an option that stands twice the last one counts; the ARNs of `--session-policy-arns` add up.",
];

/** What an option's text in the documents ends with: that it belongs to a command word alone, if it does. */
export function textOf({ doc, about, commands }: NamedOption): string {
  const isOthers = commands !== undefined && !commands.includes("assume");
  const whose = isOthers ? [`Only with ${commands.map((word) => `\`awsume ${word}\``).join(" and ")}.`] : [];
  return [`${doc}.`, ...about === undefined ? [] : [about], ...whose].join(" ");
}

/** What a switch exports, with and without `--auto-refresh`. Throws for a variable that has no words here. */
export function exportedVariables(): readonly Row[] {
  const [plain, auto] = exported;
  return [...unsetAll.keys()].filter((name) => plain.has(name) || auto.has(name)).map((name) => {
    const only = plain.has(name) ? " Not with --auto-refresh." : " Only with --auto-refresh.";
    return [name, `${meaningOf(name)}${plain.has(name) && auto.has(name) ? "" : only}`];
  });
}

/** What a switch only unsets. */
export function unsetVariables(): readonly string[] {
  return [...unsetAll.keys()].filter((name) => exported.every((names) => !names.has(name)));
}

const session = {
  profile: "x",
  region: "x",
  credentials: {
    accessKeyId: "x",
    secretAccessKey: "x",
    sessionToken: "x",
    expiresAt: new Date(0),
    accountId: "x",
  },
};

/** The variables that get a value: those of a session, those of a profile that renews itself. */
const exported = [
  namesSetBy(toEnvChange(session, {})),
  namesSetBy(toAutoChange({ profile: "x", autoProfile: "x", region: "x" }, {})),
] as const;

function namesSetBy(change: EnvChange): ReadonlySet<string> {
  return new Set([...change].filter(([, value]) => value !== null).map(([name]) => name));
}

function meaningOf(name: string): string {
  const meaning = meanings.get(name);
  if (meaning === undefined) throw new Error(`Cannot say what ${name} is: add it to scripts/docs/manual.ts`);
  return meaning;
}

/** What awsume reads. There is no table of these in the program: each stands where it is read. */
export const readVariables: readonly Row[] = [
  ["AWS_CONFIG_FILE", "The config file, in place of `~/.aws/config`."],
  ["AWS_SHARED_CREDENTIALS_FILE", "The credentials file, in place of `~/.aws/credentials`."],
  ["XDG_CONFIG_HOME", "awsume's settings are in `awsume/config.yaml` there, if it is set."],
  ["XDG_CACHE_HOME", "awsume's cache is in `awsume` there, if it is set."],
  ["AWS_ENDPOINT_URL_STS", "The URL to call in place of AWS's own STS; before `AWS_ENDPOINT_URL`."],
  ["AWS_ENDPOINT_URL", "The same for every service."],
  ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "`true` ignores both, and those of the config file."],
  ["AWS_USE_FIPS_ENDPOINT", "`true` is --fips."],
  ["AWS_USE_DUALSTACK_ENDPOINT", "`true` is --dualstack."],
  ["AWS_STS_REGIONAL_ENDPOINTS", "`legacy` calls the global host for the regions of old."],
  ["AWSUME_ALLOW_HTTP", "`true` allows a URL with `http://` beyond this computer."],
  ["AWSUME_TIMEOUT", "The time limit of a call to AWS, in seconds."],
  ["GITHUB_ENV", "The file to which `awsume export --format github-actions` adds the variables."],
  ["HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY", "Proxies, also in lower case."],
  ["AWS_CA_BUNDLE, REQUESTS_CA_BUNDLE", "The only certificates to trust."],
  ["SSL_CERT_FILE, SSL_CERT_DIR", "Where the system's certificates are."],
  ["AWSUME_BEFORE", "What stood in the variables that --auto-refresh holds back. A switch takes it back."],
  ["AWSUME_SHELL", "The shell whose function is calling. The function sets it."],
  ["AWSUME_FUNCTION", "The same and its version, for commands such as doctor."],
];

/** The files of a person who has set no variable. */
export async function files(): Promise<readonly Row[]> {
  const { config, credentials } = profileFiles({}, "linux", "~");
  const home = { env: {}, os: "linux", home: () => Promise.resolve("~") } as const;
  return [
    [config, "Profiles."],
    [credentials, "Profiles with keys, and those that --output-profile and --auto-refresh write."],
    [await settingsPath(home), "awsume's own settings."],
    ["~/.awsume/cache/", "Sessions and roles until they end, for the owner only, unencrypted."],
  ];
}
