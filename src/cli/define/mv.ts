import { editLines, type LineEdits, renameTitle, withTitle, withValue } from "../../aws/ini_rename.ts";
import { placeOf, type ProfileSection } from "../../aws/profiles.ts";
import { UsageError } from "../../errors.ts";
import type { System } from "../../system.ts";
import { parseFilePaths, withNamedFiles } from "../file_options.ts";
import type { Words } from "../words.ts";
import { carryOut } from "./carry_out.ts";
import { type Edit, type Meaning, readState, type State } from "./files.ts";
import { readName, takeNames } from "./given.ts";
import {
  findOwnServices,
  findReferences,
  findRenewed,
  sectionsOf,
  servicesOf,
  toList,
} from "./references.ts";
import { refuseUnknown } from "./rm.ts";
import { tellLines } from "../output.ts";
import { suggestedOperand } from "../../suggested.ts";

interface Names {
  readonly old: string;
  readonly new: string;
}

/** `awsume mv OLD NEW`. Throws UsageError, ConfigError; then nothing is written. */
export async function mv(words: Words, person: System): Promise<void> {
  const system = withNamedFiles(parseFilePaths(words.flags), person);
  const [old = "", wanted = ""] = takeNames("mv", words.operands, ["OLD", "NEW"]);
  const names = { old, new: readName(wanted) };
  if (old === wanted) {
    throw new UsageError(`Cannot rename profile "${old}" to itself`, { hint: "Give another name" });
  }
  const manner = {
    isDryRun: words.flags.has("dry-run"),
    done: `Renamed the profile "${old}" to "${wanted}"`,
  };
  await carryOut((state, meaning) => renameProfile(names, state, meaning), manner, system);
  tellRenewed(names, await readState(system), system);
}

/** Their command lines are other programs' affair. */
function tellRenewed(names: Names, state: State, system: System): void {
  const renewed = findRenewed(names.old, state);
  if (renewed.length === 0) return;
  const command = `awsume -a ${suggestedOperand(names.new)}`;
  tellLines(
    `The command of ${toList(renewed)} still says "${names.old}": run ${command} for a new one`,
    system,
  );
}

function renameProfile(names: Names, state: State, meaning: Meaning): Edit {
  refuseUnknown(names.old, state);
  const [there] = sectionsOf(names.new, state);
  if (there !== undefined) {
    throw new UsageError(
      `Cannot rename "${names.old}": there is a profile "${names.new}" (${placeOf(there)})`,
      {
        hint: `Use another name, or run awsume rm ${suggestedOperand(names.new)} first`,
      },
    );
  }
  const services = servicesOf(names.new, state).length > 0 ? undefined : findOwnServices(names.old, state);
  const headers = sectionsOf(names.old, state).map((section) =>
    [section, (line: string) => withTitle(line, section, toTitle(section, names.new))] as const
  );
  const keys = ["source_profile", ...services === undefined ? [] : ["services"]];
  const values = keys.flatMap((key) => findReferences(key, names.old, state))
    .map((reference) => [reference, (line: string) => withValue(line, names.old, names.new)] as const);
  const edits = [...headers, ...values];
  const own = services === undefined ? [] : [
    [services.line, (line: string) => withTitle(line, services, renameTitle(services, names.new))] as const,
  ];
  const linesOf = (file: "config" | "credentials"): LineEdits =>
    new Map([
      ...edits.filter(([{ origin }]) => origin === file).map(([{ line }, edit]) => [line, edit] as const),
      ...file === "config" ? own : [],
    ]);
  return {
    texts: {
      config: editLines(state.config ?? "", linesOf("config")),
      credentials: editLines(state.credentials ?? "", linesOf("credentials")),
    },
    meaning: renameMeaning(names, keys, services?.title, meaning),
  };
}

/** A header without the word `profile` is one for `[default]` alone in the config file. */
function toTitle(section: ProfileSection, name: string): string {
  if (section.origin === "credentials") return name;
  if (section.kind === "profile") return renameTitle(section, name);
  return name === "default" ? name : `profile ${name}`;
}

function renameMeaning(
  names: Names,
  keys: readonly string[],
  services: string | undefined,
  { profiles, others }: Meaning,
): Meaning {
  const renamed = Object.entries(profiles).map(([name, values]) =>
    [
      name === names.old ? names.new : name,
      Object.fromEntries(
        Object.entries(values).map(([key, value]) =>
          [key, keys.includes(key) && value === names.old ? names.new : value] as const
        ),
      ),
    ] as const
  );
  const moved = Object.entries(others).map(([title, values]) =>
    [title === services ? title.replace(names.old, () => names.new) : title, values] as const
  );
  return { profiles: Object.fromEntries(renamed), others: Object.fromEntries(moved) };
}
