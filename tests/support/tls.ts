/** A certificate and its key, both in PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

export interface CertificateOptions {
  /** As `YYYYMMDDHHMMSSZ`; from now for a day unless told. */
  readonly from?: string;
  readonly until?: string;
  readonly isAuthority?: boolean;
}

/** An authority that only the tests know. */
export interface Authority {
  /** The path of its certificate. */
  readonly file: string;
  /** A certificate for these names and addresses. */
  issue(hosts: readonly string[], options?: CertificateOptions): Promise<Certificate>;
}

/** Makes an authority in that folder, with the `openssl` of the machine: no key is ever committed. */
export async function makeAuthority(folder: string, name = "An authority of the tests"): Promise<Authority> {
  const home = await Deno.makeTempDir({ dir: folder, prefix: "authority-" });
  await Deno.writeTextFile(`${home}/index.txt`, "");
  await Deno.writeTextFile(`${home}/openssl.cnf`, settings([]));
  const self = ["-x509", "-days", "2", "-keyout", "ca.key", "-out", "ca.pem", "-extensions", "authority"];
  await openssl(home, ["req", ...newKey, "-subj", `/CN=${name}`, ...self]);
  return { file: `${home}/ca.pem`, issue: (hosts, options = {}) => issue(home, hosts, options) };
}

async function issue(
  home: string,
  hosts: readonly string[],
  { from, until, isAuthority = false }: CertificateOptions,
): Promise<Certificate> {
  await Deno.writeTextFile(`${home}/openssl.cnf`, settings(hosts));
  await openssl(home, ["req", ...newKey, "-subj", "/CN=A host", "-keyout", "host.key", "-out", "host.csr"]);
  const dates = ["-startdate", from, "-enddate", until].filter((word) => word !== undefined);
  const times = from === undefined || until === undefined ? ["-days", "1"] : dates;
  const extensions = ["-extensions", isAuthority ? "authority" : "host"];
  const signing = ["-cert", "ca.pem", "-keyfile", "ca.key", "-in", "host.csr", "-out", "host.pem"];
  await openssl(home, [
    "ca",
    "-config",
    "openssl.cnf",
    "-batch",
    "-notext",
    ...signing,
    ...times,
    ...extensions,
  ]);
  const [cert, key] = await Promise.all(
    ["host.pem", "host.key"].map((name) => Deno.readTextFile(`${home}/${name}`)),
  );
  return { cert: cert ?? "", key: key ?? "" };
}

const newKey = [
  "-newkey",
  "ec",
  "-pkeyopt",
  "ec_paramgen_curve:prime256v1",
  "-nodes",
  "-config",
  "openssl.cnf",
];

function settings(hosts: readonly string[]): string {
  const names = hosts.map((host) => `${/^[\d.]+$/.test(host) ? "IP" : "DNS"}:${host}`).join(",");
  return `[req]
distinguished_name = subject
[subject]
commonName = supplied
[authority]
basicConstraints = critical,CA:TRUE
${names && `subjectAltName = ${names}`}
[host]
basicConstraints = critical,CA:FALSE
${names && `subjectAltName = ${names}`}
[ca]
default_ca = tests
[tests]
database = index.txt
new_certs_dir = .
rand_serial = yes
default_md = sha256
unique_subject = no
policy = subject
`;
}

async function openssl(home: string, args: readonly string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command("openssl", { args: [...args], cwd: home }).output();
  if (!success) throw new Error(`openssl ${args[0]}: ${new TextDecoder().decode(stderr)}`);
}

/** A port of 127.0.0.1. Disposing of it closes all connections. */
export interface Port extends AsyncDisposable {
  readonly port: number;
  /** `127.0.0.1:PORT` */
  readonly host: string;
}

/** Speaks TLS as that certificate's host and hands the bytes on to a plain port. */
export function startTls({ cert, key }: Certificate, target: number): Port {
  const listener = Deno.listenTls({ hostname: "127.0.0.1", port: 0, cert, key });
  return serve(listener, (connection) => tunnel(connection, target));
}

/** Hands the bytes that come to that address on to a plain port of 127.0.0.1. */
export function startRelay(
  place: { readonly hostname: string; readonly port: number },
  target: number,
): Port {
  return serve(Deno.listen(place), (connection) => tunnel(connection, target));
}

/** A proxy, and the first lines of what it was asked. */
export interface FakeProxy extends Port {
  readonly heads: readonly string[];
}

/** A proxy that answers all with that text, or, for a number, connects all to that port whatever they ask for. */
export function startProxy(answer: string | number, certificate?: Certificate): FakeProxy {
  const heads: string[] = [];
  const options = { hostname: "127.0.0.1", port: 0 };
  const listener = certificate ? Deno.listenTls({ ...options, ...certificate }) : Deno.listen(options);
  const port = serve(listener, async (connection) => {
    const bytes = new Uint8Array(8192);
    const count = await connection.read(bytes);
    heads.push(new TextDecoder().decode(bytes.subarray(0, count ?? 0)));
    const reply = typeof answer === "string" ? answer : "HTTP/1.1 200 Connection established\r\n\r\n";
    await connection.write(new TextEncoder().encode(reply));
    if (typeof answer === "number") await tunnel(connection, answer);
  });
  return { ...port, heads };
}

function serve(listener: Deno.Listener<Deno.Conn>, work: (connection: Deno.Conn) => Promise<void>): Port {
  const open = new Map<Deno.Conn, Promise<void>>();
  const handle = async (connection: Deno.Conn): Promise<void> => {
    // A client that hangs up is what many tests are about.
    await work(connection).catch(() => {});
    close(connection);
  };
  const serving = (async () => {
    for await (const connection of listener) open.set(connection, handle(connection));
  })();
  const { port } = listener.addr as Deno.NetAddr;
  return {
    port,
    host: `127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      listener.close();
      await serving;
      for (const connection of open.keys()) close(connection);
      await Promise.all(open.values());
    },
  };
}

async function tunnel(connection: Deno.Conn, target: number): Promise<void> {
  const server = await Deno.connect({ hostname: "127.0.0.1", port: target });
  await Promise.allSettled([
    connection.readable.pipeTo(server.writable),
    server.readable.pipeTo(connection.writable),
  ]);
}

function close(connection: Deno.Conn): void {
  try {
    connection.close();
  } catch {
    // It is closed already.
  }
}
