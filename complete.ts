/**
 * What answers the completion of a shell where there are no plugins: `main.ts` loads it for that word, so that it
 * comes before the next key is pressed.
 *
 * @module
 */
export { quickComplete } from "./src/cli/quick_complete.ts";
