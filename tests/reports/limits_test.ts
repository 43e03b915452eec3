import assert from "node:assert/strict";
import { run } from "../../src/cli/run.ts";
import { type FakeSystem, fakeSystem } from "../support/fake_system.ts";

/** What is longer than anybody means is refused in words, at once: no stack trace, and no wait without an end. */
const keys = "aws_access_key_id = AKIAFAKE\naws_secret_access_key = s\n";

/** So many profiles, each the source of the one before; the last one has keys, or leads back to the first. */
function chainOf(count: number, end: "keys" | "circle"): string {
  const roles = Array.from(
    { length: count - 1 },
    (_, index) =>
      `[profile p${index}]\nrole_arn = arn:aws:iam::222222222222:role/r${index}\nsource_profile = p${
        index + 1
      }\n`,
  );
  const last = end === "keys"
    ? `[profile p${count - 1}]\n${keys}`
    : `[profile p${count - 1}]\nrole_arn = arn:aws:iam::222222222222:role/last\nsource_profile = p0\n`;
  return [...roles, last].join("");
}

function worldOf(config: string, settings = ""): FakeSystem {
  return fakeSystem({
    env: { HOME: "/home/me" },
    files: {
      "/home/me/.aws/config": config,
      "/home/me/.aws/credentials": "",
      "/home/me/.awsume/config.yaml": settings,
    },
  });
}

const tooLong =
  /Cannot follow the role chain "p0" -> "p1" -> "p2" -> … -> "p99": it goes on after 100 profiles/;

for (
  const [what, count, end] of [
    ["a chain of 101", 101, "keys"],
    ["a chain of 6,000", 6000, "keys"],
    ["a circle of 3,000", 3000, "circle"],
  ] as const
) {
  for (const words of [["p0"], ["explain", "p0"], ["export", "p0"], ["credential-process", "p0"]]) {
    Deno.test(`${what} profiles is refused: awsume ${words.join(" ")}`, async () => {
      using fake = worldOf(chainOf(count, end));
      assert.equal(await run(words, fake.system), 3);
      assert.match(fake.told.join("\n"), tooLong);
      assert.doesNotMatch(fake.printed.join(""), /AKIAFAKE/);
    });
  }
}

Deno.test("a chain of 100 profiles is followed", async () => {
  using fake = worldOf(chainOf(100, "keys"));
  assert.equal(await run(["explain", "p0", "--json"], fake.system), 0, fake.told.join("\n"));
  assert.equal(JSON.parse(fake.printed.join("")).calls.length, 99);
});

Deno.test("a circle of 100 profiles is named as one", async () => {
  using fake = worldOf(chainOf(100, "circle"));
  assert.equal(await run(["p0"], fake.system), 3);
  assert.match(fake.told.join("\n"), /"p99" -> "p0": it is a circle/);
});

Deno.test("ls marks the rows of a chain that is too long, and shows the others", async () => {
  using fake = worldOf(chainOf(103, "keys"));
  assert.equal(await run(["ls"], fake.system), 0);
  const lines = fake.printed.join("").split("\n");
  assert.match(lines.find((line) => line.startsWith("p0 ")) ?? "", /! Cannot follow the role chain/);
  assert.doesNotMatch(lines.find((line) => line.startsWith("p50 ")) ?? "!", /!/);
  assert.equal(lines.filter((line) => line.includes("!")).length, 3);
});

Deno.test("ls on a circle of 3,000 profiles ends, with a row for each", async () => {
  using fake = worldOf(chainOf(3000, "circle"));
  assert.equal(await run(["ls"], fake.system), 0);
  const lines = fake.printed.join("").trimEnd().split("\n");
  assert.equal(lines.length, 3001);
  assert.ok(lines.slice(1).every((line) => line.includes("! Cannot follow the role chain")));
});

const yaml: Readonly<Record<string, readonly [settings: string, says: RegExp]>> = {
  "an alias that holds itself": ["region: eu-west-1\nx: &x [*x]\n", /config\.yaml:2: it uses an alias/],
  "aliases that explode": [
    `a: &a [x, x]\n${
      [..."bcdefghijklmnopqrstuvwxyz"].map((name, index) => {
        const before = String.fromCharCode(97 + index);
        return `${name}: &${name} [*${before}, *${before}]\n`;
      }).join("")
    }`,
    /config\.yaml:2: it uses an alias/,
  ],
  "an alias of a word": ["x: &x eu-west-1\nregion: *x\n", /config\.yaml:2: it uses an alias/],
  "a list a thousand deep": [
    `x: ${"[".repeat(1000)}${"]".repeat(1000)}\nregion: [a]\n`,
    /config\.yaml:1: nesting/,
  ],
  "more than 1 MiB": [
    `region: eu-west-1\n# ${"x".repeat(1024 * 1024)}\n`,
    /config\.yaml: it is longer than 1 MiB/,
  ],
  "zeros": ["\0".repeat(2 * 1024 * 1024), /config\.yaml: it is longer than 1 MiB/],
};

for (const [what, [settings, says]] of Object.entries(yaml)) {
  for (
    const words of [["p"], ["config", "list"], ["config", "set", "region", "eu-west-1"], [
      "doctor",
      "--offline",
    ]]
  ) {
    Deno.test(`settings with ${what} are refused: awsume ${words.join(" ")}`, async () => {
      using fake = worldOf(`[profile p]\n${keys}`, settings);
      const code = await run(words, fake.system);
      const text = `${fake.told.join("\n")}\n${fake.printed.join("")}`;
      // A switch reads a few lines of plain settings without the parser, and sees no fault elsewhere.
      if (words[0] === "p" && code === 0) return assert.match(what, /alias.* (itself|explode)$/);
      assert.equal(code, 3, text);
      assert.match(text, says);
      assert.doesNotMatch(text, /\n\s+at /);
      assert.equal(fake.files.get("/home/me/.awsume/config.yaml"), settings);
    });
  }
}
