import assert from "node:assert/strict";
import fc from "fast-check";
import { run } from "../../../src/cli/run.ts";
import { fakeSystem } from "../../support/fake_system.ts";

const configPath = "/home/me/.aws/config";
const credentialsPath = "/home/me/.aws/credentials";

interface Texts {
  readonly config: string;
  readonly credentials: string;
}

async function edit(words: readonly string[], texts: Texts): Promise<Texts & { readonly code: number }> {
  using fake = fakeSystem({
    files: { [configPath]: texts.config, [credentialsPath]: texts.credentials },
    answers: words.includes("--access-key-id") && !words.includes("--dry-run")
      ? [{ text: "abcdefghijklmnopqrstuvwxyz0123456789ABCD", from: "pipe" }]
      : [],
  });
  const code = await run(words, fake.system);
  return {
    code,
    config: fake.files.get(configPath) ?? "",
    credentials: fake.files.get(credentialsPath) ?? "",
  };
}

const lines = [
  "[profile a]",
  "[ profile  a ]\t# c",
  "[profile 'b c']",
  "[a]",
  "[default]",
  "[services a]",
  "[sso-session s]",
  "[plugins]",
  "region = us-east-1",
  "source_profile = a",
  "Source_Profile=a ; c",
  "services = a",
  "role_arn = arn:aws:iam::123456789012:role/a",
  "s3 =",
  "sts =",
  "  endpoint_url = https://sts",
  "\tmore",
  "# c",
  "  ; c",
  "",
  " ",
];
const broken = ["garbage", "[broken", "  [a]", "K : 1"];
const fileOf = (from: readonly string[]): fc.Arbitrary<string> =>
  fc.tuple(
    fc.constantFrom("", "\uFEFF"),
    fc.array(fc.tuple(fc.constantFrom(...from), fc.constantFrom("\n", "\r\n", "\r")), { maxLength: 14 }),
    fc.constantFrom("", ...from),
  ).map(([mark, body, last]) => mark + body.flat().join("") + last);
const textsOf = fc.record({
  config: fileOf([...lines, ...broken]),
  credentials: fileOf([...lines, ...broken]),
});
const wholeOf = fc.record({ config: fileOf(lines), credentials: fileOf(lines) });

const additions = [
  ["add", "new", "--credential-process", "/bin/x", "-e", "https://sts", "--region", "us-east-1"],
  ["add", "new", "-r", "123456789012:x", "--credential-source", "Environment"],
  ["add", "new", "--access-key-id", "AKIAIOSFODNN7EXAMPLE", "--mfa-serial", "123456789"],
];

Deno.test("awsume add, then rm, gives the first bytes back, in any file; when refused, nothing changes", async () => {
  let done = 0;
  await fc.assert(
    fc.asyncProperty(textsOf, fc.constantFrom(...additions), async (texts, words) => {
      const added = await edit(words, texts);
      if (added.code !== 0) return assert.deepEqual(added, { ...texts, code: added.code });
      assert.ok(added.config.startsWith(texts.config) && added.credentials.startsWith(texts.credentials));
      const removed = await edit(["rm", "new", "--yes"], added);
      assert.deepEqual(removed, { ...texts, code: 0 });
      done++;
    }),
    { numRuns: 300 },
  );
  assert.ok(done > 50, `${done}`);
});

Deno.test("awsume mv, and mv back, gives the first bytes back wherever the name was prefixed", async () => {
  let done = 0;
  await fc.assert(
    fc.asyncProperty(wholeOf, async (texts) => {
      const moved = await edit(["mv", "a", "new"], texts);
      if (moved.code !== 0) return assert.deepEqual(moved, { ...texts, code: moved.code });
      // Only the AWS CLI's own way to write it is put right: in the config file a name takes the word profile.
      const isUnprefixed = /^\uFEFF?\[a\]/m.test(texts.config.replaceAll("\r", "\n"));
      if (isUnprefixed) return;
      assert.deepEqual(await edit(["mv", "new", "a"], moved), { ...texts, code: 0 });
      done++;
    }),
    { numRuns: 400 },
  );
  assert.ok(done > 50, `${done}`);
});

Deno.test("awsume rm changes nothing but the lines of that profile", async () => {
  await fc.assert(
    fc.asyncProperty(textsOf, async (texts) => {
      const removed = await edit(["rm", "a", "--yes"], texts);
      if (removed.code !== 0) return assert.deepEqual(removed, { ...texts, code: removed.code });
      for (const file of ["config", "credentials"] as const) {
        assert.ok(isSubsequence(removed[file], texts[file]));
      }
    }),
    { numRuns: 300 },
  );
});

function isSubsequence(short: string, long: string): boolean {
  let at = 0;
  for (const letter of long) if (short[at] === letter) at++;
  return at === short.length;
}
