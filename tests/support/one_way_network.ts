import { createSocket } from "node:dgram";

/** A name server that knows no name. */
export interface NameServer extends AsyncDisposable {
  /** What it was asked for, question by question. */
  readonly names: readonly string[];
  /** Whether it answers nobody. */
  silence(isSilent: boolean): void;
}

/**
 * Gives the network namespace of this process all of its addresses, which are this computer's alone, and itself as its
 * name server. There is no way out.
 */
export async function closeNetwork(addresses: readonly string[]): Promise<NameServer> {
  const add = addresses.map((address) => `busybox ip addr add ${address} dev lo; `);
  await sh(
    `busybox ip link set lo up; ${add.join("")}file=$(mktemp); echo nameserver 127.0.0.1 >$file; ` +
      "mount --bind $file /etc/resolv.conf; rm $file",
  );
  const server = await startNameServer();
  await check(server);
  return server;
}

/** A program that ran, with nothing on standard output wanted. */
async function sh(line: string): Promise<void> {
  const { success, stderr } = await new Deno.Command("sh", { args: ["-ec", line] }).output();
  if (!success) throw new Error(`${line}: ${new TextDecoder().decode(stderr)}`);
}

async function startNameServer(): Promise<NameServer> {
  const names: string[] = [];
  let isSilent = false;
  const socket = createSocket("udp4");
  socket.on("message", (question, { address, port }) => {
    names.push(readName(question));
    if (isSilent) return;
    // The same question, as an answer (0x80) that there is no such name (3).
    const answer = Uint8Array.from(question);
    answer[2] = (answer[2] ?? 0) | 0x80;
    answer[3] = 0x83;
    socket.send(answer, port, address);
  });
  await new Promise<void>((done) => socket.bind(53, "127.0.0.1", done));
  return {
    names,
    silence: (wanted) => void (isSilent = wanted),
    [Symbol.asyncDispose]: () => new Promise((done) => void socket.close(() => done())),
  };
}

/** The name that a question is about: its labels follow twelve bytes of head, each with its length before it. */
function readName(question: Uint8Array): string {
  const labels: string[] = [];
  let at = 12;
  for (let length = question[at]; length; length = question[at]) {
    labels.push(new TextDecoder().decode(question.subarray(at + 1, at + 1 + length)));
    at += 1 + length;
  }
  return labels.join(".");
}

/** What is counted here is worth something only if a question, and a packet without a route, are seen. */
async function check({ names }: NameServer): Promise<void> {
  await Deno.resolveDns("aws.example.com", "A").catch(() => {});
  if (!names.includes("aws.example.com")) throw new Error("a question to the name server is not seen");
  for (const hostname of ["192.0.2.1", "2001:db8::1"]) {
    const before = await countLost();
    await Deno.connect({ hostname, port: 443 }).catch(() => {});
    if (await countLost() === before) throw new Error(`a packet to ${hostname} is not seen`);
  }
}

/** How often the kernel had no route for something, by IPv4 and IPv6. */
export async function countLost(): Promise<number> {
  const [names, numbers] = (await Deno.readTextFile("/proc/net/snmp")).split("\n")
    .filter((line) => line.startsWith("Ip:")).map((line) => line.split(" "));
  const ipv4 = Number(numbers?.[names?.indexOf("OutNoRoutes") ?? -1]);
  const ipv6 = /Ip6OutNoRoutes\s+(\d+)/.exec(await Deno.readTextFile("/proc/net/snmp6"))?.[1];
  return ipv4 + Number(ipv6);
}
