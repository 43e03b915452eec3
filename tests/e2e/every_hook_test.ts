/** Every hook in a module, in a program and in Python: that it is called when it is due, and that what it gives counts. */
import assert from "node:assert/strict";
import { type HookName, hookNames, toSnake } from "../../src/plugins/hooks.ts";
import { makeAssertion } from "../support/fake_federation.ts";
import { startPlugged } from "../support/plugged.ts";
import { testWith } from "../support/programs.ts";
import { accounts, type World } from "../support/world.ts";

const samlProvider = "arn:aws:iam::222222222222:saml-provider/corp";
const saml = { arn: "arn:aws:iam::222222222222:role/saml", federation: { samlProvider } };
const assertion = btoa(makeAssertion({ roles: [`${saml.arn},${samlProvider}`] }));
const keys = { AccessKeyId: "AKIAPLUGIN", SecretAccessKey: "s", SessionToken: "t", Region: "eu-west-3" };

/** A hook: what it returns, by which words it is due, and what is to be seen then. */
interface Due {
  readonly result?: unknown;
  readonly words: readonly string[];
  readonly stdout: RegExp;
  /** The body of the function in Python, where a result alone does not do. */
  readonly python?: string;
}

const switched = /^export AWS_ACCESS_KEY_ID='ASIA/m;
const given = /^export AWS_ACCESS_KEY_ID='AKIAPLUGIN';$/m;

const due: Readonly<Record<HookName, Due>> = {
  preAddArguments: { words: ["one"], stdout: switched },
  addArguments: {
    result: [{ long: "near", doc: "work nearby" }],
    words: ["-h"],
    stdout: /--near +work nearby/,
    python: 'parser.add_argument("--near", action="store_true", help="work nearby")',
  },
  postAddArguments: { words: ["one"], stdout: switched },
  preCollectProfiles: { words: ["one"], stdout: switched },
  collectProfiles: {
    result: { added: { role_arn: "arn:aws:iam::222222222222:role/one", source_profile: "alice" } },
    words: ["added"],
    stdout: /^export AWSUME_PROFILE='added';$/m,
  },
  postCollectProfiles: { words: ["one"], stdout: switched },
  preGetCredentials: { words: ["one"], stdout: switched },
  getCredentials: { result: keys, words: ["nowhere"], stdout: given },
  getCredentialsWithSaml: { result: assertion, words: ["--with-saml"], stdout: switched },
  getCredentialsWithWebIdentity: {
    result: keys,
    words: ["--with-web-identity", "--role-arn", "222222222222:one"],
    stdout: given,
  },
  getMfaToken: { result: "123456", words: ["mfa"], stdout: switched },
  postGetCredentials: { words: ["one"], stdout: switched },
  getProfileNames: {
    result: ["spare"],
    words: ["__complete", "bash", "awsume sp", "sp"],
    stdout: /^spare$/m,
  },
  catchProfileNotFoundException: { result: keys, words: ["lost"], stdout: given },
  catchInvalidProfileException: { result: keys, words: ["half"], stdout: given },
  catchUserAuthenticationError: { result: keys, words: ["mfa", "--mfa-token", "999999"], stdout: given },
  catchRoleAuthenticationError: { result: keys, words: ["closed"], stdout: given },
};

/** A plugin with one hook, which leaves its name in the file `called`. */
const kinds = {
  module: {
    file: "one.mjs",
    text: (hook: HookName, { result = null }: Due) =>
      `import { appendFileSync } from "node:fs";
export default { awsume: 1, hooks: { ${hook}() {
  appendFileSync(process.env.HOME + "/called", "${hook}\\n");
  return ${JSON.stringify(result)};
} } };
`,
  },
  program: {
    file: "awsume-plugin-one",
    text: (hook: HookName, { result = null }: Due) =>
      `#!/bin/sh
read -r request
case $request in
  *'"hook":"describe"'*) echo '{"hooks":["${hook}"]}' ;;
  *'"hook":"${hook}"'*) echo ${hook} >>"$HOME/called"; echo '${JSON.stringify({ result })}' ;;
esac
`,
  },
  Python: {
    file: "one.py",
    text: (hook: HookName, { result = null, python }: Due) =>
      `import json, os
from awsume.awsumepy import hookimpl
@hookimpl
def ${nameInPython(hook)}(config${hook === "addArguments" ? ", parser" : ""}):
    open(os.environ["HOME"] + "/called", "a").write("${hook}\\n")
    ${python ?? `return json.loads(${JSON.stringify(JSON.stringify(result))})`}
`,
  },
} as const;

function nameInPython(hook: HookName): string {
  return toSnake(hook).replace("collect_profiles", "collect_aws_profiles");
}

async function startWith(file: string, text: string): Promise<World> {
  const world = await startPlugged({ [file]: text }, {
    accounts: { users: accounts.users, roles: [...accounts.roles, saml] },
  });
  const half = "\n[profile half]\nrole_arn = arn:aws:iam::222222222222:role/one\n";
  await Deno.writeTextFile(`${world.home}/.aws/config`, half, { append: true });
  return world;
}

for (const hook of hookNames) {
  for (const [kind, { file, text }] of Object.entries(kinds)) {
    testWith(
      kind === "Python" ? "python3" : [],
      `${hook} of a ${kind} plugin is called when it is due, and what it gives counts`,
      async () => {
        await using world = await startWith(file, text(hook, due[hook]));
        const { words, stdout } = due[hook];
        const outcome = kind === "module" ? await world.run(words) : await world.awsume(words);
        assert.equal(outcome.status, 0, outcome.stderr);
        assert.match(outcome.stdout, stdout);
        const called = (await Deno.readTextFile(`${world.home}/called`)).trimEnd().split("\n");
        assert.deepEqual([...new Set(called)], [hook]);
      },
    );
  }
}
