/** Values that are hard to quote, through every format of `export` and the real programs that read it. */
import assert from "node:assert/strict";
import type { Session } from "../../src/assume/session.ts";
import { exportFormats } from "../../src/cli/export_formats.ts";
import { ConfigError, UsageError } from "../../src/errors.ts";
import { fakeSystem } from "../support/fake_system.ts";
import { inFolder } from "../support/folder.ts";
import { hostileValues } from "../support/hostile.ts";
import { runClean, toEnv } from "../support/script.ts";
import { realShells, testWith } from "../support/shells.ts";

/** No key is empty. Some of all: tests/shells/roundtrip_test.ts has the rest through the same functions. */
const values = hostileValues().filter((value) => value !== "").slice(0, 300).filter((_, index) =>
  index % 3 === 0
);

interface Written {
  readonly value: string;
  readonly text: string;
}

/** What a format writes for a session of each value, but for the values that it refuses. */
async function writeAll(name: string): Promise<readonly Written[]> {
  const format = exportFormats.find((format) => format.name === name);
  assert.ok(format);
  // Some formats write more where the caller has more.
  using fake = fakeSystem({ env: { AWS_PROFILE: "stale", AWS_REGION: "stale" } });
  const written: Written[] = [];
  for (const value of values) {
    const credentials = { accessKeyId: "AKIA", secretAccessKey: value, sessionToken: `${value}+` };
    const session: Session = { profile: "dev", region: "eu-west-1", credentials };
    try {
      written.push({ value, text: await format.write(session, fake.system) });
    } catch (error) {
      if (!(error instanceof ConfigError || error instanceof UsageError)) throw error;
    }
  }
  return written;
}

function assertRead(written: readonly Written[], environments: readonly string[]): void {
  const read = environments.map((text) => toEnv(text.split("\0")));
  const pick = (env: Readonly<Record<string, string>>): readonly unknown[] => [
    env["AWS_SECRET_ACCESS_KEY"],
    env["AWS_SESSION_TOKEN"],
    env["AWS_REGION"],
    env["AWS_PROFILE"],
  ];
  assert.deepEqual(
    read.map(pick),
    written.map(({ value }) => [value, `${value}+`, "eu-west-1", undefined]),
  );
}

/** Ends what one `env -0` printed. */
const mark = "\0MARK=\0";
const stale = { AWS_PROFILE: "stale", AWS_REGION: "stale", LC_ALL: "C.UTF-8" };

function testInShell(format: string, start: readonly string[]): void {
  const [program = ""] = start;
  testWith(
    program,
    `export --format ${format} comes through ${program}: ${values.length} values`,
    async () => {
      await inFolder(async (folder) => {
        const written = await writeAll(format);
        assert.equal(written.length, values.length);
        const lines = written.map(({ text }) => `${text}env -0\nprintf '\\0MARK=\\0'\n`);
        const say = format === "powershell"
          ? lines.map((line) => line.replace("printf", "env printf"))
          : lines;
        await Deno.writeTextFile(`${folder}/script`, say.join(""));
        const { stdout, stderr } = await runClean([...start, `${folder}/script`], { folder, env: stale });
        assert.equal(stderr, "");
        assertRead(written, stdout.split(mark).slice(0, -1));
      });
    },
  );
}

for (const name of ["bash", "zsh", "dash", "busybox", "ksh", "mksh"] as const) {
  testInShell("sh", realShells[name]?.start ?? []);
}
testInShell("fish", realShells.fish?.start ?? []);
testInShell("powershell", realShells.powershell?.start ?? []);

testWith("nu", "export --format nu comes through nu", async () => {
  await inFolder(async (folder) => {
    const written = await writeAll("nu");
    assert.equal(written.length, values.length);
    await Deno.writeTextFile(`${folder}/all`, written.map(({ text }) => text).join(""));
    const code = "for line in (open --raw all | lines) { $line | from json | load-env; " +
      "^env -0; ^printf '\\0MARK=\\0' }";
    const { stdout, stderr } = await runClean(["nu", "--no-config-file", "-c", code], { folder, env: stale });
    assert.equal(stderr, "");
    assertRead(written, stdout.split(mark).slice(0, -1));
  });
});

/** The readers of a dotenv file, each a command line behind which the file stands. */
const dotenvReaders: Readonly<Record<string, readonly string[]>> = {
  sh: ["sh", "-c", 'set -a; . "$1"; env -0', "sh"],
  bash: ["bash", "-c", 'set -a; . "$1"; env -0', "bash"],
};

for (const [program, words] of Object.entries(dotenvReaders)) {
  testWith(
    program,
    `export --format dotenv is read back by ${program}`,
    () => testDotenv((file) => [...words, file]),
  );
}
testWith("node", "export --format dotenv is read back by node", async () => {
  const written = await writeAll("dotenv");
  const code = `for (const text of JSON.parse(require("fs").readFileSync(0))) {
    const read = require("util").parseEnv(text);
    process.stdout.write(Object.entries(read).map(([name, value]) => name + "=" + value).join("\\0") + "\\n\\0");
  }`;
  await inFolder(async (folder) => {
    const stdin = JSON.stringify(written.map(({ text }) => text));
    const { stdout, stderr } = await runClean(["node", "--eval", code], { folder, stdin });
    assert.equal(stderr, "");
    assertRead(written, stdout.split("\n\0").slice(0, -1));
  });
});

async function testDotenv(command: (file: string) => readonly string[]): Promise<void> {
  await inFolder(async (folder) => {
    const written = (await writeAll("dotenv")).filter((_, index) => index % 2 === 0);
    assert.ok(written.length > 20);
    for (const { value, text } of written) {
      await Deno.writeTextFile(`${folder}/.env`, text);
      const { stdout, stderr } = await runClean(command(`${folder}/.env`), {
        folder,
        env: { LC_ALL: "C.UTF-8" },
      });
      assert.equal(stderr, "");
      const env = toEnv(stdout.split("\0"));
      assert.deepEqual([env["AWS_SECRET_ACCESS_KEY"], env["AWS_SESSION_TOKEN"]], [value, `${value}+`]);
    }
  });
}

testWith("docker", "export --format docker-env is read back by docker", async () => {
  await inFolder(async (folder) => {
    const bodies: { readonly Env: readonly string[] }[] = [];
    // As much of a Docker as a client needs that only wants to create a container.
    const daemon = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
      if (request.url.includes("/containers/create")) bodies.push(await request.json());
      const isPing = request.url.endsWith("/_ping");
      return isPing
        ? new Response("OK")
        : Response.json({ Id: "0123456789ab", Warnings: [] }, { status: 201 });
    });
    const written = (await writeAll("docker-env")).filter((_, index) => index % 4 === 0);
    assert.ok(written.length > 20);
    for (const { text } of written) {
      await Deno.writeTextFile(`${folder}/env`, text);
      const env = { DOCKER_HOST: `tcp://127.0.0.1:${daemon.addr.port}` };
      const words = ["docker", "create", "--env-file", `${folder}/env`, "image"];
      const { status, stderr } = await runClean(words, { folder, env });
      assert.equal(status, 0, stderr);
    }
    await daemon.shutdown();
    const read = bodies.map(({ Env }) => toEnv(Env));
    assert.deepEqual(
      read.map((env) => [env["AWS_SECRET_ACCESS_KEY"], env["AWS_SESSION_TOKEN"]]),
      written.map(({ value }) => [value, `${value}+`]),
    );
  });
});

Deno.test("export --format github-actions is one line a variable, as the runner takes lines apart", async () => {
  for (const { value, text } of await writeAll("docker-env")) {
    // The runner takes the first of `=` and `<<` for what divides a line; a line end divides two.
    const lines = text.trimEnd().split("\n").map((line) => /^(.*?)(=|<<)(.*)$/s.exec(line)?.slice(1) ?? []);
    assert.deepEqual(lines.map(([, sign]) => sign), lines.map(() => "="));
    assert.equal(lines.find(([name]) => name === "AWS_SECRET_ACCESS_KEY")?.[2], value);
  }
});
