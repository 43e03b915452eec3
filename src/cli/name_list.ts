/** So many names stand in a message. */
const maxNames = 5;

/** The first names in quotes, and how many more there are. */
export function listNames(names: readonly string[]): string {
  const shown = names.slice(0, maxNames).map((name) => `"${name}"`).join(", ");
  return names.length > maxNames ? `${shown} and ${names.length - maxNames} more` : shown;
}
