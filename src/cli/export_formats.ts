/**
 * The formats of `awsume export`. Everything that is written comes from the change of environment that a switch makes,
 * so that no format can have other values, and from the shells' own quoting.
 *
 * @module
 */
import { bash } from "../../shells/bash.ts";
import { cmd } from "../../shells/cmd.ts";
import { fish } from "../../shells/fish.ts";
import { powershell } from "../../shells/powershell.ts";
import type { Shell } from "../../shells/mod.ts";
import { type EnvChange, toEnvChange } from "../assume/environment.ts";
import type { Session } from "../assume/session.ts";
import { toProcessJson } from "../aws/credentials.ts";
import { giveBack } from "../held_back.ts";
import type { System } from "../system.ts";
import { toCliLines, toCliProcess, toPlainLines } from "./export_cli.ts";
import { refuseIniName, toDockerEnv, toDotenv, toGithub, toIni } from "./export_files.ts";

/** One way to write a session on stdout. */
export interface ExportFormat {
  readonly name: string;
  /** Throws UsageError for a profile that it cannot name, before anybody is called. */
  refuse?(profile: string): void;
  /** Throws ConfigError or UsageError for a value that it has no way to write. */
  write(session: Session, system: System): string | Promise<string>;
  /**
   * Where a shell evaluates what is written: a statement that fails. The shell has dropped awsume's status by then, and
   * would go on with whatever credentials it has.
   */
  fail?(exitCode: number): string;
}

const failPosix = (exitCode: number): string => `(exit ${exitCode});\n`;
const failFish = (exitCode: number): string => `sh -c 'exit ${exitCode}';\n`;
const failPowershell = (exitCode: number): string => `throw 'awsume failed with exit code ${exitCode}'\n`;
const failCmd = (exitCode: number): string => `cmd /d /c exit ${exitCode}\n`;

/** First awsume's own, then those that the AWS CLI alone has; it has `powershell` and `fish`, too. */
export const exportFormats: readonly ExportFormat[] = [
  { name: "sh", write: (session, { env }) => bash.render(toEnvChange(session, env)), fail: failPosix },
  { name: "fish", write: toShared(fish, (name, value) => `set -gx ${name} "${value}"`), fail: failFish },
  {
    name: "powershell",
    write: toShared(powershell, (name, value) => `$Env:${name}="${value}"`),
    fail: failPowershell,
  },
  { name: "cmd", write: (session, { env }) => cmd.render(toEnvChange(session, env)), fail: failCmd },
  {
    name: "nu",
    write: (session, { env }) => `${JSON.stringify(Object.fromEntries(toEnvChange(session, env)))}\n`,
  },
  { name: "json", write: ({ credentials }) => toProcessJson(credentials) },
  { name: "dotenv", write: toDotenv },
  { name: "docker-env", write: toDockerEnv },
  { name: "github-actions", write: toGithub },
  { name: "ini", refuse: refuseIniName, write: toIni },
  { name: "process", write: toCliProcess },
  { name: "env", write: toPlainLines("export ", "sh"), fail: failPosix },
  { name: "env-no-export", write: toPlainLines("", "dotenv") },
  { name: "windows-cmd", write: toPlainLines("set ", "cmd"), fail: failCmd },
];

/** What `export` writes unless told. */
export const defaultFormat = "sh";

/**
 * A format that awsume and the AWS CLI both have: the CLI's lines, with the shell's quotes for a value that they could
 * not hold. Other variables are touched only where the caller has them: what else stood there before these
 * credentials would go before them, or stay as half of others.
 */
function toShared(shell: Shell, line: (name: string, value: string) => string): ExportFormat["write"] {
  return (session, { env }) => {
    const quote = (name: string, value: string): string => shell.render(new Map([[name, value]]));
    const { lines, names } = toCliLines(session, { line, quote });
    const back = giveBack(env);
    const isThere = (name: string): boolean => env[name] !== undefined || back.has(name);
    const others: EnvChange = new Map(
      [...toEnvChange(session, env)].filter(([name]) => isThere(name) && !names.includes(name)),
    );
    return lines + shell.render(others);
  };
}
