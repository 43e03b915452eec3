/**
 * Runs awsume in a network namespace whose only way out is a proxy: `one_way_probe.ts CASES`, a list of cases in JSON.
 * Prints a report of each, or an error, in a list in JSON.
 */
import { makeAssertion, makeToken } from "./fake_federation.ts";
import { type FakeMetadata, type FakeRole, startContainer, startInstance } from "./fake_metadata.ts";
import { type Case, hosts, places, type Report } from "./one_way.ts";
import { closeNetwork, countLost } from "./one_way_network.ts";
import { type Authority, type FakeProxy, makeAuthority, startProxy, startRelay, startTls } from "./tls.ts";
import { accounts, startWorld, type World } from "./world.ts";

const cases: readonly Case[] = JSON.parse(Deno.args[0] ?? "");

const issuer = { issuer: "https://ci.example.com", audience: "sts.amazonaws.com" };
const provider = "arn:aws:iam::777777777777:saml-provider/corp";
const roles = [
  ...accounts.roles,
  { arn: "arn:aws:iam::777777777777:role/web", federation: issuer },
  { arn: "arn:aws:iam::777777777777:role/saml", federation: { samlProvider: provider } },
  { arn: "arn:aws-cn:iam::777777777777:role/china" },
  { arn: "arn:aws-us-gov:iam::777777777777:role/gov" },
];

const metadataServices: Readonly<Record<string, (role: FakeRole) => FakeMetadata>> = {
  "169.254.169.254": (role) => startInstance(role, places.instance),
  "[fd00:ec2::254]": (role) => startInstance(role, places.instanceIpv6),
  "[::1]:8081": (role) => startInstance(role, places.ownInstance),
  "169.254.170.2": (role) => startContainer(role, undefined, places.container),
  "[fd00:ec2::23]": (role) => startContainer(role, undefined, places.containerIpv6),
  "127.0.0.1:8082": (role) => startContainer(role, undefined, places.ownContainer),
  "[::1]:8084": (role) => startContainer(role, undefined, places.ownContainerIpv6),
};

/** Credentials that the fake AWS knows, for the metadata services to give out. */
async function takeRole(world: World): Promise<FakeRole> {
  await world.inside(["one", "--no-cache"]);
  const [issued] = world.aws.issued;
  if (issued?.sessionToken === undefined) throw new Error("no role to give out");
  const { accessKeyId, secretAccessKey, sessionToken } = issued;
  return { accessKeyId, secretAccessKey, sessionToken };
}

async function writeFiles(given: Case, { home }: World, { file }: Authority): Promise<void> {
  const config = (given.config ?? "").replaceAll("CA_FILE", file);
  await Deno.writeTextFile(`${home}/.aws/config`, config, { append: true });
  await Deno.writeTextFile(`${home}/token`, makeToken({ iss: issuer.issuer, aud: issuer.audience }));
  const assertion = makeAssertion({ roles: [`arn:aws:iam::777777777777:role/saml,${provider}`] });
  await Deno.writeTextFile(`${home}/assertion`, btoa(assertion));
}

/** What a person behind the proxy has set, and what the case says. */
function toEnv(given: Case, proxy: FakeProxy, { file }: Authority): Readonly<Record<string, string>> {
  const through = `${given.isTls ? "https" : "http"}://me:s%40cret@${proxy.host}`;
  const usual = { AWS_CA_BUNDLE: file, HTTPS_PROXY: through, HTTP_PROXY: through };
  const env = Object.entries({ ...usual, ...given.env })
    .flatMap(([name, value]) => value === null ? [] : [[name, value.replace("PROXY", through)]]);
  return { AWS_ENDPOINT_URL_STS: "", DENO_NO_UPDATE_CHECK: "1", ...Object.fromEntries(env) };
}

async function report(given: Case): Promise<Report> {
  await using world = await startWorld({ accounts: { ...accounts, roles } });
  const role = await takeRole(world);
  const [lost, asked] = [await countLost(), server.names.length];
  const namesSince = (): readonly string[] => [...new Set(server.names.slice(asked))];
  const authority = await makeAuthority(world.home);
  await writeFiles(given, world, authority);
  const certificate = await authority.issue([...hosts, "127.0.0.1"]);
  const port = Number(new URL(world.aws.url).port);
  await using tls = startTls(certificate, port);
  await using _sts = startRelay(places.ownSts, port);
  await using proxy = startProxy(given.reply ?? tls.port, given.isTls && certificate);
  const services = Object.entries(metadataServices).map(([host, start]) => [host, start(role)] as const);
  const metadata = (): readonly string[] =>
    services.filter(([, { asked }]) => asked.length > 0).map(([host]) => host);
  const env = toEnv(given, proxy, authority);
  const from = world.aws.calls.length;
  const explained = given.explain ? await explain(world, given.explain, env) : [];
  const contacts = [world.aws.calls.slice(from), proxy.heads, metadata(), namesSince()].flat();
  server.silence(given.isSilent === true);
  if (given.fault) world.aws.fail(given.fault, { times: 99 });
  const outcome = await world.run(given.words, { env });
  server.silence(false);
  for (const [, service] of services) await service[Symbol.asyncDispose]();
  return {
    ...outcome,
    lost: await countLost() - lost,
    names: namesSince(),
    explained,
    contactsOfExplain: contacts.length,
    heads: proxy.heads,
    calls: world.aws.calls.slice(from).map(({ action, host }) => `${action} ${host}`),
    metadata: metadata(),
  };
}

async function explain(
  world: World,
  words: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const { stdout, stderr } = await world.run(["explain", "--json", ...words], { env });
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout).calls.map((call: { readonly host?: string }) => call.host ?? "");
}

await using server = await closeNetwork([
  "169.254.169.254/32",
  "169.254.170.2/32",
  "fd00:ec2::254/128",
  "fd00:ec2::23/128",
]);
const reports: (Report | string)[] = [];
for (const given of cases) {
  reports.push(await report(given).catch((error: Error) => error.stack ?? error.message));
}
await Deno.stdout.write(new TextEncoder().encode(JSON.stringify(reports)));
