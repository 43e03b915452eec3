import type { LoadOptions } from "js-yaml";
import { ConfigError } from "./errors.ts";
import { loadYaml } from "./lazy.ts";

/** A mapping as it stands in the file. */
export type Tree = Readonly<Record<string, unknown>>;

/** So long are no settings, in characters; a file that is longer was not written by hand. */
const mostCharacters = 1024 * 1024;

/** The text of a settings file, before anything is looked for in it. Throws ConfigError for one that is too long. */
export function refuseHuge(content: string, path: string): string {
  if (content.length <= mostCharacters) return content;
  throw new ConfigError(`Cannot read ${path}: it is longer than 1 MiB`, {
    hint: "Look what has written it; awsume's settings are some lines of the form KEY: VALUE",
  });
}

/**
 * Parses a settings file: an empty one is an empty mapping. Throws ConfigError for what is none, and for an alias, which
 * could hold itself, or a thousand others.
 */
export async function parseYaml(
  content: string,
  path: string,
  options: Pick<LoadOptions, "schema" | "json">,
): Promise<Tree> {
  const { loadAll, YAMLException } = await loadYaml();
  const refuse = (why: string): ConfigError =>
    new ConfigError(`Cannot read ${why}`, { hint: "Mend the file by hand" });
  let documents: readonly unknown[];
  try {
    documents = loadAll(refuseHuge(content, path), { ...options, maxAliases: 0 });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    // The commonest slip, for which the parser has strange words and another line.
    const slip = content.split(/\r\n?|\n/).findIndex((line) => /^[ \t]*[\w-]+:[^\s:/\\]/.test(line));
    if (slip !== -1) throw refuse(`${path}:${slip + 1}: no blank stands behind the colon`);
    const line = error.mark === undefined ? "" : `:${error.mark.line + 1}`;
    const why = /maxAliases/.test(error.reason)
      ? "it uses an alias; write the value itself"
      : withoutQuotes(error.reason);
    throw refuse(`${path}${line}: ${why}`);
  }
  const [root = {}, ...more] = documents;
  if (more.length > 0) throw refuse(`${path}: it holds more than one document`);
  if (root === null || root === "") return {};
  if (typeof root === "object" && !Array.isArray(root)) return { ...root };
  throw refuse(`${path}: it holds no lines of the form KEY: VALUE`);
}

/** The parser's words without what they quote of the file, which stands in quotes, as a tag, or behind a colon. */
function withoutQuotes(reason: string): string {
  return reason.replace(/:\s[^]*$/, "").replace(/"[^"]*"?|!<[^>]*>?/g, "\u2026");
}
