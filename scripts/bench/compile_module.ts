/**
 * Compiles `main.js` of a folder by the recipe of awsume itself: `compile_module.ts FOLDER OUTPUT`. A program of its
 * own, because the Deno that compiles need not be the one that runs the benchmark.
 *
 * @module
 */
import { compile } from "../compile.ts";

const [folder = "", output = ""] = Deno.args;
await compile(folder, output);
