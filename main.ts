import { quick } from "./src/cli/quick.ts";
import { denoSystem } from "./src/system/deno.ts";

const system = denoSystem(() => import("./later.ts"));
const first = Deno.args[0] === "init" ? (await import("./init.ts")).quickInit : quick;
Deno.exit(
  await first(Deno.args, system) ?? await import("./later.ts").then(({ run }) => run(Deno.args, system)),
);
