/** A value that goes on for lines was shown whole: what it has swallowed may be a secret. */
import assert from "node:assert/strict";
import { keys, role } from "../support/oracle_people.ts";
import { testReport, tryWords } from "../support/tried.ts";

const alice = keys("alice");
const below = "\n  SECRET one\n  SECRET two";
const policy =
  '{"Version": "2012-10-17",\n  "Statement": [\n  {"Effect": "Allow", "Action": "*", "Resource": "*"}\n  ]}';

testReport([
  ...["source_profile", "mfa_serial", "region", "external_id", "role_session_name", "role_arn"].map((
    key,
  ) => ({
    title: `lines below ${key} are neither used nor shown`,
    config: `[profile p]\n${role("one")}source_profile = hub\n${key} = ${
      key === "source_profile" ? "hub" : "x"
    }${below}\n`,
    credentials: `[hub]\n${alice}`,
    says: new RegExp(`the value of ${key}, "\\w+ \\(2 more lines\\)", goes on below \\S+config:4`),
  })),
  ...["aws_access_key_id", "aws_secret_access_key", "aws_session_token"].map((key) => ({
    title: `lines below ${key} are neither used nor shown`,
    credentials: `[p]\naws_session_token = t\n${alice.trimEnd()}\n${key} = x${below}\n`,
    says: new RegExp(`the value of ${key}(, "x \\(2 more lines\\)",)? goes on below \\S+credentials:5`),
  })),
  {
    title: "lines below a setting that awsume does not use are not shown",
    config: `[profile p]\noutput = json${below}\nnote = x${below}\n`,
    credentials: `[p]\n${alice}`,
    gives: "alice",
  },
]);

Deno.test("-l shows the first line of a value, and how many there are below", async () => {
  const config = `[profile p]\nregion = eu-west-1${below}\n[profile q]\n${
    role("one")
  }source_profile = hub\n  SECRET\n`;
  const { stdout } = await tryWords(["-l"], { config });
  assert.match(stdout, /^p +User +None +No +eu-west-1 \(2 more lines\) /m);
  assert.match(stdout, /^q +Role +hub \(1 more line\) /m);
  assert.doesNotMatch(stdout, /SECRET/);
});

Deno.test("explain shows the first line of a policy, and all of it to programs", async () => {
  const config = `[profile p]\n${role("one")}source_profile = hub\nsession_policy = ${policy}\n`;
  const place = { config, credentials: `[hub]\n${alice}` };
  const { stdout } = await tryWords(["explain", "p"], place);
  assert.match(
    stdout,
    /^ {2}session_policy +\{"Version": "2012-10-17", \(3 more lines\) +\/home\/me\/\.aws\/config:4$/m,
  );
  assert.match(stdout, /^ {5}policy = \{"Version": "2012-10-17", \(3 more lines\)$/m);
  assert.doesNotMatch(stdout, /Allow/);
  const explained = JSON.parse((await tryWords(["explain", "p", "--json"], place)).stdout);
  const whole = policy.replaceAll("\n  ", "\n");
  assert.equal(explained.calls[0].parameters.policy, whole);
  const [{ settings }] = explained.profiles;
  assert.equal(settings.find(({ name }: { name: string }) => name === "session_policy").value, whole);
});

Deno.test("messages about tags and policies repeat no line below the first", async () => {
  for (const key of ["session_tags", "session_policy_arns", "transitive_session_tags"]) {
    const config = `[profile p]\n${role("one")}source_profile = hub\n${key} = x\n  SECRET\n`;
    const { status, stderr } = await tryWords(["p"], { config, credentials: `[hub]\n${alice}` });
    assert.equal(status, 3);
    assert.match(stderr, new RegExp(`Cannot use ${key} of profile "p" \\(\\S+config:4\\)`));
    assert.doesNotMatch(stderr, /SECRET/);
  }
});
