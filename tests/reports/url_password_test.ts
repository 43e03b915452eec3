/** explain, --info and --debug showed the password of a URL that a profile names and nobody uses. */
import assert from "node:assert/strict";
import { comeTo } from "../support/ways.ts";

const keys = "aws_access_key_id = AKIAFAKE\naws_secret_access_key = s\n";
const role = "role_arn = arn:aws:iam::222222222222:role/one\nsource_profile = keys\n";
/** The password is `hunter2`, whatever stands around it. */
const urls: Readonly<Record<string, string>> = {
  "a user and a password": "https://me:hunter2@sts.example",
  "a password with a slash": "https://me:x/hunter2/y@sts.example",
  "a password with an at sign": "https://me:x@hunter2@sts.example/path",
  "a password that is escaped": "https://me:%68hunter2@sts.example",
  "a password without a user": "https://:hunter2@sts.example",
  "a user alone": "https://hunter2@sts.example",
  "no scheme": "me:hunter2@sts.example:443",
  "another scheme": "ftp://me:hunter2@sts.example",
  "blanks": "https://me:x hunter2@sts.example",
  "a query": "https://sts.example/?key=hunter2",
  "a fragment": "https://sts.example/#hunter2",
};
const settings = ["endpoint_url", "ec2_metadata_service_endpoint"];
const ways: readonly (readonly string[])[] = [
  ["explain", "p"],
  ["explain", "p", "--json"],
  ["p", "--info"],
  ["p", "--debug"],
  ["-l"],
  ["ls"],
  ["doctor", "--offline"],
  ["add", "p", "--force", "--yes", "--credential-process", "x", "--dry-run"],
];

for (const [title, url] of Object.entries(urls)) {
  Deno.test(`a URL with ${title} that nobody uses is shown without it`, async () => {
    for (const setting of settings) {
      for (const [kind, own] of Object.entries({ keys, role })) {
        const config =
          `[profile keys]\n${keys}[profile p]\n${own}region = eu-west-1\nignore_configured_endpoint_urls = true\n${setting} = ${url}\n`;
        for (const words of ways) {
          const isSwitch = words[0] === "p";
          // A switch to the role calls STS, which is not there: the words before are what is looked at.
          const http = isSwitch && kind === "role" ? [new Error("nobody is there")] : [];
          const came = await comeTo(words, {
            config,
            http,
            ...(isSwitch ? { env: { AWSUME_SHELL: "bash" } } : {}),
          })
            .catch((error: Error) => ({ stdout: error.message, stderr: "" }));
          assert.doesNotMatch(came.stdout + came.stderr, /hunter2/, `${setting} ${words.join(" ")}`);
        }
      }
    }
  });

  Deno.test(`a URL with ${title} that is used is refused without it`, async () => {
    const config = `[profile keys]\n${keys}[profile p]\n${role}endpoint_url = ${url}\n`;
    for (const words of ways.slice(0, 4)) {
      const came = await comeTo(words, { config, env: { AWSUME_SHELL: "bash" } });
      assert.equal(came.status, 3);
      assert.doesNotMatch(came.stdout + came.stderr, /hunter2/, words.join(" "));
      const named = await comeTo(words, {
        config: `[profile keys]\n${keys}[profile p]\n${role}`,
        env: { AWSUME_SHELL: "bash", AWS_ENDPOINT_URL_STS: url },
      });
      assert.doesNotMatch(named.stdout + named.stderr, /hunter2/, words.join(" "));
    }
  });
}

Deno.test("what is no URL keeps its at signs", async () => {
  const config =
    `[profile keys]\n${keys}[profile p]\n${role}role_session_name = me@example.com\nexternal_id = a@b\nregion = eu-west-1\n`;
  const { stdout } = await comeTo(["explain", "p"], { config });
  assert.match(stdout, /role_session_name +me@example\.com/);
  assert.match(stdout, /external_id +a@b/);
});

Deno.test("a URL without a password is shown whole", async () => {
  const config = `[profile p]\n${keys}endpoint_url = http://minio.lan:9000/path\n`;
  assert.match(
    (await comeTo(["explain", "p"], { config })).stdout,
    /endpoint_url +http:\/\/minio\.lan:9000\/path /,
  );
});
