/** `awsume -l` with real files, in pipes, under the functions of the shells, and with an AWS to ask. */
import assert from "node:assert/strict";
import { atTerminal, testAtTerminal } from "../support/interactive.ts";
import { script } from "../support/script.ts";
import { realShells, testWith } from "../support/shells.ts";
import { awsumeWords, files, startWorld } from "../support/world.ts";

const table = `PROFILE  TYPE  SOURCE  MFA?  REGION     PARTITION  ACCOUNT
alice    User  None    No    None       ?          Unavailable
closed   Role  alice   No    None       aws        666666666666
default  User  None    No    us-east-1  ?          Unavailable
locked   Role  mfa     No    None       aws        555555555555
mfa      User  None    Yes   None       aws        111111111111
one      Role  alice   No    None       aws        222222222222
three    Role  two     No    eu-west-1  aws        444444444444
two      Role  one     No    None       aws        333333333333
`;

Deno.test("row 81 (K05): awsume -l prints the table and calls nobody", async () => {
  await using world = await startWorld();
  assert.deepEqual(await world.awsume(["-l"]), { status: 0, stdout: table, stderr: "" });
  assert.deepEqual(world.calls(), []);
});

Deno.test("row 81 (K06): awsume -l more makes one GetCallerIdentity, and none the second time", async () => {
  await using world = await startWorld();
  const found = table.replace(
    /^(alice .*)\?( +)Unavailable$/m,
    (_, start, blanks) => `${start}aws${blanks.slice(2)}111111111111`,
  );
  for (const _ of [1, 2]) {
    const stderr = `STS is not AWS's: ${world.aws.url} (AWS_ENDPOINT_URL_STS)\n`;
    assert.deepEqual(await world.awsume(["-l", "more"]), { status: 0, stdout: found, stderr });
    assert.deepEqual(world.calls(), ["GetCallerIdentity"]);
  }
  const [entry] = await Array.fromAsync(Deno.readDir(`${world.home}/.awsume/cache`));
  const path = `${world.home}/.awsume/cache/${entry?.name}`;
  assert.ok(!(`${path}${await Deno.readTextFile(path)}`).includes("FAKEALICE"));
  if (Deno.build.os !== "windows") assert.equal(((await Deno.stat(path)).mode ?? 0) & 0o777, 0o600);
});

Deno.test("row 81 (K07): awsume -l with another word is a wrong command line; a profile before it is not", async () => {
  await using world = await startWorld();
  assert.equal((await world.awsume(["-l", "user"])).status, 2);
  assert.deepEqual(await world.awsume(["gone", "-l"]), { status: 0, stdout: table, stderr: "" });
});

testAtTerminal("awsume -l more shows on a terminal how far it has come, and removes that", async () => {
  await using world = await startWorld();
  await using terminal = atTerminal(["/bin/sh"], world.home, { ...world.env, TERM: "xterm" });
  const words = awsumeWords().map((word) => `'${word}'`).join(" ");
  await terminal.type(`stty cols 40; ${words} -l more\n`);
  await terminal.until(/Asking AWS +\[ {10}\] +0\/1\r +\rAsking AWS +\[#{10}\] +1\/1\r +\rPROFILE /);
});

Deno.test("awsume -l more goes on when AWS says no", async () => {
  const wrong = `${files.credentials}[wrong]\naws_access_key_id = AKIAFAKEALICEEXAMPLE\n` +
    "aws_secret_access_key = fake/other\n[gone]\naws_access_key_id = AKIAGONE\naws_secret_access_key = x\n";
  await using world = await startWorld({ credentials: wrong });
  const { status, stdout, stderr } = await world.awsume(["-l", "more"]);
  assert.equal(status, 0);
  assert.match(stdout, /^alice .* 111111111111$/m);
  assert.match(stdout, /^gone .* Unavailable$/m);
  assert.match(stdout, /^wrong .* Unavailable$/m);
  assert.match(stderr, /no account for "gone": AWS answered InvalidClientTokenId/);
  assert.match(stderr, /no account for "wrong": AWS answered SignatureDoesNotMatch/);
  assert.ok(!/AKIA|fake\//.test(stdout + stderr), stderr);
});

Deno.test("awsume -l --json is an array for programs, with the accounts that more finds", async () => {
  await using world = await startWorld({ config: `${files.config}[profile bad]\noops\n` });
  const { stdout } = await world.awsume(["-l", "more", "--json"]);
  const found: readonly Readonly<Record<string, unknown>>[] = JSON.parse(stdout);
  assert.deepEqual(found.map(({ name, account }) => [name, account]), [
    ["alice", "111111111111"],
    ["bad", null],
    ["closed", "666666666666"],
    ["default", null],
    ["locked", "555555555555"],
    ["mfa", "111111111111"],
    ["one", "222222222222"],
    ["three", "444444444444"],
    ["two", "333333333333"],
  ]);
  assert.match(JSON.stringify(found[1]?.problem), /"text":"expected/);
});

Deno.test("awsume -l reads the files that the options name", async () => {
  await using world = await startWorld();
  await Deno.writeTextFile(`${world.home}/other`, "[profile elsewhere]\nregion = eu-west-1\n");
  const { stdout } = await world.awsume(["-l", "--config-file", "other", "--credentials-file", "none"]);
  assert.match(stdout, /^PROFILE.*\nelsewhere .*\n$/);
});

// tests/e2e/shell_test.ts has the other shells.
testWith("bash", "awsume -l is printed, can be piped, and sets nothing", async () => {
  await using world = await startWorld();
  const { bash } = realShells;
  assert.ok(bash);
  const init = (await world.run(["init", "bash"])).stdout;
  const { stdout } = await script(bash, { init, folder: world.home, env: world.env })
    .run("awsume", "-l").expectStatus(0).expectEnv("AWSUME_PROFILE", undefined)
    .line("awsume -l | grep -c Role")
    .line("awsume -l --json | grep -c problem")
    .run("awsume", "-l", "dev").expectStatus(2)
    .end();
  assert.equal(stdout, `${table}5\n8\n`);
});
