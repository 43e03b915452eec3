/**
 * `awsume --mode read` exported the keys of `[default]`: an option that means nothing where it stands, and says nothing.
 * Every option of every command that takes a profile's credentials stands here beside every kind of profile, with what
 * it does there; a new option has no row, and fails.
 */
import assert from "node:assert/strict";
import { assumeWord } from "../../src/cli/command_words.ts";
import { type Option, options, optionsOf } from "../../src/cli/options.ts";
import { run } from "../../src/cli/run.ts";
import type { System } from "../../src/system.ts";
import { makeAssertion, makeToken } from "../support/fake_federation.ts";
import { fakeSystem } from "../support/fake_system.ts";
import { succeed, type Tree } from "../support/sts_xml.ts";

const mfaSerial = "arn:aws:iam::111111111111:mfa/alice";
const one = "role_arn = arn:aws:iam::222222222222:role/one\n";
const keys = (id: string): string => `aws_access_key_id = ${id}\naws_secret_access_key = s\n`;
const provider = "arn:aws:iam::222222222222:saml-provider/corp";
const saml = btoa(makeAssertion({ roles: [`arn:aws:iam::222222222222:role/one,${provider}`] }));

/** Each kind of profile, or of what stands in its place, with the words for it. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  keys: ["keys"],
  session: ["session"],
  role: ["role"],
  bare: ["bare"],
  process: ["process"],
  web: ["web"],
  saml: ["saml"],
  arn: ["--role-arn", "222222222222:one", "--source-profile", "session"],
  json: ["--json", '{"AccessKeyId":"AKIAGIVEN","SecretAccessKey":"s"}'],
  account: ["--account", "111111111111"],
  cdk: ["cdk"],
};

const config = `
[default]
region = us-east-1
[profile keys]
[profile session]
mfa_serial = ${mfaSerial}
[profile role]
${one}source_profile = session
[profile bare]
${one}source_profile = keys
[profile process]
credential_process = give
[profile web]
${one}web_identity_token_file = /home/me/token
[profile saml]
saml_process = sign-in
[profile cdk]
cdk_account = 111111111111
`;
const files: Readonly<Record<string, string>> = {
  "/home/me/.aws/config": config,
  "/home/me/.aws/credentials": `[keys]\n${keys("AKIAFILE")}[session]\n${keys("AKIAFILE")}`,
  "/home/me/other-config": config.replace("us-east-1", "eu-west-1"),
  "/home/me/other-keys": `[keys]\n${keys("AKIAOTHER")}[session]\n${keys("AKIAOTHER")}`,
  "/home/me/token": makeToken({ exp: 32_503_680_000 }),
  "/home/me/assertion": saml,
  "/home/me/cdk.cjs": "",
  "/home/me/.awsume/config.yaml": "plugins: [/home/me/cdk.cjs]\n",
};

/**
 * What an option does. `+`: the outcome is another one. `.`: nothing, and that is what was asked for, since what it would
 * keep away is not there. `n`: nothing, and a line says so. `x`: the command line is refused.
 */
const table = `
option                        keys session role bare process web saml arn json account cdk
--refresh                     .    +       +    +    .       +   +    +   .    .       .
--no-cache                    .    +       +    +    .       +   +    +   .    .       .
--mfa-token 123456            n    +       +    n    n       n   n    +   x    x       n
--no-mfa                      n    +       +    n    n       n   n    +   x    x       n
--region eu-central-1         +    +       +    +    +       +   +    +   +    +       +
--config-file ~/other-config  +    +       +    +    +       +   +    +   +    .       .
--credentials-file ~/other-keys + + + + . . . + . . .
--json {}                     x    x       x    x    x       x   x    x   x    x       x
--pick                        x    x       x    x    x       x   x    x   x    x       x
--account 222222222222        x    x       x    x    x       x   x    x   x    +       x
--mode write                  x    x       x    x    x       x   x    x   x    +       x
--role-arn 222222222222:two   x    x       x    x    x       x   x    +   x    x       x
--source-profile keys         x    x       x    x    x       x   x    +   x    x       x
--session-name me             n    n       +    +    n       +   n    +   x    x       n
--external-id x               n    n       +    +    n       n   n    +   x    x       n
--role-duration 1800          n    n       +    +    n       +   +    +   x    x       n
--session-policy {}           n    n       +    +    n       +   +    +   x    x       n
--session-policy-arns arn:aws:iam::aws:policy/ReadOnlyAccess n n + + n + + + x x n
--tags k=v                    n    n       +    +    n       n   n    +   x    x       n
--transitive-tags k           n    n       x    x    n       x   x    x   x    x       n
--source-identity me          n    n       +    +    n       n   n    +   x    x       n
--with-saml                   x    x       x    x    x       x   .    x   x    x       x
--saml-assertion ~/assertion  x    x       x    x    x       x   x    x   x    x       x
--principal-arn ${provider}   x    x       x    x    x       x   x    x   x    x       x
--with-web-identity           x    x       x    x    x       .   x    x   x    x       x
--web-identity-token ~/token  x    x       x    x    x       x   x    x   x    x       x
--fips                        n    +       +    +    n       +   +    +   x    x       n
--dualstack                   n    +       +    +    n       +   +    +   x    x       n
--endpoint-url https://x.example n + + + n + + + x x n
--output-profile out          +    +       +    +    +       +   +    +   +    +       +
--auto-refresh                +    +       +    +    +       +   +    x   x    x       +
--show-commands               +    +       +    +    +       +   +    +   +    +       +
--shell bash                  .    .       .    .    .       .   .    .   .    .       .
--info                        +    +       +    +    +       +   +    +   +    .       .
--debug                       +    +       +    +    +       +   +    +   +    +       +
--no-plugins                  .    .       .    .    .       .   .    .   .    x       x
`;

/** Wishes of their own, which come before a switch: the first counts, and the rest is ignored, as in the original. */
const otherWishes = [
  "--kill-refresher",
  "--unset",
  "--list-profiles",
  "--clean",
  "--config",
  "--list-plugins",
  "--refresh-autocomplete",
  "--who",
  "--version",
  "--help",
];

/** All that a command line brings about. */
interface Outcome {
  readonly status: number;
  readonly printed: string;
  readonly told: readonly string[];
  /** Everything that was called, run, asked and written. */
  readonly done: string;
}

async function outcomeOf(
  words: readonly string[],
  cache: Readonly<Record<string, string>>,
): Promise<Outcome> {
  const requests: string[] = [];
  const fake = fakeSystem({
    env: { HOME: "/home/me", AWSUME_SHELL: "bash" },
    files: { ...files, ...cache },
    statuses: { "/home/me/cdk.cjs": { kind: "file", mode: 0o600, realPath: "/home/me/cdk.cjs" } },
    modules: { "/home/me/cdk.cjs": cdkPlugin },
    answers: ["654321", "654321"],
    outputs: words.includes("saml") ? [saml, saml] : [printed, printed],
    http: async (request) => {
      const form = new URLSearchParams(await request.clone().text());
      requests.push(`${new URL(request.url).host} ${form}`);
      return answer(form);
    },
  });
  const given: Readonly<Record<string, string>>[] = [];
  const runInPlace: System["runInPlace"] = (_words, env) => {
    given.push(env);
    return Promise.resolve({ kind: "ended", status: 0 });
  };
  const more = {
    canChoose: () => Promise.resolve(false),
    runInPlace,
    removeLeftovers: () => Promise.resolve(),
  };
  const status = await run(words, { ...fake.system, ...more });
  // What is kept for the quick way next time is no outcome.
  const written = [...fake.files].filter(([path, text]) => files[path] !== text && !/\/switch-/.test(path));
  const done = [requests, fake.commands.map(({ command }) => command), fake.questions, written, given];
  return { status, printed: fake.printed.join(""), told: fake.told, done: JSON.stringify(done) };
}

const printed = '{"Version":1,"AccessKeyId":"AKIAPRINTED","SecretAccessKey":"s"}';
const cdkPlugin = {
  version: "1",
  init: (host: { registerCredentialProviderSource(source: unknown): void }) =>
    host.registerCredentialProviderSource({
      name: "cdk",
      isAvailable: () => Promise.resolve(true),
      canProvideCredentials: () => Promise.resolve(true),
      getProvider: (_account: string, mode: number) =>
        Promise.resolve({ accessKeyId: `AKIACDK${mode}`, secretAccessKey: "s" }),
    }),
};

function answer(form: URLSearchParams): Response {
  const action = form.get("Action") ?? "";
  const result: Tree = {
    AssumedRoleUser: {
      AssumedRoleId: "AROA:x",
      Arn: `${(form.get("RoleArn") ?? "").replace(":iam:", ":sts:").replace(":role/", ":assumed-role/")}/x`,
    },
    Credentials: {
      AccessKeyId: `ASIA${action.toUpperCase()}`,
      SecretAccessKey: "s",
      SessionToken: "t",
      Expiration: "2026-01-01T01:00:00Z",
    },
  };
  const { status, body } = succeed(action, result);
  return new Response(body, { status });
}

/** What the cache holds after each kind has been switched to once. */
async function fillCache(): Promise<Readonly<Record<string, string>>> {
  const entries: Record<string, string> = {};
  for (const name of ["session", "role", "bare", "web", "saml"]) {
    const fake = fakeSystem({
      env: { HOME: "/home/me", AWSUME_SHELL: "bash" },
      now: new Date("2025-12-31T23:59:00Z"),
      files,
      outputs: [saml],
      answers: ["123456"],
      http: async (request) => answer(new URLSearchParams(await request.clone().text())),
    });
    assert.equal(await run([name], fake.system), 0, fake.told.join("\n"));
    for (const [path, text] of fake.files) if (!(path in files)) entries[path] = text;
  }
  return entries;
}

const [header = "", ...lines] = table.trim().split("\n");
const columns = header.split(/\s+/).slice(1);
const rows = lines.map((line) => {
  const [name = "", ...rest] = line.trim().split(/\s+/);
  const cells = rest.slice(-columns.length);
  return { name, words: [name, ...rest.slice(0, -columns.length)], cells };
});

Deno.test("the table has every option of a switch and every kind of profile", () => {
  assert.deepEqual(columns, Object.keys(kinds));
  const known = [...rows.map(({ name }) => name), ...otherWishes].sort();
  assert.deepEqual(known, [...new Set(optionsOf(assumeWord).map(({ long }) => `--${long}`))].sort());
});

/** The options that mean the same in each command that takes credentials. */
const shared = rows.filter(({ name }) => {
  const option: Option | undefined = options.find(({ long }) => `--${long}` === name);
  return option !== undefined && option.commands === undefined;
});
const profileKinds = columns.filter((kind) => kinds[kind]?.length === 1);

for (const command of ["export", "exec", "credential-process", "explain"]) {
  Deno.test(`awsume ${command} takes the options as a switch does`, async () => {
    const cache = await fillCache();
    for (const { name, words, cells } of shared) {
      for (const kind of profileKinds) {
        // Only a switch asks the plugins, and explain says that it would.
        if (command === "explain" && kind === "cdk") continue;
        const end = command === "exec" ? ["true"] : [];
        const came = await outcomeOf([command, kind, ...words, ...end], cache);
        const expected = cells[columns.indexOf(kind)];
        const place = `${command} ${kind} ${name}: ${came.status} ${came.told.join("\n")}`;
        // A code that nobody may be asked for (4) is no fault of the command line.
        assert.equal([2, 3].includes(came.status), expected === "x", place);
        const says = `${came.printed}\n${came.told.join("\n")}`.includes(`${name} has no effect: `);
        // What a program runs says nothing but errors.
        assert.equal(says, expected === "n" && command !== "credential-process", place);
      }
    }
  });
}

for (const { name, words, cells: expected } of rows) {
  Deno.test(`awsume ${name} does something, or says that it does not, whatever it stands beside`, async () => {
    const cache = await fillCache();
    for (const [index, kind] of columns.entries()) {
      const cells = [await cellOf(kind, [name, words], {}), await cellOf(kind, [name, words], cache)];
      // Where the cache answers, or where it has nothing to answer, an option may have nothing to do.
      const cell = cells.includes("+") ? "+" : cells[0];
      assert.equal(cell, expected[index], `${kind}: ${cells.join(" ")}`);
    }
  });
}

async function cellOf(
  kind: string,
  [name, words]: readonly [string, readonly string[]],
  cache: Readonly<Record<string, string>>,
): Promise<string> {
  const place = kinds[kind] ?? [];
  const [without, came] = [await outcomeOf(place, cache), await outcomeOf([...place, ...words], cache)];
  assert.equal(without.status, 0, `${kind}: ${without.told.join("\n")}`);
  if (came.status === 0) return describe(came, without, name);
  assert.ok([2, 3, 4].includes(came.status), `${kind}: ${came.status} ${came.told.join("\n")}`);
  assert.doesNotMatch(came.printed, /A[KS]IA|export/, kind);
  return "x";
}

function describe(came: Outcome, without: Outcome, name: string): string {
  const says = came.told.filter((text) => text.startsWith(`${name} has no effect: `));
  const rest = came.told.filter((text) => !says.includes(text));
  const isSame = came.printed === without.printed && came.done === without.done &&
    JSON.stringify(rest) === JSON.stringify(without.told);
  if (!isSame) return says.length === 0 ? "+" : "said to do nothing, and does";
  return says.length === 0 ? "." : "n";
}
