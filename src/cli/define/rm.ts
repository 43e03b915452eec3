import { withoutSections } from "../../aws/ini_edit.ts";
import { isManaged } from "../../assume/managed.ts";
import { ConfigError } from "../../errors.ts";
import { didYouMean } from "../../nearest.ts";
import type { System } from "../../system.ts";
import { parseFilePaths, withNamedFiles } from "../file_options.ts";
import type { Words } from "../words.ts";
import { carryOut } from "./carry_out.ts";
import { type Edit, type Meaning, readState, type State } from "./files.ts";
import { takeNames } from "./given.ts";
import { findOwnServices, findReferences, findRenewed, sectionsOf, toList } from "./references.ts";
import { suggestedOperand } from "../../suggested.ts";

/** `awsume rm NAME`. Throws UsageError, ConfigError, Interrupted; then nothing is written. */
export async function rm(words: Words, person: System): Promise<void> {
  const system = withNamedFiles(parseFilePaths(words.flags), person);
  const name = takeNames("rm", words.operands, ["NAME"])[0] ?? "";
  const state = await readState(system);
  const isAsked = holdsKeys(name, state) && !words.flags.has("yes");
  const question = isAsked
    ? { question: `Remove "${name}" and its access keys? AWS does not show a secret again.` }
    : {};
  const manner = { isDryRun: words.flags.has("dry-run"), ...question, done: `Removed the profile "${name}"` };
  await carryOut((now, meaning) => removeProfile(name, now, meaning), manner, system);
}

/** Whether a profile has a secret that cannot be had again: what awsume has written itself can. */
export function holdsKeys(name: string, state: State): boolean {
  return sectionsOf(name, state).some((section) =>
    section.settings.has("aws_secret_access_key") && !isManaged(section)
  );
}

/** Throws ConfigError for a profile that is not there. */
export function refuseUnknown(name: string, state: State): void {
  if (sectionsOf(name, state).length > 0) return;
  throw new ConfigError(`Cannot find profile "${name}"`, {
    hint: didYouMean(name, state.profiles.names()) ?? "Run awsume -l to see the profiles",
  });
}

function removeProfile(name: string, state: State, meaning: Meaning): Edit {
  refuseUnknown(name, state);
  refuseNeeded(name, state);
  const sections = sectionsOf(name, state);
  const services = findOwnServices(name, state);
  const inConfig = [
    ...sections.filter(({ origin }) => origin === "config"),
    ...services === undefined ? [] : [services],
  ].sort((left, right) => left.line - right.line);
  const { [name]: _gone, ...profiles } = meaning.profiles;
  const others = Object.entries(meaning.others).filter(([title]) => title !== services?.title);
  return {
    texts: {
      config: withoutSections(state.config ?? "", inConfig),
      credentials: withoutSections(
        state.credentials ?? "",
        sections.filter(({ origin }) => origin === "credentials"),
      ),
    },
    meaning: { profiles, others: Object.fromEntries(others) },
  };
}

function refuseNeeded(name: string, state: State): void {
  const users = findReferences("source_profile", name, state).filter(({ profile }) => profile !== name);
  if (users.length > 0) {
    throw new ConfigError(`Cannot remove profile "${name}": it is the source of ${toList(users)}`, {
      hint: "Remove those first, or let them name another source_profile",
    });
  }
  const renewed = findRenewed(name, state);
  if (renewed.length === 0) return;
  throw new ConfigError(`Cannot remove profile "${name}": awsume renews ${toList(renewed)} by it`, {
    hint: `Run awsume -k ${suggestedOperand(name)}, or awsume rm ${
      suggestedOperand(renewed[0]?.profile ?? "")
    }`,
  });
}
