/** The system's half of `later.ts`: probes do not load the whole program, whose packages their Deno may not have. */
export { editText, removeFile } from "../../src/system/edit.ts";
export { writeText } from "../../src/system/files.ts";
export { locked, together } from "../../src/system/locks.ts";
export { makeHttp } from "../../src/system/network.ts";
export { loadModule } from "../../src/system/modules.ts";
export { choose } from "../../src/system/picker.ts";
export { removeLeftovers, withPrivateFile } from "../../src/system/private_file.ts";
export { runCommand } from "../../src/system/process.ts";
export { readStatus } from "../../src/system/status.ts";
export { ask, canAsk } from "../../src/system/terminal.ts";
export { canChoose, reply } from "../../src/system/terminal_place.ts";
