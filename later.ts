/**
 * What a switch from memory does without: `main.ts` loads it when there is more to do. One file, so that the
 * compiled program reads few modules at start.
 *
 * @module
 */
export { run, tellFailure } from "./src/cli/run.ts";
export { editText, removeFile } from "./src/system/edit.ts";
export { writeText } from "./src/system/files.ts";
export { locked, together } from "./src/system/locks.ts";
export { makeHttp } from "./src/system/network.ts";
export { choose } from "./src/system/picker.ts";
export { runCommand } from "./src/system/process.ts";
export { removeLeftovers, withPrivateFile } from "./src/system/private_file.ts";
export { ask, canAsk } from "./src/system/terminal.ts";
export { canChoose, reply } from "./src/system/terminal_place.ts";
