/** What `awsume plugin` can do, and with what. */
export const pluginActions = [
  { action: "list", operand: "", doc: "each plugin with its hooks and its trouble" },
  { action: "add", operand: "PATH|PACKAGE", doc: "load it from now on, if it loads" },
  { action: "remove", operand: "NAME|PATH", doc: "load it no more" },
  { action: "new", operand: "NAME", doc: "write one with a test, into the folder NAME; --lang js|ts|py|sh" },
  { action: "check", operand: "PATH|PACKAGE", doc: "run each of its hooks against a sample" },
  { action: "types", operand: "", doc: "print the TypeScript declarations" },
  { action: "python", operand: "", doc: "print what runs the plugins of the Python awsume" },
] as const;

/** An action of `awsume plugin`. */
export type PluginAction = typeof pluginActions[number]["action"];

/** The languages in which `awsume plugin new` writes. */
export const pluginLanguages = ["js", "ts", "py", "sh"] as const;

/** What may stand behind these words of `awsume plugin`. */
export function pluginCandidates([action]: readonly string[]): readonly string[] {
  return action === undefined ? pluginActions.map((known) => known.action) : [];
}
