/**
 * Today's SDKs as programs that read what awsume writes: where `deno task clients` puts them, and how they are asked.
 * A test needs one by the path of its program (`programOf`), as it needs any other program.
 */
import { fileURLToPath } from "node:url";
import { sha256 } from "../../src/assume/cache.ts";
import { cacheFolder } from "./cache_folder.ts";
import { pythonWith } from "./programs.ts";
import pins from "./clients/pins.json" with { type: "json" };

/** The SDKs that are installed, by the name of their entry in `clients/pins.json`. */
export type Sdk = keyof typeof pins;

/** All of them. */
export const sdks = Object.keys(pins) as readonly Sdk[];

/** Those of `deno task campaign readers` alone: SDKs that their makers have given up, and what takes long to build. */
export const campaignSdks: readonly Sdk[] = [
  "go1",
  "java1",
  "javascript2",
  "rust",
  "go-base",
  "rclone",
  "s3cmd",
  "codecommit",
];

/** What is compiled into the folder of an SDK; the programs of the others are run from the checkout. */
export const compiled: Readonly<Partial<Record<Sdk, string>>> = {
  go: "main.go",
  go1: "go1.go",
  "go-base": "go_base.go",
  java: "WhoAmI.java",
  java1: "Java1.java",
  rclone: "rclone.go",
  rust: "who_am_i.rs",
};

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
  return `${cacheFolder()}/${sdk}-${(await sha256(inputs)).slice(0, 12)}`;
}

/** The program of an SDK's folder: `sdk-go` and so on, as AWSUME_REQUIRE_SHELLS says it. */
export async function programOf(sdk: Sdk, name = `sdk-${sdk}`): Promise<string> {
  return `${await folderOf(sdk)}/${name}`;
}

/** A program that acts with the credentials it finds by itself, and prints who it is at the STS of the environment. */
export interface Client {
  readonly name: string;
  /** The program or library that has to be there, as `testWith` takes it. */
  readonly needs: string;
  readonly words: readonly string[];
  /** What it has to be told besides. */
  readonly env?: Readonly<Record<string, string>>;
}

const [python, go, java, javascript] = await Promise.all([
  programOf("python"),
  programOf("go"),
  programOf("java"),
  programOf("javascript"),
]);
const cli = ["sts", "get-caller-identity", "--query", "Arn", "--output", "text"];

/** Today's SDKs. */
export const clients: readonly Client[] = [
  { name: "boto3", needs: python, words: [python, sourcePath("who_am_i.py")] },
  { name: "the AWS CLI 1", needs: python, words: [await programOf("python", "bin/aws"), ...cli] },
  { name: "the Go SDK 2", needs: go, words: [go] },
  { name: "the Java SDK 2", needs: java, words: [java] },
  { name: "the JavaScript SDK 3", needs: javascript, words: [javascript, sourcePath("who_am_i.mjs")] },
];

/** The same as Linux distributions have them, years old. */
export const olderClients: readonly Client[] = [
  {
    name: "boto3 of the system",
    needs: "boto3",
    words: [pythonWith("boto3"), sourcePath("who_am_i.py")],
  },
  // An older one does not read AWS_ENDPOINT_URL_STS.
  {
    name: "the AWS CLI of the system",
    needs: "aws",
    words: ["sh", "-c", 'exec aws --endpoint-url "$AWS_ENDPOINT_URL_STS" "$@"', "aws", ...cli],
  },
];
