import { fileURLToPath } from "node:url";
import { arnOf, oracleAccounts } from "../../tests/support/oracle_people.ts";
import type { MadeFiles } from "./files_made.ts";

/** A process of Python with boto3, which answers one question after the other. */
export interface Boto3 extends AsyncDisposable {
  readonly version: string;
  /** Whose credentials it finds, or its error. `cleaned`: in the files as awsume reads them. */
  ask(files: MadeFiles, cleaned: boolean): Promise<Found>;
}

/** Whose credentials, as `describeWhole` says it, or the text of an error. */
export interface Found {
  readonly gives?: string;
  readonly error?: string;
}

/** Starts it. Throws where that Python has no boto3. */
export async function startBoto3(python: string): Promise<Boto3> {
  const script = fileURLToPath(new URL("./files_boto3.py", import.meta.url));
  const child = new Deno.Command(python, {
    args: [script],
    stdin: "piped",
    stdout: "piped",
    clearEnv: true,
    env: { PATH: "/usr/bin:/bin", PYTHONUTF8: "1", HOME: "/nonexistent" },
  }).spawn();
  const writer = child.stdin.getWriter();
  const lines = readLines(child.stdout);
  const ask = async (question: unknown): Promise<Record<string, string>> => {
    await writer.write(new TextEncoder().encode(`${JSON.stringify(question)}\n`));
    const { value, done } = await lines.next();
    if (done) throw new Error(`${python} has ended: is boto3 there?`);
    return JSON.parse(value);
  };
  const { version = "" } = await ask({
    users: oracleAccounts.users,
    roles: (["one", "two", "three"] as const).map(arnOf),
  });
  return {
    version,
    ask: (files, cleaned) => ask({ ...files, cleaned }),
    async [Symbol.asyncDispose](): Promise<void> {
      await writer.close();
      await lines.return();
      await child.status;
    },
  };
}

async function* readLines(stream: ReadableStream<Uint8Array>): AsyncGenerator<string, void> {
  let rest = "";
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
}
