/**
 * What every new shell runs: `main.ts` loads it for `awsume init`, so that a switch does without the functions of all
 * shells.
 *
 * @module
 */
export { quickInit } from "./src/cli/quick_init.ts";
