import { quick } from "./src/cli/quick.ts";
import { denoSystem } from "./src/system/deno.ts";

const system = denoSystem();
Deno.exit(
  await quick(Deno.args, system) ??
    await import("./src/cli/run.ts").then(({ run }) => run(Deno.args, system)),
);
