import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { powershell } from "../../shells/powershell.ts";
import { version } from "../../src/version.ts";
import { runClean } from "../../tests/support/script.ts";
import { startWorld, type World } from "../../tests/support/world.ts";
import type { Target } from "./targets.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** What is typed into a shell of this system, and what runs it. */
interface Session {
  readonly program: string;
  readonly words: readonly string[];
  /** Where awsume comes from in it. */
  readonly how: string;
}

/**
 * Installs a target's archive on this computer, into a folder that is gone afterwards, and in each of its shells
 * loads the function and switches to a role, whose keys come from an AWS on this computer. Throws an AssertionError.
 */
export async function smoke(target: Target, archive: string): Promise<void> {
  await using world = await startWorld();
  const prefix = `${world.home}${target.kind === "zip" ? "\\" : "/"}a prefix`;
  const env = { ...world.env, ...systemEnv(target, world.home) };
  await run(world, await installation(target, archive, prefix), env);
  const sessions = target.kind === "zip"
    ? await windowsSessions(world, prefix)
    : posixSessions(target, prefix);
  for (const { program, words, how } of sessions) {
    const stdout = await run(world, [program, ...words], env);
    assert.match(stdout, /^ASIAFAKE\w+\s+one\s*$/m, `${program}: ${stdout}`);
    say(`${target.name}: switched in ${program}, ${how}`);
  }
  assert.deepEqual([...new Set(world.calls())], ["AssumeRole"]);
}

/** The words that install the archive, which is checked against its sum as an offline user would. */
async function installation(target: Target, archive: string, prefix: string): Promise<readonly string[]> {
  const data = await Deno.readFile(archive);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
  const sum = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  if (target.kind !== "zip") {
    return ["sh", `${root}/install.sh`, "--prefix", prefix, "--offline", archive, "--sha256", sum];
  }
  const start = ["powershell.exe", "-NoProfile", "-ExecutionPolicy", "Bypass", "-File"];
  return [...start, `${root}\\install.ps1`, "-Prefix", prefix, "-Offline", archive, "-Sha256", sum];
}

function posixSessions({ name }: Target, prefix: string): readonly Session[] {
  const awsume = `"${prefix}/bin/awsume"`;
  const show = 'printf "%s %s\\n" "$AWS_ACCESS_KEY_ID" "$AWSUME_PROFILE"';
  const load = (shell: string): string => `set -e; eval "$(${awsume} init ${shell})"; awsume one; ${show}`;
  // The bash of macOS is 3.2, and its sh the same one.
  const script = `set -e; eval "$(${awsume} one)"; ${show}`;
  const how = "by its function";
  const sessions = [
    { program: "bash", words: ["-c", load("bash")], how },
    { program: "sh", words: ["-c", script], how: "in a script" },
  ];
  // There, it is everybody's shell; the Linux of a runner has none.
  const zsh = { program: "zsh", words: ["-fc", load("zsh")], how };
  return name.startsWith("macos") ? [...sessions, zsh] : sessions;
}

/** The three programs that people on Windows type into. */
async function windowsSessions({ home }: World, prefix: string): Promise<readonly Session[]> {
  const bin = `${prefix}\\bin`;
  const lines = (load: string): string =>
    [
      "$ErrorActionPreference = 'Stop'",
      load,
      "awsume one",
      "if ($LASTEXITCODE -ne 0) { exit 1 }",
      '"$env:AWS_ACCESS_KEY_ID $env:AWSUME_PROFILE"',
    ].join("\r\n");
  const init = powershell.startUp.line(powershell.quote(`${prefix}\\awsume.exe`));
  const batch = [
    `@set "PATH=${bin};%PATH%"`,
    "@call awsume one || exit /b 1",
    "@echo %AWS_ACCESS_KEY_ID% %AWSUME_PROFILE%",
  ];
  await Deno.writeTextFile(`${home}\\script.ps1`, lines(`$env:PATH = '${bin};' + $env:PATH`));
  await Deno.writeTextFile(`${home}\\function.ps1`, lines(init));
  await Deno.writeTextFile(`${home}\\batch.cmd`, `${batch.join("\r\n")}\r\n`);
  const start = ["-NoProfile", "-ExecutionPolicy", "Bypass", "-File"];
  const sessions = ["powershell.exe", "pwsh.exe"].flatMap((program) =>
    ["script.ps1", "function.ps1"].map((file) => ({
      program,
      words: [...start, `${home}\\${file}`],
      how: file,
    }))
  );
  return [
    ...sessions,
    { program: "cmd.exe", words: ["/d", "/c", `${home}\\batch.cmd`], how: "batch.cmd" },
  ];
}

async function run(
  world: World,
  words: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const { status, stdout, stderr } = await runClean(words, { folder: world.home, env });
  assert.equal(status, 0, `${words.join(" ")}\n${stdout}\n${stderr}`);
  return stdout;
}

/** What programs on Windows cannot do without; elsewhere nothing. */
function systemEnv({ kind }: Target, home: string): Readonly<Record<string, string>> {
  if (kind !== "zip") return {};
  // Not PSModulePath: the one of PowerShell 7 would lead Windows PowerShell to modules that are not for it.
  const names = ["PATH", "PATHEXT", "SystemRoot", "ComSpec", "TEMP", "TMP", "ProgramFiles"];
  const pairs = names.map((name) => [name, Deno.env.get(name) ?? ""] as const);
  return { ...Object.fromEntries(pairs), USERPROFILE: home, APPDATA: home, LOCALAPPDATA: home };
}

function say(text: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`awsume ${version} ${text}\n`));
}
