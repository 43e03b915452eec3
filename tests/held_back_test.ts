import assert from "node:assert/strict";
import { asBefore, giveBack, holdBack } from "../src/held_back.ts";

type Env = Readonly<Record<string, string>>;

/** An environment after a change of it. */
function after(env: Env, change: ReadonlyMap<string, string | null>): Env {
  const all = new Map<string, string | null>([...Object.entries(env), ...change]);
  return Object.fromEntries([...all].filter((pair): pair is [string, string] => pair[1] !== null));
}

const relative = { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: "/v2/credentials/x" };
const full = { AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://169.254.170.23/v1/credentials" };
const off = { AWS_EC2_METADATA_DISABLED: "true" };

const machines: Readonly<Record<string, Env>> = {
  "a computer of a person": { PATH: "/bin" },
  "a task of ECS": relative,
  "a pod of EKS": { ...full, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: "/var/run/token" },
  "one with both addresses": { ...relative, ...full },
  "one whose person has turned the instance off": off,
  "the same, in other letters": { AWS_EC2_METADATA_DISABLED: " TRUE " },
  "one whose person has said that the instance is on": { AWS_EC2_METADATA_DISABLED: "false" },
  "one with a word that AWS does not know": { AWS_EC2_METADATA_DISABLED: "1", ...relative },
  "addresses with blanks and signs": { AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://h/?a=b&c= d  e" },
};

for (const [name, env] of Object.entries(machines)) {
  Deno.test(`holdBack() leaves no way to the machine's role, and giveBack() all that was: ${name}`, () => {
    const held = after(env, holdBack(env));
    assert.equal(held["AWS_EC2_METADATA_DISABLED"]?.trim().toLowerCase(), "true");
    assert.deepEqual(Object.keys(held).filter((name) => name.endsWith("_URI")), []);
    const { AWSUME_BEFORE: _record, ...before } = asBefore(held);
    assert.deepEqual(before, env);
    assert.deepEqual(after(held, giveBack(held)), env);
    // As awsume itself sees it, and once more on top of it.
    assert.deepEqual(after(held, giveBack(asBefore(held))), env);
    assert.deepEqual(after(held, holdBack(asBefore(held))), held);
  });
}

Deno.test("giveBack() and asBefore() do nothing where nothing was held back", () => {
  for (const env of Object.values(machines)) {
    assert.equal(giveBack(env).size, 0);
    assert.equal(asBefore(env), env);
  }
});

Deno.test("giveBack() leaves alone what the person has set since then", () => {
  const held = after(relative, holdBack(relative));
  const newer = { ...held, AWS_EC2_METADATA_DISABLED: "false", ...relative, ...full };
  assert.deepEqual(after(newer, giveBack(newer)), {
    ...relative,
    ...full,
    AWS_EC2_METADATA_DISABLED: "false",
  });
});

Deno.test("holdBack() keeps nothing where there is nothing to hold back", () => {
  assert.deepEqual([...holdBack(off)], []);
  const stale = { ...off, AWSUME_BEFORE: "nonsense" };
  assert.deepEqual(after(stale, holdBack(stale)), off);
});

for (
  const text of [
    "",
    "nonsense",
    "PATH=/evil",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "LD_PRELOAD=x AWS_PROFILE=y",
  ]
) {
  Deno.test(`asBefore() takes no other variable from ${JSON.stringify(text)}`, () => {
    const env = { PATH: "/bin", AWSUME_BEFORE: text };
    assert.deepEqual(asBefore(env), env);
    assert.deepEqual([...giveBack(env)], [["AWSUME_BEFORE", null]]);
  });
}
