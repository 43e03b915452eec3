import assert from "node:assert/strict";
import { runClean } from "../support/script.ts";
import { testWith } from "../support/shells.ts";
import { startProxy } from "../support/tls.ts";
import { accounts, files, type Setup, startWorld, type World } from "../support/world.ts";

interface Finding {
  readonly check: string;
  readonly level: "ok" | "warning" | "problem";
  readonly text: string;
  readonly mend: string | null;
}

interface Report {
  readonly status: number;
  readonly problems: number;
  readonly findings: readonly Finding[];
}

/** A world whose files are as private as they should be. */
async function startPrivate(setup: Setup = {}): Promise<World> {
  const world = await startWorld(setup);
  for (const name of ["config", "credentials"]) await Deno.chmod(`${world.home}/.aws/${name}`, 0o600);
  await Deno.chmod(`${world.home}/.aws`, 0o700);
  return world;
}

async function examine(
  world: World,
  words: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Report> {
  const { status, stdout, stderr } = await world.awsume(["doctor", "--json", ...words], { env });
  assert.equal(stderr, "");
  for (const { secretAccessKey } of accounts.users) assert.ok(!stdout.includes(secretAccessKey));
  return { status, ...JSON.parse(stdout) };
}

/** The texts and mending lines of the problems in one matter. */
function problemsOf({ findings }: Report, check: string): readonly (readonly [string, string | null])[] {
  return findings.filter((finding) => finding.check === check && finding.level === "problem")
    .map(({ text, mend }) => [text, mend]);
}

Deno.test("awsume doctor finds no problem in a healthy world, and asks STS once, unsigned", async () => {
  await using world = await startPrivate();
  const { status, problems, findings } = await examine(world);
  assert.deepEqual([status, problems], [0, 0], JSON.stringify(findings));
  const { host } = new URL(world.aws.url);
  const texts = findings.filter(({ level }) => level === "ok").map(({ check, text }) => `${check}: ${text}`);
  for (const text of [`network: ${host} answers`, `clock: agrees with ${host}`]) {
    assert.ok(texts.includes(text));
  }
  assert.deepEqual(world.aws.calls.map(({ action, accessKeyId }) => [action, accessKeyId]), [[
    "",
    undefined,
  ]]);
});

Deno.test("awsume doctor --offline calls nobody, and leaves every file as it is", async () => {
  await using world = await startPrivate();
  const { status, findings } = await examine(world, ["--offline"]);
  assert.equal(status, 0);
  assert.deepEqual(findings.filter(({ check }) => check === "network" || check === "clock"), []);
  assert.deepEqual(world.calls(), []);
  assert.equal(await Deno.readTextFile(`${world.home}/.aws/credentials`), files.credentials);
  assert.deepEqual((await Array.fromAsync(Deno.readDir(world.home))).map(({ name }) => name), [".aws"]);
});

for (const [clockSkewMs, text] of [[3_600_000, "60 min behind"], [-7_200_000, "120 min ahead of"]] as const) {
  Deno.test(`awsume doctor says that the clock is ${text} that of STS`, async () => {
    await using world = await startPrivate({ accounts: { ...accounts, clockSkewMs } });
    const report = await examine(world);
    assert.equal(report.status, 3);
    const [[found = ""] = []] = problemsOf(report, "clock");
    assert.equal(found, `this computer's clock is ${text} that of ${new URL(world.aws.url).host}`);
  });
}

Deno.test("awsume doctor says that STS cannot be reached", async () => {
  await using world = await startPrivate();
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const host = `127.0.0.1:${listener.addr.port}`;
  listener.close();
  const report = await examine(world, [], { AWS_ENDPOINT_URL_STS: `http://${host}` });
  assert.equal(report.status, 3);
  assert.deepEqual(problemsOf(report, "network"), [[
    `Cannot reach "${host}": connection refused`,
    "Check the network connection, the region, and HTTPS_PROXY if there is a proxy",
  ]]);
});

Deno.test("awsume doctor names the proxy that refuses, and not its password", async () => {
  await using world = await startPrivate();
  await using proxy = startProxy("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
  const env = {
    AWS_ENDPOINT_URL_STS: "",
    DENO_NO_UPDATE_CHECK: "1",
    HTTPS_PROXY: `http://me:s3cret@${proxy.host}`,
  };
  const report = await examine(world, [], env);
  assert.deepEqual(problemsOf(report, "network"), [[
    `Cannot reach "sts.us-east-1.amazonaws.com" through the proxy "${proxy.host}": ` +
    "the proxy does not accept the user name and the password",
    "Correct them in HTTPS_PROXY; signs such as @ are written as %40",
  ]]);
  assert.doesNotMatch(JSON.stringify(report), /s3cret/);
});

Deno.test("awsume doctor finds what is sick in real files", async () => {
  await using world = await startPrivate({
    config: `${files.config}[profile lost]\nsource_profile = gone\n`,
  });
  const { home } = world;
  await Deno.chmod(`${home}/.aws/credentials`, 0o644);
  await Deno.writeTextFile(
    `${home}/.bashrc`,
    '# >>> awsume setup >>>\neval "$(/no/such/awsume init bash)"\n# <<< awsume setup <<<\n',
  );
  await Deno.mkdir(`${home}/one/awsume`, { recursive: true });
  await Deno.mkdir(`${home}/two`);
  await Deno.writeTextFile(`${home}/two/awsume`, "#!/usr/bin/env python3\n", { mode: 0o755 });
  await Deno.mkdir(`${home}/three`);
  await Deno.writeFile(`${home}/three/awsume`, new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0xff]), {
    mode: 0o755,
  });
  const PATH = ["one", "two", "three"].map((folder) => `${home}/${folder}`).join(":");
  const env = { PATH, AWS_PROFILE: "autoawsume-x", AWS_CA_BUNDLE: `${home}/.bashrc` };
  const report = await examine(world, ["--offline"], env);
  assert.equal(report.status, 3);
  assert.deepEqual(problemsOf(report, "files"), [[
    `others may read ${home}/.aws/credentials (mode 644)`,
    `chmod go-rwx ${home}/.aws/credentials`,
  ]]);
  const [[loaded = ""] = []] = problemsOf(report, "function");
  assert.equal(loaded, `${home}/.bashrc:2 runs /no/such/awsume, which is not there`);
  const [[python = ""] = [], ...more] = problemsOf(report, "program");
  assert.ok(python.startsWith(`the Python tool, ${home}/two/awsume, is on the PATH before `), python);
  assert.deepEqual(more, []);
  const other = `another awsume, ${home}/three/awsume, is on the PATH before `;
  assert.ok(report.findings.some(({ level, text }) => level === "warning" && text.startsWith(other)));
  for (const check of ["profiles", "shell", "certificates"]) {
    assert.equal(problemsOf(report, check).length, 1);
  }
});

Deno.test("awsume doctor looks at 5,000 profiles, and groups those that fail for one reason", async () => {
  const roles = Array.from(
    { length: 5000 },
    (_, number) =>
      `[profile p${number}]\nrole_arn = arn:aws:iam::111111111111:role/r\nsource_profile = base\n`,
  );
  await using world = await startPrivate({ config: `${roles.join("")}[profile base]\nrole_arn =\n` });
  const report = await examine(world, ["--offline"]);
  const [[text = ""] = [], ...more] = problemsOf(report, "profiles");
  assert.match(text, /^Cannot use profile "base": role_arn has no value at \S+; needed by .* and 4995 more$/);
  assert.deepEqual(more, []);
});

testWith("bash", "awsume doctor speaks and fails through the function of bash", async () => {
  await using world = await startPrivate();
  const init = (await world.awsume(["init", "bash"])).stdout;
  const text = `${init}\nawsume doctor --offline\necho "status $?"\n`;
  const env = { ...world.env, AWS_PROFILE: "gone" };
  const { stdout, stderr } = await runClean(["bash", "-c", text], { folder: world.home, env });
  assert.match(stdout, /^problem {2}shell +AWS_PROFILE names the profile "gone"[^]*\nstatus 3\n$/m, stderr);
});
