/** The plugins of `examples/plugins/`, against stand-ins for the programs and services that they use. */
import assert from "node:assert/strict";
import { makeAssertion } from "../support/fake_federation.ts";
import { testPath } from "../support/programs.ts";
import { mfaSerial, type Setup, startWorld, type World } from "../support/world.ts";

interface Example extends Setup {
  readonly settings?: string;
  /** Stand-ins for programs, as scripts for /bin/sh. */
  readonly programs?: Readonly<Record<string, string>>;
}

async function startExample(
  file: string,
  { settings = "", programs = {}, ...setup }: Example,
): Promise<World> {
  const world = await startWorld(setup);
  const folder = `${world.home}/.awsume/plugins`;
  await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
  const text = await Deno.readTextFile(new URL(`../../examples/plugins/${file}`, import.meta.url));
  await Deno.writeTextFile(`${folder}/${file}`, text, { mode: 0o600 });
  await Deno.writeTextFile(`${world.home}/.awsume/config.yaml`, settings.replaceAll("HOME", world.home));
  await Deno.mkdir(`${world.home}/bin`);
  for (const [name, script] of Object.entries(programs)) {
    await Deno.writeTextFile(`${world.home}/bin/${name}`, `#!/bin/sh\n${script}\n`, { mode: 0o700 });
  }
  const PATH = `${world.home}/bin:${testPath}`;
  return { ...world, run: (words, more = {}) => world.run(words, { ...more, env: { PATH, ...more.env } }) };
}

/** The scripts are for /bin/sh. */
function test(name: string, run: () => Promise<void>): void {
  Deno.test({ name, ignore: Deno.build.os === "windows", fn: run });
}

/** A script that prints the code for the one command line that the real program understands. */
function answering(words: string, otherwise: string): string {
  return `echo ran >>"$HOME/runs"\n[ "$*" = '${words}' ] && echo 123456 && exit\necho '${otherwise}' >&2; exit 1`;
}

const codes: Readonly<Record<string, readonly [program: string, words: string, name: string, no: string]>> = {
  onepassword: ["op", "item get AWS of Alice --otp", "AWS of Alice", "no such item"],
  bitwarden: ["bw", "get totp AWS of Alice", "AWS of Alice", "Not found."],
  yubikey: [
    "ykman",
    "oath accounts code --single AWS:alice",
    "AWS:alice",
    "ERROR: No matching account found.",
  ],
};
for (const [name, [program, words, item, no]] of Object.entries(codes)) {
  const programs = { [program]: answering(words, no) };
  const settingsFor = (wanted: string): string => `${name}:\n  ${mfaSerial}: ${JSON.stringify(wanted)}\n`;

  test(`${name}.mjs gives the code of a device, when one is needed`, async () => {
    await using world = await startExample(`${name}.mjs`, { settings: settingsFor(item), programs });
    for (const _ of ["new", "remembered"]) {
      const { status, stdout, stderr } = await world.run(["mfa"]);
      assert.equal(status, 0, stderr);
      assert.match(stdout, /AWS_SESSION_TOKEN=/);
    }
    assert.equal(await Deno.readTextFile(`${world.home}/runs`), "ran\n");
  });

  test(`${name}.mjs leaves a device that it does not know to the question`, async () => {
    await using world = await startExample(`${name}.mjs`, { programs });
    const { status, stderr } = await world.run(["mfa"], { stdin: "123456\n" });
    assert.equal(status, 0, stderr);
  });

  test(`${name}.mjs ends in an error when ${program} has no code, or is not there`, async () => {
    await using world = await startExample(`${name}.mjs`, { settings: settingsFor("other"), programs });
    const wrong = await world.run(["mfa"], { stdin: "123456\n" });
    assert.equal(wrong.status, 3, wrong.stderr);
    assert.doesNotMatch(wrong.stdout, /export/);
    assert.ok(wrong.stderr.includes(no), wrong.stderr);
    assert.match(wrong.stderr, new RegExp(`getMfaToken of the plugin "${name}"`));
    await Deno.remove(`${world.home}/bin/${program}`);
    const gone = await world.run(["mfa"], { stdin: "123456\n" });
    assert.equal(gone.status, 3);
    assert.match(gone.stderr, new RegExp(`plugin "${name}" .* failed: .*${program}`));
  });
}

test("default_profile.mjs says which profile a plain awsume means, and no more than that", async () => {
  await using world = await startExample("default_profile.mjs", { settings: "default-profile: one\n" });
  const profileOf = async (words: readonly string[], env = {}): Promise<string | undefined> => {
    const { stdout } = await world.run(words, { env });
    return /AWSUME_PROFILE='([^']*)'/.exec(stdout)?.[1];
  };
  assert.equal(await profileOf([]), "one");
  assert.equal(await profileOf([], { AWSUME_DEFAULT_PROFILE: "two" }), "two");
  assert.equal(await profileOf(["alice"], { AWSUME_DEFAULT_PROFILE: "two" }), "alice");
  const role = ["--role-arn", "444444444444:three", "--source-profile", "two"];
  assert.match(await profileOf(role) ?? "", /three/);
  assert.match((await world.run(["-l"])).stdout, /closed/);
});

/** A loopback place to sign in, which remembers the bodies that it got. */
function startFederation(): AsyncDisposable & { readonly url: string; readonly bodies: URLSearchParams[] } {
  const bodies: URLSearchParams[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    if (request.method !== "POST" || new URL(request.url).search !== "") {
      return new Response("", { status: 400 });
    }
    bodies.push(new URLSearchParams(await request.text()));
    return Response.json({ SigninToken: "signed/in+" });
  });
  const url = `http://127.0.0.1:${server.addr.port}/federation`;
  return { url, bodies, [Symbol.asyncDispose]: () => server.shutdown() };
}

test("open_console.mjs opens a link for the credentials of the switch", async () => {
  await using federation = startFederation();
  const settings =
    `open-console:\n  program: [HOME/bin/browser, --new]\n  federation-url: ${federation.url}\n`;
  const browser = 'printf "%s\\n" "$@" >"$HOME/part"; mv "$HOME/part" "$HOME/opened"; echo noise';
  await using world = await startExample("open_console.mjs", { settings, programs: { browser } });
  const { status, stdout, stderr } = await world.run(["three", "--open-console"]);
  assert.equal(status, 0, stderr);
  assert.doesNotMatch(stdout + stderr, /noise/);
  const [word, link = ""] = (await appears(`${world.home}/opened`)).split("\n");
  assert.equal(word, "--new");
  const opened = new URL(link);
  assert.equal(opened.origin + opened.pathname, federation.url);
  assert.deepEqual(Object.fromEntries(opened.searchParams), {
    Action: "login",
    Issuer: "awsume",
    Destination: "https://console.aws.amazon.com/?region=eu-west-1",
    SigninToken: "signed/in+",
  });
  const [body] = federation.bodies;
  assert.equal(body?.get("Action"), "getSigninToken");
  const key = /AWS_ACCESS_KEY_ID='(\w+)'/.exec(stdout)?.[1];
  const session = JSON.parse(body?.get("Session") ?? "{}");
  assert.deepEqual(Object.keys(session), ["sessionId", "sessionKey", "sessionToken"]);
  assert.equal(session.sessionId, key);
  await world.run(["three"]);
  assert.equal(federation.bodies.length, 1);
  const keys = await world.run(["alice", "--open-console"]);
  assert.equal(keys.status, 3);
  assert.match(keys.stderr, /takes credentials of a role, not a user's keys/);
});

/** The text of a file that another program is about to write. */
async function appears(path: string): Promise<string> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const text = await Deno.readTextFile(path).catch(() => undefined);
    if (text !== undefined) return text;
    assert.ok(Date.now() < deadline, `${path} was not written`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test("inventory.mjs has a profile for each role of each account", async () => {
  const settings = "inventory:\n  file: HOME/accounts.json\n  source-profile: alice\n";
  await using world = await startExample("inventory.mjs", { settings });
  const accounts = [
    { name: "shop", account: "222222222222", roles: ["one", "none"], region: "eu-west-3" },
    { name: "bank", account: "444444444444", roles: ["three"] },
  ];
  await Deno.writeTextFile(`${world.home}/accounts.json`, JSON.stringify({ accounts }));
  const { status, stdout, stderr } = await world.run(["shop-one"]);
  assert.equal(status, 0, stderr);
  assert.match(stdout, /AWS_REGION='eu-west-3'/);
  assert.equal(world.aws.calls[0]?.params.RoleArn, "arn:aws:iam::222222222222:role/one");
  assert.equal((await world.run(["bank-three"])).status, 0);
  const completed = await world.run(["__complete", "bash", "awsume shop-", "shop-"]);
  assert.deepEqual(completed.stdout.trim().split("\n").sort(), ["shop-none", "shop-one"]);
  await Deno.writeTextFile(`${world.home}/accounts.json`, "{");
  const broken = await world.run(["shop-one"]);
  assert.equal(broken.status, 3);
  assert.match(broken.stderr, /collectProfiles of the plugin "inventory"/);
});

const samlProvider = "arn:aws:iam::222222222222:saml-provider/corp";
const arn = "arn:aws:iam::222222222222:role/dev";

/** An identity provider with a form: it wants what is hidden there, its cookie, the name and the password. */
function startProvider(): AsyncDisposable & { readonly url: string } {
  const form =
    `<html><form method='post' action="/login?a=1&amp;b=2"><input type="hidden" name="csrf" value="&#43;&quot;x">
    <input name="user" type="text"/><INPUT NAME="pass" TYPE="password"><input type="submit"></form>`;
  const assertion = btoa(makeAssertion({ roles: [`${arn},${samlProvider}`] })).replaceAll("+", "&#x2B;");
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    const { pathname, search } = new URL(request.url);
    const html = { "content-type": "text/html" };
    if (request.method === "GET") {
      return new Response(form, { headers: { ...html, "set-cookie": "session=7; Path=/" } });
    }
    const given = new URLSearchParams(await request.text());
    const isRight = pathname + search === "/login?a=1&b=2" && request.headers.get("cookie") === "session=7" &&
      given.get("csrf") === '+"x' && given.get("user") === "alice" && given.get("pass") === " secret word";
    const field = `<form action="https://signin"><input name="SAMLResponse" value="${assertion}"></form>`;
    return new Response(isRight ? field : form, { headers: html });
  });
  const url = `http://127.0.0.1:${server.addr.port}/aws`;
  return { url, [Symbol.asyncDispose]: () => server.shutdown() };
}

test("saml_form.mjs logs in by the form of an identity provider", async () => {
  await using provider = startProvider();
  const settings =
    `saml-form:\n  url: ${provider.url}\n  user: alice\n  password-command: [HOME/bin/secret]\n`;
  const accounts = { users: [], roles: [{ arn, federation: { samlProvider } }] };
  await using world = await startExample("saml_form.mjs", {
    settings,
    accounts,
    programs: { secret: "echo ' secret word'" },
  });
  const { status, stdout, stderr } = await world.run(["--with-saml"]);
  assert.equal(status, 0, stderr);
  assert.match(stdout, /AWS_ACCESS_KEY_ID='ASIA/);
  assert.deepEqual(world.calls(), ["AssumeRoleWithSAML"]);
  await Deno.writeTextFile(`${world.home}/bin/secret`, "#!/bin/sh\necho 'wrong word'\n");
  const wrong = await world.run(["--with-saml", "-r"]);
  assert.equal(wrong.status, 3);
  assert.doesNotMatch(wrong.stdout, /export/);
  assert.match(wrong.stderr, /gave no assertion: look at name and password/);
  assert.doesNotMatch(wrong.stderr, /wrong word/);
});
