import { chainedLimitSeconds } from "../../assume/role.ts";
import { type NewSettings, setSection, withoutSections } from "../../aws/ini_edit.ts";
import { placeOf, type Profiles } from "../../aws/profiles.ts";
import { ConfigError, UsageError } from "../../errors.ts";
import { didYouMean } from "../../nearest.ts";
import type { System } from "../../system.ts";
import { parseFilePaths, withNamedFiles } from "../file_options.ts";
import type { Words } from "../words.ts";
import { carryOut } from "./carry_out.ts";
import { type Edit, type Meaning, readState, refuseReadable, type State, toValues } from "./files.ts";
import { findSecrets, readGiven, readName, takeNames } from "./given.ts";
import { askMissing, askSecret, refuseSecret } from "./questions.ts";
import { findOwnServices, sectionsOf, servicesOf } from "./references.ts";
import { holdsKeys } from "./rm.ts";
import { addSession, type SsoSession, toSession } from "./sso_session.ts";
import { type Given, settings } from "./settings.ts";

/** A profile as it is to be written. */
interface Definition {
  readonly name: string;
  readonly given: Given;
  readonly config: NewSettings;
  readonly keys?: NewSettings;
  readonly stsUrl?: string;
  readonly session?: SsoSession;
}

/** `awsume add NAME …`. Throws UsageError, ConfigError, AuthError, Interrupted; then nothing is written. */
export async function add(words: Words, person: System): Promise<void> {
  const system = withNamedFiles(parseFilePaths(words.flags), person);
  const [isDryRun, isForced] = [words.flags.has("dry-run"), words.flags.has("force")];
  const isSure = words.flags.has("yes");
  for (const what of isSure ? [] : findSecrets(words)) await refuseSecret(what, system);
  const name = readName(takeNames("add", words.operands, ["NAME"])[0] ?? "");
  const state = await readState(system);
  if (!isForced) refuseExisting(name, state);
  const known = readGiven(words, system.env);
  checkSource(name, known, state.profiles);
  const asked = { name, profiles: state.profiles, findSecret: () => findSecret(isDryRun, state, system) };
  const { given, secret } = await askMissing(known, asked, system);
  const definition = toDefinition(name, given, secret);
  const make = (now: State, meaning: Meaning): Edit => {
    if (!isForced) refuseExisting(name, now);
    checkSource(name, given, now.profiles);
    return addProfile(definition, now, meaning);
  };
  const isLoss = holdsKeys(name, state) && !isSure;
  const question = isLoss ? { question: `Replace the access keys of "${name}"?` } : {};
  await carryOut(make, { isDryRun, ...question, done: doneText(name, isForced) }, system);
}

/** What is only shown needs no secret: that would be masked. Nobody is asked in vain. */
async function findSecret(isDryRun: boolean, { paths }: State, system: System): Promise<string> {
  if (isDryRun) return "****";
  await refuseReadable(paths.credentials, system);
  return await askSecret(system);
}

function doneText(name: string, isForced: boolean): string {
  return `${isForced ? "Wrote" : "Added"} the profile "${name}": awsume explain ${name} shows what it does`;
}

function refuseExisting(name: string, state: State): void {
  const [section] = sectionsOf(name, state);
  if (section === undefined) return;
  throw new UsageError(`Cannot add profile "${name}": it is there already (${placeOf(section)})`, {
    hint: "Use another name, or --force to replace it; with --dry-run too it shows the difference alone",
  });
}

function toDefinition(name: string, given: Given, secret: string): Definition {
  const [id, stsUrl] = [given.get("access-key-id"), given.get("endpoint-url")];
  const session = toSession(given);
  const isElsewhere = (option: string): boolean =>
    option === "access-key-id" || option === "endpoint-url" ||
    (given.has("sso-session") && (option === "sso-start-url" || option === "sso-region"));
  const pairs = settings.filter(({ option }) => given.has(option) && !isElsewhere(option))
    .map(({ option, key }) => [key, given.get(option) ?? ""] as const);
  return {
    name,
    given,
    config: { ...Object.fromEntries(pairs), ...(stsUrl === undefined ? {} : { services: name }) },
    ...(id === undefined ? {} : { keys: { aws_access_key_id: id, aws_secret_access_key: secret } }),
    ...(stsUrl === undefined ? {} : { stsUrl }),
    ...(session === undefined ? {} : { session }),
  };
}

function addProfile(definition: Definition, state: State, meaning: Meaning): Edit {
  const { name, keys, config, session } = definition;
  const { services, titles } = planServices(definition, state);
  const inCredentials = sectionsOf(name, state).filter(({ origin }) => origin === "credentials");
  const credentials = state.credentials ?? "";
  const withProfile = writeConfig(definition, state);
  const withServices = services === undefined
    ? withProfile
    : setSection(withProfile, `services ${name}`, services);
  const others = Object.entries(meaning.others).filter(([title]) => !titles.includes(title));
  const added = session === undefined ? undefined : addSession(session, withServices, state);
  return {
    texts: {
      config: added?.text ?? withServices,
      credentials: keys === undefined
        ? withoutSections(credentials, inCredentials)
        : setSection(credentials, name, keys),
    },
    meaning: {
      profiles: { ...meaning.profiles, [name]: toValues({ ...config, ...keys }) },
      others: {
        ...Object.fromEntries(others),
        ...(services === undefined ? {} : { [`services ${name}`]: toValues(services) }),
        ...added?.others,
      },
    },
    ...(keys === undefined ? {} : { hasNewSecrets: true }),
  };
}

/** The config file with the profile's section, which takes the place of those that are of the same name. */
function writeConfig({ name, config, stsUrl }: Definition, state: State): string {
  const header = headerOf(name, state);
  const own = stsUrl === undefined ? findOwnServices(name, state) : undefined;
  const isEmpty = Object.keys(config).length === 0;
  const idle = sectionsOf(name, state).filter(({ origin, title }) =>
    origin === "config" && (isEmpty || (title === name) !== (header === name))
  );
  const gone = [...idle, ...own === undefined ? [] : [own]].sort((left, right) => left.line - right.line);
  const rest = withoutSections(state.config ?? "", gone);
  return isEmpty ? rest : setSection(rest, header, config);
}

/** `[default]` goes without the word, unless it has it already. */
function headerOf(name: string, state: State): string {
  const isPrefixed = sectionsOf(name, state).some(({ origin, kind }) =>
    origin === "config" && kind === "profile"
  );
  return name === "default" && !isPrefixed ? name : `profile ${name}`;
}

/** The `services` section that shall be there, and the title of the one that goes. Throws ConfigError. */
function planServices(
  { name, stsUrl }: Definition,
  state: State,
): { readonly services?: NewSettings; readonly titles: readonly string[] } {
  const own = findOwnServices(name, state);
  const [other] = servicesOf(name, state);
  if (stsUrl === undefined) return { titles: own === undefined ? [] : [own.title] };
  if (own === undefined && other !== undefined) {
    const place = placeOf({ file: state.paths.config, line: other.line });
    throw new ConfigError(`Cannot write [services ${name}]: it is there already (${place})`, {
      hint: "Use another name for the profile, or remove that section if nothing needs it",
    });
  }
  return { services: { sts: { endpoint_url: stsUrl } }, titles: own === undefined ? [] : [own.title] };
}

/** Throws ConfigError for a source that is missing or leads back, UsageError for a lifetime AWS refuses. */
function checkSource(name: string, given: Given, profiles: Profiles): void {
  const source = given.get("source-profile");
  if (source === undefined) return;
  const steps = [name, ...followSources(source, name, profiles)];
  if (steps.length > 1 && steps.at(-1) === name) {
    throw new ConfigError(
      `Cannot let "${source}" assume the role of "${name}": ${
        steps.map((step) => `"${step}"`).join(" -> ")
      } is a circle`,
      { hint: "Name a source profile with access keys" },
    );
  }
  const isRole = profiles.find(source)?.settings.has("role_arn") ?? false;
  if (!isRole || Number(given.get("duration") ?? 0) <= chainedLimitSeconds) return;
  throw new UsageError(
    `Cannot use --duration ${
      given.get("duration")
    }: "${source}" is a role itself, and AWS limits role chaining to one hour`,
    { hint: `Give at most --duration ${chainedLimitSeconds}` },
  );
}

/** The profiles from this one on, up to one without a source, or to `end`. */
function followSources(from: string, end: string, profiles: Profiles): readonly string[] {
  const steps = [from];
  for (let at = from; at !== end;) {
    const profile = profiles.find(at);
    if (profile === undefined && at === from) throw missingSource(from, profiles);
    const next = profile?.settings.get("source_profile")?.value;
    if (next === undefined || next === "" || (next !== end && steps.includes(next))) break;
    steps.push(next);
    at = next;
  }
  return steps;
}

function missingSource(source: string, profiles: Profiles): ConfigError {
  return new ConfigError(`Cannot find the source profile "${source}"`, {
    hint: didYouMean(source, profiles.names()) ?? "Run awsume -l to see the profiles, and add that one first",
  });
}
