/** What else could give credentials around a source that gives none. */
import { makeAssertion, makeToken } from "./fake_federation.ts";
import { startContainer, startInstance } from "./fake_metadata.ts";
import { idOnly, type Row, secretOnly } from "./fall_row.ts";
import { startProxy } from "./tls.ts";
import { startWorld, type World } from "./world.ts";

const provider = { issuer: "https://oidc.example.com", audience: "sts.amazonaws.com" };
const corp = "arn:aws:iam::222222222222:saml-provider/corp";
const alice = {
  accessKeyId: "AKIAFAKEALICEEXAMPLE",
  secretAccessKey: "fake/alice+secret/==",
  arn: "arn:aws:iam::111111111111:user/alice",
  mfaSerial: "arn:aws:iam::111111111111:mfa/alice",
};
const other = {
  accessKeyId: "AKIAFAKEOTHEREXAMPLE",
  secretAccessKey: "fake/other+secret/==",
  arn: "arn:aws:iam::999999999999:user/other",
};

const accounts = {
  users: [alice, other],
  roles: [
    { arn: "arn:aws:iam::222222222222:role/one" },
    { arn: "arn:aws:iam::222222222222:role/closed", trusts: [] },
    { arn: "arn:aws:iam::222222222222:role/web", federation: provider },
    { arn: "arn:aws:iam::222222222222:role/saml", federation: { samlProvider: corp } },
    { arn: "arn:aws:iam::333333333333:role/top" },
    { arn: "arn:aws:iam::999999999999:role/other", federation: provider },
  ],
};

/** What else gives credentials: variables, and files that every world has. */
export type Column = keyof typeof columns;

const columns = {
  "[default] keys": () => ({}),
  "keys in the environment": () => ({
    AWS_ACCESS_KEY_ID: other.accessKeyId,
    AWS_SECRET_ACCESS_KEY: other.secretAccessKey,
  }),
  "a container": ({ container }: Around) => ({
    AWS_CONTAINER_CREDENTIALS_FULL_URI: `${container}/v1/credentials`,
  }),
  "an instance": ({ instance }: Around) => ({ AWS_EC2_METADATA_SERVICE_ENDPOINT: instance }),
  "a web identity": ({ home }: Around) => ({
    AWS_WEB_IDENTITY_TOKEN_FILE: `${home}/token`,
    AWS_ROLE_ARN: "arn:aws:iam::999999999999:role/other",
    AWS_ROLE_SESSION_NAME: "other",
  }),
  "AWS_PROFILE": () => ({ AWS_PROFILE: "good", AWS_DEFAULT_PROFILE: "good" }),
} as const satisfies Readonly<Record<string, (around: Around) => Readonly<Record<string, string>>>>;

export const columnNames = Object.keys(columns) as readonly Column[];

interface Around {
  readonly home: string;
  readonly container: string;
  readonly instance: string;
}

/** A world in which all columns would give credentials, and what has been asked of them. */
export interface Falls extends AsyncDisposable {
  readonly world: World;
  /** The variables of a row, with those columns around it. */
  env(row: Row, around: readonly Column[]): Readonly<Record<string, string>>;
  /** Writes the files of a row. */
  write(row: Row): Promise<void>;
  /** Runs awsume in this process. */
  inside(words: readonly string[], env: Readonly<Record<string, string>>): ReturnType<World["inside"]>;
  /** Which of the two files are no longer what `write` wrote. */
  changed(): Promise<readonly string[]>;
  /** What the services around were asked, and what was called with the keys of others. */
  foreign(): readonly string[];
}

const others =
  `[default]\naws_access_key_id = ${other.accessKeyId}\naws_secret_access_key = ${other.secretAccessKey}\n`;
const goodKeys = `[good]\n${idOnly}${secretOnly}`;
const top = "[profile top]\nrole_arn = arn:aws:iam::333333333333:role/top\nsource_profile = p\n";

export async function startFalls(): Promise<Falls> {
  const stack = new AsyncDisposableStack();
  const world = stack.use(await startWorld({ accounts, config: "", credentials: "" }));
  const given = { ...other, sessionToken: "other" };
  const container = stack.use(startContainer(given));
  const instance = stack.use(startInstance(given));
  const trouble = Object.fromEntries([
    ...Object.entries(troubles).map(([name, answer]) => [name, stack.use(startTrouble(answer)).url]),
    ...Object.entries(proxies).map(([name, reply]) => [name, `http://${stack.use(startProxy(reply)).host}`]),
  ]);
  const { home } = world;
  await writeProofs(home);
  let texts: Texts = { config: "", credentials: "" };
  const fill = (text: string): string =>
    text.replaceAll("HOME", home).replace(/TROUBLE[/-](\w+)/g, (_, name: string) => trouble[name] ?? name);
  return {
    world,
    env: ({ env = {} }, around) => {
      const all = around.map((column) =>
        columns[column]({ home, container: container.url, instance: instance.url })
      );
      const own = Object.entries(env).map(([name, value]) => [name, fill(value)] as const);
      return Object.assign({}, ...all, Object.fromEntries(own));
    },
    inside: (words, env) => world.inside(words, { env }),
    write: async ({ config, credentials, around = others }) => {
      const section = config === undefined ? "" : `[profile p]\n${fill(config)}`;
      const keys = credentials === undefined ? "" : `[p]\n${credentials}`;
      texts = { config: `${section}\n${top}`, credentials: `${around}\n${goodKeys}\n${keys}` };
      await Promise.all(filesOf(home).map(([name, path]) => Deno.writeTextFile(path, texts[name])));
    },
    changed: async () => {
      const found = await Promise.all(
        filesOf(home).map(async ([name, path]) => [name, await Deno.readTextFile(path)] as const),
      );
      return found.filter(([name, text]) => text !== texts[name]).map(([name]) => name);
    },
    foreign: () => [
      ...container.asked,
      ...instance.asked,
      ...world.aws.calls.filter((call) =>
        call.accessKeyId === other.accessKeyId || call.params.RoleArn?.includes("999999999999")
      ).map(({ action }) => action),
    ],
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

type Texts = Readonly<Record<"config" | "credentials", string>>;

function filesOf(home: string): readonly (readonly [keyof Texts, string])[] {
  return [["config", `${home}/.aws/config`], ["credentials", `${home}/.aws/credentials`]];
}

async function writeProofs(home: string): Promise<void> {
  const claims = { iss: provider.issuer, aud: provider.audience, sub: "x" };
  await Deno.writeTextFile(`${home}/token`, makeToken(claims));
  await Deno.writeTextFile(`${home}/foreign`, makeToken({ ...claims, aud: "somebody else" }));
  await Deno.writeTextFile(`${home}/empty`, "");
  await Deno.writeTextFile(`${home}/ended`, makeToken({ ...claims, exp: 1_500_000_000 }));
  await Deno.writeTextFile(`${home}/notjwt`, "notjwt");
  await Deno.writeTextFile(`${home}/words`, "two words");
  await Deno.writeTextFile(`${home}/huge`, "x".repeat(50_000));
  await new Deno.Command("mkfifo", { args: [`${home}/pipe`] }).output();
  for (const [name, xml] of Object.entries(assertions)) {
    await Deno.writeTextFile(`${home}/${name}`, btoa(xml));
  }
}

const roles = [`arn:aws:iam::222222222222:role/saml,${corp}`];
const assertion = makeAssertion({ roles });
const assertions: Readonly<Record<string, string>> = {
  "assertion": assertion,
  "ended.saml": makeAssertion({ roles, notOnOrAfter: "2020-01-01T00:00:00Z" }),
  "none.saml": makeAssertion({}),
  "two.saml": makeAssertion({ roles: [...roles, `arn:aws:iam::222222222222:role/one,${corp}`] }),
  "entity.saml": assertion.replace(
    "?>",
    '?><!DOCTYPE x [<!ENTITY role "arn:aws:iam::222222222222:role/saml">]>',
  )
    .replace("arn:aws:iam::222222222222:role/saml", "&role;"),
};

const ended = {
  AccessKeyId: "ASIAFAKE",
  SecretAccessKey: "x",
  Token: "x",
  Expiration: "2020-01-01T00:00:00Z",
};
const page = new Uint8Array(64 * 1024);
const troubles: Readonly<Record<string, Deno.ServeHandler>> = {
  // The answer is for nobody: it lets the server end.
  silent: ({ signal }) =>
    new Promise((resolve) => signal.addEventListener("abort", () => resolve(new Response("")))),
  drip: () =>
    new Response(new ReadableStream({ start: (controller) => controller.enqueue(page.slice(0, 1)) })),
  endless: () => new Response(new ReadableStream({ pull: (controller) => controller.enqueue(page) })),
  html: () =>
    new Response("<!DOCTYPE html><title>Sign in</title>", { headers: { "content-type": "text/html" } }),
  403: () => new Response("", { status: 403 }),
  404: () => new Response("", { status: 404 }),
  500: () => new Response("", { status: 500 }),
  half: () => Response.json({ Code: "Success", AccessKeyId: "ASIAFAKE" }),
  list: () => Response.json([ended]),
  ended: () => Response.json(ended),
  roleless: ({ method }) => new Response("token", { status: method === "PUT" ? 200 : 404 }),
  unauthorized: ({ method, url }) =>
    method === "PUT" || url.endsWith("/")
      ? new Response("word")
      : Response.json({ Code: "AssumeRoleUnauthorizedAccess" }),
};

/** What proxies say before they close. */
const proxies: Readonly<Record<string, string>> = {
  closing: "",
  midway: "HTTP/1.1 200 Connection established\r\n\r\n",
  locked: "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n",
};

function startTrouble(answer: Deno.ServeHandler): AsyncDisposable & { readonly url: string } {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, answer);
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}
