/**
 * What leads programs to the credentials of the machine, held back in a shell that works with a profile of `-a`:
 * where that profile refuses, some SDKs would go on to the instance's or the container's role without a word.
 *
 * @module
 */
import type { System } from "./system.ts";

/**
 * What stood in the variables before, as `NAME=value NAME=value`, an empty value for a variable that was not set. Not
 * escaped, so that a shell that could not be given a value back is told so when it is taken.
 */
const record = "AWSUME_BEFORE";

const disabled = "AWS_EC2_METADATA_DISABLED";
const containers = ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"] as const;

type Env = System["env"];

/** Values to set; `null` unsets. */
type Change = ReadonlyMap<string, string | null>;

/** What holds the machine's credentials back; what the person had turned off already is left alone. */
export function holdBack(env: Env): Change {
  const before = asBefore(env);
  const isOff = before[disabled]?.trim().toLowerCase() === "true";
  const held = [...isOff ? [] : [disabled], ...containers.filter((name) => before[name])];
  if (held.length === 0) return giveBack(env);
  return new Map([
    ...held.map((name) => [name, name === disabled ? "true" : null] as const),
    [record, held.map((name) => `${name}=${before[name] ?? ""}`).join(" ")],
  ]);
}

/** What takes that back, in the shell where it was done; nothing elsewhere. */
export function giveBack(env: Env): Change {
  if (env[record] === undefined) return new Map();
  const before = asBefore(env);
  return new Map(
    [...readHeld(env).keys(), record].map((name) => [name, name === record ? null : before[name] ?? null]),
  );
}

/**
 * The environment with what was held back in its old place: for awsume itself, and for whom it runs. What the person
 * has set since then stays. The record stays, too, so that what it says can be taken back.
 */
export function asBefore(env: Env): Env {
  if (env[record] === undefined) return env;
  const before = new Map(Object.entries(env));
  for (const [name, value] of readHeld(env)) {
    const isOurs = name === disabled ? env[name] === "true" : env[name] === undefined;
    if (isOurs && value === "") before.delete(name);
    else if (isOurs) before.set(name, value);
  }
  return Object.fromEntries(before);
}

/** A value may hold blanks, but no other variable is looked for than these. */
function readHeld({ [record]: text = "" }: Env): ReadonlyMap<string, string> {
  const parts = text.split(
    /(?:^| )(AWS_EC2_METADATA_DISABLED|AWS_CONTAINER_CREDENTIALS_(?:RELATIVE|FULL)_URI)=/,
  );
  const pairs = parts.slice(1).flatMap((part, index, all) =>
    index % 2 === 0 ? [[part, all[index + 1] ?? ""] as const] : []
  );
  return new Map(pairs);
}
