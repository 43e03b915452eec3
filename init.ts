/**
 * What every new shell runs: `main.ts` loads it for `awsume init`, so that a switch does without the functions of all
 * shells. It names the switch as well: the bundler then makes one file of what the two have in common.
 *
 * @module
 */
export { quick } from "./src/cli/quick.ts";
export { quickInit } from "./src/cli/quick_init.ts";
