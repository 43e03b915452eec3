import assert from "node:assert/strict";
import { ask, testHttps } from "../support/https.ts";
import { startProxy, startTls } from "../support/tls.ts";

const sts = "https://sts.us-east-1.amazonaws.com/";

testHttps("http() reaches AWS's own host through a proxy that shows its own certificate", async (setting) => {
  const { folder, authority, port } = setting;
  await using tls = startTls(await authority.issue(["sts.us-east-1.amazonaws.com"]), port);
  await using proxy = startProxy(tls.port);
  const env = { HTTPS_PROXY: `http://DOMAIN%5Cme:p%40ss@${proxy.host}`, AWS_CA_BUNDLE: authority.file };
  const lines = await ask([sts, "-", `${sts}redirect`, "-"], env, folder);
  const host = "sts.us-east-1.amazonaws.com";
  assert.deepEqual(lines, [`200 ${host} secret`, `307 ${host} secret`]);
  for (const head of proxy.heads) {
    assert.match(head, /^CONNECT sts\.us-east-1\.amazonaws\.com:443 HTTP\/1\.1\r\n/);
    assert.ok(head.includes(`Proxy-Authorization: Basic ${btoa("DOMAIN\\me:p@ss")}\r\n`));
  }
});

testHttps("http() reaches a proxy that itself speaks TLS", async ({ folder, authority, port }) => {
  await using tls = startTls(await authority.issue(["sts.us-east-1.amazonaws.com"]), port);
  await using proxy = startProxy(tls.port, await authority.issue(["127.0.0.1"]));
  const env = { https_proxy: `https://${proxy.host}`, AWS_CA_BUNDLE: authority.file };
  assert.deepEqual(await ask([sts, "-"], env, folder), ["200 sts.us-east-1.amazonaws.com secret"]);
});

testHttps(
  "http() keeps loopback and what NO_PROXY names off the proxy",
  async ({ folder, authority, port }) => {
    await using tls = startTls(await authority.issue(["127.0.0.1"]), port);
    await using proxy = startProxy("HTTP/1.1 403 Forbidden\r\n\r\n");
    const all = {
      HTTPS_PROXY: proxy.host,
      HTTP_PROXY: proxy.host,
      ALL_PROXY: proxy.host,
      http_proxy: proxy.host,
    };
    const words = [`https://${tls.host}/`, authority.file, `http://127.0.0.1:${port}/`, authority.file];
    const lines = await ask(
      [...words, "https://awsume.invalid/", "-"],
      { ...all, NO_PROXY: ".invalid" },
      folder,
    );
    assert.deepEqual(lines.slice(0, 2), [`200 ${tls.host} secret`, `200 127.0.0.1:${port} secret`]);
    assert.match(
      lines[2] ?? "",
      /^AwsError: Cannot reach "awsume.invalid": the name of the host is not known/,
    );
    assert.deepEqual(proxy.heads, []);
  },
);

const refusals: readonly (readonly [answer: string, why: RegExp])[] = [
  [
    "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n",
    /: the proxy does not accept the user name and the password; /,
  ],
  ["HTTP/1.1 403 Forbidden\r\n\r\n", /: the proxy refuses; Have "sts.us-east-1.amazonaws.com" allowed there/],
  ["SSH-2.0-OpenSSH_9.2\r\n", /: the proxy refuses; /],
  ["", /: it does not answer as a proxy; Correct HTTPS_PROXY, or unset it$/],
];
for (const [answer, why] of refusals) {
  testHttps(`http() says what a proxy means by ${JSON.stringify(answer)}`, async ({ folder }) => {
    await using proxy = startProxy(answer);
    const [line = ""] = await ask([sts, "-"], { HTTPS_PROXY: `http://me:p%40ss@${proxy.host}` }, folder);
    const start = `AwsError: Cannot reach "sts.us-east-1.amazonaws.com" through the proxy "${proxy.host}": `;
    assert.equal(line.slice(0, start.length), start);
    assert.match(line, why);
  });
}

testHttps("http() says that a proxy wants a password, for plain http too", async ({ folder }) => {
  await using proxy = startProxy("HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n");
  const lines = await ask([sts, "-", "http://sts.example/", "-"], { all_proxy: proxy.host }, folder);
  for (const line of lines) {
    assert.match(line, /": the proxy wants a user name and a password; Put them into all_proxy: /);
  }
  assert.match(proxy.heads[1] ?? "", /^POST http:\/\/sts\.example\/ HTTP\/1\.1\r\n/);
});

testHttps("http() says that it is the proxy that cannot be reached", async ({ folder }) => {
  const proxy = startProxy("");
  await proxy[Symbol.asyncDispose]();
  const unknown = "http://me:p%40ss@awsume.invalid:1";
  const [refused] = await ask([sts, "-"], { HTTPS_PROXY: `http://me:p%40ss@${proxy.host}` }, folder);
  assert.match(
    refused ?? "",
    /through the proxy "127.*": the proxy cannot be reached: connection refused; Correct HTTPS_/,
  );
  const [lost] = await ask([sts, "-"], { HTTPS_PROXY: unknown }, folder);
  assert.match(
    lost ?? "",
    /"awsume.invalid:1": the proxy cannot be reached: the name of the host is not known; /,
  );
});

testHttps("http() says how to write the address of a proxy that speaks no TLS", async ({ folder }) => {
  await using proxy = startProxy("HTTP/1.1 400 Bad Request\r\n\r\n");
  const [line] = await ask([sts, "-"], { HTTPS_PROXY: `https://${proxy.host}` }, folder);
  assert.match(
    line ?? "",
    /": no TLS connection; Write http:\/\/ in HTTPS_PROXY unless the proxy itself speaks TLS$/,
  );
});

testHttps("http() refuses a variable that names no proxy", async ({ folder }) => {
  const [line] = await ask([sts, "-"], { HTTPS_PROXY: "ftp://me:p@ss@proxy" }, folder);
  assert.match(
    line ?? "",
    /^ConfigError: Cannot use the proxy that HTTPS_PROXY names: .*"ftp"; Write HTTPS_PROXY as/,
  );
});
