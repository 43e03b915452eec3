import { setSection } from "../../aws/ini_edit.ts";
import { parseIni } from "../../aws/ini.ts";
import { placeOf } from "../../aws/profiles.ts";
import { ConfigError } from "../../errors.ts";
import type { Meaning, State } from "./files.ts";
import type { Given } from "./settings.ts";

/** A section `[sso-session NAME]`: with its settings when they were given, else it must be there. */
export interface SsoSession {
  readonly name: string;
  readonly settings?: Readonly<Record<string, string>>;
}

/** The session that the settings name. */
export function toSession(given: Given): SsoSession | undefined {
  const [name, startUrl, region] = [
    given.get("sso-session"),
    given.get("sso-start-url"),
    given.get("sso-region"),
  ];
  if (name === undefined) return undefined;
  if (startUrl === undefined || region === undefined) return { name };
  return { name, settings: { sso_start_url: startUrl, sso_region: region } };
}

/** The config file with that section, and what it means. One that is there is never changed. Throws ConfigError. */
export function addSession(
  { name, settings }: SsoSession,
  text: string,
  { paths, config }: State,
): { readonly text: string; readonly others: Meaning["others"] } {
  const title = `sso-session ${name}`;
  const found = parseIni(config ?? "").sections.find((section) =>
    section.kind === "sso-session" && section.name === name
  );
  if (found === undefined && settings !== undefined) {
    return { text: setSection(text, title, settings), others: { [title]: settings } };
  }
  if (found === undefined) {
    throw new ConfigError(`Cannot find [${title}] in ${paths.config}`, {
      hint: "Give --sso-start-url and --sso-region too, and it is written",
    });
  }
  const other = Object.entries(settings ?? {}).find(([key, value]) =>
    found.settings.get(key)?.value !== value
  );
  if (other === undefined) return { text, others: {} };
  const place = placeOf({ file: paths.config, line: found.settings.get(other[0])?.line ?? found.line });
  throw new ConfigError(
    `Cannot use another ${other[0]} for [${title}]: other profiles may need it (${place})`,
    {
      hint: "Give the session another name, or leave its settings out",
    },
  );
}
