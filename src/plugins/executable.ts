import { quotePosix } from "../../shells/posix.ts";
import { keepRecord, readRecord, sha256 } from "../assume/cache.ts";
import { AwsError, ConfigError } from "../errors.ts";
import { didYouMean } from "../nearest.ts";
import type { System } from "../system.ts";
import type { Found } from "./find.ts";
import { findHook, type HookContext, type HookName, hookNames, type ProfileSettings } from "./hooks.ts";
import { hookTimeoutSeconds, type Plugin } from "./mod.ts";

/** More than the profiles of any company. */
const maxAnswerBytes = 16 * 1024 * 1024;

type Fields = Readonly<Record<string, unknown>>;

/**
 * A program that speaks the protocol of docs/plugins.md: one JSON object on stdin for each hook, one on stdout. What it
 * says of itself is kept while its file is the same, so that a program without a hook that is due is never started.
 * Throws ConfigError, AwsError, Interrupted.
 */
export async function loadExecutablePlugin(found: Found, system: System): Promise<Plugin> {
  const { file, entry } = found;
  const description = await describe(file, system);
  const { name = entry.replace(/^.*awsume-plugin-/, "").replace(/\.\w+$/, ""), order, hooks = [] } =
    description;
  if (typeof name !== "string" || !Array.isArray(hooks)) {
    throw new ConfigError(`Cannot use the plugin ${file}: describe gives no list of hooks`, {
      hint: 'Let it answer {"name": "…", "hooks": ["getMfaToken"]}',
    });
  }
  if (order !== undefined && order !== "first" && order !== "last") {
    throw new ConfigError(`Cannot use the plugin ${file}: its order is neither "first" nor "last"`, {
      hint: "Leave it out unless the plugin must be called before the others, or after them",
    });
  }
  const known = new Map(hooks.map((hook: unknown) => [readHook(hook, file), String(hook)]));
  const declared = description.options;
  return {
    name,
    kind: "executable",
    file,
    hooks: new Set([...known.keys(), ...declared === undefined ? [] : ["addArguments" as const]]),
    ...(order === undefined ? {} : { order }),
    call: async (hook, context) => {
      if (hook === "addArguments" && declared !== undefined) return declared;
      return await callProgram(file, { hook, spelled: known.get(hook) ?? hook, context }, system);
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

/** What the program says of itself, from the cache if its path, its time and its size are the same. */
async function describe(file: string, system: System): Promise<Fields> {
  const status = await system.statusOf(file);
  const identity = [file, status?.sizeBytes, status?.changedAt?.getTime()];
  const record = `plugin-${(await sha256(JSON.stringify(identity))).slice(0, 32)}`;
  const kept = await readRecord(record, system);
  if (isObject(kept.description)) return kept.description;
  const description = await converse(file, { awsume: 1, hook: "describe" }, system);
  await keepRecord(record, { file, description }, system);
  return description;
}

interface Call {
  readonly hook: HookName;
  /** The hook's name as the program spells it. */
  readonly spelled: string;
  readonly context: HookContext;
}

async function callProgram(file: string, { hook, spelled, context }: Call, system: System): Promise<unknown> {
  const { profiles } = context;
  const request = {
    awsume: 1,
    ...context,
    hook: spelled,
    ...(profiles === undefined || hook.startsWith("getCredentials")
      ? {}
      : { profiles: withoutSecrets(profiles) }),
  };
  const { result, arguments: changed } = await converse(file, request, system);
  if (changed === undefined || changed === null || context.arguments === undefined) return result;
  if (!isObject(changed)) {
    throw new ConfigError(
      `Cannot use the plugin ${file}: arguments that it answers ${spelled} with are no object`,
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
async function converse(file: string, request: Fields, system: System): Promise<Fields> {
  const name = `the plugin ${file}`;
  const command = system.os === "windows" ? `"${file}"` : quotePosix(file);
  const answer = await system.run(command, {
    name,
    input: `${JSON.stringify(request)}\n`,
    timeoutSeconds: hookTimeoutSeconds(system),
    maxOutputBytes: maxAnswerBytes,
  });
  if (answer.trim() === "") return {};
  const fields = parse(answer);
  if (!isObject(fields)) {
    throw new ConfigError(`Cannot use ${name}: what it prints for ${request.hook} is no JSON object`, {
      hint: "Let it print one JSON object on stdout, and all else on stderr",
    });
  }
  const { error } = fields;
  if (error === undefined || error === null) return fields;
  const message = isObject(error)
    ? String(error.message ?? error.code ?? "an error without a message")
    : String(error);
  throw new AwsError(`Cannot go on: ${request.hook} of ${name} failed: ${message}`, {
    hint: "Do what it says, or leave the plugin out by --no-plugins",
  });
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
