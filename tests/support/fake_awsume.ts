import { fileURLToPath } from "node:url";
import { initText } from "../../shells/functions.ts";
import { type Shell } from "../../shells/mod.ts";

/** What the stand-in does when its first word is the one the answer is filed under (`_`: no words). */
export interface Answer {
  readonly out?: string;
  readonly err?: string;
  readonly status?: number;
  /** It reads all of its input first. */
  readonly stdin?: true;
  /** It waits for Ctrl-C, and then exits with 130. */
  readonly wait?: true;
}

/** What one call was given. `shell` is AWSUME_SHELL, `version` AWSUME_FUNCTION; each may be `unset`. */
export interface Call {
  readonly argv: readonly string[];
  readonly shell: string;
  readonly version: string;
  readonly stdin: string;
}

/** The words that the wrapper of a stand-in runs straight through. */
export const passThrough = ["init", "__complete", "exec"] as const;

/** A stand-in for the executable in a folder of its own, which is removed at the end of the scope. */
export interface FakeAwsume extends AsyncDisposable {
  /** An empty folder for the script. */
  readonly home: string;
  readonly path: string;
  init(shell: Shell): string;
  /** The last call with this first word; fails when there was none. */
  call(word: string): Promise<Call>;
}

/** Makes a stand-in. `name` is the folder it lies in, so that odd paths can be tried. */
export async function fakeAwsume(
  answers: Readonly<Record<string, Answer>>,
  name = "bin",
): Promise<FakeAwsume> {
  const root = await Deno.makeTempDir({ prefix: "awsume-test-" });
  const folder = `${root}/${name}`;
  const path = `${folder}/awsume`;
  for (const made of [`${folder}/answers`, `${folder}/calls`, `${root}/home`]) {
    await Deno.mkdir(made, { recursive: true });
  }
  await Deno.copyFile(fileURLToPath(new URL("./fake_awsume", import.meta.url)), path);
  for (const [word, answer] of Object.entries(answers)) {
    for (const [part, value] of Object.entries(answer)) {
      await Deno.writeTextFile(`${folder}/answers/${word}.${part}`, `${value}`);
    }
  }
  return {
    home: `${root}/home`,
    path,
    init: (shell) => initText(shell, [path], passThrough),
    call: (word) => readCall(`${folder}/calls/${word}`),
    [Symbol.asyncDispose]: () => Deno.remove(root, { recursive: true }),
  };
}

async function readCall(path: string): Promise<Call> {
  const argv = await Deno.readTextFile(`${path}.argv`);
  return {
    argv: argv.split("\0").slice(0, -1),
    shell: await Deno.readTextFile(`${path}.shell`),
    version: await Deno.readTextFile(`${path}.function`),
    stdin: await Deno.readTextFile(`${path}.stdin`).catch(() => ""),
  };
}
