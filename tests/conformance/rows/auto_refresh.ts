import assert from "node:assert/strict";
import { runClean } from "../../support/script.ts";
import type { World } from "../../support/world.ts";
import { callsOf, inBash, issuedKey, succeed, switchInBash } from "../look.ts";
import type { Row } from "../row.ts";
import { dev, keysSection, roleProfile, section, userKey, userWithMfa, writeText } from "../setup.ts";

const readCredentials = ({ home }: World): Promise<string> => Deno.readTextFile(`${home}/.aws/credentials`);

/** Does what an SDK does with the one `credential_process` of the credentials file. */
async function runProcess(world: World): ReturnType<typeof runClean> {
  const line = /^credential_process = (.*)$/m.exec(await readCredentials(world))?.[1] ?? "";
  return await runClean(["sh", "-c", line], { folder: world.home, env: world.env });
}

/** The key of the credentials that an SDK gets so. */
async function processKey(world: World): Promise<string> {
  const { status, stdout, stderr } = await runProcess(world);
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout).AccessKeyId;
}

/** A section of `-a`, as either awsume marks it. */
function autoSection(name: string): string {
  return section(name, { manager: "awsume", autoawsume: "true", region: "eu-west-1" });
}

const policy = '{"Version": "2012-10-17", "Statement": []}';

/** Keys that never end are no failure. */
async function assertKeysWithoutEnd(world: World): Promise<void> {
  await succeed(world, ["user", "-a"]);
  assert.equal(await processKey(world), userKey);
}

/** Blanks stay together; a code is not kept; where one is needed, the SDK is told so and nobody is asked. */
async function assertWords(world: World): Promise<void> {
  await writeText(world, "credentials", keysSection());
  await succeed(world, ["my dev", "-a", "--session-policy", policy, "--mfa-token", "123456"]);
  assert.doesNotMatch(await readCredentials(world), /123456|aws_session_token/);
  await Deno.remove(`${world.home}/.awsume/cache`, { recursive: true });
  const { status, stderr } = await runProcess(world);
  assert.equal(status, 4, stderr);
  await succeed(world, ["user", "--mfa-token", "123456"]);
  const before = world.aws.calls.length;
  assert.equal(await processKey(world), issuedKey(world, world.aws.issued.length));
  assert.deepEqual(callsOf(world, before).map(({ Policy }) => Policy), [policy]);
}

/** An error is the program's that asked; the profile stays. */
async function assertErrors(world: World): Promise<void> {
  await writeText(world, "credentials", keysSection());
  await succeed(world, ["my dev", "-a"]);
  const text = await readCredentials(world);
  await writeText(world, "config", userWithMfa + roleProfile("'my dev'", "closed"));
  const { status, stderr } = await runProcess(world);
  assert.equal(status, 1, stderr);
  assert.equal(await readCredentials(world), text);
}

/** A shell that works with something else keeps it; a process with `autoawsume` among its words lives on. */
async function assertOthers(world: World): Promise<void> {
  const bystander = new Deno.Command("sh", { args: ["-c", "read line", "autoawsume"], stdin: "piped" })
    .spawn();
  const { exports } = await switchInBash(world, ["-k"], { env: { AWS_PROFILE: "other" } });
  assert.deepEqual(exports, { AWS_PROFILE: "other" });
  await bystander.stdin.close();
  assert.equal((await bystander.status).signal, null);
}

/** The profile of `-a`, and `-k`. */
export const autoRefreshRows: readonly Row[] = [
  {
    number: 84,
    ids: "L01/L02/L18",
    title: "`awsume dev -a`, and with `-o auto`",
    verdict: "better",
    original:
      "Writes a section with the keys, exports its name as `AWS_PROFILE` and `AWS_DEFAULT_PROFILE`, " +
      "and starts a program in the background that renews the keys.",
    ours: "Exports it as `AWS_PROFILE` alone. The section has a `credential_process` and no keys: each " +
      "program asks awsume for new ones when it needs them, and nothing runs in the background. The roles of " +
      "an instance and of a container are out of reach until the next switch.",
    why: "A program in the background dies, sleeps with the computer and has to be found again; SDKs renew " +
      "by themselves what a `credential_process` gives. In boto3 and the AWS CLI 1 an `AWS_DEFAULT_PROFILE` " +
      "wins over the `AWS_PROFILE` that somebody sets for one command, and behind a profile that refuses " +
      "some SDKs go on to the machine's own role.",
    setup: { config: userWithMfa + dev },
    needs: ["bash"],
    test: async (world) => {
      const { exports } = await switchInBash(world, ["dev", "-a", "--mfa-token", "123456"], {
        env: { AWS_ACCESS_KEY_ID: "AKIABEFORE", AWSUME_EXPIRATION: "before" },
      });
      const region = { AWS_REGION: "eu-west-1", AWS_DEFAULT_REGION: "eu-west-1" };
      const profile = (name: string): typeof exports => ({
        AWS_PROFILE: name,
        AWS_EC2_METADATA_DISABLED: "true",
        AWSUME_BEFORE: "AWS_EC2_METADATA_DISABLED=",
      });
      assert.deepEqual(exports, { ...profile("autoawsume-dev"), ...region, AWSUME_PROFILE: "dev" });
      const text = await readCredentials(world);
      const marks = "manager = awsume\nautoawsume = true\nregion = eu-west-1";
      assert.match(text, new RegExp(`\\n\\[autoawsume-dev\\]\\n${marks}\\ncredential_process = .* dev\\n$`));
      assert.equal(await processKey(world), issuedKey(world, 2));
      const named = await switchInBash(world, ["dev", "-a", "-o", "auto"]);
      assert.deepEqual(named.exports, { ...profile("auto"), ...region, AWSUME_PROFILE: "dev" });
      assert.ok((await readCredentials(world)).startsWith(`${text}\n[auto]\n`));
    },
  },
  {
    number: 85,
    ids: "L03/L13–L17/L19–L21",
    title: "what makes the renewing fail",
    verdict: "better",
    original: "Keys without an end, a lost network, a blank in an option or another `-a` end the program " +
      "in the background or remove the profile that shells work with. `-k` kills every process with " +
      "`autoawsume` among its words, and unsets what has nothing to do with it.",
    ours: "None of these does any harm. An error reaches the program that asked, and the next try may " +
      "succeed; no code is kept, and where one is needed again, 4 says so.",
    why: "What programs rely on must not vanish because one call has failed.",
    needs: ["bash"],
    test: async (world) => {
      await assertKeysWithoutEnd(world);
      await writeText(world, "config", userWithMfa + roleProfile("'my dev'", "dev"));
      await assertWords(world);
      await assertErrors(world);
      await assertOthers(world);
    },
  },
  {
    number: 86,
    ids: "L06–L09",
    title: "`-k`, `-k dev`, and `-k` with an unknown name",
    verdict: "better",
    original: "Removes all its profiles, or that of `dev`, and unsets the variables; removes any profile " +
      "with `autoawsume-` in its name, and unsets for an unknown name too.",
    ours: "Removes only sections that are marked as its own, and unsets only in a shell that works with " +
      "one of them.",
    why: "A name alone does not say whose profile it is.",
    needs: ["bash"],
    test: async (world) => {
      const kept = section("my-autoawsume-notes", { region: "x" });
      await writeText(world, "credentials", kept + autoSection("autoawsume-a") + autoSection("autoawsume-b"));
      const env = { AWS_PROFILE: "autoawsume-b", AWS_DEFAULT_PROFILE: "autoawsume-b", AWSUME_PROFILE: "b" };
      const unknown = await switchInBash(world, ["-k", "nope"], { env });
      assert.match(unknown.stderr, /There is no profile of --auto-refresh for "nope"/);
      assert.deepEqual(unknown.exports, env);
      const first = await switchInBash(world, ["-k", "a"], { env });
      assert.equal(first.stderr, 'Removed the profile "autoawsume-a"\n');
      assert.deepEqual(first.exports, env);
      assert.equal(await readCredentials(world), kept + autoSection("autoawsume-b"));
      const all = await inBash(world, ["-k"], { env });
      assert.deepEqual(all.exports, {});
      assert.equal(await readCredentials(world), kept);
    },
  },
];
