/**
 * `awsume add` asked for the secret last. Pasted right behind the key id, as `aws configure` has taught everybody, it was
 * echoed, taken for the MFA device, shown in the difference and written to the config file.
 */
import assert from "node:assert/strict";
import { run } from "../../src/cli/run.ts";
import type { Answer } from "../../src/system.ts";
import { fakeSystem } from "../support/fake_system.ts";

const id = "AKIAIOSFODNN7EXAMPLE";
/** Made up; with `/` and without. */
const secrets = ["wJalrXUtnFEMIxK7MDENGxbPxRfiCYzEXAMPLEKE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAMPLEK+"];
const [secret = "", slashed = ""] = secrets;
const role = ["--role-arn", "123456789012:x", "--credential-source", "Environment"];

interface Came {
  readonly code: number;
  readonly told: string;
  readonly questions: readonly string[];
  readonly config: string;
  readonly credentials: string;
}

async function add(
  words: readonly string[],
  answers: readonly (string | Answer)[],
  chosen?: readonly string[],
): Promise<Came> {
  using fake = fakeSystem({
    env: { HOME: "/home/me" },
    files: { "/home/me/.aws/config": "[default]\nregion = eu-west-1\n" },
    answers,
    ...(chosen === undefined ? {} : { chosen }),
  });
  const code = await run(["add", ...words], fake.system);
  return {
    code,
    told: [...fake.told, ...fake.printed].join("\n"),
    questions: fake.questions.map(({ question, secret }) => `${question}${secret ? "(unseen)" : ""}`),
    config: fake.files.get("/home/me/.aws/config") ?? "",
    credentials: fake.files.get("/home/me/.aws/credentials") ?? "",
  };
}

Deno.test("the secret is asked for right behind the key id, then the device", async () => {
  const serial = "arn:aws:iam::123456789012:mfa/me";
  const came = await add(["dev"], [id, secret, serial, ""], ["access keys"]);
  assert.equal(came.code, 0, came.told);
  assert.deepEqual(came.questions, [
    "Access key id: ",
    "Secret access key: (unseen)",
    "MFA device, if there is one [none]: ",
    "Region [eu-west-1]: ",
  ]);
  assert.equal(came.credentials, `[dev]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`);
  assert.match(came.config, new RegExp(`^mfa_serial = ${serial}$`, "m"));
  assert.ok(!came.config.includes(secret) && !came.told.includes(secret));
});

Deno.test("the key id on the command line leaves the secret as the only question", async () => {
  const came = await add(["dev", "--access-key-id", id], [secret], []);
  assert.deepEqual(came.questions, ["Secret access key: (unseen)"]);
  assert.equal(came.code, 0, came.told);
});

Deno.test("a secret that is pasted for the key id is refused, and not repeated", async () => {
  const came = await add(["dev"], [secret, "n", id, secret, "", ""], ["access keys"]);
  assert.equal(came.code, 0, came.told);
  assert.deepEqual(came.questions.slice(0, 3), [
    "Access key id: ",
    "That answer looks like a secret key, and would be shown. Is it something else? [y/N] ",
    "Access key id: ",
  ]);
  assert.ok(!came.told.includes(secret));
});

for (const pasted of secrets) {
  Deno.test(`a secret that is pasted for another answer is asked about, shown nowhere and not written: ${pasted.length} ${pasted.includes("/")}`, async () => {
    const rows: readonly (readonly [kind: string, answers: readonly string[], more?: readonly string[]])[] = [
      ["access keys", [id, secret, pasted, "n", "", ""]],
      ["access keys", [id, secret, "", pasted, "", "us-east-1"]],
      ["credential process", [pasted, "n", "/bin/get", ""]],
      ["credential process", [`/bin/get --secret ${pasted}`, "no", "/bin/get", ""]],
      ["role", [pasted, "n", "123456789012:x", "", "", ""], ["default"]],
      ["role", ["123456789012:x", pasted, "n", "", "", ""], ["default"]],
      ["SSO", [pasted, "n", "https://x.awsapps.com/start", "eu-west-1", "123456789012", "view", ""]],
    ];
    for (const [kind, answers, more = []] of rows) {
      const came = await add(["dev"], answers, [kind, ...more]);
      assert.equal(came.code, 0, `${kind}: ${came.told}`);
      assert.ok(
        came.questions.some((question) => question.startsWith("That answer looks like a secret key")),
      );
      assert.ok(!came.told.includes(pasted), kind);
      assert.ok(!came.config.includes(pasted), kind);
    }
  });
}

Deno.test("what looks like a secret and is none is taken when a person says so", async () => {
  const external = "ExternalId00000000000000000000000000aaaa";
  assert.equal(external.length, 40);
  const came = await add(["dev"], ["123456789012:x", external, "y", "", ""], ["role", "default"]);
  assert.equal(came.code, 0, came.told);
  assert.match(came.config, new RegExp(`^external_id = ${external}$`, "m"));
});

const options: readonly (readonly [title: string, words: readonly string[]])[] = [
  ["the device", ["dev", "--access-key-id", id, "--mfa-serial", secret]],
  ["the external id", ["dev", ...role, "--external-id", secret]],
  ["the external id, by athm's name", ["dev", ...role, "--assume-role-external-id", slashed]],
  ["the session name", ["dev", ...role, "--session-name", secret]],
  ["the key id", ["dev", "--access-key-id", slashed]],
  ["the name", [secret, "--credential-process", "x"]],
  ["a command", ["dev", "--credential-process", `get --key=${slashed} --now`]],
  ["the region", ["dev", "--credential-process", "x", "--region", secret]],
  ["the role", ["dev", "--role-arn", slashed, "--credential-source", "Environment"]],
];
for (const [title, words] of options) {
  Deno.test(`a secret on the command line in the place of ${title} is refused without a terminal, and not repeated`, async () => {
    const came = await add(words, []);
    assert.equal(came.code, 2);
    assert.match(came.told, /^awsume: Cannot use (?:--[a-z-]+|that name): it looks like a secret key$/m);
    assert.ok(!came.told.includes(secret) && !came.told.includes(slashed), came.told);
    assert.equal(came.config, "[default]\nregion = eu-west-1\n");
    const asked = await add(words, ["n"], []);
    assert.equal(asked.code, 2);
    assert.match(asked.questions.join(), /looks like a secret key, and would be shown/);
    assert.ok(!asked.told.includes(secret) && !asked.told.includes(slashed));
  });
}

Deno.test("--yes takes it, for a script", async () => {
  const came = await add(["dev", ...role, "--external-id", secret, "--yes"], []);
  assert.equal(came.code, 0, came.told);
  assert.match(came.config, new RegExp(`^external_id = ${secret}$`, "m"));
});

const serials: readonly (readonly [serial: string, isOne: boolean])[] = [
  ["arn:aws:iam::123456789012:mfa/alice", true],
  ["arn:aws-us-gov:iam::123456789012:mfa/path/alice", true],
  ["arn:aws:iam::123456789012:u2f/user/alice/key-ABC", true],
  ["GAHT12345678", true],
  ["arn:aws:iam::123456789012:user/alice", false],
  ["arn:aws:iam::12345:mfa/alice", false],
  ["mfa/alice123", false],
  ["short", false],
  ["wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAMPL", false],
];
for (const [serial, isOne] of serials) {
  Deno.test(`--mfa-serial ${serial} is ${isOne ? "a device" : "none"}`, async () => {
    const came = await add([
      "dev",
      "--role-arn",
      "123456789012:x",
      "--source-profile",
      "default",
      "--mfa-serial",
      serial,
    ], []);
    assert.equal(came.code, isOne ? 0 : 2, came.told);
    if (!isOne) assert.match(came.told, /Cannot use --mfa-serial: it is no MFA device/);
    if (!isOne) assert.ok(!came.told.includes(serial));
  });
}

Deno.test("a prompt names no option that nobody typed", async () => {
  const came = await add(["dev"], ["x", "123456789012:y", "!", "", "short", "", "a_b", ""], [
    "role",
    "default",
  ]);
  assert.equal(came.code, 0, came.told);
  assert.doesNotMatch(came.told + came.questions.join(), /--(?!$)[a-z]/m);
  assert.equal(came.told.match(/Cannot use that answer/g)?.length, 4);
});
