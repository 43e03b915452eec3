/** The system's half of `later.ts`: probes do not load the whole program, whose packages their Deno may not have. */
export { editText } from "../../src/system/edit.ts";
export { locked } from "../../src/system/locks.ts";
export { makeHttp } from "../../src/system/network.ts";
export { ask } from "../../src/system/terminal.ts";
