import assert from "node:assert/strict";
import { run } from "../../../src/cli/run.ts";
import { type FakeOptions, fakeSystem } from "../../support/fake_system.ts";

const configPath = "/home/me/.aws/config";
const credentialsPath = "/home/me/.aws/credentials";

interface Texts {
  readonly config: string;
  readonly credentials: string;
}

async function edit(
  line: string,
  { config, credentials }: Texts,
  options: FakeOptions = {},
): Promise<Texts & { readonly code: number; readonly told: string }> {
  using fake = fakeSystem({ ...options, files: { [configPath]: config, [credentialsPath]: credentials } });
  const code = await run(line.split(" "), fake.system);
  return {
    code,
    told: fake.told.join("\n"),
    config: fake.files.get(configPath) ?? "",
    credentials: fake.files.get(credentialsPath) ?? "",
  };
}

const texts: Texts = {
  config: "# old stays\n[ profile\told ] ; old\r\nregion=old\r\nservices = old\r\n\n[profile b]\n" +
    "SOURCE_PROFILE =old  # old\nrole_arn = arn:aws:iam::123456789012:role/b\n[services old]\nsts =\n" +
    "  endpoint_url = https://sts\n",
  credentials:
    "[old]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = old\n[c]\nsource_profile = old",
};

Deno.test("awsume mv renames the profile and all that names it, and no other byte", async () => {
  const { code, told, config, credentials } = await edit("mv old new", texts);
  assert.equal(code, 0, told);
  assert.equal(
    config,
    "# old stays\n[ profile\tnew ] ; old\r\nregion=old\r\nservices = new\r\n\n[profile b]\n" +
      "SOURCE_PROFILE =new  # old\nrole_arn = arn:aws:iam::123456789012:role/b\n[services new]\nsts =\n" +
      "  endpoint_url = https://sts\n",
  );
  assert.equal(
    credentials,
    "[new]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = old\n[c]\nsource_profile = new",
  );
  assert.match(told, /^- \[old\]\n\+ \[new\]$/m);
  assert.ok(!told.includes("access_key"));
  const back = await edit("mv new old", { config, credentials });
  assert.deepEqual([back.config, back.credentials], [texts.config, texts.credentials]);
});

Deno.test("awsume mv --dry-run shows it and writes nothing", async () => {
  const { code, told, config, credentials } = await edit("mv old new --dry-run", texts);
  assert.equal(code, 0);
  assert.deepEqual({ config, credentials }, texts);
  assert.match(told, /^\+ \[services new\]$[^]*Nothing was written/m);
});

Deno.test("awsume mv makes [default] a section that every program reads", async () => {
  const none = { config: "[default]\nregion = us-east-1\n", credentials: "" };
  assert.equal((await edit("mv default x", none)).config, "[profile x]\nregion = us-east-1\n");
});

Deno.test("awsume mv keeps services that others use, too", async () => {
  const shared = {
    config: "[profile a]\nservices = a\n[profile b]\nservices = a\n[services a]\nsts =\n  endpoint_url = u\n",
    credentials: "",
  };
  assert.equal((await edit("mv a x", shared)).config, shared.config.replace("[profile a]", "[profile x]"));
});

Deno.test("awsume mv says which command still has the old name", async () => {
  const { code, told } = await edit("mv old new", {
    config: "[profile old]\nregion = us-east-1\n",
    credentials:
      "[autoawsume-old]\nmanager = awsume\ncredential_process = '/bin/awsume' credential-process old\n",
  });
  assert.equal(code, 0);
  assert.match(told, /^The command of "autoawsume-old" \(\S+credentials:3\) still says "old"/m);
});

const refused: readonly (readonly [line: string, code: number, says: RegExp])[] = [
  ["mv old b", 2, /there is a profile "b" \(\S+config:6\)/],
  ["mv old c", 2, /there is a profile "c" \(\S+credentials:4\)/],
  ["mv old old", 2, /to itself/],
  ["mv odl new", 3, /Cannot find profile "odl"\n.*Did you mean "old"/],
  ["mv old", 2, /NEW is missing/],
  ["mv old a!", 2, /Cannot call a profile "a!"/],
  ["rm", 2, /NAME is missing/],
  ["rm odl", 3, /Cannot find profile "odl"\n.*Did you mean "old"/],
  ["rm old --yes", 3, /it is the source of "b" \(\S+config:7\), "c" \(\S+credentials:5\)\n/],
];

for (const [line, code, says] of refused) {
  Deno.test(`awsume ${line} is refused and writes nothing`, async () => {
    const outcome = await edit(line, texts);
    assert.equal(outcome.code, code, outcome.told);
    assert.match(outcome.told, says);
    assert.deepEqual([outcome.config, outcome.credentials], [texts.config, texts.credentials]);
  });
}

const keys: Texts = {
  config: "[profile k]\nregion = us-east-1\n",
  credentials:
    "# mine\n[k]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = SECRET\n# end\n",
};

Deno.test("awsume rm shows what goes, asks before access keys go, and keeps comments outside", async () => {
  const refused = await edit("rm k", keys, { chosen: [], answers: [""] });
  assert.deepEqual([refused.code, refused.config, refused.credentials], [0, keys.config, keys.credentials]);
  assert.match(refused.told, /^- aws_secret_access_key = \*\*\*\*$[^]*Nothing was changed$/m);
  const agreed = await edit("rm k", keys, { chosen: [], answers: ["y"] });
  assert.deepEqual([agreed.code, agreed.config, agreed.credentials], [0, "", "# mine\n# end\n"]);
  assert.ok(!agreed.told.includes("SECRET"));
});

Deno.test("awsume rm takes access keys unasked with --yes alone", async () => {
  const unasked = await edit("rm k", keys);
  assert.deepEqual([unasked.code, unasked.credentials], [2, keys.credentials]);
  assert.match(unasked.told, /Add --yes/);
  assert.equal((await edit("rm k --yes", keys)).credentials, "# mine\n# end\n");
  assert.deepEqual((await edit("rm k --dry-run", keys)).credentials, keys.credentials);
});

Deno.test("awsume rm refuses a profile that awsume renews another by", async () => {
  const renewed = {
    config: "[profile k]\nregion = us-east-1\n",
    credentials: "[autoawsume-k]\nmanager = awsume\ncredential_process = awsume credential-process k\n",
  };
  const { code, told } = await edit("rm k", renewed);
  assert.equal(code, 3);
  assert.match(told, /awsume renews "autoawsume-k" \(\S+credentials:3\) by it\n.*awsume -k k/);
});

Deno.test("awsume rm keeps a services section that says more, or that others use", async () => {
  const more = "[services k]\nsts =\n  endpoint_url = https://sts\ns3 =\n  endpoint_url = https://s3\n";
  const config = `[profile k]\nservices = k\n\n${more}`;
  assert.equal((await edit("rm k", { config, credentials: "" })).config, `\n${more}`);
});

Deno.test("awsume rm takes every section of that name along, also one that no program reads", async () => {
  const config =
    "[k]\nregion = us-east-1\n[profile k]\nregion = eu-west-1\n[plugins]\nx = 1\n[profile k]\noutput = json\n";
  assert.equal((await edit("rm k", { config, credentials: "" })).config, "[plugins]\nx = 1\n");
});

Deno.test("awsume mv edits the files as they are when its turn comes", async () => {
  const disk = { config: "[profile old]\nregion = us-east-1\n", credentials: "" };
  using fake = fakeSystem({
    files: { [configPath]: disk.config },
    others: async (path) => {
      if (!path.endsWith("/config-file.lock")) return;
      await fake.system.write(configPath, `${disk.config}\n[profile other]\nregion = eu-west-1\n`);
    },
  });
  assert.equal(await run(["mv", "old", "new"], fake.system), 0);
  assert.equal(
    fake.files.get(configPath),
    "[profile new]\nregion = us-east-1\n\n[profile other]\nregion = eu-west-1\n",
  );
  assert.deepEqual(fake.locks.map((path) => path.replace(/.*\//, "")), [
    "config-file.lock",
    "credentials-file.lock",
  ]);
});

Deno.test("awsume rm does nothing but what was agreed to", async () => {
  const changed = `${keys.credentials}[other]\n`;
  using fake = fakeSystem({
    files: { [configPath]: keys.config, [credentialsPath]: keys.credentials },
    chosen: [],
    answers: ["y"],
    others: () => fake.system.write(credentialsPath, changed),
  });
  assert.equal(await run(["rm", "k"], fake.system), 3);
  assert.match(
    fake.told.join("\n"),
    /Cannot make the change that was shown: another program has just changed/,
  );
  assert.deepEqual([fake.files.get(configPath), fake.files.get(credentialsPath)], [keys.config, changed]);
});

const completions: readonly (readonly [line: string, answer: string])[] = [
  ["awsume rm ", "b\nc\nold\n"],
  ["awsume mv o", "old\n"],
  ["awsume mv old ", ""],
  ["awsume add ", ""],
  ["awsume add x --source-profile o", "old\n"],
  ["awsume add x --credential-source Ec", "Ec2InstanceMetadata\nEcsContainer\n"],
];

for (const [line, answer] of completions) {
  Deno.test(`completion of ${JSON.stringify(line)}`, async () => {
    using fake = fakeSystem({ files: { [configPath]: texts.config, [credentialsPath]: texts.credentials } });
    assert.equal(await run(["__complete", "bash", line, line.split(" ").at(-1) ?? ""], fake.system), 0);
    assert.equal(fake.printed.join(""), answer);
  });
}
