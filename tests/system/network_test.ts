import assert from "node:assert/strict";
import { AwsError } from "../../src/errors.ts";
import { makeHttp } from "../../src/system/network.ts";

const http = makeHttp({});

/** The clients are kept for the life of the process. */
function test(name: string, work: () => Promise<void>): void {
  Deno.test({ name, sanitizeResources: false, fn: work });
}

/** A server of the test's own on loopback, and its address. */
async function withServer(handler: Deno.ServeHandler, work: (url: string) => Promise<void>): Promise<void> {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, handler);
  try {
    await work(`http://127.0.0.1:${server.addr.port}`);
  } finally {
    await server.shutdown();
  }
}

test("http() sends the request and returns status, headers and body", async () => {
  const echo = async (request: Request): Promise<Response> =>
    new Response(`${request.method} ${request.headers.get("x-amz-date")} ${await request.text()}`, {
      status: 403,
      headers: { "x-amzn-requestid": "id" },
    });
  await withServer(echo, async (url) => {
    const response = await http(
      new Request(url, { method: "POST", headers: { "x-amz-date": "d" }, body: "b" }),
    );
    assert.deepEqual([response.status, response.headers.get("x-amzn-requestid")], [403, "id"]);
    assert.equal(await response.text(), "POST d b");
  });
});

test("http() returns an answer without a body", async () => {
  await withServer(() => new Response(null, { status: 204 }), async (url) => {
    assert.equal((await http(new Request(url))).status, 204);
  });
});

test("http() does not follow a redirect, whatever the request says", async () => {
  const paths: string[] = [];
  const redirect = (request: Request): Response => {
    paths.push(new URL(request.url).pathname);
    return new Response(null, { status: 307, headers: { location: "/elsewhere" } });
  };
  await withServer(redirect, async (url) => {
    const response = await http(
      new Request(`${url}/first`, { method: "POST", body: "signed", redirect: "follow" }),
    );
    assert.deepEqual([response.status, response.headers.get("location"), paths], [307, "/elsewhere", [
      "/first",
    ]]);
  });
});

test("http() says that no answer came in time", async () => {
  await withServer(() => new Response(new ReadableStream()), async (url) => {
    const request = new Request(url, { signal: AbortSignal.timeout(200) });
    await assert.rejects(http(request), (error) => {
      return error instanceof AwsError &&
        error.message === `Cannot reach "${new URL(url).host}": no answer in time`;
    });
  });
});

test("http() hands the caller's own abort back", async () => {
  const reason = new Error("enough");
  await assert.rejects(
    http(new Request("http://127.0.0.1:9", { signal: AbortSignal.abort(reason) })),
    reason,
  );
});

/** A port of loopback that serves each connection with `work`. */
async function withListener(
  work: (connection: Deno.Conn) => void,
  use: (host: string) => Promise<void>,
): Promise<void> {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const serving = (async (): Promise<void> => {
    for await (const connection of listener) work(connection);
  })();
  try {
    await use(`127.0.0.1:${listener.addr.port}`);
  } finally {
    listener.close();
    await serving;
  }
}

async function messageOf(request: Request): Promise<string> {
  const error = await http(request).then(() => assert.fail("an answer came"), (error: unknown) => error);
  assert.ok(error instanceof AwsError);
  // Nothing of the request may be said, not even in the cause that a bug report would show.
  assert.doesNotMatch(Deno.inspect(error), /secret/);
  return error.message;
}

test("http() says that the connection was refused", async () => {
  let host = "";
  await withListener(() => {}, (free) => Promise.resolve(void (host = free)));
  const request = new Request(`http://${host}/secret?Session=secret`, { headers: { "x-secret": "secret" } });
  assert.equal(await messageOf(request), `Cannot reach "${host}": connection refused`);
});

test("http() says that a host has no address", async () => {
  const request = new Request("http://awsume.invalid/secret?Session=sec)ret(secret");
  assert.equal(await messageOf(request), 'Cannot reach "awsume.invalid": the name of the host is not known');
});

test("http() says that the other side does not speak TLS", async () => {
  await withServer(() => new Response("plain"), async (url) => {
    const host = new URL(url).host;
    const message = await messageOf(new Request(`https://${host}/?Session=secret`));
    assert.match(message, new RegExp(`^Cannot reach "${host}": no TLS connection \\(.*\\)$`));
  });
});

test("http() says that the connection was closed before an answer", async () => {
  await withListener((connection) => connection.close(), async (host) => {
    assert.match(
      await messageOf(new Request(`http://${host}/?Session=secret`)),
      /^Cannot reach "127.*": connection/,
    );
  });
});

test("http() says that the answer broke off", async () => {
  const half = new TextEncoder().encode("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf");
  const answer = async (connection: Deno.Conn): Promise<void> => {
    await connection.read(new Uint8Array(4096));
    await connection.write(half);
    connection.close();
  };
  await withListener((connection) => void answer(connection), async (host) => {
    const message = await messageOf(new Request(`http://${host}/?Session=secret`));
    assert.equal(message, `Cannot reach "${host}": error reading a body from connection`);
  });
});

test("http() does not take an answer without end", async () => {
  const page = new Uint8Array(64 * 1024);
  const endless = (): Response =>
    new Response(new ReadableStream({ pull: (controller) => controller.enqueue(page) }));
  await withServer(endless, async (url) => {
    const message = await messageOf(new Request(`${url}/?Session=secret`));
    assert.equal(message, `Cannot use the answer of "${new URL(url).host}": it is longer than 4 MiB`);
  });
});
