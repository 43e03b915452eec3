import { credentialsName } from "../../aws/profile_names.ts";
import { placeOf } from "../../aws/profiles.ts";
import { parseIni, type Section } from "../../aws/ini.ts";
import { locateFiles, withPublicFiles } from "../../aws/profile_files.ts";
import { fileWords, isAuto, readRenewal } from "../../assume/renewal.ts";
import { findDated } from "../../assume/managed.ts";
import { readProcessValue } from "../../assume/process_value.ts";
import type { System } from "../../system.ts";
import type { Finding } from "./finding.ts";
import { suggestedOperand } from "../../suggested.ts";

/** What awsume and the Python tool have written into the credentials file and nobody needs any more. */
export async function checkLeftovers(system: System): Promise<readonly Finding[]> {
  const found = await Promise.all([checkExpired(system), checkRenewing(await withPublicFiles(system))]);
  return found.flat();
}

const check = "leftovers";

/** The profiles of `--output-profile`. */
async function checkExpired(system: System): Promise<readonly Finding[]> {
  const file = (await locateFiles(system)).credentials;
  const { expired, unreadable } = findDated(await system.read(file) ?? "", system.now());
  return [
    ...expired.map((section): Finding => ({
      check,
      level: "warning",
      text: `the credentials of profile "${credentialsName(section)}" have ended (${
        placeOf({ ...section, file })
      })`,
      mend: "awsume --clean",
    })),
    ...unreadable.map((section): Finding => ({
      check,
      level: "warning",
      text: `when profile "${credentialsName(section)}" ends cannot be read (${
        placeOf({ ...section, file })
      })`,
      mend: "Remove that section if nobody needs it",
    })),
  ];
}

/**
 * The profiles of `--auto-refresh`: awsume's run a program, those of the Python tool hold keys that it
 * renewed.
 */
async function checkRenewing(system: System): Promise<readonly Finding[]> {
  const file = (await locateFiles(system)).credentials;
  const sections = parseIni(await system.read(file) ?? "").sections
    .filter(isAuto);
  const found = await Promise.all(sections.map((section) => checkRenewal(section, file, system)));
  return found.flat();
}

async function checkRenewal(section: Section, file: string, system: System): Promise<readonly Finding[]> {
  const name = credentialsName(section) ?? "";
  const process = section.settings.get("credential_process");
  const about = { check, mend: `awsume -k ${suggestedOperand(name)}` } as const;
  if (process === undefined) {
    const text = `nothing renews profile "${name}": the Python tool wrote it (${
      placeOf({ ...section, file })
    })`;
    return [{ ...about, level: "warning", text }];
  }
  const [program = ""] = readProcessValue(process.value, system.os);
  if (!/^(?:[\\/]|[a-z]:)/i.test(program) || await system.statusOf(program) !== undefined) return [];
  const text = `profile "${name}" runs ${program}, which is not there (${file}:${process.line})`;
  const renewal = readRenewal(section, system.os);
  const renewed = `${fileWords(renewal ?? {})} ${
    suggestedOperand(renewal?.profile ?? name.replace(/^autoawsume-/, ""))
  }`;
  return [{ ...about, level: "problem", text, mend: `awsume -a${renewed}` }];
}
