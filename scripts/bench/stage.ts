import { fileURLToPath } from "node:url";
import { type FakeAws, startFakeAws } from "../../tests/support/fake_aws.ts";
import { bundle } from "../bundle.ts";
import { compileEmpty, copyBinary } from "./binaries.ts";
import { accounts, type ProfileFiles, profileFiles, type World } from "./profile_files.ts";

/**
 * What the measured programs need, each part made when it is first asked for. Disposing of it removes all of it.
 * A part that this machine cannot make throws NotMeasured.
 */
export interface Stage extends AsyncDisposable {
  /** All that is made lies here. */
  readonly folder: string;
  readonly aws: FakeAws;
  /** What else ends with it. */
  readonly also: AsyncDisposableStack;
  /** The checkout's entry module. */
  readonly main: string;
  /** Deno's command line up to the module, without this project's settings. */
  readonly denoRun: readonly string[];
  /** A copy of `dist/awsume`, compiled first when there is none: it may be compiled anew in the meantime. */
  binary(): Promise<string>;
  /** An empty program, compiled by the same recipe. */
  emptyBinary(): Promise<string>;
  /** A copy of that: the two differ by nothing but chance. */
  emptyTwin(): Promise<string>;
  /** The entry of the JavaScript that the executable embeds. */
  bundle(): Promise<string>;
  emptyModule(): Promise<string>;
  /**
   * The environment of a new person with few profiles, or with many; the developer's own has no part in it. Every
   * program gets its own, because another version of awsume may not know its cache entries.
   */
  env(world: World): Promise<Env>;
  /** The same with these files. */
  homeEnv(files: ProfileFiles): Promise<Env>;
  /** Aborted when the benchmark is left before its end. */
  readonly left: AbortSignal;
  /** At once: ends what still runs, and removes what was made. */
  leave(): void;
}

/** A whole environment. */
export type Env = Readonly<Record<string, string>> & { readonly HOME: string };

/** What the original writes for everybody when it first runs. */
const originalSettings = "colors: true\nfuzzy-match: false\nrole-duration: 0\n";

/** `tell` is told what takes long. */
export async function setStage(tell: (text: string) => void): Promise<Stage> {
  const aws = startFakeAws(accounts);
  const folder = await Deno.makeTempDir({ prefix: "awsume-bench-" });
  const leaving = new AbortController();
  const also = new AsyncDisposableStack();
  const emptyModule = once(() => writeEmpty(`${folder}/empty`));
  const emptyBinary = once(async () => {
    const module = await emptyModule();
    return await made(`${folder}/empty-program`, (path) => compileEmpty(module, path));
  });
  const common = {
    PATH: Deno.env.get("PATH") ?? "",
    // Not in the homes, so that no program has to compile what another has compiled before.
    DENO_DIR: `${folder}/deno`,
    AWS_ENDPOINT_URL_STS: aws.url,
    // As the shell's function calls it.
    AWSUME_SHELL: "bash",
  };
  return {
    folder,
    aws,
    also,
    main: fileURLToPath(new URL("../../main.ts", import.meta.url)),
    denoRun: [Deno.execPath(), "run", "-A", "--no-config", "--no-lock"],
    binary: once(() => made(`${folder}/awsume`, (path) => copyBinary(path, tell))),
    emptyBinary,
    emptyTwin: once(async () => {
      const original = await emptyBinary();
      return await made(`${folder}/empty-twin`, (path) => Deno.copyFile(original, path));
    }),
    bundle: once(() => bundle("main.ts", `${folder}/bundle`)),
    emptyModule,
    env: async (world) => {
      return { ...common, HOME: await writeHome(folder, profileFiles(world)) };
    },
    homeEnv: async (files) => ({ ...common, HOME: await writeHome(folder, files) }),
    left: leaving.signal,
    leave: () => {
      leaving.abort();
      Deno.removeSync(folder, { recursive: true });
    },
    async [Symbol.asyncDispose](): Promise<void> {
      await also.disposeAsync();
      await aws[Symbol.asyncDispose]();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => made ??= make();
}

async function made(path: string, make: (path: string) => Promise<void>): Promise<string> {
  await make(path);
  return path;
}

async function writeEmpty(folder: string): Promise<string> {
  await Deno.mkdir(folder);
  await Deno.writeTextFile(`${folder}/main.js`, "export {};\n");
  return `${folder}/main.js`;
}

async function writeHome(folder: string, { config, credentials }: ProfileFiles): Promise<string> {
  const home = await Deno.makeTempDir({ dir: folder, prefix: "home-" });
  await Deno.mkdir(`${home}/.aws`);
  await Deno.mkdir(`${home}/.awsume`);
  await Deno.writeTextFile(`${home}/.aws/config`, config);
  await Deno.writeTextFile(`${home}/.aws/credentials`, credentials);
  await Deno.writeTextFile(`${home}/.awsume/config.yaml`, originalSettings);
  return home;
}
