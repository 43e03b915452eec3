import type { Profiles } from "../../aws/profiles.ts";
import { isAutoName } from "../../assume/renewal.ts";
import { AwsumeError, ConfigError, Interrupted, UsageError } from "../../errors.ts";
import type { Choice, System } from "../../system.ts";
import { isAgreed } from "../agreement.ts";
import { linesOf } from "../output.ts";
import { findKind, refuseCombinations } from "./given.ts";
import { type Given, type Kind, looksSecret, readSecret, settingOf, type SettingOption } from "./settings.ts";

/** The profile that is to be, and those that are. */
export interface Asked {
  readonly name: string;
  readonly profiles: Profiles;
  /** The secret that belongs to a key id. */
  findSecret(): Promise<string>;
}

/** What was given and answered; the secret of access keys, which no option takes. */
export interface Answers {
  readonly given: Given;
  readonly secret: string;
}

/**
 * The settings with what a person at the terminal adds: what a profile of that kind needs, and where even the
 * kind was left open, what else is usual. The secret follows the key id, as everywhere: who pastes it next shall not
 * paste it into another question. A wrong answer is asked for again. Throws UsageError where nobody can be asked,
 * ConfigError, AuthError, Interrupted.
 */
export async function askMissing(given: Given, asked: Asked, system: System): Promise<Answers> {
  const known = findKind(given);
  const kind = known ?? await chooseKind(asked, system);
  const missing = findMissing(kind, given);
  if (missing.length > 0 && !await system.canChoose()) throw refuseMissing(asked, missing);
  const answers = new Map(given);
  for (const option of missing) answers.set(option, await askFor(option, asked, system));
  const secret = answers.has("access-key-id") ? await asked.findSecret() : "";
  for (const option of known === undefined ? usual[kind] : []) {
    if (answers.has(option)) continue;
    const answer = await askUsual(option, asked, system);
    if (answer !== undefined) answers.set(option, answer);
  }
  refuseCombinations(answers);
  return { given: answers, secret };
}

/** Asks for a secret access key, unseen; from a pipe it is one line. Throws UsageError, AuthError, Interrupted. */
export async function askSecret(system: System): Promise<string> {
  return await askUntilRead("Secret access key: ", { read: readSecret, isSecret: true }, system);
}

/** Throws UsageError for what looks like a secret key, unless a person at the terminal says that it is none. */
export async function refuseSecret(what: string, system: System): Promise<void> {
  if (!await system.canChoose() || !await isNoSecret(what, system)) throw likeSecret(what);
}

/** The text is not repeated. */
async function isNoSecret(what: string, system: System): Promise<boolean> {
  const subject = `${what.charAt(0).toUpperCase()}${what.slice(1)}`;
  const question = `${subject} looks like a secret key, and would be shown. Is it something else?`;
  return await isAgreed(question, system);
}

function likeSecret(what: string): UsageError {
  return new UsageError(`Cannot use ${what}: it looks like a secret key`, {
    hint: "Leave it out: awsume asks for the secret. If it is something else, --yes takes it",
  });
}

const kinds: readonly (Choice & { readonly kind: Kind })[] = [
  { kind: "role", name: "role", hint: "assumed with the credentials of another profile" },
  { kind: "keys", name: "access keys", hint: "of an IAM user; they go to the credentials file" },
  { kind: "process", name: "credential process", hint: "a command prints the credentials" },
  { kind: "sso", name: "SSO", hint: "IAM Identity Center" },
];

const usual: Readonly<Record<Kind, readonly SettingOption[]>> = {
  role: ["external-id", "mfa-serial", "region"],
  keys: ["mfa-serial", "region"],
  process: ["region"],
  sso: ["region"],
};

async function chooseKind({ name }: Asked, system: System): Promise<Kind> {
  if (!await system.canChoose()) {
    throw new UsageError(`Cannot tell how profile "${name}" gets its credentials`, {
      hint:
        "Give --role-arn and --source-profile, --access-key-id, --credential-process or the --sso options",
    });
  }
  const choices = kinds.map(({ name, hint = "" }) => ({ name, hint }));
  const chosen = await system.choose(`How does ${name} get its credentials? `, choices);
  return kinds.find(({ name }) => name === chosen)?.kind ?? "role";
}

function findMissing(kind: Kind, given: Given): readonly SettingOption[] {
  return neededOf(kind, given).filter((option) => !given.has(option));
}

function neededOf(kind: Kind, given: Given): readonly SettingOption[] {
  switch (kind) {
    case "role": {
      const hasOther = given.has("credential-source") || given.has("web-identity-token-file");
      return hasOther ? ["role-arn"] : ["role-arn", "source-profile"];
    }
    case "keys":
      return ["access-key-id"];
    case "process":
      return ["credential-process"];
    case "sso": {
      const isShared = given.has("sso-session") && !given.has("sso-start-url") && !given.has("sso-region");
      const own: readonly SettingOption[] = isShared ? ["sso-session"] : ["sso-start-url", "sso-region"];
      return [...own, "sso-account-id", "sso-role-name"];
    }
  }
}

function refuseMissing({ name }: Asked, missing: readonly SettingOption[]): UsageError {
  const names = missing.map((option) => `--${option}`).join(" and ");
  return new UsageError(`Cannot add profile "${name}" without ${names}`, {
    hint: `Give ${names}; on a terminal awsume would ask`,
  });
}

async function askFor(option: SettingOption, asked: Asked, system: System): Promise<string> {
  const { question, read } = settingOf(option);
  if (option === "source-profile") return await system.choose(`${question} `, toChoices(asked));
  return await askUntilRead(
    `${question}: `,
    { read: (text) => read(text.trim(), answer, system.env) },
    system,
  );
}

/** Undefined for an empty answer. A region is usually that of `[default]`, which AWS's tools do not inherit. */
async function askUsual(option: SettingOption, asked: Asked, system: System): Promise<string | undefined> {
  const { question, read } = settingOf(option);
  const preset = option === "region" ? findDefaultRegion(asked.profiles) : "";
  const reader = (text: string): string => {
    const value = text.trim() || preset;
    return value === "" ? "" : read(value, answer, system.env);
  };
  const text = await askUntilRead(`${question} [${preset || "none"}]: `, { read: reader }, system);
  return text === "" ? undefined : text;
}

function findDefaultRegion(profiles: Profiles): string {
  const found = profiles.all().read("default");
  return "settings" in found ? found.settings.get("region")?.value ?? "" : "";
}

function toChoices({ name, profiles }: Asked): readonly Choice[] {
  const names = profiles.names().filter((each) => each !== name && !isAutoName(each));
  if (names.length > 0) return names.map((each) => ({ name: each }));
  throw new ConfigError(
    `Cannot add the role "${name}": there is no profile yet whose credentials could assume it`,
    {
      hint: "Add one with access keys first: awsume add NAME --access-key-id ID",
    },
  );
}

/** What messages call what was typed: no option, which nobody has typed. */
const answer = "that answer";

interface Reading {
  readonly read: (text: string) => string;
  readonly isSecret?: true;
}

/** Only a terminal can be asked again. */
async function askUntilRead(question: string, { read, isSecret }: Reading, system: System): Promise<string> {
  for (;;) {
    const { text, from } = await system.ask(question, isSecret ? { secret: true } : {});
    if (!isSecret && looksSecret(text)) {
      if (from === "pipe") throw likeSecret(answer);
      if (!await isNoSecret(answer, system)) continue;
    }
    try {
      return read(text);
    } catch (error) {
      if (!(error instanceof AwsumeError) || error instanceof Interrupted || from === "pipe") throw error;
      await system.reply(error.message);
      const hint = error.hint === undefined ? [] : linesOf(error.hint.replace(/^/gm, "        "), system);
      for (const line of hint) await system.reply(line);
    }
  }
}
