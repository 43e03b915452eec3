/** The CDK CLI itself, with the plugin that `awsume cdk-plugin` has written. */
import assert from "node:assert/strict";
import { type App, cdkNeeds, type CdkWorld, startCdk } from "../support/cdk.ts";
import { atTerminal } from "../support/interactive.ts";
import { testWith } from "../support/programs.ts";
import { accounts, files } from "../support/world.ts";

const account = "222222222222";
const roleOf = (name: string, id = account): { readonly arn: string } => ({
  arn: `arn:aws:iam::${id}:role/${name}`,
});
const bootstrap = [account, "555555555555"].flatMap((id) =>
  ["lookup", "deploy"].map((name) => roleOf(`cdk-hnb659fds-${name}-role`, id))
);
const withRoles = { ...accounts, roles: [...accounts.roles, roleOf("writer"), ...bootstrap] };
const writer = `
[profile writer]
role_arn = arn:aws:iam::${account}:role/writer
source_profile = alice
`;
const twoProfiles = {
  accounts: withRoles,
  config: files.config + writer,
  settings: `cdk:\n  "${account}":\n    read: one\n    write: writer\n`,
};

const diff = ["diff"];
const deploy = ["deploy", "--require-approval", "never"];

function test(name: string, run: () => Promise<void>, more: readonly string[] = []): void {
  testWith([...cdkNeeds, ...more], name, run);
}

async function succeed(world: CdkWorld, command: readonly string[]): Promise<void> {
  const { status, stdout, stderr } = await world.cdk(command);
  assert.equal(status, 0, stdout + stderr);
}

test("cdk diff and deploy in a bootstrapped account sign every request with awsume's credentials", async () => {
  await using world = await startCdk({ account, bootstrapped: true }, { accounts: withRoles });
  const roles = ["lookup", "deploy"].map((name) => `${account}:role/cdk-hnb659fds-${name}-role`);
  for (const command of [diff, deploy]) {
    await succeed(world, command);
    assert.deepEqual(world.signers(), roles);
  }
  const actions = world.cloud.calls.map(({ action }) => action);
  for (const action of ["CreateChangeSet", "ExecuteChangeSet"]) assert.ok(actions.includes(action), action);
  // The role of the profile was assumed once, and is what the roles of the bootstrapping were assumed with.
  const [own, ...further] = world.aws.calls.filter(({ action }) => action === "AssumeRole");
  assert.equal(own?.params.RoleArn, "arn:aws:iam::222222222222:role/one");
  const [first] = world.aws.issued;
  for (const { accessKeyId, params } of further) {
    assert.equal(accessKeyId, first?.accessKeyId);
    assert.match(params.RoleArn ?? "", /role\/cdk-hnb659fds-(lookup|deploy)-role$/);
  }
});

const others = { AWS_ACCESS_KEY_ID: "AKIAFAKEOTHEREXAMPLE", AWS_SECRET_ACCESS_KEY: "fake/other" };
const stranger = {
  accessKeyId: others.AWS_ACCESS_KEY_ID,
  secretAccessKey: others.AWS_SECRET_ACCESS_KEY,
  arn: "arn:aws:iam::777777777777:user/other",
};

test("cdk takes one profile for reading and another for writing, not the credentials around", async () => {
  const { accounts: known, ...profiles } = twoProfiles;
  const users = [...accounts.users, stranger];
  await using world = await startCdk({ account }, { ...profiles, accounts: { ...known, users } });
  const commands = [[["diff", "--method=template"], ["one"]], [deploy, ["one", "writer"]]] as const;
  for (const [command, roles] of commands) {
    const { status, stderr } = await world.cdk(command, others);
    assert.equal(status, 0, stderr);
    assert.deepEqual(world.signers(), roles.map((role) => `222222222222:role/${role}`));
  }
  const deployed = world.cloud.calls.find(({ action }) => action === "ExecuteChangeSet");
  const key = world.aws.issued.find(({ principalArn }) => principalArn.endsWith("role/writer"))?.accessKeyId;
  assert.equal(deployed?.accessKeyId, key);
  const asked = world.aws.calls.filter(({ accessKeyId }) => accessKeyId === stranger.accessKeyId);
  assert.deepEqual([...new Set(asked.map(({ action }) => action))], ["GetCallerIdentity"]);
});

test("cdk deploy gets new credentials when its own are about to end", async () => {
  await using world = await startCdk({ account }, { accounts: withRoles });
  // The CDK asks again below five seconds, so it does before each call; and then nobody remembers the last ones.
  world.aws.set({ lifetimeSeconds: 4 });
  world.cloud.behind(() => Deno.remove(`${world.home}/.awsume/cache`, { recursive: true }).catch(() => {}));
  await succeed(world, deploy);
  const used = world.cloud.calls.map(({ accessKeyId }) => accessKeyId);
  assert.ok(used.length > 1);
  assert.equal(new Set(used).size, used.length);
  assert.deepEqual(world.signers(), ["222222222222:role/one"]);
});

const mfaApp: App = { account: "555555555555" };

if (Deno.build.os === "linux") {
  test("cdk lets awsume ask for a code at the terminal, once", async () => {
    await using world = await startCdk(mfaApp, { accounts: withRoles });
    await using terminal = atTerminal(["/bin/sh"], world.home, world.cdkEnv);
    const command = world.words(...deploy).map((word) => `'${word}'`).join(" ");
    await terminal.type(`${command}; echo "ended with $?"\n`);
    await terminal.until(/MFA code of \S+ for locked: /);
    await terminal.type("123456\n");
    const shown = await terminal.until(/ended with \d+/);
    assert.match(shown, /ended with 0/);
    assert.doesNotMatch(shown, /MFA code/);
    assert.deepEqual(world.signers(), ["555555555555:role/locked"]);
  }, ["script"]);
}

/** What ends before a single request is signed for CloudFormation: there is nobody who can, and an error of the source. */
const refusals: Readonly<Record<string, Refusal>> = {
  "an account of nobody": {
    app: { account: "999999999999" },
    shown: /Need to perform AWS calls for account 999999999999, but .*found any: awsume/,
  },
  "a profile whose role is of another account": {
    settings: `cdk:\n  "${account}": two\n`,
    shown:
      /Cannot use profile "two" for account 222222222222 \(\S+config\.yaml:2\): it is of account 333333333333/,
  },
};

/** The same of other kinds, where the plugin is asked as the CLI asks it, which takes a twentieth of the time. */
const more: Readonly<Record<string, Refusal>> = {
  "a code that nobody can be asked for": {
    app: mfaApp,
    shown: /Cannot ask "MFA code of \S+ for locked:" for a program\n +Run awsume locked in a terminal first/,
  },
  "two profiles for one account": {
    config: files.config + writer,
    shown: /Cannot tell which profile is for account 222222222222: it may be "one" or "writer"/,
  },
  "a profile whose keys are of another account": {
    settings: `cdk:\n  "${account}": alice\n`,
    shown: /Cannot use profile "alice" for account 222222222222: its credentials are of account 111111111111/,
  },
  "no profile for writing": {
    settings: `cdk:\n  "${account}": {read: one}\n`,
    shown: /awsume has no profile for writing in account 222222222222/,
  },
  "a role that is closed": {
    app: { account: "666666666666" },
    shown: /awsume: .*role\/closed[^]*awsume has no credentials of the profile "closed"/,
  },
};

interface Refusal {
  readonly app?: App;
  readonly config?: string;
  readonly settings?: string;
  readonly shown: RegExp;
}

for (const [what, { app = { account }, shown, ...setup }] of Object.entries(refusals)) {
  test(`cdk deploy ends, and signs nothing, with ${what}`, async () => {
    await using world = await startCdk(app, setup);
    const { status, stdout, stderr } = await world.cdk(deploy);
    assert.equal(status, 1, stdout);
    assert.match(stdout + stderr, shown);
    assert.deepEqual(world.signers(), []);
  });
}

for (const [what, { app = { account }, shown, ...setup }] of Object.entries(more)) {
  test(`the plugin gives the CLI no credentials for writing with ${what}`, async () => {
    await using world = await startCdk(app, setup);
    const { status, stdout, stderr } = await world.ask(app.account);
    assert.equal(status, 1, stdout);
    assert.match(stderr, shown);
    assert.equal(stdout, "");
  });
}
