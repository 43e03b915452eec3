import { type HookName, hookNames, hookTable, toSnake } from "../../src/plugins/hooks.ts";

type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: "string" };
const order: Schema = { enum: ["first", "last"] };
const settings: Schema = {
  type: "object",
  additionalProperties: { type: "object", additionalProperties: text },
};
const credentials: Schema = {
  type: "object",
  required: ["accessKeyId", "secretAccessKey"],
  properties: {
    accessKeyId: { type: "string", minLength: 1 },
    secretAccessKey: { type: "string", minLength: 1 },
    sessionToken: text,
    region: text,
    expiration: { type: "string", format: "date-time" },
    accountId: { type: "string", pattern: "^\\d{12}$" },
  },
};
const options: Schema = {
  type: "array",
  items: {
    type: "object",
    required: ["long"],
    properties: {
      long: { type: "string", pattern: "^[A-Za-z][A-Za-z0-9_-]*$" },
      short: { type: "string", pattern: "^[A-Za-z0-9]+$" },
      value: text,
      doc: text,
      isOptional: { type: "boolean" },
      isRepeated: { type: "boolean" },
      completes: { type: "array", items: text },
    },
  },
};

const definitions = { settings, credentials, options };

function refer(name: keyof typeof definitions | "config" | "error"): Schema {
  return { $ref: `#/$defs/${name}` };
}

/** What a request holds beside `awsume`, `hook` and `config`. */
const given: Readonly<Record<string, Schema>> = {
  arguments: { type: "object" },
  credentialsFile: text,
  configFile: text,
  profiles: refer("settings"),
  credentials: refer("credentials"),
  error: { type: "object", required: ["name", "message"], properties: { name: text, message: text } },
  serial: text,
  profile: text,
};

const results = {
  nothing: {},
  exit: { properties: { exit: { type: "integer", minimum: 0, maximum: 255 } } },
  options: refer("options"),
  profiles: refer("settings"),
  credentials: refer("credentials"),
  assertion: text,
  names: { type: "array", items: text },
  code: { type: "string", pattern: "^\\d{6}$" },
} as const;

/** `docs/plugin-protocol.schema.json`: what a program that is a plugin reads and prints. */
export function protocolSchema(): Schema {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "The protocol of awsume-plugin-NAME",
    description: "One request on stdin, one answer on stdout. Written by deno task docs from the hook table.",
    $defs: {
      describe: object({ awsume: { const: 1 }, hook: { const: "describe" } }),
      description: {
        type: "object",
        properties: {
          name: text,
          order: { anyOf: [order, { type: "object", additionalProperties: order }] },
          files: { type: "array", items: text },
          hooks: { type: "array", items: { enum: hookNames.flatMap(spellings) } },
          options: refer("options"),
        },
      },
      ...definitions,
      error: {
        anyOf: [{ type: "null" }, text, {
          type: "object",
          properties: { code: text, message: text, hint: text },
        }],
      },
      config: {
        type: "object",
        required: ["isInteractive"],
        properties: { isInteractive: { type: "boolean" } },
      },
      ...Object.fromEntries(hookNames.flatMap(toPair)),
    },
  };
}

function spellings(hook: HookName): readonly string[] {
  const row = hookTable[hook];
  const names = [hook, toSnake(hook), ..."original" in row ? [row.original] : []];
  return [...new Set(names)];
}

function toPair(hook: HookName): readonly (readonly [string, Schema])[] {
  const { gives, returns } = hookTable[hook];
  const more = Object.fromEntries(gives.map((name) => [name, given[name]]));
  const request = object({
    awsume: { const: 1 },
    hook: { enum: spellings(hook) },
    config: refer("config"),
    ...more,
  });
  const result = returns === "nothing" ? {} : { anyOf: [{ enum: [null, false] }, results[returns]] };
  const answer = {
    type: "object",
    properties: {
      result,
      ...(gives.some((name) => name === "arguments") ? { arguments: { type: "object" } } : {}),
      error: refer("error"),
    },
  };
  return [[`${hook}.request`, request], [`${hook}.answer`, answer]];
}

/** All of these and no others. */
function object(properties: Schema): Schema {
  return { type: "object", required: Object.keys(properties), properties, additionalProperties: false };
}
