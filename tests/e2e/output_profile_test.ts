import assert from "node:assert/strict";
import { quoteWord } from "../../src/assume/process_value.ts";
import { files, startWorld, type World } from "../support/world.ts";

function credentialsPath({ home }: World): string {
  return `${home}/.aws/credentials`;
}

async function readCredentials(world: World): Promise<string> {
  return await Deno.readTextFile(credentialsPath(world));
}

/** The section as it must stand there for what was exported. */
function sectionOf(
  name: string,
  stdout: string,
  command = `awsume one ${quoteWord(`--output-profile=${name}`)}`,
): string {
  const exported = new Map(
    [...stdout.matchAll(/^export (\w+)='(.*)';$/gm)].map(([, key, value]) => [key, value]),
  );
  return `[${name}]
manager = awsume
aws_access_key_id = ${exported.get("AWS_ACCESS_KEY_ID")}
aws_secret_access_key = ${exported.get("AWS_SECRET_ACCESS_KEY")}
aws_session_token = ${exported.get("AWS_SESSION_TOKEN")}
aws_account_id = ${exported.get("AWS_ACCOUNT_ID")}
region = ${exported.get("AWS_REGION")}
expiration = ${exported.get("AWSUME_EXPIRATION")}
awsume_command = ${command}
`;
}

Deno.test("awsume -o writes the exported credentials into a section of its own, and no other byte [75]", async () => {
  const credentials = `; mine\r\n${files.credentials.replaceAll("\n", "\r\n")}\r\n# the end`;
  await using world = await startWorld({ credentials });
  const { status, stdout, stderr } = await world.awsume(["one", "-o", "outp"]);
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^export AWS_SESSION_TOKEN='.+';$/m);
  assert.match(stderr, /^Wrote these credentials to the profile "outp" of \S+credentials$/m);
  const section = sectionOf("outp", stdout).trimEnd().replaceAll("\n", "\r\n");
  assert.equal(await readCredentials(world), `${credentials}\r\n\r\n${section}`);
});

Deno.test("awsume -o writes a profile that awsume can use", async () => {
  await using world = await startWorld();
  const written = await world.awsume(["one", "--output-profile=outp"]);
  const used = await world.awsume(["outp"]);
  const exported = (stdout: string): readonly string[] =>
    stdout.match(/^export (?!AWSUME_PROFILE)\w+=.*$/gm) ?? [];
  assert.equal(exported(used.stdout).length, 8, used.stderr);
  assert.deepEqual(exported(used.stdout), exported(written.stdout));
});

Deno.test("awsume -o replaces a section of its own, an expired one too [77]", async () => {
  const old = "[outp] # keep\nmanager = awsume\naws_access_key_id = OLD\nexpiration = 2020-01-01 00:00:00\n";
  await using world = await startWorld({ credentials: `${old}\n# alice\n${files.credentials}` });
  const { status, stdout, stderr } = await world.awsume(["one", "-ooutp"]);
  assert.equal(status, 0, stderr);
  const section = sectionOf("outp", stdout).replace("[outp]", "[outp] # keep");
  assert.equal(await readCredentials(world), `${section}\n# alice\n${files.credentials}`);
});

const refused: readonly (readonly [criterion: string, words: readonly string[], file: RegExp])[] = [
  [
    "in the credentials file [76]",
    ["one", "-o", "alice"],
    /"alice": it is not managed by awsume \(\S+credentials:1\)/,
  ],
  ["in the config file alone", ["one", "-o", "two"], /"two": it is not managed by awsume \(\S+config:9\)/],
  [
    "beside --role-arn [78]",
    ["--role-arn", "222222222222:one", "--source-profile", "alice", "-o", "alice"],
    /"alice": it is not managed/,
  ],
];

for (const [criterion, words, message] of refused) {
  Deno.test(`awsume -o refuses a foreign profile ${criterion}, before any call`, async () => {
    await using world = await startWorld();
    const { status, stdout, stderr } = await world.awsume(words);
    assert.equal(status, 3, stderr);
    assert.equal(stdout, "(exit 3);\n");
    assert.match(stderr, message);
    assert.deepEqual(world.calls(), []);
    assert.equal(await readCredentials(world), files.credentials);
  });
}

for (const name of ["", "a]", "a\nb", " a", "profile a", "DEFAULT", "x #y", "a b", "'", "$(id)"]) {
  Deno.test(`awsume -o refuses the name ${JSON.stringify(name)}`, async () => {
    await using world = await startWorld();
    const { status, stdout, stderr } = await world.awsume(["one", `--output-profile=${name}`]);
    assert.deepEqual([status, stdout], [2, "(exit 2);\n"]);
    assert.match(stderr, /Cannot use --output-profile/);
    assert.equal(await readCredentials(world), files.credentials);
  });
}

for (const name of ["exec", "a:b", "@a+b/c", "None"]) {
  Deno.test(`awsume -o takes the name ${JSON.stringify(name)}`, async () => {
    await using world = await startWorld();
    const { status, stdout, stderr } = await world.awsume(["one", `--output-profile=${name}`]);
    assert.equal(status, 0, stderr);
    assert.equal(await readCredentials(world), `${files.credentials}\n${sectionOf(name, stdout)}`);
    const used = await world.awsume(["--", name]);
    assert.equal(used.status, 0, used.stderr);
  });
}

Deno.test("awsume -o exports nothing when the file is read-only, and loses nothing", async () => {
  await using world = await startWorld();
  await Deno.chmod(credentialsPath(world), 0o444);
  const { status, stdout, stderr } = await world.awsume(["one", "-o", "outp"]);
  assert.deepEqual([status, stdout], [3, "(exit 3);\n"]);
  assert.match(stderr, /Cannot write "\S+credentials": it is read-only/);
  assert.equal(await readCredentials(world), files.credentials);
});

Deno.test("awsume -o keeps the mode of the file and the link to it", async () => {
  await using world = await startWorld();
  const path = credentialsPath(world);
  await Deno.rename(path, `${world.home}/real`);
  await Deno.symlink("../real", path);
  await Deno.chmod(`${world.home}/real`, 0o640);
  const { status, stdout, stderr } = await world.awsume(["one", "-o", "outp"]);
  assert.equal(status, 0, stderr);
  assert.equal(await Deno.readLink(path), "../real");
  assert.equal(((await Deno.stat(path)).mode ?? 0) & 0o777, 0o640);
  assert.equal(
    await Deno.readTextFile(`${world.home}/real`),
    `${files.credentials}\n${sectionOf("outp", stdout)}`,
  );
});

Deno.test("awsume -o makes a private file where there is none", async () => {
  const config = "[profile keys]\naws_access_key_id = AKIAFAKEALICEEXAMPLE\naws_secret_access_key = s\n";
  await using world = await startWorld({ config });
  await Deno.remove(credentialsPath(world));
  const { status, stderr } = await world.awsume(["keys", "-o", "outp"]);
  assert.equal(status, 0, stderr);
  assert.equal(
    await readCredentials(world),
    "[outp]\nmanager = awsume\naws_access_key_id = AKIAFAKEALICEEXAMPLE\naws_secret_access_key = s\n",
  );
  assert.equal(((await Deno.stat(credentialsPath(world))).mode ?? 0) & 0o777, 0o600);
});

Deno.test("awsume -o writes into the file of --credentials-file", async () => {
  await using world = await startWorld();
  await Deno.writeTextFile(`${world.home}/other`, files.credentials);
  const words = ["one", "-o", "outp", "--credentials-file", `${world.home}/other`];
  const { status, stdout, stderr } = await world.awsume(words);
  assert.equal(status, 0, stderr);
  assert.equal(await readCredentials(world), files.credentials);
  assert.equal(
    await Deno.readTextFile(`${world.home}/other`),
    `${files.credentials}\n${
      sectionOf("outp", stdout, `awsume one --credentials-file=${world.home}/other --output-profile=outp`)
    }`,
  );
});

Deno.test("awsume -o loses no section when many write at once", async () => {
  await using world = await startWorld();
  const names = ["a", "b", "c", "d", "e", "f"];
  const sections = await Promise.all(names.map(async (name) => {
    const { status, stdout, stderr } = await world.run(["one", "-o", name]);
    assert.equal(status, 0, stderr);
    return `\n${sectionOf(name, stdout)}`;
  }));
  const text = await readCredentials(world);
  assert.ok(text.startsWith(files.credentials));
  for (const section of sections) assert.ok(text.includes(section));
  assert.equal(text.length, files.credentials.length + sections.join("").length);
});

Deno.test("awsume --debug -o shows no secret", async () => {
  await using world = await startWorld();
  const { status, stderr } = await world.awsume(["one", "-o", "outp", "--debug"]);
  assert.equal(status, 0, stderr);
  assert.match(stderr, /^debug: write \S+\.aws\/credentials: done/m);
  for (const { secretAccessKey, sessionToken = "-" } of world.aws.issued) {
    assert.ok(!stderr.includes(secretAccessKey) && !stderr.includes(sessionToken));
  }
});

const cleaned = `# first
[o1]
manager = awsume
expiration = 2020-01-01 00:00:00

[o2]
manager = awsume
expiration = 2999-01-01T00:00:00Z

[o3]
manager = other
expiration = 2020-01-01 00:00:00

# foreign
[o5]
expiration = 2020-01-01 00:00:00
[o6]
manager = awsume
expiration = 2020-01-01T00:00:00Z
# last
[o7]
manager = awsume
expiration = never`;

const cleanedAfter = `# first

[o2]
manager = awsume
expiration = 2999-01-01T00:00:00Z

[o3]
manager = other
expiration = 2020-01-01 00:00:00

# foreign
[o5]
expiration = 2020-01-01 00:00:00
# last
[o7]
manager = awsume
expiration = never`;

Deno.test("awsume --clean removes expired sections of its own, and no other byte [79]", async () => {
  await using world = await startWorld({ credentials: cleaned });
  const { status, stdout, stderr } = await world.awsume(["--clean"]);
  assert.deepEqual([status, stdout], [0, ""]);
  assert.match(stderr, /^Kept the profile "o7": its expiration cannot be read \(\S+credentials:21\)\n/);
  assert.match(stderr, /\nRemoved the expired profile "o1"\nRemoved the expired profile "o6"\n$/);
  assert.equal(await readCredentials(world), cleanedAfter);
});

Deno.test("awsume --clean is silent when there is nothing to do, and makes no file", async () => {
  await using world = await startWorld();
  assert.deepEqual(await world.awsume(["--clean"]), { status: 0, stdout: "", stderr: "" });
  assert.equal(await readCredentials(world), files.credentials);
  await Deno.remove(credentialsPath(world));
  assert.deepEqual(await world.awsume(["--clean"]), { status: 0, stdout: "", stderr: "" });
  await assert.rejects(readCredentials(world), Deno.errors.NotFound);
});

Deno.test("awsume --clean says that the file is read-only", async () => {
  await using world = await startWorld({ credentials: cleaned });
  await Deno.chmod(credentialsPath(world), 0o444);
  const { status, stderr } = await world.awsume(["--clean"]);
  assert.equal(status, 3);
  assert.match(stderr, /it is read-only/);
  assert.doesNotMatch(stderr, /Removed/);
  assert.equal(await readCredentials(world), cleaned);
});

Deno.test("awsume -o completes to nothing, --output-profile is completed", async () => {
  await using world = await startWorld();
  const complete = async (words: readonly string[]): Promise<string> =>
    (await world.awsume(["__complete", "fish", ...words])).stdout;
  assert.equal(await complete(["one", "-o", ""]), "");
  assert.match(await complete(["one", "--out"]), /^--output-profile/);
});
