import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { inFolder } from "./folder.ts";
import { runClean } from "./script.ts";
import { testWith } from "./shells.ts";
import { type Authority, makeAuthority } from "./tls.ts";

const probe = fileURLToPath(new URL("./http_probe.ts", import.meta.url));

/** What a test about certificates and proxies starts with. */
export interface Setting {
  readonly folder: string;
  readonly authority: Authority;
  /** Of a plain server that answers with the host that was asked for and the body. */
  readonly port: number;
}

/** A test that makes certificates. Without `openssl` it is skipped with a printed line. */
export function testHttps(name: string, work: (setting: Setting) => Promise<void>): void {
  testWith("openssl", name, () =>
    inFolder(async (folder) => {
      const options = { hostname: "127.0.0.1", port: 0, onListen: () => {} };
      const server = Deno.serve(options, async (request) => {
        const host = request.headers.get("host");
        const status = request.url.endsWith("/redirect") ? 307 : 200;
        return new Response(`${host} ${await request.text()}`, { status, headers: { location: "/else" } });
      });
      try {
        await work({ folder, authority: await makeAuthority(folder), port: server.addr.port });
      } finally {
        await server.shutdown();
      }
    }));
}

export type Env = Readonly<Record<string, string>>;

/** What the probe prints for each pair of a URL and a file (`-` for none). Each run is a process of its own. */
export async function ask(words: readonly string[], env: Env, folder: string): Promise<readonly string[]> {
  const command = [Deno.execPath(), "run", "-A", "--no-check", probe, ...words];
  // Deno itself looks for updates through the same proxy.
  const own = { DENO_DIR: `${folder}/deno`, DENO_NO_UPDATE_CHECK: "1" };
  const { stdout, stderr } = await runClean(command, { folder, env: { ...own, ...env } });
  assert.equal(stderr, "");
  assert.doesNotMatch(stdout, /changed|p@ss|p%40ss/);
  return stdout.trimEnd().split("\n");
}
