/**
 * Today's SDKs as programs that read what awsume writes: where `deno task clients` puts them, and how they are asked.
 * A test needs one by the path of its program (`programOf`), as it needs any other program.
 */
import { fileURLToPath } from "node:url";
import { cacheFolder } from "./cache_folder.ts";
import pins from "./clients/pins.json" with { type: "json" };

/** The SDKs that are installed, by the name of their entry in `clients/pins.json`. */
export type Sdk = keyof typeof pins;

/** All of them. */
export const sdks = Object.keys(pins) as readonly Sdk[];

/** What is compiled into the folder of an SDK; the programs of the others are run from the checkout. */
export const compiled: Readonly<Partial<Record<Sdk, string>>> = { go: "main.go", java: "WhoAmI.java" };

/** The path of a file of `clients/`. */
export function sourcePath(name: string): string {
  return fileURLToPath(new URL(`clients/${name}`, import.meta.url));
}

/** The versions that belong to an SDK, by the names of its registry. */
export function pinsOf(sdk: Sdk): Readonly<Record<string, string>> {
  return pins[sdk];
}

/** The folder of an SDK. Other versions, or another program to compile, give another: what lies there is never stale. */
export async function folderOf(sdk: Sdk): Promise<string> {
  const source = compiled[sdk];
  const program = source === undefined ? "" : await Deno.readTextFile(sourcePath(source));
  const inputs = JSON.stringify([pinsOf(sdk), program, Deno.build.os, Deno.build.arch]);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(inputs));
  return `${cacheFolder()}/${sdk}-${toHex(digest).slice(0, 12)}`;
}

/** The program of an SDK's folder: `sdk-go` and so on, as AWSUME_REQUIRE_SHELLS says it. */
export async function programOf(sdk: Sdk, name = `sdk-${sdk}`): Promise<string> {
  return `${await folderOf(sdk)}/${name}`;
}

function toHex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
