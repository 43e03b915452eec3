/** `fuzzy-match: true`: what a name that is no profile's may stand for, and what it may not. */
import assert from "node:assert/strict";
import { startWorld, type World } from "../support/world.ts";

const keys = "aws_access_key_id = AKIAFAKEALICEEXAMPLE\naws_secret_access_key = fake/alice+secret/==\n";
const credentials = ["production", "staging-eu", "staging-us", "sandbox"]
  .map((name) => `[${name}]\n${keys}`).join("");
const config = `[profile orphan]
role_arn = arn:aws:iam::222222222222:role/one
source_profile = sandbo
`;

async function inWorld(
  work: (world: World) => Promise<void>,
  texts: { readonly config?: string; readonly credentials?: string } = {},
  settings = "fuzzy-match: true\n",
): Promise<void> {
  await using world = await startWorld({ config, credentials, ...texts });
  await Deno.mkdir(`${world.home}/.awsume`);
  await Deno.writeTextFile(`${world.home}/.awsume/config.yaml`, settings);
  await work(world);
}

for (
  const [word, name, why] of [
    ["prod", "production", "the one that begins so"],
    ["PROD", "production", "in another case"],
    ["ducti", "production", "the one that contains it"],
    ["prodcution", "production", "the one that is a slip away"],
    ["stagingus", "staging-us", "the one that has a separator more"],
  ] as const
) {
  Deno.test(`awsume ${word} is ${name}: ${why}`, () =>
    inWorld(async (world) => {
      const { status, stdout, stderr } = await world.awsume([word]);
      assert.deepEqual([status, stderr], [0, `Using profile "${name}"\n`]);
      assert.match(stdout, new RegExp(`AWSUME_PROFILE='?${name}\\b`));
      // The same again: nothing is kept under a name that is no profile's.
      assert.equal((await world.awsume([word])).stderr, `Using profile "${name}"\n`);
    }));
}

Deno.test("an exact name is said nothing about", () =>
  inWorld(async (world) => {
    assert.deepEqual(await world.awsume(["sandbox"]), await world.awsume(["sandbox"]));
    assert.equal((await world.awsume(["sandbox"])).stderr, "");
  }));

const refused: readonly (readonly [what: string, words: readonly string[], message: RegExp])[] = [
  ["a name that shares a letter", ["pq"], /^awsume: Cannot find profile "pq"\n/],
  [
    "a name that may be two",
    ["staging"],
    /^awsume: Cannot tell which profile "staging" stands for: "staging-eu", "staging-us"\n +Write the whole name/,
  ],
  ["nothing typed", [], /^awsume: Cannot find profile "default"\n/],
  [
    "--source-profile",
    ["--role-arn", "222222222222:one", "--source-profile", "sandbo"],
    /^awsume: Cannot find profile "sandbo"\n/,
  ],
  ["a source_profile", ["orphan"], /^awsume: Cannot find profile "sandbo", the source_profile of "orphan"\n/],
];
for (const [what, words, message] of refused) {
  Deno.test(`fuzzy-match stops at ${what}, and nothing is exported`, () =>
    inWorld(async (world) => {
      const { status, stdout, stderr } = await world.awsume(words);
      assert.deepEqual([status, stdout], [3, "(exit 3);\n"]);
      assert.match(stderr, message);
      assert.deepEqual(world.calls(), []);
    }));
}

Deno.test("fuzzy-match says that there is no profile where there is none at all", () =>
  inWorld(async (world) => {
    const { status, stderr } = await world.awsume(["prod"]);
    assert.equal(status, 3);
    assert.match(stderr, /^awsume: Cannot find profile "prod"\n/);
  }, { config: "", credentials: "" }));

Deno.test("a name that is no profile's is an error without fuzzy-match", () =>
  inWorld(
    async (world) => {
      const { status, stderr } = await world.awsume(["prod"]);
      assert.equal(status, 3);
      assert.match(stderr, /^awsume: Cannot find profile "prod"\n/);
    },
    {},
    "fuzzy-match: false\n",
  ));

Deno.test("a program's credential-process gets the profile it names, or none", () =>
  inWorld(async (world) => {
    const { status, stdout } = await world.awsume(["credential-process", "sandbo"]);
    assert.deepEqual([status, stdout], [3, ""]);
  }));

Deno.test("explain says which profile it takes", () =>
  inWorld(async (world) => {
    const { status, stdout, stderr } = await world.awsume(["explain", "sandbo"]);
    assert.deepEqual([status, stderr], [0, 'Using profile "sandbox"\n']);
    assert.match(stdout, /^sandbox\n/);
  }));
