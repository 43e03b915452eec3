import { isRegionName } from "../aws/regions.ts";
import { UsageError } from "../errors.ts";
import {
  booleanForm,
  isFixedPath,
  isQuestionWait,
  isRoleDuration,
  isSessionDuration,
  pathForm,
  processInteractiveKey,
  questionForm,
  questionKey,
  readBoolean,
  roleDurationForm,
  sessionDurationForm,
  sessionTokenKey,
  usualQuestionSeconds,
} from "../settings.ts";
import type { System } from "../system.ts";

/** What `awsume config` can do, and with what. */
export const configActions = [
  { action: "list", operand: "", doc: "all settings, as YAML" },
  { action: "get", operand: "KEY", doc: "one setting, as JSON; null when it is not there" },
  { action: "set", operand: "KEY VALUE...", doc: "write a setting; several values make a list" },
  { action: "reset", operand: "KEY", doc: "write its default, or remove it when it has none" },
  { action: "clear", operand: "KEY", doc: "remove a setting" },
  { action: "unset", operand: "KEY", doc: "the same as clear" },
  { action: "help", operand: "", doc: "this list" },
] as const;

/** What may stand behind these words of `awsume config`. */
export function configCandidates([word, ...more]: readonly string[]): readonly string[] {
  if (word === undefined) return configActions.map(({ action }) => action);
  const known = configActions.find(({ action }) => action === word.toLowerCase());
  return known?.operand.startsWith("KEY") && more.length === 0 ? knownKeys() : [];
}

/** A setting that awsume knows. */
interface KnownKey {
  readonly key: string;
  /** What it is when the file does not say, where that is a value one can write. */
  readonly byDefault?: boolean | number;
  readonly form: string;
  /** The value that a word on the command line stands for; undefined when it is none. */
  read(word: string, os: System["os"]): string | number | boolean | undefined;
}

const keys: readonly KnownKey[] = [
  { key: "colors", byDefault: true, form: booleanForm, read: readBoolean },
  { key: "fuzzy-match", byDefault: false, form: booleanForm, read: readBoolean },
  { key: "pick", byDefault: false, form: booleanForm, read: readBoolean },
  { key: "role-duration", byDefault: 0, form: roleDurationForm, read: seconds(isRoleDuration) },
  { key: "region", form: "Write it as eu-west-1", read: textThat(isRegionName) },
  {
    key: "role-session-name",
    form: "Use 2 to 64 letters, digits and signs of _+=,.@-",
    read: textThat((word) => /^[\w+=,.@-]{2,64}$/.test(word)),
  },
  { key: "config-file", form: pathForm, read: textThat(isFixedPath) },
  { key: "credentials-file", form: pathForm, read: textThat(isFixedPath) },
  { key: processInteractiveKey, byDefault: false, form: booleanForm, read: readBoolean },
  { key: questionKey, byDefault: usualQuestionSeconds, form: questionForm, read: seconds(isQuestionWait) },
  { key: sessionTokenKey, form: sessionDurationForm, read: seconds(isSessionDuration) },
];

/** The settings that awsume knows, deeper ones with a point. */
export function knownKeys(): readonly string[] {
  return keys.map(({ key }) => key);
}

/** What `reset` writes. */
export function defaultOf(name: string): boolean | number | undefined {
  return keys.find(({ key }) => key === name)?.byDefault;
}

/** The value that the words of `set` stand for. Throws UsageError for one that the setting cannot have. */
export function readValue(name: string, words: readonly string[], os: System["os"]): unknown {
  const known = keys.find(({ key }) => key === name);
  const [word = "", ...more] = words;
  if (known === undefined) return more.length === 0 ? readJson(word) : words.map(readJson);
  const value = more.length === 0 ? known.read(word, os) : undefined;
  if (value !== undefined) return value;
  throw new UsageError(`Cannot set ${name} to "${words.join(" ")}"`, { hint: known.form });
}

/** As the original reads it: JSON, else the word itself. A number stays a word where a number would lose digits. */
function readJson(word: string): unknown {
  try {
    const value: unknown = JSON.parse(word);
    const isInexact = typeof value === "number" && !Number.isSafeInteger(value) && Number.isInteger(value);
    return isInexact ? word : value;
  } catch (error) {
    if (error instanceof SyntaxError) return word;
    throw error;
  }
}

function seconds(isAllowed: (seconds: number) => boolean): KnownKey["read"] {
  return (word) => /^(?:0|[1-9]\d*)$/.test(word) && isAllowed(Number(word)) ? Number(word) : undefined;
}

function textThat(isAllowed: (word: string, os: System["os"]) => boolean): KnownKey["read"] {
  return (word, os) => isAllowed(word, os) ? word : undefined;
}
