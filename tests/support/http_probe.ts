/**
 * Makes requests on the real System, one after another: `http_probe.ts (URL CA_FILE)...`, with `-` for no file of
 * certificates. Prints a line for each: status and body of the answer, or name, message and hint of the error.
 */
import { AwsumeError } from "../../src/errors.ts";
import { denoSystem } from "../../src/system/deno.ts";

const system = denoSystem(() => import("./loaded_later.ts"));

async function exchange(url: string, file: string): Promise<string> {
  const request = new Request(url, { method: "POST", body: "secret" });
  try {
    const response = await system.http(request, file === "-" ? {} : { caFile: file });
    return `${response.status} ${await response.text()}`;
  } catch (error) {
    if (!(error instanceof AwsumeError)) throw error;
    return `${error.name}: ${error.message}; ${error.hint}`;
  }
}

for (let index = 0; index < Deno.args.length; index += 2) {
  system.print(`${await exchange(Deno.args[index] ?? "", Deno.args[index + 1] ?? "-")}\n`);
}
// What a child process would see: nothing of what was set for the clients.
const names = ["NO_PROXY", "no_proxy", "DENO_TLS_CA_STORE"];
const changed = names.filter((name) => Deno.env.get(name) !== system.env[name]);
if (changed.length > 0) system.print(`changed: ${changed}\n`);
