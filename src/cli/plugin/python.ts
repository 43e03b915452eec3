import { pythonAdapter } from "../../plugins/python.ts";
import type { System } from "../../system.ts";
import { printText } from "../output.ts";

/** `awsume plugin python`: prints the adapter that runs plugins of the original's, for tests and for the curious. */
export function printPythonAdapter(system: System): void {
  printText(pythonAdapter, system);
}
