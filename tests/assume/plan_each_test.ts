import assert from "node:assert/strict";
import { readProfiles } from "../../src/aws/profiles.ts";
import { readOnce } from "../../src/aws/read_once.ts";
import { findReached, planEach } from "../../src/assume/plan_each.ts";
import { withProfiles } from "../support/kept.ts";

const request = { profile: "", refresh: false, env: {}, defaults: {} };

Deno.test("planEach() goes on behind a profile that cannot be planned", async () => {
  using fake = withProfiles();
  const planned = planEach(["sso", "two", "gone"], request, readOnce(await readProfiles(fake.system)));
  assert.deepEqual(planned.map(({ kind, name }) => [kind, name]), [
    ["failed", "sso"],
    ["planned", "two"],
    ["failed", "gone"],
  ]);
});

Deno.test("findReached() names all profiles whose way goes through an entry", async () => {
  using fake = withProfiles();
  const profiles = readOnce(await readProfiles(fake.system));
  const reached = await findReached(planEach(profiles.names(), request, profiles), [], fake.system);
  assert.deepEqual([...reached.values()].map(({ profiles }) => profiles), [
    ["admin", "device"],
    ["admin"],
    ["one", "two"],
    ["two"],
  ]);
});
