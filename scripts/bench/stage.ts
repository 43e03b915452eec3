import { fileURLToPath } from "node:url";
import { type FakeAws, startFakeAws } from "../../tests/support/fake_aws.ts";
import { bundle } from "../compile.ts";
import { compileEmpty, copyBinary } from "./binaries.ts";
import { accounts, profileFiles, type World, worlds } from "./profile_files.ts";

/**
 * What the measured programs need, each part made when it is first asked for. Disposing of it removes all of it.
 * A part that this machine cannot make throws NotMeasured.
 */
export interface Stage extends AsyncDisposable {
  readonly aws: FakeAws;
  /** The checkout's entry module. */
  readonly main: string;
  /** Deno's command line up to the module, without this project's settings. */
  readonly denoRun: readonly string[];
  /** A copy of `dist/awsume`, compiled first when there is none: it may be compiled anew in the meantime. */
  binary(): Promise<string>;
  /** An empty program, compiled by the same recipe. */
  emptyBinary(): Promise<string>;
  /** The entry of the JavaScript that the executable embeds. */
  bundle(): Promise<string>;
  emptyModule(): Promise<string>;
  /** The environment of a person with few profiles, or with many; the developer's own has no part in it. */
  env(world: World): Promise<Readonly<Record<string, string>>>;
}

/** What the original writes for everybody when it first runs. */
const originalSettings = "colors: true\nfuzzy-match: false\nrole-duration: 0\n";

/** `tell` is told what takes long. */
export async function setStage(tell: (text: string) => void): Promise<Stage> {
  const aws = startFakeAws(accounts);
  const folder = await Deno.makeTempDir({ prefix: "awsume-bench-" });
  const emptyModule = once(() => writeEmpty(`${folder}/empty`));
  const homes = { few: once(() => writeHome(folder, "few")), many: once(() => writeHome(folder, "many")) };
  const common = {
    PATH: Deno.env.get("PATH") ?? "",
    // Not in the homes, so that no program has to compile what another has compiled before.
    DENO_DIR: `${folder}/deno`,
    AWS_ENDPOINT_URL_STS: aws.url,
    // As the shell's function calls it.
    AWSUME_SHELL: "bash",
  };
  return {
    aws,
    main: fileURLToPath(new URL("../../main.ts", import.meta.url)),
    denoRun: [Deno.execPath(), "run", "-A", "--no-config", "--no-lock"],
    binary: once(() => copyBinary(`${folder}/awsume`, tell)),
    emptyBinary: once(async () => await compileEmpty(await emptyModule(), `${folder}/empty-program`)),
    bundle: once(() => bundle("main.ts", `${folder}/bundle`)),
    emptyModule,
    env: async (world) => ({ ...common, HOME: await homes[world]() }),
    async [Symbol.asyncDispose](): Promise<void> {
      await aws[Symbol.asyncDispose]();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => made ??= make();
}

async function writeEmpty(folder: string): Promise<string> {
  await Deno.mkdir(folder);
  await Deno.writeTextFile(`${folder}/main.js`, "export {};\n");
  return `${folder}/main.js`;
}

async function writeHome(folder: string, world: World): Promise<string> {
  const home = `${folder}/${world}`;
  const { config, credentials } = profileFiles(worlds[world].profiles);
  await Deno.mkdir(`${home}/.aws`, { recursive: true });
  await Deno.mkdir(`${home}/.awsume`);
  await Deno.writeTextFile(`${home}/.aws/config`, config);
  await Deno.writeTextFile(`${home}/.aws/credentials`, credentials);
  await Deno.writeTextFile(`${home}/.awsume/config.yaml`, originalSettings);
  return home;
}
