import { UsageError } from "../errors.ts";
import { didYouMean } from "../nearest.ts";
import { declarations } from "../plugins/declarations.ts";
import type { System } from "../system.ts";
import { printText } from "./output.ts";
import { addPlugin, removePlugin } from "./plugin/change.ts";
import { checkPlugin } from "./plugin/check.ts";
import { writePlugin } from "./plugin/create.ts";
import { tellPlugins } from "./plugin/list.ts";
import { printPythonAdapter } from "./plugin/python.ts";
import { type PluginAction, pluginActions } from "./plugin_actions.ts";
import type { OptionName } from "./options.ts";
import type { Words } from "./words.ts";

/** `awsume plugin ACTION`: the exit code, of `check` alone. Throws UsageError, ConfigError. */
export async function plugin({ flags, operands }: Words, system: System): Promise<number | void> {
  const [word = "", ...more] = operands;
  const known = pluginActions.find(({ action }) => action === word);
  if (known === undefined) throw unknownAction(word);
  const { action } = known;
  refuseIdle(action, flags);
  const operand = takeOperand(action, more);
  switch (action) {
    case "list":
      return await tellPlugins(flags.has("json") ? "json" : "table", system);
    case "add":
      return await addPlugin(operand, system);
    case "remove":
      return await removePlugin(operand, system);
    case "new":
      return await writePlugin(operand, flags.get("lang") ?? "js", system);
    case "check":
      return await checkPlugin(operand, system);
    case "types":
      return printText(declarations(), system);
    case "python":
      return printPythonAdapter(system);
  }
}

function pluginForms(): string {
  const rows = pluginActions.map(({ action, operand, doc }) => [`${action} ${operand}`.trim(), doc] as const);
  const width = Math.max(...rows.map(([form]) => form.length)) + 2;
  return rows.map(([form, doc]) => `awsume plugin ${form.padEnd(width)}${doc}`).join("\n");
}

function unknownAction(word: string): UsageError {
  const actions = pluginActions.map(({ action }) => action);
  return word === ""
    ? new UsageError("Cannot tell what to do with plugins", { hint: pluginForms() })
    : new UsageError(`Cannot understand "plugin ${word}"`, {
      hint: didYouMean(word, actions) ?? pluginForms(),
    });
}

/** An option that an action has no use for is a slip, and one that changes nothing is no answer to it. */
function refuseIdle(action: PluginAction, flags: Words["flags"]): void {
  const owners: readonly (readonly [OptionName, PluginAction])[] = [["json", "list"], ["lang", "new"]];
  const idle = owners.find(([option, owner]) => flags.has(option) && owner !== action);
  if (idle === undefined) return;
  throw new UsageError(`Cannot use --${idle[0]} with plugin ${action}`, {
    hint: `It belongs to awsume plugin ${idle[1]}`,
  });
}

/** The one operand, or "" of an action that takes none. */
function takeOperand(action: PluginAction, [operand, ...more]: readonly string[]): string {
  const takes = pluginActions.find((known) => known.action === action)?.operand ?? "";
  if (takes === "" ? operand === undefined : operand && more.length === 0) return operand ?? "";
  const why = takes === "" ? "it takes no more words" : `it takes one ${takes}`;
  throw new UsageError(`Cannot tell what plugin ${action} is about: ${why}`, {
    hint: `Write awsume plugin ${action} ${takes}`.trim(),
  });
}
