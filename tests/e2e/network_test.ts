import assert from "node:assert/strict";
import type { Outcome } from "../support/script.ts";
import { testWith } from "../support/shells.ts";
import { makeAuthority, startProxy, startTls } from "../support/tls.ts";
import { startWorld } from "../support/world.ts";

type Env = Readonly<Record<string, string>>;

/** Towards AWS's real host. Deno itself, which runs a checkout, would look for updates through the same proxy. */
const real: Env = { AWS_ENDPOINT_URL_STS: "", DENO_NO_UPDATE_CHECK: "1" };

/** Runs `awsume one` towards AWS's real host, behind a proxy that is in truth the fake AWS, with TLS of our own. */
async function behindProxy(
  envOf: (proxy: string, caFile: string) => Env,
  check: (outcome: Omit<Outcome, "runs">, hosts: readonly string[]) => void,
): Promise<void> {
  await using world = await startWorld();
  const authority = await makeAuthority(world.home);
  const certificate = await authority.issue(["sts.us-east-1.amazonaws.com"]);
  await using tls = startTls(certificate, Number(new URL(world.aws.url).port));
  await using proxy = startProxy(tls.port);
  const env = { ...real, ...envOf(proxy.host, authority.file) };
  // The system's store is that of a whole process.
  const outcome = await world.run(["one"], { env });
  check(outcome, world.aws.calls.map(({ host, action }) => `${action} ${host}`));
}

const call = "AssumeRole sts.us-east-1.amazonaws.com";

const trusted: readonly (readonly [how: string, env: (proxy: string, caFile: string) => Env])[] = [
  ["AWS_CA_BUNDLE", (proxy, file) => ({ HTTPS_PROXY: `http://${proxy}`, AWS_CA_BUNDLE: file })],
  ["the system's store", (proxy, file) => ({ https_proxy: proxy, SSL_CERT_FILE: file })],
  ["REQUESTS_CA_BUNDLE", (proxy, file) => ({ ALL_PROXY: proxy, REQUESTS_CA_BUNDLE: file })],
];
for (const [how, env] of trusted) {
  testWith(
    "openssl",
    `awsume works behind a proxy with its own authority in ${how}`,
    () =>
      behindProxy(env, ({ status, stdout, stderr }, hosts) => {
        assert.equal(status, 0, stderr);
        assert.match(stdout, /^export AWS_ACCESS_KEY_ID=/m);
        assert.deepEqual(hosts, [call]);
      }),
  );
}

testWith(
  "openssl",
  "awsume says how to trust the authority of a proxy",
  () =>
    behindProxy((proxy) => ({ HTTPS_PROXY: `http://me:se%43ret@${proxy}` }), (outcome, hosts) => {
      assert.deepEqual([outcome.status, hosts], [1, []]);
      assert.doesNotMatch(outcome.stdout, /export/);
      assert.match(
        outcome.stderr,
        /"sts\.us-east-1\.amazonaws\.com" through the proxy "127\.0\.0\.1:\d+": its certi/,
      );
      assert.match(outcome.stderr, /AWS_CA_BUNDLE, or as ca_bundle in the profile/);
      assert.doesNotMatch(outcome.stderr, /se%43ret|seCret/);
    }),
);

testWith("openssl", "awsume names the issuer of what a host shows, where no proxy is between", async () => {
  await using world = await startWorld();
  const { issue } = await makeAuthority(world.home, "Some box in between");
  await using tls = startTls(await issue(["127.0.0.1"]), 9);
  const env = { AWS_ENDPOINT_URL_STS: `https://${tls.host}` };
  const { status, stderr } = await world.run(["one"], { env });
  assert.equal(status, 1);
  assert.match(stderr, /certificate was issued by "Some box in between", an authority that is not trusted\n/);
});

testWith(
  "openssl",
  "awsume names the bundle that is not there",
  () =>
    behindProxy((proxy) => ({ HTTPS_PROXY: proxy, AWS_CA_BUNDLE: "/no/ca.pem" }), (outcome, hosts) => {
      assert.deepEqual([outcome.status, hosts], [3, []]);
      assert.match(outcome.stderr, /"\/no\/ca\.pem", which AWS_CA_BUNDLE names: no such file/i);
    }),
);

Deno.test("awsume says that a proxy wants a password", async () => {
  await using world = await startWorld();
  await using proxy = startProxy("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
  const env = { ...real, HTTPS_PROXY: proxy.host };
  const { status, stderr } = await world.awsume(["one"], { env });
  assert.equal(status, 1);
  assert.match(stderr, /: the proxy wants a user name and a password\n +Put them into HTTPS_PROXY/);
});

const tries: readonly (readonly [setting: string, env: Env, calls: number])[] = [
  ["nothing", {}, 3],
  ["AWS_MAX_ATTEMPTS", { AWS_MAX_ATTEMPTS: "1" }, 1],
  ["AWS_RETRY_MODE", { AWS_RETRY_MODE: "legacy" }, 5],
];
for (const [setting, env, calls] of tries) {
  Deno.test(`awsume tries a call as often as ${setting} says`, async () => {
    await using world = await startWorld();
    world.aws.fail({ kind: "status", status: 500 }, { times: 9 });
    const { status, stdout } = await world.awsume(["one"], { env });
    assert.deepEqual([status, world.aws.calls.length], [1, calls]);
    assert.doesNotMatch(stdout, /export/);
  });
}

Deno.test("awsume gives a try the seconds that the profile's time-outs allow", async () => {
  await using world = await startWorld();
  await Deno.writeTextFile(
    `${world.home}/.aws/config`,
    "[profile slow]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = alice\n" +
      "connect_timeout = 0.5\nread_timeout = 0.5\nmax_attempts = 2\n",
    { append: true },
  );
  world.aws.fail({ kind: "delay", ms: 3000 }, { times: 9 });
  const { status, stderr } = await world.awsume(["slow"]);
  assert.deepEqual([status, world.aws.calls.length], [1, 2], stderr);
  assert.match(stderr, /no answer in time|took too long/);
});
