import assert from "node:assert/strict";
import { run } from "../../src/cli/run.ts";
import { version } from "../../src/version.ts";
import { fakeSystem } from "../support/fake_system.ts";

const home = "/home/me";
const bashrc = { [`${home}/.bashrc`]: 'eval "$(/opt/awsume/awsume init bash)"\n' };
const two = { ...bashrc, [`${home}/.config/fish/config.fish`]: "/opt/awsume/awsume init fish | source\n" };
const fishLine = "/opt/awsume/awsume init fish | source";
const bashLine = 'eval "$(/opt/awsume/awsume init bash)"';
const nobody = "what runs this doctor has not loaded it, or is no shell";

type Files = Readonly<Record<string, string>>;
type Env = Readonly<Record<string, string>>;
type Row = readonly [level: string, text: string, mend: string | null];

const cases: readonly (readonly [what: string, env: Env, files: Files, expected: Row])[] = [
  ["this version", { AWSUME_FUNCTION: `bash:${version}` }, bashrc, [
    "ok",
    `this shell (bash) has that of this version, ${version}`,
    null,
  ]],
  ["this version, of a file that is not known", { AWSUME_FUNCTION: `fish:${version}` }, {}, [
    "ok",
    `this shell (fish) has that of this version, ${version}`,
    null,
  ]],
  ["an older one", { AWSUME_FUNCTION: "fish:4.9.0" }, two, [
    "problem",
    `this shell (fish) has the function of version 4.9.0, and this is ${version}`,
    fishLine,
  ]],
  ["a newer one", { AWSUME_FUNCTION: "bash:99.0.0-rc.1" }, two, [
    "problem",
    `this shell (bash) has the function of version 99.0.0-rc.1, and this is ${version}`,
    bashLine,
  ]],
  ["one that captures", { AWSUME_SHELL: "bash", AWSUME_FUNCTION: `bash:${version}` }, bashrc, [
    "problem",
    "this shell (bash) has the function of another version",
    "Open a new shell",
  ]],
  ["none", {}, two, ["warning", nobody, bashLine]],
  ["none in the shell of the person", { SHELL: "/usr/bin/fish" }, two, ["warning", nobody, fishLine]],
  ["something that is no version", { AWSUME_FUNCTION: "vim:1" }, bashrc, ["warning", nobody, bashLine]],
  ["none, and no line", { SHELL: "/bin/zsh" }, {}, [
    "warning",
    "no start-up file that awsume knows of loads it",
    "/opt/awsume/awsume setup zsh",
  ]],
];

for (const [what, env, files, expected] of cases) {
  Deno.test(`awsume doctor says which function the shell has: ${what}`, async () => {
    using fake = fakeSystem({
      env: { HOME: home, PATH: "/opt/awsume", ...env },
      files,
      statuses: { "/opt/awsume/awsume": { mode: 0o755, sizeBytes: 90_000_000 } },
    });
    await run(["doctor", "--json", "--offline"], fake.system);
    const { findings } = JSON.parse([...fake.printed, ...fake.told].join(""));
    const rows = findings.filter(({ check }: { check: string }) => check === "function")
      .map(({ level, text, mend }: Record<string, string>) => [level, text, mend]);
    assert.deepEqual(rows.at(-1), expected);
  });
}
