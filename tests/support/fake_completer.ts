import { findShell } from "../../shells/mod.ts";

/**
 * What awsume answers when TAB is pressed: the lines of $CANDIDATES that begin with the word being typed, spelled by
 * the shell's own rules.
 */
const [shell = "", ...asked] = Deno.args;
const { words, spell } = findShell(shell).readCompletion(asked);
const typed = words.at(-1) ?? "";
const candidates = (Deno.env.get("CANDIDATES") ?? "").split("\n").filter((word) => word.startsWith(typed));
const spelled = candidates.map((word) => spell(word)).filter((text) => text !== undefined);
await Deno.stdout.write(new TextEncoder().encode(spelled.map((text) => `${text}\n`).join("")));
