import assert from "node:assert/strict";
import { run } from "../../src/cli/run.ts";
import { type FakeOptions, fakeSystem } from "../support/fake_system.ts";

const config = `[profile one]
role_arn = arn:aws:iam::111111111111:role/one
source_profile = base
`;
const home = "/home/me";
const files = { [`${home}/.aws/config`]: config };
const plugin = `${home}/.awsume/cdk/awsume-cdk-plugin.cjs`;

interface Ran {
  readonly code: number;
  readonly printed: string;
  readonly told: readonly string[];
  readonly files: ReadonlyMap<string, string>;
}

async function cdkPlugin(words: readonly string[], options: FakeOptions = {}): Promise<Ran> {
  using fake = fakeSystem({ env: { HOME: home }, files, ...options });
  const code = await run(["cdk-plugin", ...words], fake.system);
  return { code, printed: fake.printed.join(""), told: [...fake.told], files: new Map(fake.files) };
}

Deno.test("cdk-plugin writes the plugin with the words that run awsume, and prints where", async () => {
  const ran = await cdkPlugin([], { self: ["/opt/it's $& mine/awsume", "--x"] });
  assert.deepEqual([ran.code, ran.printed, ran.told], [0, `${plugin}\n`, []]);
  const text = ran.files.get(plugin) ?? "";
  assert.match(text, /^const awsume = \["\/opt\/it's \$& mine\/awsume", "--x"\];$/m);
  assert.doesNotMatch(text, /::AWSUME::/);
});

Deno.test("cdk-plugin writes only what would change", async () => {
  const { files: [...written] } = await cdkPlugin([]);
  const kept = { ...files, [plugin]: new Map(written).get(plugin) ?? "" };
  const again = await cdkPlugin([], { files: kept, writeError: new Error("written") });
  assert.deepEqual([again.code, again.printed], [0, `${plugin}\n`]);
  const other = await cdkPlugin([], { files: { ...files, [plugin]: "old" } });
  assert.notEqual(other.files.get(plugin), "old");
});

const answers: readonly (readonly [words: string, code: number, printed: string, told: RegExp])[] = [
  ["--account 111111111111", 0, "one\n", /^$/],
  ["--account 111111111111 --mode write", 0, "one\n", /^$/],
  ["--account 111111111111 --json", 0, '{"account":"111111111111","read":"one","write":"one"}\n', /^$/],
  ["--account 222222222222 --json", 0, '{"account":"222222222222","read":null,"write":null}\n', /^$/],
  [
    "--account 222222222222 --mode write",
    3,
    "",
    /^awsume: Cannot find a profile for writing in account 222222222222\n {8}Say it in \S+config\.yaml:\n {8}cdk:$/m,
  ],
  ["--account 1", 2, "", /Cannot use --account "1"/],
  ["--account 111111111111 --mode deploy", 2, "", /Cannot use --mode "deploy"/],
  ["--account 111111111111 --mode read --json", 2, "", /Cannot use --mode with --json/],
  ["--mode read", 2, "", /Cannot use --mode without --account/],
  ["--json", 2, "", /Cannot use --json without --account/],
  ["one", 2, "", /Cannot use "one" with cdk-plugin/],
  ["--plugin", 2, "", /Cannot understand the option --plugin/],
];
for (const [words, code, printed, told] of answers) {
  Deno.test(`cdk-plugin ${words} ends with ${code}`, async () => {
    const ran = await cdkPlugin(words.split(" "));
    assert.deepEqual([ran.code, ran.printed], [code, printed]);
    assert.match(ran.told.join("\n"), told);
    assert.equal(ran.files.has(plugin), false);
  });
}

const completed: readonly (readonly [typed: string, candidates: readonly string[]])[] = [
  ["awsume cdk-plugin --", ["--account", "--help", "--json", "--mode", "--no-plugins"]],
  ["awsume cdk-plugin --mode ", ["read", "write"]],
  ["awsume cdk-plugin ", []],
];
for (const [typed, candidates] of completed) {
  Deno.test(`"${typed}" completes`, async () => {
    using fake = fakeSystem({ env: { HOME: home }, files });
    const last = typed.slice(typed.lastIndexOf(" ") + 1);
    assert.equal(await run(["__complete", "bash", typed, last], fake.system), 0);
    assert.deepEqual(fake.printed.join("").split("\n").filter(Boolean).sort(), candidates);
  });
}
