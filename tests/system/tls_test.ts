import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { inFolder } from "../support/folder.ts";
import { runClean } from "../support/script.ts";
import { testWith } from "../support/shells.ts";
import { type Authority, type Certificate, makeAuthority, startProxy, startTls } from "../support/tls.ts";

const probe = fileURLToPath(new URL("../support/http_probe.ts", import.meta.url));
const sts = "https://sts.us-east-1.amazonaws.com/";

/** A test with an authority and a plain server that answers with the host and the body of what it was asked. */
interface Setting {
  readonly folder: string;
  readonly authority: Authority;
  readonly port: number;
}

function test(name: string, work: (setting: Setting) => Promise<void>): void {
  testWith("openssl", name, () =>
    inFolder(async (folder) => {
      const options = { hostname: "127.0.0.1", port: 0, onListen: () => {} };
      const server = Deno.serve(options, async (request) => {
        const host = request.headers.get("host");
        const status = request.url.endsWith("/redirect") ? 307 : 200;
        return new Response(`${host} ${await request.text()}`, { status, headers: { location: "/else" } });
      });
      try {
        await work({ folder, authority: await makeAuthority(folder), port: server.addr.port });
      } finally {
        await server.shutdown();
      }
    }));
}

type Env = Readonly<Record<string, string>>;

/** What the probe prints for each pair of a URL and a file (`-` for none). Each run is a process of its own. */
async function ask(words: readonly string[], env: Env, folder: string): Promise<readonly string[]> {
  const command = [Deno.execPath(), "run", "-A", "--no-check", probe, ...words];
  const { stdout, stderr } = await runClean(command, { folder, env: { DENO_DIR: `${folder}/deno`, ...env } });
  assert.equal(stderr, "");
  assert.doesNotMatch(stdout, /changed|p@ss|p%40ss/);
  return stdout.trimEnd().split("\n");
}

const untrusted = "its certificate was issued by an authority that is not trusted";

test("http() does not trust an authority that nobody has named", async ({ folder, authority, port }) => {
  await using tls = startTls(await authority.issue(["127.0.0.1"]), port);
  const [line] = await ask([`https://${tls.host}/`, "-"], {}, folder);
  assert.equal(
    line,
    `AwsError: Cannot reach "${tls.host}": ${untrusted}; ` +
      "Name a PEM file with that authority's certificate in AWS_CA_BUNDLE, or as ca_bundle in the profile",
  );
});

test("http() trusts the authority of AWS_CA_BUNDLE, of the profile, of REQUESTS_CA_BUNDLE and of the system", async (setting) => {
  const { folder, authority: { file, issue }, port } = setting;
  await using tls = startTls(await issue(["127.0.0.1"]), port);
  const ways: readonly (readonly [Env, string])[] = [
    [{ AWS_CA_BUNDLE: file, REQUESTS_CA_BUNDLE: "/no/such/file" }, "/no/such/file"],
    [{ AWS_CA_BUNDLE: "", REQUESTS_CA_BUNDLE: "/no/such/file" }, file],
    [{ REQUESTS_CA_BUNDLE: file }, "-"],
    [{ SSL_CERT_FILE: file }, "-"],
    [{ SSL_CERT_FILE: file, DENO_TLS_CA_STORE: "system" }, "-"],
  ];
  for (const [env, caFile] of ways) {
    const lines = await ask([`https://${tls.host}/`, caFile], env, folder);
    assert.deepEqual(lines, [`200 ${tls.host} secret`], JSON.stringify(env));
  }
});

test("http() trusts nothing but the bundle when there is one", async ({ folder, authority, port }) => {
  const other = await makeAuthority(folder);
  await using tls = startTls(await authority.issue(["127.0.0.1"]), port);
  const env = { AWS_CA_BUNDLE: other.file, SSL_CERT_FILE: authority.file };
  const [line] = await ask([`https://${tls.host}/`, "-"], env, folder);
  assert.equal(
    line,
    `AwsError: Cannot reach "${tls.host}": ${untrusted}; ` +
      `Add that authority's certificate to "${other.file}": AWS_CA_BUNDLE makes it all that is trusted`,
  );
});

test("http() serves profiles with a bundle and without one in one process", async (setting) => {
  const { folder, authority: { file, issue }, port } = setting;
  const other = await makeAuthority(folder);
  await using tls = startTls(await issue(["127.0.0.1"]), port);
  const url = `https://${tls.host}/`;
  const failed = `AwsError: Cannot reach "${tls.host}": ${untrusted}`;
  const codes = async (files: readonly string[]): Promise<readonly string[]> => {
    const lines = await ask(files.flatMap((each) => [url, each]), {}, folder);
    return lines.map((line) => line.split("; ")[0] ?? "");
  };
  assert.deepEqual(await codes([file, other.file, "-"]), [`200 ${tls.host} secret`, failed, failed]);
  assert.deepEqual(await codes(["-", file]), [failed, `200 ${tls.host} secret`]);
});

test("http() says which file of certificates cannot be used", async ({ folder, port }) => {
  const url = `https://127.0.0.1:${port}/`;
  const damaged = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
  await Deno.writeTextFile(`${folder}/text`, "no certificate\n");
  await Deno.writeTextFile(`${folder}/damaged`, damaged);
  const cases: readonly (readonly [Env, string, RegExp])[] = [
    [
      { AWS_CA_BUNDLE: "/no/ca.pem" },
      "-",
      /^ConfigError: Cannot read "\/no\/ca.pem", which AWS_CA_BUNDLE names: no such/,
    ],
    [{}, "/no/ca.pem", /^ConfigError: Cannot read "\/no\/ca.pem", which ca_bundle names: no such file/],
    [{ REQUESTS_CA_BUNDLE: folder }, "-", /, which REQUESTS_CA_BUNDLE names: is a directory; Name a file/],
    [
      {},
      `${folder}/text`,
      /^ConfigError: Cannot use the certificates in ".*\/text", which ca_bundle names: there is/,
    ],
    [
      {},
      `${folder}/damaged`,
      /^ConfigError: Cannot use the certificates in ".*", which ca_bundle names: none is valid/,
    ],
    [
      { SSL_CERT_FILE: "/no/ca.pem" },
      "-",
      /^ConfigError: Cannot use the certificates of this system: .*No such file/,
    ],
    [
      { DENO_TLS_CA_STORE: "ours" },
      "-",
      /^ConfigError: Cannot use the certificates of this system: .*"ours"/,
    ],
    [{ HTTPS_PROXY: "ftp://me:p@ss@proxy" }, "-", /^$/],
  ];
  for (const [env, file, message] of cases) {
    const [line = ""] = await ask([env.HTTPS_PROXY ? sts : url, file], env, folder);
    assert.match(
      line,
      env.HTTPS_PROXY ? /^ConfigError: Cannot use the proxy that HTTPS_PROXY names: / : message,
    );
  }
});

test("http() is not put off by one certificate of a bundle that is damaged", async (setting) => {
  const { folder, authority: { file, issue }, port } = setting;
  await using tls = startTls(await issue(["127.0.0.1"]), port);
  const damaged = "\ufeff# Ours\r\n-----BEGIN CERTIFICATE-----\r\nAAAA\r\n-----END CERTIFICATE-----\r\n";
  await Deno.writeTextFile(`${folder}/bundle`, damaged + await Deno.readTextFile(file));
  const lines = await ask([`https://${tls.host}/`, `${folder}/bundle`], {}, folder);
  assert.deepEqual(lines, [`200 ${tls.host} secret`]);
});

type Issue = (authority: Authority) => Promise<Certificate>;

const invalid: readonly (readonly [what: string, issue: Issue, why: string])[] = [
  ["is for another host", ({ issue }) => issue(["other.example"]), "its certificate is for other.example"],
  [
    "has ended",
    ({ issue }) => issue(["127.0.0.1"], { from: "20200101000000Z", until: "20200201000000Z" }),
    "its certificate ended on 2020-02-01",
  ],
  [
    "has not begun",
    ({ issue }) => issue(["127.0.0.1"], { from: "20990101000000Z", until: "20990201000000Z" }),
    "its certificate begins on 2099-01-01",
  ],
  [
    "is that of an authority",
    ({ issue }) => issue(["127.0.0.1"], { isAuthority: true }),
    "its certificate is that of an authority, not of a host",
  ],
];
for (const [what, issue, why] of invalid) {
  test(`http() says that a certificate ${what}`, async ({ folder, authority, port }) => {
    await using tls = startTls(await issue(authority), port);
    const [line] = await ask([`https://${tls.host}/`, authority.file], {}, folder);
    assert.equal(line?.split("; ")[0], `AwsError: Cannot reach "${tls.host}": ${why}`);
  });
}

test("http() reaches AWS's own host through a proxy that shows its own certificate", async (setting) => {
  const { folder, authority, port } = setting;
  await using tls = startTls(await authority.issue(["sts.us-east-1.amazonaws.com"]), port);
  await using proxy = startProxy(tls.port);
  const env = { HTTPS_PROXY: `http://DOMAIN%5Cme:p%40ss@${proxy.host}`, AWS_CA_BUNDLE: authority.file };
  const lines = await ask([sts, "-", `${sts}redirect`, "-"], env, folder);
  const host = "sts.us-east-1.amazonaws.com";
  assert.deepEqual(lines, [`200 ${host} secret`, `307 ${host} secret`]);
  assert.equal(proxy.heads.length, 1, "the second request uses the connection of the first");
  assert.match(proxy.heads[0] ?? "", /^CONNECT sts\.us-east-1\.amazonaws\.com:443 HTTP\/1\.1\r\n/);
  assert.ok(proxy.heads[0]?.includes(`Proxy-Authorization: Basic ${btoa("DOMAIN\\me:p@ss")}\r\n`));
});

test("http() reaches a proxy that itself speaks TLS", async ({ folder, authority, port }) => {
  await using tls = startTls(await authority.issue(["sts.us-east-1.amazonaws.com"]), port);
  await using proxy = startProxy(tls.port, await authority.issue(["127.0.0.1"]));
  const env = { https_proxy: `https://${proxy.host}`, AWS_CA_BUNDLE: authority.file };
  assert.deepEqual(await ask([sts, "-"], env, folder), ["200 sts.us-east-1.amazonaws.com secret"]);
});

test("http() keeps loopback and what NO_PROXY names off the proxy", async ({ folder, authority, port }) => {
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
  assert.match(lines[2] ?? "", /^AwsError: Cannot reach "awsume.invalid": the name of the host is not known/);
  assert.deepEqual(proxy.heads, []);
});

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
  test(`http() says what a proxy means by ${JSON.stringify(answer)}`, async ({ folder }) => {
    await using proxy = startProxy(answer);
    const [line = ""] = await ask([sts, "-"], { HTTPS_PROXY: `http://me:p%40ss@${proxy.host}` }, folder);
    const start = `AwsError: Cannot reach "sts.us-east-1.amazonaws.com" through the proxy "${proxy.host}": `;
    assert.equal(line.slice(0, start.length), start);
    assert.match(line, why);
  });
}

test("http() says that a proxy wants a password, for plain http too", async ({ folder }) => {
  await using proxy = startProxy("HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n");
  const lines = await ask([sts, "-", "http://sts.example/", "-"], { all_proxy: proxy.host }, folder);
  for (const line of lines) {
    assert.match(line, /": the proxy wants a user name and a password; Put them into all_proxy: /);
  }
  assert.match(proxy.heads[1] ?? "", /^POST http:\/\/sts\.example\/ HTTP\/1\.1\r\n/);
});

test("http() says that it is the proxy that cannot be reached", async ({ folder }) => {
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

test("http() says how to write the address of a proxy that speaks no TLS", async ({ folder }) => {
  await using proxy = startProxy("HTTP/1.1 400 Bad Request\r\n\r\n");
  const [line] = await ask([sts, "-"], { HTTPS_PROXY: `https://${proxy.host}` }, folder);
  assert.match(
    line ?? "",
    /": no TLS connection; Write http:\/\/ in HTTPS_PROXY unless the proxy itself speaks TLS$/,
  );
});
