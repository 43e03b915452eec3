import { quick } from "./src/cli/quick.ts";
import { denoSystem } from "./src/system/deno.ts";

const system = denoSystem(() => import("./later.ts"));
Deno.exit(
  await quick(Deno.args, system) ?? await import("./later.ts").then(({ run }) => run(Deno.args, system)),
);
