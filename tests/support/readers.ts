import { campaignSdks, programOf, sourcePath } from "./clients.ts";
import { pythonWith, testPath } from "./programs.ts";
import { runClean } from "./script.ts";

/** A program that reads profiles by a parser of its own, and says which access key it would use. */
export interface Reader {
  readonly name: string;
  /** The program or library that has to be there, as `testWith` takes it. */
  readonly needs: string;
  readonly words: readonly string[];
  /** It does not look into the config file. */
  readonly readsCredentialsAlone?: true;
  /** It runs no `credential_process` either. */
  readonly readsKeysAlone?: true;
  /** The names that can be said to it; all, where it has none. */
  readonly takes?: RegExp;
  /** It takes a tenth of a second or more for each profile: the campaign asks it about some alone. */
  readonly isSlow?: true;
}

/** A profile in two files, by whole paths. */
export interface Place {
  readonly config: string;
  readonly credentials: string;
  readonly profile: string;
}

/** What a reader makes of it. */
export type Answer = { readonly key: string } | { readonly error: string };

const [python, pyarrow, go, java, javascript] = await Promise.all(
  (["python", "pyarrow", "go", "java", "javascript"] as const).map((sdk) => programOf(sdk)),
) as [string, string, string, string, string];
const script = sourcePath("who_am_i.py");

/** A row each; later ones go here. */
export const readers: readonly Reader[] = [
  { name: "boto3", needs: python, words: [python, script, "keys"], isSlow: true },
  { name: "the AWS CLI 1", needs: python, words: [python, script, "cli-keys"], isSlow: true },
  { name: "boto3 of the system", needs: "boto3", words: [pythonWith("boto3"), script, "keys"], isSlow: true },
  {
    name: "the AWS CLI of the system",
    needs: "awscli",
    words: [pythonWith("awscli"), script, "cli-keys"],
    isSlow: true,
  },
  { name: "the Go SDK 2", needs: go, words: [go, "keys"] },
  { name: "the Java SDK 2", needs: java, words: [java, "keys"] },
  {
    name: "the JavaScript SDK 3",
    needs: javascript,
    words: [javascript, sourcePath("who_am_i.mjs"), "keys"],
  },
  {
    name: "pyarrow, which is the C++ SDK",
    needs: pyarrow,
    words: [pyarrow, sourcePath("arrow.py")],
    isSlow: true,
  },
  {
    name: "PHP, as its SDK uses it",
    needs: "php",
    words: ["php", sourcePath("who_am_i.php")],
    readsCredentialsAlone: true,
  },
];

const [go1, java1, javascript2, rust, goBase, rclone, s3cmd, codecommit] = await Promise.all(
  campaignSdks.map((sdk) => programOf(sdk)),
) as [string, string, string, string, string, string, string, string];

/** Those that `deno task campaign readers` asks besides. */
export const campaignReaders: readonly Reader[] = [
  { name: "the Go SDK 1", needs: go1, words: [go1, "keys"] },
  { name: "the Java SDK 1", needs: java1, words: [java1], readsCredentialsAlone: true },
  {
    name: "the JavaScript SDK 2",
    needs: javascript2,
    words: [javascript2, sourcePath("aws_sdk_2.cjs")],
    readsCredentialsAlone: true,
  },
  { name: "the Rust SDK", needs: rust, words: [rust] },
  { name: "aws-sdk-go-base, which is Terraform's", needs: goBase, words: [goBase] },
  { name: "rclone", needs: rclone, words: [rclone] },
  {
    name: "s3cmd",
    needs: s3cmd,
    words: [s3cmd, sourcePath("s3cmd.py")],
    readsCredentialsAlone: true,
    readsKeysAlone: true,
  },
  {
    name: "git-remote-codecommit",
    needs: codecommit,
    words: [codecommit, sourcePath("codecommit.py")],
    isSlow: true,
  },
  {
    name: "git-remote-codecommit, told by the address",
    needs: codecommit,
    words: [codecommit, sourcePath("codecommit.py"), "url"],
    // The profile ends at the first `@`; with a `/` before that there is none.
    takes: /^[^@/]+$/,
    isSlow: true,
  },
];

/** Asks a reader about all these profiles, in one process. Throws when it does not answer each. */
export async function askReader(
  reader: Reader,
  places: readonly Place[],
  { folder, env }: { readonly folder: string; readonly env: Readonly<Record<string, string>> },
): Promise<readonly Answer[]> {
  const lines = places.map(({ config, credentials, profile }) => `${config}\t${credentials}\t${profile}\n`);
  // An instance's role, which some of them look for at last, is none of theirs.
  const variables = { ...env, PATH: testPath, AWS_EC2_METADATA_DISABLED: "true" };
  const done = await runClean(reader.words, { folder, env: variables, stdin: lines.join("") });
  const answers = done.stdout.trim().split("\n").map((line): Answer => JSON.parse(line));
  if (answers.length === places.length) return answers;
  throw new Error(`${reader.name} answers ${answers.length} of ${places.length}: ${done.stderr}`);
}
