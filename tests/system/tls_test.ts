import assert from "node:assert/strict";
import { ask as askAll, type Env, testHttps } from "../support/https.ts";
import { type Authority, type Certificate, makeAuthority, startTls } from "../support/tls.ts";

const untrusted = "its certificate was issued by an authority that is not trusted";

/** Whose work it is, nobody waits for long on a machine that is busy: `findIssuer` has tests of its own. */
async function ask(...asked: Parameters<typeof askAll>): Promise<readonly string[]> {
  const lines = await askAll(...asked);
  return lines.map((line) => line.replace('issued by "An authority of the tests", an', "issued by an"));
}

testHttps("http() does not trust an authority that nobody has named", async ({ folder, authority, port }) => {
  await using tls = startTls(await authority.issue(["127.0.0.1"]), port);
  const [line] = await ask([`https://${tls.host}/`, "-"], {}, folder);
  assert.equal(
    line,
    `AwsError: Cannot reach "${tls.host}": ${untrusted}; ` +
      "Name a PEM file with that authority's certificate in AWS_CA_BUNDLE, or as ca_bundle in the profile",
  );
});

testHttps(
  "http() trusts the authority of AWS_CA_BUNDLE, of the profile, of REQUESTS_CA_BUNDLE and of the system",
  async (setting) => {
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
  },
);

testHttps("http() trusts nothing but the bundle when there is one", async ({ folder, authority, port }) => {
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

testHttps("http() serves profiles with a bundle and without one in one process", async (setting) => {
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

testHttps("http() says which file of certificates cannot be used", async ({ folder, port }) => {
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
  ];
  for (const [env, file, message] of cases) {
    const [line = ""] = await ask([url, file], env, folder);
    assert.match(line, message);
  }
});

testHttps("http() is not put off by one certificate of a bundle that is damaged", async (setting) => {
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
  testHttps(`http() says that a certificate ${what}`, async ({ folder, authority, port }) => {
    await using tls = startTls(await issue(authority), port);
    const [line] = await ask([`https://${tls.host}/`, authority.file], {}, folder);
    assert.equal(line?.split("; ")[0], `AwsError: Cannot reach "${tls.host}": ${why}`);
  });
}
