import assert from "node:assert/strict";
import { findIssuer } from "../../src/system/issuer.ts";
import { testHttps } from "../support/https.ts";
import { makeAuthority, startProxy, startTls } from "../support/tls.ts";

const name = "An authority of the tests";
const host = "sts.us-east-1.amazonaws.com";
/** A machine that is busy with other tests may be slow. */
const patienceMs = 20_000;

testHttps(
  "findIssuer() names the issuer of what a host shows, whatever else is wrong with it",
  async (setting) => {
    const { authority: { issue }, port } = setting;
    const ended = await issue(["other.example"], { from: "20200101000000Z", until: "20200201000000Z" });
    for (const certificate of [await issue(["127.0.0.1"]), ended]) {
      await using tls = startTls(certificate, port);
      assert.equal(await findIssuer(new URL(`https://${tls.host}/?secret`), {}, patienceMs), name);
    }
  },
);

testHttps(
  "findIssuer() asks through the proxy, with its user and password",
  async ({ authority, port }) => {
    await using tls = startTls(await authority.issue([host]), port);
    await using proxy = startProxy(tls.port);
    const login = { username: "mé", password: "s@cret" };
    const way = { proxy: { variable: "HTTPS_PROXY", url: `http://${proxy.host}`, login } };
    assert.equal(await findIssuer(new URL(`https://${host}/?secret`), way, patienceMs), name);
    assert.deepEqual(proxy.heads, [
      `CONNECT ${host}:443 HTTP/1.1\r\nHost: ${host}:443\r\nProxy-Authorization: Basic bcOpOnNAY3JldA==\r\n\r\n`,
    ]);
  },
);

testHttps("findIssuer() repeats no name that could do something to a terminal", async ({ folder, port }) => {
  for (const hostile of ["a\x1b[31mb", "a\x9bb", "a\u202eb", 'a" b', "a\nb"]) {
    const { issue } = await makeAuthority(folder, hostile);
    await using tls = startTls(await issue(["127.0.0.1"]), port);
    assert.equal(
      await findIssuer(new URL(`https://${tls.host}`), {}, patienceMs),
      undefined,
      JSON.stringify(hostile),
    );
  }
});

Deno.test("findIssuer() has nothing to say where it cannot know", async () => {
  await using refusing = startProxy("HTTP/1.1 403 Forbidden\r\n\r\n");
  await using closing = startProxy("");
  using silent = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const url = new URL(`https://${host}`);
  const variable = "HTTPS_PROXY";
  for (const scheme of ["https", "socks5", "socks5h"]) {
    assert.equal(await findIssuer(url, { proxy: { variable, url: `${scheme}://127.0.0.1:9` } }), undefined);
  }
  for (const place of [refusing.host, closing.host, "127.0.0.1:9"]) {
    assert.equal(await findIssuer(url, { proxy: { variable, url: `http://${place}` } }), undefined);
    assert.equal(await findIssuer(new URL(`https://${place}`), {}), undefined);
  }
  assert.equal(await findIssuer(new URL("http://127.0.0.1:9"), {}), undefined);
  assert.equal(await findIssuer(new URL(`https://127.0.0.1:${silent.addr.port}`), {}), undefined);
});
