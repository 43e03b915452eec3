import assert from "node:assert/strict";
import { ConfigError } from "../../src/errors.ts";
import { findProxy, type Proxy } from "../../src/system/proxy.ts";

const sts = "https://sts.us-east-1.amazonaws.com/";
const one = "http://one:3128";
const two = "http://two:3128";

type Env = Readonly<Record<string, string>>;

const choices: readonly (readonly [url: string, env: Env, proxy: string | undefined])[] = [
  [sts, {}, undefined],
  [sts, { HTTPS_PROXY: one }, `HTTPS_PROXY ${one}`],
  [sts, { https_proxy: one, HTTPS_PROXY: two }, `https_proxy ${one}`],
  [sts, { https_proxy: "", HTTPS_PROXY: two }, undefined],
  [sts, { http_proxy: one, HTTP_PROXY: one }, undefined],
  [sts, { ALL_PROXY: one, all_proxy: two }, `all_proxy ${two}`],
  [sts, { ALL_PROXY: one, HTTPS_PROXY: two }, `HTTPS_PROXY ${two}`],
  ["http://sts.example/", { HTTP_PROXY: one, HTTPS_PROXY: two }, `HTTP_PROXY ${one}`],
  ["http://sts.example/", { HTTPS_PROXY: two }, undefined],
  [sts, { HTTPS_PROXY: "proxy.example:8080" }, "HTTPS_PROXY http://proxy.example:8080"],
  [sts, { HTTPS_PROXY: " https://proxy.example/ " }, "HTTPS_PROXY https://proxy.example"],
  [sts, { HTTPS_PROXY: "socks5h://[::1]:1080" }, "HTTPS_PROXY socks5h://[::1]:1080"],
];
for (const [url, env, expected] of choices) {
  Deno.test(`findProxy() for ${url} in ${JSON.stringify(env)} is ${expected}`, () => {
    const proxy = findProxy(url, env);
    assert.equal(proxy && `${proxy.variable} ${proxy.url}`, expected);
  });
}

const logins: readonly (readonly [text: string, login: Proxy["login"]])[] = [
  ["http://me:pass@proxy:1", { username: "me", password: "pass" }],
  ["me:pass@proxy:1", { username: "me", password: "pass" }],
  ["http://me@proxy:1", { username: "me", password: "" }],
  ["http://DOMAIN%5Cme:p%40ss%25@proxy:1", { username: "DOMAIN\\me", password: "p@ss%" }],
  ["http://me:p@ss:100%@proxy:1", { username: "me", password: "p@ss:100%" }],
  ["http://proxy:1", undefined],
];
for (const [text, login] of logins) {
  Deno.test(`findProxy() takes user and password out of ${text}`, () => {
    const proxy = findProxy(sts, { HTTPS_PROXY: text });
    assert.deepEqual([proxy?.url, proxy?.login], ["http://proxy:1", login]);
  });
}

for (
  const text of [
    "ftp://me:secret@proxy:1",
    "http://me:se#cret@proxy:1",
    "http://",
    "http://me:12#cret@proxy:1",
    "http://a b",
  ]
) {
  Deno.test(`findProxy() refuses ${text} and does not repeat it`, () => {
    assert.throws(() => findProxy(sts, { https_proxy: text }), (error) => {
      assert.ok(error instanceof ConfigError);
      assert.match(error.message, /^Cannot use the proxy that https_proxy names: /);
      assert.doesNotMatch(Deno.inspect(error), /cret/);
      return true;
    });
  });
}

const direct: readonly (readonly [url: string, noProxy: string])[] = [
  [sts, "*"],
  [sts, "amazonaws.com"],
  [sts, ".amazonaws.com"],
  [sts, "*.amazonaws.com"],
  [sts, "sts.us-east-1.amazonaws.com"],
  [sts, "STS.us-east-1.AmazonAWS.com"],
  [sts, "other, ,\tamazonaws.com,"],
  [sts, "amazonaws.com:443"],
  ["https://amazonaws.com./", ".amazonaws.com"],
  ["https://10.1.2.3:8443/", "10.1.2.3"],
  ["https://10.1.2.3:8443/", "10.1.2.3:8443"],
  ["https://10.1.2.3/", "10.0.0.0/8"],
  ["https://10.1.2.3/", "0.0.0.0/0"],
  ["https://[fd00::1]/", "fd00::1"],
  ["https://[fd00::1]/", "[fd00::1]:443"],
  ["https://127.0.0.1:4566/", ""],
  ["https://127.8.9.1/", ""],
  ["https://localhost:4566/", ""],
  ["https://aws.localhost/", ""],
  ["https://[::1]:4566/", ""],
  ["http://169.254.169.254/latest/", ""],
  ["http://169.254.170.2/credentials", ""],
  ["http://169.254.170.23/v1/credentials", ""],
  ["http://[fd00:ec2::254]/latest/", ""],
  ["http://[fd00:ec2::23]/v1/credentials", ""],
];
for (const [url, noProxy] of direct) {
  Deno.test(`findProxy() goes directly to ${url} with NO_PROXY=${noProxy}`, () => {
    const env = { HTTPS_PROXY: one, HTTP_PROXY: one, NO_PROXY: noProxy };
    assert.equal(findProxy(url, env), undefined);
  });
}

const proxied: readonly (readonly [url: string, noProxy: string])[] = [
  [sts, "example.com"],
  [sts, "zonaws.com"],
  [sts, "x.sts.us-east-1.amazonaws.com"],
  [sts, "amazonaws.com:80"],
  [sts, ",:,.,*.,/"],
  [sts, "10.0.0.0/8"],
  ["https://11.1.2.3/", "10.0.0.0/8"],
  ["https://10.1.2.3/", "10.0.0.0/x"],
  ["https://128.0.0.1/", ""],
  ["https://[fd00::2]/", "fd00::1"],
  ["https://localhost.example/", ""],
];
for (const [url, noProxy] of proxied) {
  Deno.test(`findProxy() takes the proxy to ${url} with NO_PROXY=${noProxy}`, () => {
    assert.equal(findProxy(url, { HTTPS_PROXY: one, NO_PROXY: noProxy })?.url, one);
  });
}

Deno.test("findProxy() looks at no_proxy before NO_PROXY", () => {
  const env = { HTTPS_PROXY: one, no_proxy: "other", NO_PROXY: "*" };
  assert.equal(findProxy(sts, env)?.url, one);
});
