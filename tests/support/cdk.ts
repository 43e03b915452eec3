import { type FakeCloudFormation, type StackCall, startFakeCloudFormation } from "./fake_cloudformation.ts";
import { installPackages, packagePath } from "./npm.ts";
import { isInstalled, testPath } from "./programs.ts";
import { type Outcome, runClean } from "./script.ts";
import { type Setup, startWorld, type World } from "./world.ts";

/** The CDK CLI as npm has it. (What npm calls the newest, 3.0.0, is a stray.) */
const cdkProgram = packagePath(await installPackages(["aws-cdk@2.1148.1"]), "aws-cdk/bin/cdk");

/** What a test with it needs. */
export const cdkNeeds = ["node", cdkProgram];

/** How an app is bootstrapped, or not. */
export interface App {
  readonly account: string;
  readonly bootstrapped?: true;
}

/** A world with an app of the CDK, and the services that its CLI calls. */
export interface CdkWorld extends World {
  readonly cloud: FakeCloudFormation;
  /** The path that `awsume cdk-plugin` has printed. */
  readonly plugin: string;
  /** The words of a run of `cdk`. */
  words(...command: readonly string[]): readonly string[];
  /** Its environment. */
  readonly cdkEnv: Readonly<Record<string, string>>;
  /** Runs it without a terminal. */
  cdk(command: readonly string[], env?: Readonly<Record<string, string>>): Promise<Omit<Outcome, "runs">>;
  /** Asks the plugin for credentials to write in an account, as the CLI does; prints the key. */
  ask(account: string): Promise<Omit<Outcome, "runs">>;
  /** Whose credentials the calls of CloudFormation and SSM were signed with, each once: `ACCOUNT:role/NAME`. */
  signers(): readonly string[];
}

export async function startCdk(
  app: App,
  setup: Setup & { readonly settings?: string } = {},
): Promise<CdkWorld> {
  const world = await startWorld(setup);
  const cloud = startFakeCloudFormation();
  await writeApp(app, world.home);
  await Deno.mkdir(`${world.home}/.awsume`, { recursive: true });
  if (setup.settings !== undefined) {
    await Deno.writeTextFile(`${world.home}/.awsume/config.yaml`, setup.settings);
  }
  const plugin = (await world.run(["cdk-plugin"])).stdout.trim();
  const words = (...command: readonly string[]): readonly string[] => [
    "node",
    cdkProgram,
    ...command,
    ...["--app", "cdk.out", "--no-notices", "--no-version-reporting", "--plugin", plugin],
  ];
  const cdkEnv = {
    ...world.env,
    PATH: testPath,
    AWS_ENDPOINT_URL: cloud.url,
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_MAX_ATTEMPTS: "1",
    // It remembers whose keys are whose, and does not look at HOME.
    CDK_HOME: `${world.home}/.cdk`,
    CDK_DISABLE_CLI_TELEMETRY: "true",
    CI: "1",
    NODE_NO_WARNINGS: "1",
  };
  return {
    ...world,
    cloud,
    plugin,
    words,
    cdkEnv,
    cdk: (command, env = {}) =>
      runClean([...alone, ...words(...command)], {
        folder: world.home,
        env: { ...cdkEnv, ...env },
      }),
    ask: (account) =>
      runClean(["node", "--eval", host, plugin, account], { folder: world.home, env: cdkEnv }),
    signers: () => [...new Set(cloud.calls.map((call) => whose(call, world)))],
    async [Symbol.asyncDispose](): Promise<void> {
      await cloud[Symbol.asyncDispose]();
      await world[Symbol.asyncDispose]();
    },
  };
}

/** As much of the CLI as calls a plugin: for the words PLUGIN ACCOUNT. */
const host = `const [path, account] = process.argv.slice(1);
require(path).init({
  async registerCredentialProviderSource(source) {
    try {
      if (!await source.isAvailable() || !await source.canProvideCredentials(account)) throw new Error("nobody can");
      const provide = await source.getProvider(account, 1, { supportsV3Providers: true });
      console.log((await provide()).accessKeyId);
    } catch (error) {
      console.error(error.message);
      process.exitCode = 1;
    }
  },
});`;

/** Starts what follows in a session of its own, which has no terminal at which anybody could be asked. */
const alone: readonly string[] = isInstalled("setsid") ? ["setsid", "--wait"] : [];

/** Only credentials that the fake STS has given out, with their token, are anybody's. */
function whose({ accessKeyId, sessionToken }: StackCall, { aws }: World): string {
  const known = aws.issued.find((each) => each.accessKeyId === accessKeyId);
  if (known?.sessionToken !== sessionToken) return `unknown ${accessKeyId}`;
  return known.principalArn.split(":").slice(4).join(":");
}

/** What `cdk synth` leaves: no library of constructs is needed. */
async function writeApp({ account, bootstrapped }: App, home: string): Promise<void> {
  const role = (name: string): string => `arn:aws:iam::${account}:role/cdk-hnb659fds-${name}-role`;
  const version = { bootstrapStackVersionSsmParameter: "/cdk-bootstrap/hnb659fds/version" };
  const roles = {
    assumeRoleArn: role("deploy"),
    requiresBootstrapStackVersion: 6,
    ...version,
    lookupRole: { arn: role("lookup"), requiresBootstrapStackVersion: 8, ...version },
  };
  const stack = {
    type: "aws:cloudformation:stack",
    environment: `aws://${account}/us-east-1`,
    properties: { templateFile: "Demo.template.json", validateOnSynth: false, ...bootstrapped ? roles : {} },
  };
  await Deno.mkdir(`${home}/cdk.out`);
  const write = (name: string, value: unknown): Promise<void> =>
    Deno.writeTextFile(`${home}/cdk.out/${name}`, JSON.stringify(value));
  await write("manifest.json", { version: "36.0.0", artifacts: { Demo: stack } });
  await write("Demo.template.json", { Resources: { Topic: { Type: "AWS::SNS::Topic" } } });
}
