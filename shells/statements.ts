import type { EnvChange } from "../src/assume/environment.ts";

/** How a shell that reads lines sets one variable and unsets one; neither text has a line end. */
export interface StatementWriter {
  set(name: string, value: string): string;
  unset(name: string): string;
}

/** One statement a line, in the order of the change; every line is ended, the last one too. */
export function statements(change: EnvChange, writer: StatementWriter): string {
  return [...change]
    .map(([name, value]) => (value === null ? writer.unset(name) : writer.set(name, value)) + "\n")
    .join("");
}
