/**
 * What the start-up files of the shells have to do with awsume. They are read as text: what a file does that
 * another one sources is not seen.
 *
 * @module
 */
import { shells } from "../../../shells/mod.ts";
import { ConfigError } from "../../errors.ts";
import { homeFolder } from "../../home.ts";
import type { System } from "../../system.ts";

/** One line that loads a function of awsume. */
export interface Loader {
  readonly shell: string;
  /** The last word of what runs awsume, unquoted: a path, or the bare name. */
  readonly program: string;
  readonly text: string;
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** Whether `awsume setup` has written it. */
  readonly isInBlock: boolean;
}

/** A line that the Python tool, or a person for it, has written. */
export interface OldLine extends Pick<Loader, "file" | "line"> {
  readonly kind: "alias" | "completion";
}

/** One line that reads a file which may hold the function. */
export interface SourcedFile extends Pick<Loader, "file" | "line"> {
  readonly path: string;
}

/** Those lines of all start-up files. */
export interface StartUpLines {
  readonly loaders: readonly Loader[];
  readonly sourced: readonly SourcedFile[];
  readonly old: readonly OldLine[];
}

/** Reads the start-up files that awsume knows of; one that cannot be read is left out. */
export async function readStartUpLines(system: System): Promise<StartUpLines> {
  const home = await homeFolder(system);
  const paths = findPaths(home, system);
  const found = await Promise.all(
    paths.map(async (path) => readLines(path, await readText(path, system) ?? "")),
  );
  const loaders = found.flatMap((lines) => lines.loaders);
  return {
    loaders: loaders.map((loader) => ({ ...loader, program: expandHome(loader.program, home) })),
    sourced: found.flatMap(({ sourced }) => sourced)
      .map((sourced) => ({ ...sourced, path: expandHome(sourced.path, home) })),
    old: found.flatMap(({ old }) => old),
  };
}

function findPaths(home: string, { env, os }: System): readonly string[] {
  const own = shells.flatMap(({ startUp }) =>
    startUp.files?.({ env, os, home }) ?? [startUp.file.replace(/^~/, home)]
  ).filter((path) => /[\\/]/.test(path));
  if (os === "windows") return [...new Set(own)];
  const config = env.XDG_CONFIG_HOME || `${home}/.config`;
  return [
    ...new Set([
      ...own,
      ...bashFiles.map((name) => `${home}/${name}`),
      ...zshFiles.map((name) => `${env.ZDOTDIR || home}/${name}`),
      ...fishFiles.map((name) => `${config}/fish/${name}`),
    ]),
  ];
}

/** Besides those that `awsume setup` would write. */
const bashFiles = [".bashrc", ".bash_profile", ".bash_login", ".profile", ".bash_aliases"];
const zshFiles = [".zshenv", ".zprofile", ".zlogin"];
const fishFiles = ["config.fish", "functions/awsume.fish", "completions/awsume.fish"];

/** The text, "" of a file that cannot be read, undefined where there is none. */
export async function readText(path: string, system: System): Promise<string | undefined> {
  try {
    return await system.read(path);
  } catch (error) {
    if (error instanceof ConfigError) return "";
    throw error;
  }
}

function readLines(file: string, content: string): StartUpLines {
  const lines = { loaders: [] as Loader[], sourced: [] as SourcedFile[], old: [] as OldLine[] };
  let isInBlock = false;
  for (const [index, text] of content.split(/\r?\n/).entries()) {
    if (text.startsWith("# >>> awsume setup")) isInBlock = true;
    if (text.startsWith("# <<< awsume setup")) isInBlock = false;
    if (/^\s*#/.test(text) || !text.includes("awsume")) continue;
    const place = { file, line: index + 1 };
    const [, program, shell] = loaderForm.exec(text) ?? [];
    const path = findSourced(text);
    if (program !== undefined && shell !== undefined) {
      lines.loaders.push({ ...place, shell, program: unquote(program), text: text.trim(), isInBlock });
    } else if (path !== undefined) lines.sourced.push({ ...place, path: unquote(path) });
    else if (aliasForm.test(text)) lines.old.push({ ...place, kind: "alias" });
    else if (completionForm.test(text)) lines.old.push({ ...place, kind: "completion" });
  }
  return lines;
}

/** The path in a line with which one of the shells reads a file. */
function findSourced(text: string): string | undefined {
  return sourceForms.map((form) => form.exec(text)?.[1]).find((path) => path !== undefined);
}

const sourceForms = [...new Set(shells.flatMap(({ startUp }) => startUp.source?.("FILE") ?? []))].map(toForm);

function toForm(line: string): RegExp {
  const [before = "", after = ""] = line.split("FILE").map((part) =>
    part.replace(/[$()*+.?[\\\]^{|}]/g, "\\$&").replaceAll(" ", String.raw`\s+`)
  );
  return new RegExp(String.raw`^\s*${before}(r?'[^']+'|r?"[^"]+"|[^\s'"()&;|]+)${after}\s*$`);
}

const loaderForm = new RegExp(
  String.raw`('[^']+'|"[^"$]+"|[^\s"'()&;|]+)\s+init\s+(${shells.map(({ name }) => name).join("|")})\b`,
);

/** In POSIX shells and fish, in PowerShell, and the function that the original writes for fish. */
const aliasForm = new RegExp(
  [
    String.raw`^\s*alias\s+(?:-\S+\s+)*["']?awsume["']?[=\s]`,
    String.raw`^\s*(?:Set|New)-Alias\s+(?:-Name\s+)?["']?awsume\b`,
    String.raw`\bsource\b.*\bawsume\.fish\b`,
  ].join("|"),
  "i",
);

const completionForm = /\bawsume-autocomplete\b|\.awsume\/zsh-autocomplete\b/;

function unquote(word: string): string {
  return word.replace(/^r?(['"])(.*)\1$/, "$2");
}

function expandHome(path: string, home: string): string {
  return path.replace(/^(?:~|\$HOME|\$\{HOME\})(?=\/)/, () => home);
}
