import { quotePosix } from "../../shells/posix.ts";
import { keepRecord, readRecord, sha256 } from "../assume/cache.ts";
import { AwsError, ConfigError, UsageError } from "../errors.ts";
import { didYouMean } from "../nearest.ts";
import type { System } from "../system.ts";
import type { Found } from "./find.ts";
import { findHook, type HookContext, type HookName, hookNames, type ProfileSettings } from "./hooks.ts";
import { hookTimeoutSeconds, type Plugin, type PluginOrder } from "./mod.ts";

/** More than the profiles of any company. */
const maxAnswerBytes = 16 * 1024 * 1024;

type Fields = Readonly<Record<string, unknown>>;

/** How a plugin is run that speaks the protocol. */
export interface Program {
  readonly kind: "executable" | "python";
  /** For the shell. */
  readonly command: string;
  /** What it reads from stdin before each question. A program that reads some answers every question. */
  readonly before?: string;
  /** What it is told when it is asked what it is, which decides the answer as its file does. */
  readonly about?: Fields;
}

/** A program `awsume-plugin-NAME`. Throws as `loadProgram` does. */
export async function loadExecutablePlugin(found: Found, system: System): Promise<Plugin> {
  const command = system.os === "windows" ? `"${found.file}"` : quotePosix(found.file);
  return await loadProgram(found, { kind: "executable", command }, system);
}

/**
 * A program that speaks the protocol of docs/plugins.md: one JSON object on stdin for each hook, one on stdout. What it
 * says of itself is kept while its file is the same, so that a program without a hook that is due is never started.
 * Throws ConfigError, AwsError, Interrupted.
 */
export async function loadProgram(found: Found, program: Program, system: System): Promise<Plugin> {
  const { file, entry } = found;
  const asked = { ...program, file };
  const description = await describe(asked, system);
  const { name = entry.replace(/^.*awsume-plugin-/, "").replace(/\.\w+$/, ""), hooks = [] } = description;
  const order = readOrder(description.order, file);
  if (typeof name !== "string" || !Array.isArray(hooks)) {
    throw new ConfigError(`Cannot use the plugin ${file}: describe gives no list of hooks`, {
      hint: 'Let it answer {"name": "…", "hooks": ["getMfaToken"]}',
    });
  }
  const known = new Map(hooks.map((hook: unknown) => [readHook(hook, file), String(hook)]));
  const declared = description.options;
  return {
    name,
    kind: program.kind,
    file,
    hooks: new Set([...known.keys(), ...declared === undefined ? [] : ["addArguments" as const]]),
    ...(order === undefined ? {} : { order }),
    call: async (hook, context) => {
      if (hook === "addArguments" && declared !== undefined) return declared;
      return await callProgram(asked, { hook, spelled: known.get(hook) ?? hook, context }, system);
    },
  };
}

function readHook(hook: unknown, file: string): HookName {
  const found = typeof hook === "string" ? findHook(hook) : undefined;
  if (found !== undefined) return found;
  throw new ConfigError(`Cannot use the plugin ${file}: there is no hook "${hook}"`, {
    hint: didYouMean(String(hook), hookNames) ?? `The hooks are ${hookNames.join(", ")}`,
  });
}

/** For all hooks, or for each that stands there. */
function readOrder(order: unknown, file: string): Plugin["order"] {
  if (order === undefined || order === "first" || order === "last") return order;
  if (!isObject(order)) {
    throw new ConfigError(`Cannot use the plugin ${file}: its order is neither "first" nor "last"`, {
      hint: "Leave it out unless the plugin must be called before the others, or after them",
    });
  }
  const known = Object.entries(order).filter((entry): entry is [string, PluginOrder] =>
    entry[1] === "first" || entry[1] === "last"
  );
  return new Map(known.flatMap(([name, each]) => {
    const hook = findHook(name);
    return hook === undefined ? [] : [[hook, each] as const];
  }));
}

/** A program, and the file by which messages call it. */
interface Asked extends Program {
  readonly file: string;
}

/** What the program says of itself, from the cache if nothing that decides it has changed. */
async function describe(asked: Asked, system: System): Promise<Fields> {
  const { file, command, before, about } = asked;
  const identity = [
    ...await identify([file], system),
    ...before === undefined ? [] : [command, before, about],
  ];
  const record = `plugin-${(await sha256(JSON.stringify(identity))).slice(0, 32)}`;
  const kept = await readRecord(record, system);
  if (isObject(kept.description) && await isFresh(kept.files, system)) return kept.description;
  const description = await converse(asked, { awsume: 1, ...about, hook: "describe" }, system);
  const { files = [], isWhole = true } = description;
  const watched = Array.isArray(files) ? await identify(files.map(String), system) : [];
  if (isWhole === true) await keepRecord(record, { file, description, files: watched }, system);
  return description;
}

/** A path, the size and the time of what lies there. */
type Identity = readonly [path: string, sizeBytes?: number, changedMs?: number];

async function identify(paths: readonly string[], system: System): Promise<readonly Identity[]> {
  const identities: Identity[] = [];
  for (const path of paths) {
    const status = await system.statusOf(path);
    identities.push([path, status?.sizeBytes ?? 0, status?.changedAt?.getTime() ?? 0]);
  }
  return identities;
}

/** Whether the files are what they were on which the program said that its answer depends. */
async function isFresh(kept: unknown, system: System): Promise<boolean> {
  if (!Array.isArray(kept)) return false;
  const paths = kept.map((identity: unknown) => Array.isArray(identity) ? String(identity[0]) : "");
  return JSON.stringify(await identify(paths, system)) === JSON.stringify(kept);
}

interface Call {
  readonly hook: HookName;
  /** The hook's name as the program spells it. */
  readonly spelled: string;
  readonly context: HookContext;
}

async function callProgram(asked: Asked, { hook, spelled, context }: Call, system: System): Promise<unknown> {
  const { profiles } = context;
  const request = {
    awsume: 1,
    ...context,
    hook: spelled,
    ...(profiles === undefined || hook.startsWith("getCredentials")
      ? {}
      : { profiles: withoutSecrets(profiles) }),
  };
  const { result, arguments: changed } = await converse(asked, request, system);
  if (changed === undefined || changed === null || context.arguments === undefined) return result;
  if (!isObject(changed)) {
    throw new ConfigError(
      `Cannot use the plugin ${asked.file}: arguments that it answers ${spelled} with are no object`,
      {
        hint: "Leave arguments out, or give those that change",
      },
    );
  }
  Object.assign(context.arguments, changed);
  return result;
}

/** The hooks that give credentials may need all of a profile; the others do with what is no secret. */
function withoutSecrets(profiles: ProfileSettings): ProfileSettings {
  const clean = Object.entries(profiles).map(([name, settings]) => {
    const { aws_secret_access_key: _secret, aws_session_token: _token, ...rest } = settings;
    return [name, rest] as const;
  });
  return Object.fromEntries(clean);
}

/** One question and its answer; an empty one is an object without anything. */
async function converse(
  { file, kind, command, before = "" }: Asked,
  request: Fields,
  system: System,
): Promise<Fields> {
  const name = `${request.hook} of the plugin ${file}`;
  const answer = await system.run(command, {
    name,
    input: `${before}${JSON.stringify(request)}\n`,
    timeoutSeconds: hookTimeoutSeconds(system),
    maxOutputBytes: maxAnswerBytes,
  });
  if (answer.trim() === "" && before === "") return {};
  const fields = parse(answer);
  if (!isObject(fields)) {
    throw new ConfigError(`Cannot use ${name}: what it prints is no JSON object`, {
      hint: "Let it print one JSON object on stdout, and all else on stderr",
    });
  }
  const { error } = fields;
  if (error !== undefined && error !== null) throw toError(error, { name, kind });
  return fields;
}

/** What the program tells in place of an answer: text, or its parts. awsume's own adapter tells whole sentences. */
function toError(error: unknown, { name, kind }: Pick<Program, "kind"> & { readonly name: string }): Error {
  const { message, code, hint } = isObject(error) ? error : { message: error };
  const words = String(message ?? code ?? "an error without a message");
  const text = kind === "python" ? words : `Cannot go on: ${name} failed: ${words}`;
  const more = {
    hint: typeof hint === "string" ? hint : "Do what it says, or leave the plugin out by --no-plugins",
  };
  return code === "usage" ? new UsageError(text, more) : new AwsError(text, more);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
