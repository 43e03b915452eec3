import assert from "node:assert/strict";
import { functionTexts } from "../../shells/functions.ts";
import { shells } from "../../shells/mod.ts";
import { version } from "../../src/version.ts";
import { fakeAwsume } from "../support/fake_awsume.ts";
import { hostileValues } from "../support/hostile.ts";
import { runClean, script } from "../support/script.ts";
import { nameOf, type RealShell, realShells, testWith } from "../support/shells.ts";

const change = new Map([
  ["AWS_ACCESS_KEY_ID", "ASIAEXAMPLE"],
  ["AWS_REGION", "eu-west-1"],
  ["AWSUME_PROFILE", "it's $HOME * prod"],
  ["AWS_PROFILE", null],
]);

const oddFolders = [
  "a  b",
  "it's",
  'say "hi"',
  "$HOME",
  "`id` $(id)",
  "back\\slash",
  "$& %s *",
  "-x",
  "é 🔑",
];

Deno.test("realShells has every shell of the registry but cmd, which tests/windows/cmd.ts plays", () => {
  const names = new Set(Object.values(realShells).map((real) => real.shell.name));
  const expected = shells.map((shell) => shell.name).filter((name) => name !== "cmd");
  assert.deepEqual([...names].sort(), expected.sort());
});

for (const real of Object.values(realShells)) testWrapper(real);

function testWrapper(real: RealShell): void {
  const { shell } = real;
  const [program = ""] = real.start;
  const test = (criterion: string, work: () => Promise<void>): void =>
    testWith(program, `${nameOf(real)} awsume() ${criterion}`, work);

  for (const [mood, line] of Object.entries(real.moods)) {
    test(`sets and unsets under: ${mood}`, async () => {
      const out = shell.say("said\n") + shell.render(change);
      await using fake = await fakeAwsume({ prod: { out } });
      const env = { AWS_PROFILE: "old" };
      const story = script(real, { init: `${line}\n${fake.init(shell)}`, folder: fake.home, env });
      await story.run("awsume").expectStatus(0).expectEnv("AWS_PROFILE", "old")
        .run("awsume", "prod", "--region", "a  b*'0\\").expectStatus(0)
        .expectEnv("AWS_ACCESS_KEY_ID", "ASIAEXAMPLE")
        .expectEnv("AWS_REGION", "eu-west-1")
        .expectEnv("AWSUME_PROFILE", "it's $HOME * prod")
        .expectEnv("AWS_PROFILE", undefined)
        .expectEnv("AWSUME_SHELL", undefined)
        .run("awsume", "exec", "a  b").expectStatus(0).expectEnv("AWSUME_FUNCTION", undefined)
        .expectStdout("said\n")
        .end();
      const { argv, shell: told, version: withVersion } = await fake.call("prod");
      assert.deepEqual(argv, ["prod", "--region", "a  b*'0\\"]);
      assert.deepEqual([told, withVersion], [shell.name, "unset"]);
      const direct = await fake.call("exec");
      assert.deepEqual(direct.argv, ["exec", "a  b"]);
      assert.deepEqual([direct.shell, direct.version], ["unset", `${shell.name}:${version}`]);
    });
  }

  test("takes the place of the Python tool's alias; says, changes and is piped, whatever the values", async () => {
    const values = hostileValues();
    const text = values.join("\n") + "\n\n";
    const code = shell.render(change);
    await using fake = await fakeAwsume({
      "--help": { out: shell.say(text) },
      "-s": { out: shell.say(code) + code },
      "-l": { out: shell.say("dev\nprod\n") },
      prod: { out: shell.render(new Map(values.map((value, i) => [`V${i}`, value]))) },
      stdin: { stdin: true },
    });
    const story = script(real, { init: `${real.pythonAlias}\n${fake.init(shell)}`, folder: fake.home })
      // It may have nothing to say.
      .run("awsume").expectStatus(0)
      .run("awsume", "--help").expectStatus(0)
      .run("awsume", "-s", "prod").expectStatus(0).expectEnv("AWS_REGION", "eu-west-1")
      .line(`awsume -l | ${real.call ?? ""}sort -r`).line(`${real.call ?? ""}echo end`)
      .run("awsume", "prod").expectStatus(0)
      .expectStdout(`${text}${code}prod\ndev\nend\n`);
    const handsOver = real.readsPipes !== false;
    const { runs, stderr } =
      await (handsOver ? story.line(`${real.call ?? ""}echo 123456 | awsume stdin`) : story).end();
    assert.equal(stderr, "");
    assert.deepEqual((await fake.call("_")).argv, []);
    const env = runs.at(-1)?.env ?? {};
    assert.deepEqual(values.map((_, i) => env[`V${i}`]), values);
    // nushell gives what it has collected without the end of the last line.
    if (handsOver) assert.match((await fake.call("stdin")).stdin, /^123456\n?$/);
  });

  test("keeps every status and the environment, and evaluates nothing", async () => {
    const statuses = [1, 2, 3, 4, 130, 255];
    const out = shell.render(new Map([["AWS_REGION", "new"]]));
    const answers = statuses.map((status) => [`s${status}`, { out, err: "no\n", status }] as const);
    await using fake = await fakeAwsume(Object.fromEntries(answers));
    const setting = { init: fake.init(shell), folder: fake.home, env: { AWS_REGION: "old" } };
    const story = statuses.reduce(
      (told, status) => told.run("awsume", `s${status}`).expectStatus(status).expectEnv("AWS_REGION", "old"),
      script(real, setting),
    );
    const { stderr } = await story.expectStdout("").end();
    assert.equal(stderr, "no\n".repeat(statuses.length));
  });

  test("reports the shell's own status when the executable is gone", async () => {
    await using fake = await fakeAwsume({});
    await Deno.remove(fake.path);
    const { stderr } = await script(real, { init: fake.init(shell), folder: fake.home })
      .run("awsume", "prod").expectStatus(127).expectStdout("").end();
    assert.match(stderr, /awsume/);
  });

  test("runs a pass-through command with input, output, errors and status its own", async () => {
    const out = "not 'a statement $(\nno line end";
    await using fake = await fakeAwsume({ exec: { out, err: "warning\n", stdin: true, status: 7 } });
    const setting = { init: fake.init(shell), folder: fake.home, stdin: "streamed" };
    const { stderr } = await script(real, setting)
      .run("awsume", "exec", "prod", "--", "cat", "").expectStatus(7).expectStdout(out).end();
    const call = await fake.call("exec");
    assert.deepEqual(call, {
      argv: ["exec", "prod", "--", "cat", ""],
      shell: "unset",
      version: `${shell.name}:${version}`,
      stdin: "streamed",
    });
    assert.equal(stderr, "warning\n");
  });

  if (real.evaluates !== false) {
    test("is unharmed by a second init", async () => {
      await using fake = await fakeAwsume({ prod: { out: shell.render(change) } });
      await script(real, { init: fake.init(shell) + fake.init(shell), folder: fake.home })
        .run("awsume", "prod").expectStatus(0).expectEnv("AWS_REGION", "eu-west-1").end();
    });
  }

  // A shell that cannot evaluate a second function is started for each.
  for (const folders of real.evaluates === false ? oddFolders.map((name) => [name]) : [oddFolders]) {
    test(`is found in ${folders.length > 1 ? "folders with odd names" : `a folder called ${folders}`}`, async () => {
      await using stack = new AsyncDisposableStack();
      const answers = { prod: { out: shell.render(change) }, exec: { out: "ran\n" } };
      const fakes = await Promise.all(folders.map((name) => fakeAwsume(answers, name)));
      for (const fake of fakes) stack.use(fake);
      const [home = ""] = fakes.map((fake) => fake.home);
      const story = fakes.reduce(
        (told, fake) =>
          told.line(fake.init(shell))
            .run("awsume", "prod").expectStatus(0).expectEnv("AWS_REGION", "eu-west-1")
            .run("awsume", "exec").expectStatus(0),
        script(real, { init: "", folder: home }),
      );
      await story.expectStdout("ran\n".repeat(fakes.length)).end();
      for (const fake of fakes) assert.deepEqual((await fake.call("prod")).argv, ["prod"]);
    });
  }

  test("leaves nothing behind but its functions", async () => {
    await using fake = await fakeAwsume({ prod: { out: shell.render(change) }, "-x": { status: 3 } });
    const snapshot = (file: string): string => real.snapshot(`${fake.home}/${file}`);
    await script(real, { init: snapshot("before"), folder: fake.home })
      .line(fake.init(shell)).run("awsume", "prod").run("awsume", "-x").line(snapshot("after")).end();
    const linesOf = async (file: string): Promise<readonly string[]> =>
      (await Deno.readTextFile(`${fake.home}/${file}`)).split("\n");
    const before = new Set(await linesOf("before"));
    const added = (await linesOf("after")).filter((line) => !before.has(line) && !change.has(line));
    const functions = [
      ...functionTexts[shell.name].matchAll(
        /^\\?(\w+)\(\) \{|^ *(?:function|alias|set) (?:global:)?([\w-]+)/gm,
      ),
    ];
    const names = functions.map(([, name, other]) => name ?? other);
    assert.deepEqual(added.filter((line) => !names.includes(line)), []);
  });

  testWith(real.check[0] ?? "", `${nameOf(real)} init text is read without complaint`, async () => {
    await using fake = await fakeAwsume({}, "it's");
    await Deno.writeTextFile(`${fake.home}/init`, fake.init(shell));
    const { status, stderr } = await runClean([...real.check, `${fake.home}/init`], { folder: fake.home });
    assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
  });
}
