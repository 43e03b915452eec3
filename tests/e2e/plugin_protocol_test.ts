/** docs/plugin-protocol.schema.json, against what awsume sends to a program and accepts from it. */
import assert from "node:assert/strict";
import { protocolSchema } from "../../scripts/docs/protocol.ts";
import { hookNames, toSnake } from "../../src/plugins/hooks.ts";
import { isValid, type Schema } from "../support/json_schema.ts";
import { writePlugins } from "../support/plugged.ts";
import { startWorld } from "../support/world.ts";

const schema = protocolSchema() as Schema;

/** A program that keeps what it is told, and always answers the same. */
function program(description: unknown, answer: unknown): string {
  return `#!/bin/sh
read -r request
echo "$request" >>"$HOME/requests"
case $request in
  *'"hook":"describe"'*) echo '${JSON.stringify(description)}' ;;
  *) echo '${JSON.stringify(answer)}' ;;
esac
`;
}

for (const spell of [(hook: string): string => hook, toSnake]) {
  Deno.test(`what a program is told is as the schema says, of ${spell("getMfaToken")}`, async () => {
    await using world = await startWorld();
    const hooks = hookNames.map(spell);
    await writePlugins(world.home, { "awsume-plugin-all": program({ hooks }, {}) });
    const { status, stdout, stderr } = await world.awsume(["plugin", "check", "awsume-plugin-all"]);
    assert.equal(status, 0, stdout + stderr);
    const lines = (await Deno.readTextFile(`${world.home}/requests`)).trimEnd().split("\n");
    const [first, ...requests] = lines.map((line) => JSON.parse(line));
    assert.ok(isValid(first, "describe", schema), JSON.stringify(first));
    assert.deepEqual(requests.map(({ hook }) => hook), hooks);
    for (const [index, request] of requests.entries()) {
      assert.ok(isValid(request, `${hookNames[index]}.request`, schema), JSON.stringify(request));
      assert.ok(!isValid({ ...request, more: 1 }, `${hookNames[index]}.request`, schema));
    }
  });
}

Deno.test("what a program is told in a switch is as the schema says", async () => {
  await using world = await startWorld();
  const description = { hooks: hookNames.filter((hook) => hook !== "getMfaToken") };
  await writePlugins(`${world.home}/.awsume/plugins`, { "awsume-plugin-all": program(description, {}) });
  assert.equal((await world.awsume(["one"])).status, 0);
  assert.equal((await world.awsume(["nope"])).status, 3);
  const lines = (await Deno.readTextFile(`${world.home}/requests`)).trimEnd().split("\n");
  const requests = lines.map((line) => JSON.parse(line)).filter(({ hook }) => hook !== "describe");
  assert.ok(requests.some(({ hook }) => hook === "postGetCredentials"));
  assert.ok(requests.some(({ hook }) => hook === "catchProfileNotFoundException"));
  for (const request of requests) {
    assert.ok(isValid(request, `${request.hook}.request`, schema), JSON.stringify(request));
  }
});

Deno.test("a program gets secrets on stdin alone, and only for hooks that need them", async () => {
  const text = program({ hooks: hookNames }, {})
    .replace("#!/bin/sh\n", '#!/bin/sh\n{ echo "$0 $*"; env; } >>"$HOME/around"\n');
  await using world = await startWorld();
  await writePlugins(`${world.home}/.awsume/plugins`, { "awsume-plugin-all": text });
  const { status, stdout, stderr } = await world.awsume(["one"]);
  assert.equal(status, 0, stderr);
  const lines = (await Deno.readTextFile(`${world.home}/requests`)).trimEnd().split("\n");
  const whoGets = (secret: string): readonly string[] =>
    lines.filter((line) => line.includes(secret)).map((line) => JSON.parse(line).hook);
  assert.deepEqual(whoGets("fake/alice+secret/=="), ["getCredentials"]);
  const [, taken = ""] = /AWS_SECRET_ACCESS_KEY='([^']+)'/.exec(stdout) ?? [];
  const [, token = ""] = /AWS_SESSION_TOKEN='([^']+)'/.exec(stdout) ?? [];
  for (const secret of [taken, token]) assert.deepEqual(whoGets(secret), ["postGetCredentials"]);
  const around = await Deno.readTextFile(`${world.home}/around`);
  assert.match(around, /awsume-plugin-all/);
  for (const secret of ["fake/alice+secret/==", taken, token]) assert.ok(!around.includes(secret));
});

const keys = { accessKeyId: "AKIA", secretAccessKey: "s" };

/** Answers of a hook; which are right is for the schema and for awsume to say, and both say the same. */
const answers: readonly (readonly [hook: string, answers: readonly unknown[]])[] = [
  ["getCredentials", [
    {},
    { result: null },
    { result: keys },
    { result: { ...keys, sessionToken: "t", region: "eu-west-1", expiration: "2030-01-01T00:00:00Z" } },
    { result: { accessKeyId: "AKIA" } },
    { result: { ...keys, sessionToken: 7 } },
    { result: "text" },
    { error: { code: "x", message: "no" } },
  ]],
  ["getMfaToken", [{ result: "123456" }, { result: "12345" }, { result: 123456 }, { result: null }, {}]],
  ["addArguments", [
    { result: [] },
    { result: [{ long: "near", doc: "nearby" }] },
    { result: [{ long: "NEAR" }] },
    { result: [{ long: "near", short: "xx" }] },
    { result: [{ long: "near", value: 7 }] },
    { result: [7] },
  ]],
  ["postAddArguments", [{ result: { exit: 3 } }, { result: { exit: 300 } }, { result: { exit: "3" } }, {}]],
  ["collectProfiles", [{ result: { a: { region: "eu-west-1" } } }, { result: { a: 7 } }, { result: {} }]],
  ["getProfileNames", [{ result: ["a"] }, { result: [7] }, { result: "a" }]],
  ["getCredentialsWithSaml", [{ result: "PHNhbWw+" }, { result: {} }, {}]],
  ["postGetCredentials", [{}, { result: 7 }, { arguments: {} }, { arguments: 7 }]],
];
for (const [hook, each] of answers) {
  Deno.test(`what a program may answer to ${hook} is as the schema says`, async () => {
    await using world = await startWorld();
    for (const answer of each) {
      await writePlugins(world.home, { "awsume-plugin-one": program({ hooks: [hook] }, answer) });
      const { status } = await world.awsume(["plugin", "check", "awsume-plugin-one"]);
      // An error is an answer as it should be, and no result.
      const isRight = isValid(answer, `${hook}.answer`, schema) &&
        !Object.hasOwn({ ...(answer as object) }, "error");
      assert.equal(status === 0, isRight, `${hook} ${JSON.stringify(answer)}`);
    }
  });
}

const descriptions: readonly (readonly [description: unknown, isRight: boolean])[] = [
  [{}, true],
  [{ name: "mine", order: "last", hooks: ["getMfaToken", "pre_get_credentials"] }, true],
  [{ options: [{ long: "near", doc: "nearby" }] }, true],
  [{ hooks: ["getMfaTokn"] }, false],
  [{ hooks: 7 }, false],
  [{ name: 7 }, false],
  [{ order: "middle" }, false],
];
for (const [description, isRight] of descriptions) {
  Deno.test(`what a program may say of itself: ${JSON.stringify(description)}`, async () => {
    await using world = await startWorld();
    await writePlugins(world.home, { "awsume-plugin-one": program(description, {}) });
    const { status, stderr } = await world.awsume(["plugin", "check", "awsume-plugin-one"]);
    assert.equal(isValid(description, "description", schema), isRight);
    assert.equal(status === 0, isRight, stderr);
  });
}
