import { quick } from "../../src/cli/quick.ts";
import { run } from "../../src/cli/run.ts";
import type { System } from "../../src/system.ts";
import { type FakeOptions, fakeSystem } from "./fake_system.ts";

/** What a command line came to, in a world without services. */
export interface Came {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The variables that `exec` gave to its command. */
  readonly given: Readonly<Record<string, string>>;
  /** Who was asked for a code, and which commands ran. */
  readonly questions: readonly string[];
  readonly commands: readonly string[];
  /** The credentials file afterwards. */
  readonly credentials: string;
  /** What awsume has kept beside the two files, for a second run with the same `files`. */
  readonly kept: Readonly<Record<string, string>>;
}

/** The two files of /home/me, and what else the world of a row is made of. */
export interface Place extends FakeOptions {
  readonly config?: string;
  readonly credentials?: string;
}

/** Runs one command line over a fake System, which fails on whatever the row does not foresee. */
export async function comeTo(words: readonly string[], place: Place): Promise<Came> {
  const { config = "", credentials = "", files, env, ...rest } = place;
  using fake = fakeSystem({
    ...rest,
    env: { HOME: "/home/me", ...env },
    files: { "/home/me/.aws/config": config, "/home/me/.aws/credentials": credentials, ...files },
  });
  let given: Readonly<Record<string, string>> = {};
  const runInPlace: System["runInPlace"] = (_words, env) => {
    given = env;
    return Promise.resolve({ kind: "ended", status: 0 });
  };
  const system = { ...fake.system, runInPlace, removeLeftovers: () => Promise.resolve() };
  const status = await quick(words, system) ?? await run(words, system);
  return {
    status,
    given,
    stdout: fake.printed.join(""),
    stderr: fake.told.map((text) => `${text}\n`).join(""),
    questions: fake.questions.map(({ question }) => question),
    commands: fake.commands.map(({ command }) => command),
    credentials: fake.files.get("/home/me/.aws/credentials") ?? "",
    kept: Object.fromEntries([...fake.files].filter(([path]) => !path.startsWith("/home/me/.aws/"))),
  };
}

/** The ways in that give a profile's credentials. */
export const givingWays: Readonly<Record<string, (profile: string) => readonly string[]>> = {
  "a switch": (profile) => [profile],
  "export": (profile) => ["export", profile, "--format", "json"],
  "exec": (profile) => ["exec", profile, "true"],
  "credential-process": (profile) => ["credential-process", profile],
};

/** The ways in that tell about profiles and give nothing. */
export const tellingWays: Readonly<Record<string, (profile: string) => readonly string[]>> = {
  "explain": (profile) => ["explain", profile],
  "explain --json": (profile) => ["explain", profile, "--json"],
  "-l": () => ["-l"],
  "ls": (profile) => ["ls", profile],
  "cache ls": () => ["cache", "ls"],
  "doctor": () => ["doctor", "--offline", "--json"],
};
