import { readProfiles } from "../../aws/profiles.ts";
import { atHome, expandHome, homeFolder } from "../../home.ts";
import type { System } from "../../system.ts";
import { type Finding, toFinding } from "./finding.ts";
import { AwsumeError } from "../../errors.ts";

/** A setting that names a file of certificates. */
interface Named {
  /** The variable, or the place of the profile's line. */
  readonly setting: string;
  readonly path: string;
}

/** The files of certificates that settings name: that they are there, and that certificates are in them. */
export async function checkCertificates(system: System): Promise<readonly Finding[]> {
  const named = [...await fromVariables(system), ...await fromProfiles(system)];
  const found = await Promise.all(named.map((each) => checkBundle(each, system)));
  if (named.length > 0) return found;
  return [{ check, level: "ok", text: "no setting names any: those of the system are trusted" }];
}

const check = "certificates";

async function fromVariables(system: System): Promise<readonly Named[]> {
  const names = ["AWS_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"];
  const named = await Promise.all(names.map(async (setting) => {
    const path = system.env[setting]?.trim();
    return path ? [{ setting, path: await atHome(path, system) }] : [];
  }));
  return named.flat();
}

/** Each file once, with the first line that names it. */
async function fromProfiles(system: System): Promise<readonly Named[]> {
  const profiles = await readProfiles(system);
  const home = await homeFolder(system);
  const all = profiles.all(new Set(["ca_bundle"]));
  const named = all.names.flatMap((name) => {
    const profile = all.read(name);
    const setting = "settings" in profile ? profile.settings.get("ca_bundle") : undefined;
    if (!setting?.value) return [];
    const path = expandHome(setting.value.trim(), system.os, home);
    return [{ setting: `ca_bundle (${setting.file}:${setting.line})`, path }];
  });
  return [...new Map(named.toReversed().map((each) => [each.path, each])).values()].toReversed();
}

async function checkBundle({ setting, path }: Named, system: System): Promise<Finding> {
  const about = `${setting} names ${path}`;
  const sick = (why: string, mend: string, level: Finding["level"] = "problem"): Finding => ({
    check,
    level,
    text: `${about}${why}`,
    mend,
  });
  const text = await readBundle(path, system);
  if (text === undefined) return sick(", which is not there", `Correct ${setting}, or remove it`);
  if (text instanceof AwsumeError) {
    return {
      ...toFinding(check, text),
      mend: `openssl x509 -inform der -in FILE makes a PEM file of a .cer`,
    };
  }
  const certificates = text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  const damaged = certificates.filter((certificate) => !isWhole(certificate)).length;
  if (certificates.length === 0) {
    return sick(
      ", which holds no certificate in PEM",
      "openssl x509 -inform der -in FILE makes one of a .cer",
    );
  }
  if (damaged === certificates.length) return sick(", which is damaged", "Get that file anew");
  if (damaged > 0) {
    const why = `, of which ${damaged} of ${certificates.length} certificates are damaged`;
    return sick(why, "Get that file anew", "warning");
  }
  return { check, level: "ok", text: `${about} (${certificates.length} in it)` };
}

async function readBundle(path: string, system: System): Promise<string | undefined | AwsumeError> {
  try {
    return await system.read(path);
  } catch (error) {
    if (error instanceof AwsumeError) return error;
    throw error;
  }
}

/**
 * Whether the base64 is whole and holds one DER sequence of the length that it says. Nothing more is looked
 * at.
 */
function isWhole(certificate: string): boolean {
  const base64 = certificate.replaceAll(/-----[A-Z ]+-----|\s/g, "");
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64) || base64.length % 4 !== 0) return false;
  const [tag, length = 0, ...rest] = Array.from(atob(base64), (character) => character.charCodeAt(0));
  if (tag !== 0x30 || length < 0x81 || length > 0x84) return false;
  const size = rest.slice(0, length - 0x80).reduce((sum, byte) => sum * 256 + byte, 0);
  return rest.length === length - 0x80 + size;
}
