import assert from "node:assert/strict";
import { AwsError } from "../../src/errors.ts";
import type { Way } from "../../src/system/client.ts";
import { isUntrusted, toNetworkError } from "../../src/system/network_errors.ts";

const check = "Check the network connection, the region, and HTTPS_PROXY if there is a proxy";
const bundle: Way = { bundle: { setting: "AWS_CA_BUNDLE", path: "/ca.pem", certificates: [] } };
const proxy = { variable: "https_proxy", url: "http://proxy.example:3128" };
const login = { username: "me", password: "secret" };
const unknownIssuer = "invalid peer certificate: UnknownIssuer";

const cases: readonly (readonly [said: string, way: Way, message: string, hint: string])[] = [
  ["dns error: no such host", {}, '"h": the name of the host is not known', check],
  ["tcp connect error: Verbindung verweigert (os error 10061)", {}, '"h": connection refused', check],
  ["tcp connect error: Operation timed out (os error 60)", {}, '"h": no answer in time', check],
  ["tls handshake eof", {}, '"h": no TLS connection (tls handshake eof)', check],
  [
    unknownIssuer,
    {},
    '"h": its certificate was issued by an authority that is not trusted',
    "Name a PEM file with that authority's certificate in AWS_CA_BUNDLE, or as ca_bundle in the profile",
  ],
  [
    unknownIssuer,
    bundle,
    '"h": its certificate was issued by an authority that is not trusted',
    `Add that authority's certificate to "/ca.pem": AWS_CA_BUNDLE makes it all that is trusted`,
  ],
  [
    "invalid peer certificate: BadSignature",
    {},
    '"h": its certificate was issued by an authority that is not trusted',
    "Name a PEM file with that authority's certificate in AWS_CA_BUNDLE, or as ca_bundle in the profile",
  ],
  [
    "invalid peer certificate: Expired",
    {},
    '"h": its certificate ended',
    "Check this computer's clock; if it is right, that host needs another certificate",
  ],
  [
    "invalid peer certificate: BadEncoding",
    {},
    '"h": its certificate is not accepted (invalid peer certificate: BadEncoding)',
    check,
  ],
  [
    "invalid peer certificate: NotValidForName",
    {},
    '"h": its certificate is not accepted (invalid peer certificate: NotValidForName)',
    check,
  ],
  [
    "proxy authentication required",
    { proxy },
    '"h" through the proxy "proxy.example:3128": the proxy wants a user name and a password',
    "Put them into https_proxy: http://USER:PASSWORD@HOST:PORT",
  ],
  [
    "proxy authentication required",
    { proxy: { ...proxy, login } },
    '"h" through the proxy "proxy.example:3128": the proxy does not accept the user name and the password',
    "Correct them in https_proxy; signs such as @ are written as %40",
  ],
  [
    "tcp connect error: timed out (os error 110)",
    { proxy },
    '"h" through the proxy "proxy.example:3128": the proxy cannot be reached: no answer in time',
    'Correct https_proxy, or name "h" in NO_PROXY to go without the proxy',
  ],
  ["connection reset", { proxy }, '"h" through the proxy "proxy.example:3128": connection reset', check],
];
for (const [said, way, message, hint] of cases) {
  Deno.test(`toNetworkError() explains "${said}" by ${Object.keys(way)}: ${message}`, () => {
    const older = new TypeError(
      `error sending request for url (https://h/?secret): client error (Connect): ${said}`,
    );
    const newer = new TypeError("fetch failed", { cause: new Error(older.message) });
    for (const error of [older, newer]) {
      const explained = toNetworkError(error, { host: "h", way });
      assert.ok(explained instanceof AwsError);
      assert.deepEqual([explained.message, explained.hint], [`Cannot reach ${message}`, hint]);
      assert.doesNotMatch(Deno.inspect(explained), /secret/);
    }
  });
}

Deno.test("toNetworkError() names the issuer of a certificate that is not trusted", () => {
  const error = new TypeError(`client error (Connect): ${unknownIssuer}`);
  assert.equal(isUntrusted(error), true);
  assert.equal(
    (toNetworkError(error, { host: "h", way: {}, issuer: "Corp CA" }) as AwsError).message,
    'Cannot reach "h": its certificate was issued by "Corp CA", an authority that is not trusted',
  );
});

Deno.test("isUntrusted() is true of nothing else", () => {
  for (const said of ["invalid peer certificate: Expired", "tls handshake eof", "UnknownIssuer"]) {
    assert.equal(isUntrusted(new TypeError(`client error (Connect): ${said}`)), false);
  }
  assert.equal(isUntrusted(new RangeError(`client error (Connect): ${unknownIssuer}`)), false);
});

Deno.test("toNetworkError() says nothing of a request in words it does not know", () => {
  const error = new TypeError("something new about https://user:secret@host/");
  assert.equal(
    (toNetworkError(error, { host: "h", way: {} }) as AwsError).message,
    'Cannot reach "h": the request failed',
  );
});

Deno.test("toNetworkError() says through which proxy no answer came", () => {
  const error = toNetworkError(new DOMException("", "TimeoutError"), { host: "h", way: { proxy } });
  assert.equal(
    (error as AwsError).message,
    'Cannot reach "h" through the proxy "proxy.example:3128": no answer in time',
  );
});

Deno.test("toNetworkError() gives back what is not the network's fault", () => {
  const error = new RangeError("a bug");
  assert.equal(toNetworkError(error, { host: "h", way: {} }), error);
});
