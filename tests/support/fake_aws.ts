import {
  act,
  type Identity,
  serverTime,
  type Settings,
  type State,
  toState,
  type World,
} from "./fake_sts.ts";
import { actFederated, isFederated } from "./fake_federation.ts";
import { checkSignature, readSignature } from "./sigv4.ts";
import { denied, refuse, type Reply, unknownAction, VERSION } from "./sts_xml.ts";

export type { FakeRole, FakeUser, Identity, Settings, World } from "./fake_sts.ts";

/** A request as received, refused ones and faults included. `at` is the server's time; `accessKeyId` is who signed. */
export interface Call {
  readonly action: string;
  /** The form without Action and Version. */
  readonly params: Readonly<Record<string, string>>;
  readonly accessKeyId?: string;
  readonly region?: string;
  readonly service?: string;
  readonly host: string;
  readonly at: Date;
}

/**
 * What goes wrong. `half`, `no-credentials` and `missing` spoil the true answer (credentials are issued, codes used);
 * `delay` comes before the true answer; the others take its place and nothing is checked. `cut` closes the
 * connection before any byte, `half` after half the body that Content-Length promises. Clients may quietly repeat
 * a request that is cut on a kept-alive connection (Deno's fetch does): cut twice to be seen there.
 */
export type Fault =
  | { readonly kind: "throttle" | "cut" | "half" | "html" | "empty" | "garbage" | "no-credentials" }
  | { readonly kind: "delay"; readonly ms: number }
  | { readonly kind: "status"; readonly status: 500 | 503 }
  | { readonly kind: "missing"; readonly field: string }
  | { readonly kind: "redirect"; readonly to: string };

export interface FakeAws extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`, for AWS_ENDPOINT_URL_STS. */
  readonly url: string;
  readonly calls: readonly Call[];
  /** Every set of temporary credentials given out, oldest first. */
  readonly issued: readonly Identity[];
  set(settings: Settings): void;
  /** The next `times` requests (1 unless told) of that action (any unless told) go wrong; first come, first served. */
  fail(fault: Fault, matching?: { readonly action?: string; readonly times?: number }): void;
}

interface Server {
  readonly state: State;
  readonly calls: Call[];
  readonly faults: { readonly fault: Fault; readonly action?: string }[];
}

/** How to hang up on the client behind a port of the HTTP server, after some last words. */
type Lines = Map<number, (lastWords: string) => Promise<void>>;

const HOST = "127.0.0.1";
const OUTAGES = {
  500: { code: "InternalFailure", message: "The request processing has failed" },
  503: {
    code: "ServiceUnavailable",
    message: "The request has failed due to a temporary failure of the server",
  },
} as const;

/**
 * An AWS STS on a free port of 127.0.0.1, for tests, the demo and the benchmark. Every request's signature is
 * recomputed and temporary keys are those really issued, so a chain works only when each hop is signed rightly.
 * Awaiting disposal closes all sockets and timers.
 */
export function startFakeAws(world: World): FakeAws {
  const serving: Server = { state: toState(world), calls: [], faults: [] };
  const stop = new AbortController();
  const lines: Lines = new Map();
  const server = Deno.serve(
    { hostname: HOST, port: 0, onListen: () => {} },
    async (request, { remoteAddr }) => {
      const reply = await answer(request, serving, stop.signal);
      if (reply.wire !== undefined) await lines.get(remoteAddr.port)?.(reply.wire);
      return new Response(reply.body, reply);
    },
  );
  const listener = Deno.listen({ hostname: HOST, port: 0 });
  const relayed = relayAll(listener, (client) => relay(client, server.addr.port, lines, stop.signal));
  return {
    url: `http://${HOST}:${listener.addr.port}`,
    calls: serving.calls,
    issued: serving.state.issued,
    set: (settings) => void (serving.state.settings = { ...serving.state.settings, ...settings }),
    fail: (fault, { times = 1, ...matching } = {}) =>
      void serving.faults.push(...Array.from({ length: times }, () => ({ fault, ...matching }))),
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      listener.close();
      await relayed;
      await server.shutdown();
    },
  };
}

/** The same without a server, for a test that hands it requests itself. */
export function answeringAws(
  world: World,
): Pick<FakeAws, "calls" | "issued"> & { readonly answer: (request: Request) => Promise<Response> } {
  const server: Server = { state: toState(world), calls: [], faults: [] };
  const never = new AbortController().signal;
  return {
    calls: server.calls,
    issued: server.state.issued,
    answer: async (request) => {
      const reply = await answer(request, server, never);
      return new Response(reply.body, reply);
    },
  };
}

async function relayAll(
  listener: Deno.TcpListener,
  handle: (client: Deno.TcpConn) => Promise<void>,
): Promise<void> {
  const open: Promise<void>[] = [];
  for await (const client of listener) open.push(handle(client));
  await Promise.all(open);
}

/** Passes bytes both ways: only who holds the client's socket can cut an answer short, and Deno.serve keeps its own. */
async function relay(client: Deno.TcpConn, port: number, lines: Lines, stop: AbortSignal): Promise<void> {
  const server = await Deno.connect({ hostname: HOST, port });
  for (const socket of [client, server]) socket.setNoDelay(true);
  const end = new AbortController();
  lines.set(server.localAddr.port, async (lastWords) => {
    await client.write(new TextEncoder().encode(lastWords));
    end.abort();
  });
  const signal = AbortSignal.any([end.signal, stop]);
  await Promise.allSettled([
    client.readable.pipeTo(server.writable, { signal }),
    server.readable.pipeTo(client.writable, { signal }),
  ]);
  lines.delete(server.localAddr.port);
}

async function answer(request: Request, server: Server, stop: AbortSignal): Promise<Reply> {
  const { state } = server;
  const body = new Uint8Array(await request.arrayBuffer());
  const { Action: action = "", Version, ...params } = Object.fromEntries(
    new URLSearchParams(new TextDecoder().decode(body)),
  );
  const { method, url, headers } = request;
  const call: Call = {
    action,
    params,
    host: headers.get("host") ?? "",
    at: serverTime(state),
    ...readSigner(headers),
  };
  server.calls.push(call);
  const fault = takeFault(action, server.faults);
  if (fault?.kind === "delay") await sleep(fault.ms, stop);
  const perform = async (): Promise<Reply> => {
    if (isFederated(action) && Version === VERSION) return actFederated({ action, params, headers }, state);
    const caller = [...state.users, ...state.issued].find((each) => each.accessKeyId === call.accessKeyId);
    const refusal = await checkSignature({ method, url, headers, body }, caller, serverTime(state));
    if (refusal !== undefined || caller === undefined) return refuse(refusal ?? denied("Unknown caller"));
    return Version === VERSION ? act(call, caller, state) : refuse(unknownAction(action));
  };
  const reply = await (fault === undefined ? perform() : goWrong(fault, perform));
  const common = { "content-type": "text/xml", date: serverTime(state).toUTCString() };
  return { ...reply, headers: { ...common, ...reply.headers } };
}

function readSigner(headers: Headers): Pick<Call, "accessKeyId" | "region" | "service"> {
  const signature = readSignature(headers);
  if (signature === undefined) return {};
  const { accessKeyId, region, service } = signature;
  return { accessKeyId, region, service };
}

function takeFault(action: string, faults: Server["faults"]): Fault | undefined {
  const index = faults.findIndex((each) => (each.action ?? action) === action);
  return index < 0 ? undefined : faults.splice(index, 1)[0]?.fault;
}

async function goWrong(fault: Fault, perform: () => Promise<Reply>): Promise<Reply> {
  switch (fault.kind) {
    case "delay":
      return await perform();
    case "throttle":
      return refuse({ status: 400, code: "Throttling", message: "Rate exceeded" });
    case "status":
      return refuse({ status: fault.status, ...OUTAGES[fault.status] });
    case "cut":
      return { status: 500, body: "", wire: "" };
    case "half":
      return halve(await perform());
    case "html":
      return {
        status: 200,
        body: "<!DOCTYPE html><title>Sign in</title>",
        headers: { "content-type": "text/html" },
      };
    case "empty":
      return { status: 200, body: "" };
    case "garbage":
      return { status: 200, body: "<AssumeRoleResponse><Credentials></AccessKeyId>&&<<" };
    case "no-credentials":
      return without("Credentials", await perform());
    case "missing":
      return without(fault.field, await perform());
    case "redirect":
      return { status: 307, body: "", headers: { location: fault.to } };
  }
}

function halve(reply: Reply): Reply {
  const head =
    `HTTP/1.1 ${reply.status} OK\r\ncontent-type: text/xml\r\ncontent-length: ${reply.body.length}`;
  return { ...reply, wire: `${head}\r\n\r\n${reply.body.slice(0, reply.body.length / 2)}` };
}

function without(element: string, reply: Reply): Reply {
  return { ...reply, body: reply.body.replace(new RegExp(`<${element}>.*?</${element}>`, "s"), "") };
}

function sleep(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stop.aborted) return resolve();
    const timer = setTimeout(resolve, ms);
    stop.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
  });
}
