/**
 * The commands that look after things and take no credentials. `run.ts` loads them when one is typed, so that a switch
 * does without them.
 *
 * @module
 */
export { cache } from "./cache.ts";
export { cdkPlugin } from "./cdk_plugin.ts";
export { config } from "./config.ts";
export { add } from "./define/add.ts";
export { mv } from "./define/mv.ts";
export { rm } from "./define/rm.ts";
export { doctor } from "./doctor.ts";
export { init } from "./init.ts";
export { ls } from "./ls.ts";
export { plugin } from "./plugin.ts";
export { listPlugins } from "./list_plugins.ts";
export { setup } from "./setup.ts";
