import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { parseIni } from "../../src/aws/ini.ts";
import { homeFolder } from "../../src/home.ts";
import { profileFiles } from "../../src/aws/profile_files.ts";
import { readProfiles } from "../../src/aws/profiles.ts";
import type { System } from "../../src/system.ts";
import {
  choices,
  deviations,
  expectedOf,
  type Files,
  type Outcome,
  type Row,
  type Sections,
} from "./vectors_choices.ts";
import { isAbsent, sharedUrl } from "../support/shared.ts";

interface KotlinOutput {
  readonly errorContaining?: string;
  readonly profiles?: Sections;
  readonly "sso-sessions"?: Sections;
  readonly services?: Sections;
  readonly unknown?: Sections;
}

interface SmithyOutput {
  readonly errorContaining?: string;
  readonly config?: { readonly profiles?: Sections; readonly sso_sessions?: Sections };
}

const root = new URL("../../", import.meta.url);
const vectors = sharedUrl("vectors/");
const ignore = isAbsent(vectors);

async function load(path: string): Promise<unknown> {
  return JSON.parse(await Deno.readTextFile(new URL(path, vectors)));
}

type Form = "records" | "text";

/** Everything that awsume reads from the two files. A line that cannot be understood anywhere is an error. */
async function read({ configFile = "", credentialsFile = "" }: Files, form: Form): Promise<Outcome> {
  const files: Readonly<Record<string, string>> = {
    "/h/.aws/config": configFile,
    "/h/.aws/credentials": credentialsFile,
  };
  const nested = new Map(Object.entries(files).map(([file, text]) => [file, nestedByLine(text)]));
  const profiles = await readProfiles({
    env: { HOME: "/h" },
    os: "linux",
    home: () => Promise.reject(new Error("The home folder is known")),
    read: (path) => Promise.resolve(files[path]),
  });
  const found = profiles.names().map((name) => {
    try {
      const settings = [...profiles.find(name)?.settings ?? []].map(([key, { value, file, line }]) => {
        return [key, form === "records" && nested.get(file)?.get(line) || value] as const;
      });
      return [name, Object.fromEntries(settings)] as const;
    } catch {
      return undefined;
    }
  });
  return {
    error: profiles.problems().length > 0 || found.includes(undefined),
    profiles: Object.fromEntries(found.filter((each) => each !== undefined)),
    ...readOthers(configFile, form),
  };
}

function nestedByLine(text: string): ReadonlyMap<number, Readonly<Record<string, string>>> {
  const settings = parseIni(text).sections.flatMap((section) => [...section.settings.values()]);
  return new Map(settings.flatMap(({ line, nested }) => {
    if (nested === undefined) return [];
    return [[line, Object.fromEntries([...nested].map(([key, { value }]) => [key, value]))] as const];
  }));
}

/** The named sections of the config file that are no profiles. */
function readOthers(text: string, form: Form): Omit<Outcome, "error"> {
  const nested = nestedByLine(text);
  const select = (isKind: (kind: string) => boolean): Sections =>
    Object.fromEntries(
      parseIni(text).sections.filter(({ kind, name }) => kind !== "" && name !== "" && isKind(kind)).map((
        section,
      ) => [
        section.name,
        Object.fromEntries([...section.settings].map(([key, { value, line }]) => {
          return [key, form === "records" && nested.get(line) || value];
        })),
      ]),
    );
  return {
    sso: select((kind) => kind === "sso-session"),
    services: select((kind) => kind === "services"),
    unknown: select((kind) => !["profile", "sso-session", "services"].includes(kind)),
  };
}

/** An expected error asks for no more than a report; else the groups that are told must be equal. */
function agrees(actual: Outcome, expected: Outcome): boolean {
  const groups = (["profiles", "sso", "services", "unknown"] as const).filter((group) =>
    expected[group] !== undefined
  );
  try {
    equal(actual.error, expected.error);
    for (const group of groups) deepEqual(actual[group], expected[group]);
    return true;
  } catch {
    return false;
  }
}

function check(suite: string, name: string, agreed: boolean, detail: unknown): void {
  const listed = Object.hasOwn(deviations, `${suite}: ${name}`);
  ok(agreed !== listed, listed ? "No deviation any more: take it off the table" : JSON.stringify(detail));
}

function fromKotlin(output: KotlinOutput): Outcome {
  if (output.errorContaining !== undefined) return { error: true };
  const { profiles = {}, services = {}, unknown = {} } = output;
  return { error: false, profiles, sso: output["sso-sessions"] ?? {}, services, unknown };
}

function fromSmithy({ config }: SmithyOutput): Outcome {
  if (config === undefined) return { error: true };
  return { error: false, profiles: config.profiles ?? {}, sso: config.sso_sessions ?? {} };
}

Deno.test({
  name: "readProfiles() agrees with the parser suite of the AWS SDK for Kotlin",
  ignore,
  fn: async (test) => {
    const { tests } = await load("aws-sdk-kotlin/parser-tests.json") as {
      readonly tests: readonly {
        readonly name: string;
        readonly input: Files;
        readonly output: KotlinOutput;
      }[];
    };
    equal(tests.length, 67);
    for (const { name, input, output } of tests) {
      await test.step(name, async () => {
        const actual = await read(input, "records");
        check("kotlin", name, agrees(actual, fromKotlin(output)), { input, output, actual });
      });
    }
  },
});

Deno.test({
  name: "profileFiles() agrees with the location suite of the AWS SDK for Kotlin",
  ignore,
  fn: async (test) => {
    const { tests } = await load("aws-sdk-kotlin/file-location-tests.json") as {
      readonly tests: readonly {
        readonly name: string;
        readonly environment: System["env"];
        readonly languageSpecificHome?: string;
        readonly platform: "linux" | "windows";
        readonly profile?: string;
        readonly configLocation: string;
        readonly credentialsLocation: string;
      }[];
    };
    equal(tests.length, 11);
    for (const { name, environment, languageSpecificHome = "", platform, ...expected } of tests) {
      await test.step(name, async () => {
        const asked = (): Promise<string> => Promise.resolve(languageSpecificHome);
        const home = await homeFolder({ env: environment, os: platform, home: asked });
        const { config, credentials } = profileFiles(environment, platform, home);
        deepEqual([config, credentials], [expected.configLocation, expected.credentialsLocation]);
        check("locations", name, (expected.profile ?? "default") === "default", expected);
      });
    }
  },
});

Deno.test({
  name: "readProfiles() agrees with the rows of ini-dialects",
  ignore,
  fn: async (test) => {
    const rows = await load("generated/ini-dialects.json") as readonly Row[];
    equal(rows.length, 170);
    for (const row of rows) {
      await test.step(`${row.suite}: ${row.name}`, async () => {
        const actual = await read(row.input, row.suite === "smithy-rs" ? "text" : "records");
        if (row.suite === "kotlin") {
          check("kotlin", row.name, agrees(actual, fromKotlin(row.expected_sdk_spec as KotlinOutput)), row);
        } else if (row.suite === "smithy-rs") {
          check(
            "smithy-rs",
            row.name,
            agrees(actual, fromSmithy(row.expected_sdk_spec as SmithyOutput)),
            row,
          );
        } else {
          const expected = expectedOf(row);
          ok(expected.length > 0, "No choice made");
          for (const each of expected) deepEqual([agrees(actual, each), actual, each], [true, actual, each]);
        }
      });
    }
    deepEqual(
      rows.filter((row) => row.suite.startsWith("edge")).map(({ name }) => name),
      [...choices.keys()],
    );
  },
});

Deno.test("docs/config-files.md lists every deviation and every choice", async () => {
  const page = (await Deno.readTextFile(new URL("docs/config-files.md", root))).replaceAll(/ +/g, " ");
  for (const [key, reason] of Object.entries(deviations)) {
    const name = key.slice(key.indexOf(": ") + 2);
    ok(page.includes(`| \`${name}\` | ${reason}`), `${name} is missing`);
  }
  for (const [name, [choice]] of choices) {
    ok(page.includes(`| \`${name}\` | ${choice} |`), `${name} is missing`);
  }
});
