/** A role's credentials, as the services of an instance and of a container give them. */
export interface FakeRole {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** A service on this computer that answers as the real ones do, and refuses what they refuse. */
export interface FakeMetadata extends AsyncDisposable {
  readonly url: string;
  /** What was asked, in order: `PUT /latest/api/token 200`. */
  readonly asked: readonly string[];
}

/** Where it listens; on any free port of 127.0.0.1 unless told. */
export interface Place {
  readonly hostname: string;
  readonly port: number;
}

const anyPort: Place = { hostname: "127.0.0.1", port: 0 };

/** Version 2 of an instance's service alone: a request without a token that it gave is a 401. */
export function startInstance(role: FakeRole, place = anyPort): FakeMetadata {
  const tokens = new Set<string>();
  const roles = "/latest/meta-data/iam/security-credentials/";
  return start(({ method, headers }, path) => {
    if (headers.has("x-forwarded-for")) return new Response("", { status: 403 });
    if (path === "/latest/api/token") {
      const seconds = Number(headers.get("x-aws-ec2-metadata-token-ttl-seconds") ?? NaN);
      if (method !== "PUT") return new Response("", { status: 405 });
      if (!(seconds >= 1 && seconds <= 21600)) return new Response("", { status: 400 });
      const token = `token-${tokens.size}==`;
      tokens.add(token);
      return new Response(token);
    }
    if (!tokens.has(headers.get("x-aws-ec2-metadata-token") ?? "")) return new Response("", { status: 401 });
    if (method === "GET" && path === roles) return new Response("web-server");
    if (method === "GET" && path === `${roles}web-server`) return answer({ Code: "Success" }, role);
    return new Response("", { status: 404 });
  }, place);
}

/** A container's service: one path, and the header that the token is expected in. */
export function startContainer(role: FakeRole, authorization?: string, place = anyPort): FakeMetadata {
  return start(({ method, headers }, path) => {
    if (method !== "GET" || path !== "/v1/credentials") return new Response("", { status: 404 });
    const given = headers.get("authorization") ?? undefined;
    return given === authorization ? answer({ RoleArn: "x" }, role) : new Response("", { status: 401 });
  }, place);
}

function answer(more: Readonly<Record<string, string>>, role: FakeRole): Response {
  return Response.json({
    ...more,
    AccessKeyId: role.accessKeyId,
    SecretAccessKey: role.secretAccessKey,
    Token: role.sessionToken,
    Expiration: new Date(Date.now() + 3_600_000).toISOString(),
  });
}

function start(answerTo: (request: Request, path: string) => Response, place: Place): FakeMetadata {
  const asked: string[] = [];
  const server = Deno.serve({ ...place, onListen: () => {} }, (request) => {
    const path = new URL(request.url).pathname;
    const response = answerTo(request, path);
    asked.push(`${request.method} ${path} ${response.status}`);
    return response;
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    asked,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}
