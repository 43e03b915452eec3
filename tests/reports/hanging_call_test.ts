import assert from "node:assert/strict";
import { run } from "../../src/cli/run.ts";
import { type FakeOptions, type FakeSystem, fakeSystem } from "../support/fake_system.ts";
import { succeed } from "../support/sts_xml.ts";

/** A call that hangs says after two seconds what is waited for: where it goes away again, elsewhere once. */
const config = `[profile p]
role_arn = arn:aws:iam::222222222222:role/one
source_profile = u
region = eu-west-1
[profile machine]
credential_source = EcsContainer
`;
const credentials = "[u]\naws_access_key_id = AKIAFAKE\naws_secret_access_key = s\n";
const given = { AccessKeyId: "ASIAFAKE", SecretAccessKey: "s", Expiration: "2026-01-01T01:00:00Z" };
const { body } = succeed("AssumeRole", { Credentials: { ...given, SessionToken: "t" } });

function worldOf(http: FakeOptions["http"] & object, more: FakeOptions = {}): FakeSystem {
  return fakeSystem({
    env: { HOME: "/home/me", AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: "/v2/x" },
    files: { "/home/me/.aws/config": config, "/home/me/.aws/credentials": credentials },
    http,
    ...more,
  });
}

/** An answer that takes its time. */
function late(seconds: number, answer: () => Response): () => Promise<Response> {
  return () => new Promise((resolve) => setTimeout(() => resolve(answer()), seconds * 1000));
}

const sts = "Waiting for an answer of sts.eu-west-1.amazonaws.com";

Deno.test("a call that hangs is said at a terminal, on a line that goes away", async () => {
  using fake = worldOf([late(2.2, () => new Response(body))]);
  assert.equal(await run(["p"], fake.system), 0, fake.told.join("\n"));
  assert.deepEqual(fake.progress, [sts, ""]);
  assert.ok(!fake.told.includes(sts));
});

Deno.test("a call that hangs is said once where there is no terminal, however often it is tried", async () => {
  const busy = late(1.5, () => new Response("", { status: 503 }));
  using fake = worldOf([busy, busy, late(1.5, () => new Response(body))], { showsProgress: false });
  assert.equal(await run(["p"], fake.system), 0, fake.told.join("\n"));
  assert.deepEqual(fake.told.filter((text) => text.startsWith("Waiting")), [sts]);
  assert.deepEqual(fake.progress, [sts]);
});

Deno.test("the line goes away, too, when the call fails", async () => {
  using fake = worldOf([late(2.2, () => new Response("<html>", { status: 400 }))]);
  assert.equal(await run(["p"], fake.system), 1);
  assert.deepEqual(fake.progress, [sts, ""]);
});

Deno.test("a call that is answered at once is not said", async () => {
  using fake = worldOf([new Response(body)]);
  assert.equal(await run(["p"], fake.system), 0);
  assert.deepEqual(fake.progress, []);
});

Deno.test("a metadata service that hangs is said, too", async () => {
  const answer = Response.json({ ...given, Token: "t" });
  using fake = worldOf([late(2.2, () => answer)]);
  assert.equal(await run(["machine"], fake.system), 0, fake.told.join("\n"));
  assert.deepEqual(fake.progress, ["Waiting for an answer of 169.254.170.2", ""]);
});

Deno.test("credential-process says nothing of it: its stderr lands in the output of programs", async () => {
  using fake = worldOf([late(2.2, () => new Response(body))], { showsProgress: false });
  assert.equal(await run(["credential-process", "p"], fake.system), 0);
  assert.deepEqual([fake.told, fake.progress], [[], []]);
});

Deno.test("-l more has its bar alone", async () => {
  const who = succeed("GetCallerIdentity", {
    Arn: "arn:aws:iam::111111111111:user/u",
    Account: "111111111111",
  });
  using fake = worldOf([late(2.2, () => new Response(who.body))]);
  assert.equal(await run(["-l", "more"], fake.system), 0, fake.told.join("\n"));
  assert.ok(fake.progress.every((text) => !text.includes("Waiting")));
  assert.ok(!fake.told.some((text) => text.includes("Waiting")));
});
