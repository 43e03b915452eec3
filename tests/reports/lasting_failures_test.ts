import assert from "node:assert/strict";
import { findIssuer } from "../../src/system/issuer.ts";
import { testHttps } from "../support/https.ts";
import { runInside } from "../support/inside.ts";
import { type Certificate, startProxy } from "../support/tls.ts";
import { startWorld, type World } from "../support/world.ts";

/**
 * What another try cannot mend is tried once, and told by its own cause: a certificate that is not trusted, the commonest
 * failure behind a company's proxy, and a proxy that refuses. Who issued it is asked once, beside that, for a moment.
 */
interface Counted extends AsyncDisposable {
  readonly host: string;
  /** How many connections came. */
  readonly count: () => number;
  /** Resolves once all that came are closed by the other side. */
  readonly closed: () => Promise<unknown>;
}

/** Shows a certificate to everybody who comes, one after the other where they have to wait for each other. */
function startCounted({ cert, key }: Certificate, { isSingle = false } = {}): Counted {
  const listener = Deno.listenTls({ hostname: "127.0.0.1", port: 0, cert, key });
  const ends: Promise<void>[] = [];
  const serving = (async () => {
    for await (const connection of listener) {
      const end = drain(connection);
      ends.push(end);
      if (isSingle) await end;
    }
  })();
  return {
    host: `127.0.0.1:${(listener.addr as Deno.NetAddr).port}`,
    count: () => ends.length,
    closed: () => Promise.all(ends),
    [Symbol.asyncDispose]: async () => {
      listener.close();
      await serving;
    },
  };
}

async function drain(connection: Deno.TlsConn): Promise<void> {
  try {
    for await (const _ of connection.readable);
  } catch {
    // It hangs up when it sees the certificate.
  }
}

async function runAt(
  host: string,
  world: World,
  env: Readonly<Record<string, string>> = {},
): ReturnType<typeof runInside> {
  const { AWS_ENDPOINT_URL_STS: _, ...rest } = world.env;
  const place = host === "" ? {} : { AWS_ENDPOINT_URL_STS: `https://${host}` };
  return await runInside(["one"], { home: world.home, env: { ...rest, HOME: world.home, ...place, ...env } });
}

const untrusted =
  /its certificate was issued by ("An authority of the tests", )?an authority that is not trusted/;

for (const isSingle of [false, true]) {
  const where = isSingle ? ", where one is served after the other" : "";
  testHttps(
    `a certificate that is not trusted is tried once, and its issuer asked once${where}`,
    async ({ authority }) => {
      await using server = startCounted(await authority.issue(["127.0.0.1"]), { isSingle });
      await using world = await startWorld();
      const { status, stderr } = await runAt(server.host, world);
      assert.equal(status, 1);
      assert.match(stderr, untrusted);
      assert.equal(server.count(), 2);
      await server.closed();
    },
  );
}

testHttps(
  "the program as people run it has one try and one look-up, and names the cause",
  async ({ authority }) => {
    await using server = startCounted(await authority.issue(["127.0.0.1"]), { isSingle: true });
    await using world = await startWorld();
    const { status, stderr } = await world.run(["one"], {
      env: { AWS_ENDPOINT_URL_STS: `https://${server.host}` },
    });
    assert.equal(status, 1, stderr);
    assert.match(stderr, untrusted);
    assert.ok(server.count() <= 2, `${server.count()} connections`);
  },
);

testHttps(
  "what the first failure said stands, though the one look-up is never answered",
  async ({ authority }) => {
    await using world = await startWorld();
    const { cert, key } = await authority.issue(["127.0.0.1"]);
    using listener = Deno.listenTls({ hostname: "127.0.0.1", port: 0, cert, key });
    // The second one is accepted by the system alone.
    const first = listener.accept().then(drain);
    const { status, stderr } = await runAt(`127.0.0.1:${(listener.addr as Deno.NetAddr).port}`, world);
    await first;
    assert.equal(status, 1);
    assert.match(stderr, /its certificate was issued by an authority that is not trusted/);
  },
);

testHttps("other faults of a certificate are tried once, and nobody is asked", async ({ authority }) => {
  await using world = await startWorld();
  const bundle = { AWS_CA_BUNDLE: authority.file };
  const dates = { from: "20200101000000Z", until: "20200201000000Z" };
  for (
    const [certificate, says] of [
      [await authority.issue(["127.0.0.1"], dates), /its certificate ended on 2020-02-01/],
      [await authority.issue(["other.example"]), /its certificate is for other\.example/],
    ] as const
  ) {
    await using server = startCounted(certificate);
    const { status, stderr } = await runAt(server.host, world, bundle);
    assert.equal(status, 1);
    assert.match(stderr, says);
    assert.equal(server.count(), 1);
  }
});

for (
  const [reply, says] of [
    ["HTTP/1.1 403 Forbidden\r\n\r\n", /through the proxy "\S+": the proxy refuses/],
    ["HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", /the proxy wants a user name and a password/],
    ["SSH-2.0-OpenSSH_9.6\r\n", /the proxy refuses/],
  ] as const
) {
  Deno.test(`a proxy that refuses is asked once: ${reply.trim()}`, async () => {
    await using proxy = startProxy(reply);
    await using world = await startWorld();
    const { status, stderr } = await runAt("", world, { HTTPS_PROXY: `http://${proxy.host}` });
    assert.equal(status, 1);
    assert.match(stderr, says);
    assert.equal(proxy.heads.length, 1);
  });
}

Deno.test("a network that may come back is tried three times", async () => {
  await using world = await startWorld();
  world.aws.fail({ kind: "half" }, { times: 2 });
  assert.equal(
    (await runInside(["one"], { home: world.home, env: { ...world.env, HOME: world.home } })).status,
    0,
  );
  assert.equal(world.aws.calls.length, 3);
});

testHttps("findIssuer() closes what it has opened, also when nobody answers", async ({ authority }) => {
  await using server = startCounted(await authority.issue(["127.0.0.1"]));
  await findIssuer(new URL(`https://${server.host}`), {}, 20_000);
  await server.closed();
  using silent = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const accepted = silent.accept();
  assert.equal(await findIssuer(new URL(`https://127.0.0.1:${silent.addr.port}`), {}, 100), undefined);
  const connection = await accepted;
  const bytes = new Uint8Array(8192);
  // What came before the end is the greeting.
  while (await connection.read(bytes).catch(() => null) !== null);
  connection.close();
});
