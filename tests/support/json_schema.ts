/** The part of JSON Schema that docs/plugin-protocol.schema.json is written in. */
export interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

/** Whether a value is as the definition of that name in the schema says. */
export function isValid(value: unknown, name: string, root: Schema): boolean {
  const definition = root.$defs?.[name];
  if (definition === undefined) throw new Error(`there is no definition ${name}`);
  return fits(value, definition, root);
}

function fits(value: unknown, schema: Schema, root: Schema): boolean {
  const { type, const: only, enum: some, anyOf, items, $ref } = schema;
  if ($ref !== undefined) return isValid(value, $ref.replace("#/$defs/", ""), root);
  if (anyOf !== undefined && !anyOf.some((each) => fits(value, each, root))) return false;
  if (only !== undefined && value !== only) return false;
  if (some !== undefined && !some.includes(value)) return false;
  if (type === "integer" ? !Number.isInteger(value) : type !== undefined && type !== typeOf(value)) {
    return false;
  }
  if (typeof value === "number") return fitsNumber(value, schema);
  if (typeof value === "string") return fitsText(value, schema);
  if (Array.isArray(value)) return items === undefined || value.every((each) => fits(each, items, root));
  return typeof value !== "object" || value === null || fitsObject({ ...value }, schema, root);
}

function typeOf(value: unknown): string {
  return value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
}

function fitsNumber(number: number, { minimum = -Infinity, maximum = Infinity }: Schema): boolean {
  return number >= minimum && number <= maximum;
}

function fitsText(text: string, { pattern, minLength = 0 }: Schema): boolean {
  return text.length >= minLength && (pattern === undefined || new RegExp(pattern).test(text));
}

function fitsObject(value: Readonly<Record<string, unknown>>, schema: Schema, root: Schema): boolean {
  const { required = [], properties = {}, additionalProperties = true } = schema;
  if (!required.every((name) => name in value)) return false;
  return Object.entries(value).every(([name, each]) => {
    const known = properties[name] ?? additionalProperties;
    return typeof known === "boolean" ? known : fits(each, known, root);
  });
}
