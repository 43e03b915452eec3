import { findHook, type HookName, hookNames, hookTable, toSnake } from "../../src/plugins/hooks.ts";
import { bullets, paragraph } from "./markdown.ts";

/** What each kind of result is, in words. */
const results = {
  nothing: "nothing",
  exit: "nothing, or `{ exit: CODE }` with a code from 0 to 255",
  options: "a list of `{ long, short, value, doc }`; an option without `value` is a switch",
  profiles: "an object of profiles by name, each an object of settings",
  credentials: "`{ accessKeyId, secretAccessKey, sessionToken, region, expiration, accountId }`, or nothing",
  assertion: "the SAML response in base64, or nothing",
  names: "a list of names",
  code: "six digits as text, or nothing",
} as const;

/** `docs/plugin-hooks.md`. */
export function hooksPage(): string {
  return [
    "# Hooks of plugins",
    "",
    "<!-- Written by `deno task docs` from src/plugins/hooks.ts: do not edit. -->",
    "",
    ...paragraph(
      "In the order in which a switch calls them. Every hook gets one object, which has `config` (awsume's " +
        "settings, and `isInteractive`) and what stands under Gets. A hook may be asynchronous. Its name may be " +
        "written in either way. [Plugins](plugins.md) says how they are made, and `awsume plugin types` prints " +
        "all this for TypeScript.",
    ),
    ...hookNames.flatMap(hookPart),
  ].join("\n").trimEnd() + "\n";
}

function hookPart(hook: HookName): readonly string[] {
  const { doc, gives, returns } = hookTable[hook];
  const other = toSnake(hook);
  const row = hookTable[hook];
  const original: string | undefined = "original" in row ? row.original : undefined;
  const names = [...new Set([other, original ?? other])].filter((name) => findHook(name) === hook);
  return [
    `## ${hook}`,
    "",
    ...paragraph(`${doc.charAt(0).toUpperCase()}${doc.slice(1)}.`),
    ...bullets([
      `Also written ${names.map((name) => `\`${name}\``).join(" or ")}` +
      (original === undefined ? "; the original has no such hook" : ""),
      `Gets ${["config", ...gives].map((name) => `\`${name}\``).join(", ")}`,
      `Returns ${results[returns]}`,
    ]),
  ];
}
