import { keys, role } from "../../tests/support/oracle_people.ts";
import type { Random } from "../../tests/support/random.ts";

/** A pair of files, and the profile that is asked for. */
export interface MadeFiles {
  readonly config: string;
  readonly credentials: string;
  readonly profile: string;
}

const names = ["p", "q", "hub", "default", "my dev"] as const;
type Name = typeof names[number];

/** How often a profile has a section. Most roles start from `hub`, which most often has keys. */
const chances: Readonly<Record<Kind, Readonly<Record<Name, number>>>> = {
  config: { p: 0.9, q: 0.7, hub: 0.3, default: 0.6, "my dev": 0.7 },
  credentials: { p: 0.5, q: 0.5, hub: 0.95, default: 0.5, "my dev": 0.5 },
};

/** Two files at random. In a third of the cases they are as a program writes them; else with ever more slips. */
export function makeFiles(random: Random): MadeFiles {
  const slip = random.one([0, 0, 0.01, 0.02, 0.05, 0.12]);
  return {
    profile: random.one(["p", "p", "q", "default", "my dev"]),
    config: makeFile("config", random, slip),
    credentials: makeFile("credentials", random, slip),
  };
}

type Kind = "config" | "credentials";

function makeFile(kind: Kind, random: Random, slip: number): string {
  const sections = names.filter((name) => random.happens(chances[kind][name])).map((name) =>
    makeSection(name, kind, random, slip)
  );
  if (random.happens(slip)) sections.push(makeSection(random.one(names), kind, random, slip));
  if (random.happens(slip / 2)) sections.push(`[DEFAULT]\n${keys("env")}`);
  const before = random.happens(slip) ? random.one(["# mine\n\n", "\n", keys("bob"), "\ufeff", "  \n"]) : "";
  const text = before + sections.join(random.one(["", "\n", "\n\n"]));
  const end = random.happens(slip) ? random.one(["\r\n", "\r"]) : "\n";
  return (random.happens(slip) ? text.trimEnd() : text).replaceAll("\n", end);
}

function makeSection(name: Name, kind: Kind, random: Random, slip: number): string {
  const indent = random.happens(slip) ? random.one(blanks) : "";
  const lines = makeSettings(name, random, slip).flatMap((line) => [
    ...(random.happens(slip) ? [random.one(idle)] : []),
    `${indent}${random.happens(slip) ? slipIn(line, random) : line}`,
  ]);
  const header = makeHeader(name, kind, random, slip);
  return [header, ...lines, ""].join("\n");
}

const blanks = [" ", "  ", "    ", "\t", "\u00a0"];
const idle = ["", "   ", "# comment", "  ; comment", "\u00a0", "  # [profile q]", ";region = x"];

function makeHeader(name: string, kind: Kind, random: Random, slip: number): string {
  const quoted = name.includes(" ") ? random.one([`'${name}'`, `"${name}"`]) : name;
  const inside = kind === "credentials" ? name : name === "default" ? name : `profile ${quoted}`;
  if (!random.happens(slip * 2)) return `[${inside}]`;
  return random.one<() => string>([
    () => `  [${inside}]`,
    () => `\t[${inside}]`,
    () => `\u00a0[${inside}]`,
    () => `[${inside}]\u00a0`,
    () => `[${inside}] # ${random.one(["mine", "see [wiki]"])}`,
    () => `[${inside}] ; mine`,
    () => `[${inside}] // mine`,
    () => `[${inside}]]`,
    () => `[${inside}`,
    () => `${inside}]`,
    () => `[ ${inside} ]`,
    () => `[profile ${quoted}]`,
    () => `[${name}]`,
    () => `['${name}']`,
    () => `[profile '${name}]`,
    () => `[profile  ${quoted}]`,
    () => `[profile\t${quoted}]`,
    () => `[profile\u00a0${quoted}]`,
    () => `[profile ${name}\u200b]`,
    () => `\ufeff[${inside}]`,
    () => `[Profile ${quoted}]`,
    () => `[profile${name}]`,
  ])();
}

/** The lines of a profile: whole, half, and in conflict. */
function makeSettings(name: Name, random: Random, slip: number): readonly string[] {
  const lines: string[] = [];
  const add = (chance: number, ...choices: readonly string[]): void => {
    if (random.happens(chance)) lines.push(...random.one(choices).trimEnd().split("\n"));
  };
  add(0.2, "region = us-east-1", "region = eu-west-1");
  add(0.2, "output = json", "output =", "note = a b c");
  const isHub = name === "hub";
  add(isHub ? 0.97 : 0.6, keys("alice"), keys("bob"));
  add(slip * 2, "aws_access_key_id = AKIAFAKEBOBEXAMPLE", "aws_secret_access_key = fake/bob+secret/==");
  add(
    slip,
    "aws_secret_access_key =",
    "aws_access_key_id =",
    "aws_access_key_id = \u201cAKIAFAKEBOBEXAMPLE\u201d",
  );
  add(slip, keys("bob").replace("AKIA", "ASIA"), keys("bob").replace("AKIA", "\ufeffAKIA"));
  add(
    slip * 2,
    "aws_session_token = t1",
    "aws_security_token = t2",
    "aws_session_token =",
    "aws_security_token = t1",
  );
  const sources = [...names, ...Array<Name>(8).fill("hub")];
  add(
    isHub ? 0.05 : 0.5,
    ...sources.map((source) => `${role(random.one(["one", "two", "three"]))}source_profile = ${source}`),
  );
  add(slip, ...names.map((source) => `source_profile = ${source}`), role("one"));
  add(0.1, "external_id = x1", "duration_seconds = 1800", "role_session_name = chosen-1");
  add(0.05, "s3 =\n  addressing_style = path\n  use_dualstack_endpoint = true");
  return random.happens(0.3) ? shuffle(lines, random) : lines;
}

function shuffle(lines: readonly string[], random: Random): readonly string[] {
  // What is indented stays below its key.
  const groups: string[][] = [];
  for (const line of lines) {
    if (line.startsWith(" ")) groups.at(-1)?.push(line);
    else groups.splice(random.below(groups.length + 1), 0, [line]);
  }
  return groups.flat();
}

function slipIn(line: string, random: Random): string {
  const [key = "", value = ""] = line.split(" = ");
  return random.one<() => string>([
    () => `${random.one(blanks)}${line}`,
    () => `${random.one(blanks)}${line}`,
    () => `${key}=${value}`,
    () => `${key}   =\t${value}  `,
    () => `${key}: ${value}`,
    () => `${key} : ${value}`,
    () => line.replace(key, key.toUpperCase()),
    () => `${line} # comment`,
    () => `${line}\t; comment`,
    () => `${line}#comment`,
    () => `${line}\n  more`,
    () => `${line}\n\n  more = x`,
    () => `${line}\n  [profile q]`,
    () => `${line}\n${line}`,
    () => `${line}\n${key} = other`,
    () => `\u00a0${line}`,
    () => line.replaceAll(" = ", "\u00a0=\u00a0"),
    () => `${line}\u00a0`,
    () => `\u200b${line}`,
    () => line.replace("_", "\u00a0"),
    () => line.replace("_", " "),
    () => `${key} =`,
    () => `${key}`,
    () => ` = ${value}`,
    () => "nonsense",
    () => `"${key}" = ${value}`,
    () => `${key} = "${value}"`,
    () => `#${line}`,
  ])();
}
