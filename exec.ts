/**
 * What answers `awsume exec` from memory: `main.ts` loads it for that word, so that a switch does without it.
 *
 * @module
 */
export { quickExec } from "./src/cli/quick_exec.ts";
