import assert from "node:assert/strict";
import { readProfiles } from "../../src/aws/profiles.ts";
import { chooseProfile } from "../../src/cli/choose_profile.ts";
import { ConfigError, UsageError } from "../../src/errors.ts";
import { type FakeOptions, fakeSystem } from "../support/fake_system.ts";
import type { AssumeOptions } from "../../src/cli/assume_options.ts";

const config = `[profile production]
role_arn = arn:aws:iam::222222222222:role/x
source_profile = alice
region = eu-west-1
[profile dev-eu]
sso_account_id = 333333333333
[profile dev-us]
region = us-east-1
[profile auto-refresh-production]
region = us-east-1
[profile broken]
no equals sign
`;

interface Setting extends FakeOptions {
  /** Lines of config.yaml. */
  readonly settings?: string;
  readonly config?: string;
}

/** What is left of the options, and what a person saw. */
async function choose(
  options: Partial<AssumeOptions>,
  { settings = "fuzzy-match: true", config: text = config, ...more }: Setting = {},
): Promise<
  { readonly profile: string | undefined; readonly told: readonly string[]; readonly offers: unknown }
> {
  using fake = fakeSystem({
    ...more,
    env: { HOME: "/home/me" },
    files: { "/home/me/.aws/config": text, "/home/me/.awsume/config.yaml": settings },
  });
  const profiles = await readProfiles(fake.system);
  const { profile } = await chooseProfile({ refresh: false, ...options }, profiles, fake.system);
  return { profile, told: [...fake.told], offers: [...fake.offers] };
}

Deno.test("chooseProfile() says which profile it takes for a name that is none", async () => {
  const { profile, told } = await choose({ profile: "prod" });
  assert.deepEqual([profile, told], ["production", ['Using profile "production"']]);
});

const untouched: readonly (readonly [what: string, options: Partial<AssumeOptions>, settings?: string])[] = [
  ["an exact name", { profile: "dev-us" }],
  ["a profile that cannot be read", { profile: "broken" }],
  ["a name that is like none", { profile: "pq" }],
  ["a name without the setting", { profile: "prod" }, "fuzzy-match: false"],
  ["nothing typed", {}],
  ["nothing typed, without a terminal", {}, "pick: true"],
  ["a role's ARN", { roleArn: "arn:aws:iam::222222222222:role/x", sourceProfile: "alic" }],
];
for (const [what, options, settings] of untouched) {
  Deno.test(`chooseProfile() leaves ${what} as it is`, async () => {
    const { profile, told } = await choose(options, settings === undefined ? {} : { settings });
    assert.deepEqual([profile, told], [options.profile, []]);
  });
}

Deno.test("chooseProfile() guesses nothing where a header cannot be read", async () => {
  const { profile, told } = await choose({ profile: "prod" }, { config: `${config}[profile prod\n` });
  assert.deepEqual([profile, told], ["prod", []]);
});

Deno.test("chooseProfile() names those that are equally near where nobody can be asked", async () => {
  await assert.rejects(choose({ profile: "dev" }), (error) => {
    assert.ok(error instanceof ConfigError);
    assert.equal(error.message, 'Cannot tell which profile "dev" stands for: "dev-eu", "dev-us"');
    return true;
  });
});

Deno.test("chooseProfile() names five of them at most", async () => {
  const many = Array.from({ length: 7 }, (_, index) => `[profile team-${index}x]\n`).join("");
  await assert.rejects(choose({ profile: "team" }, { config: many }), /"team-0x", .*"team-4x" and 2 more$/);
});

Deno.test("chooseProfile() asks on a terminal which of those equally near is meant", async () => {
  const { profile, offers } = await choose({ profile: "DEV" }, { chosen: ["dev-us"] });
  const choices = [{ name: "dev-eu", hint: "333333333333" }, { name: "dev-us", hint: "us-east-1" }];
  assert.deepEqual([profile, offers], ["dev-us", [{ question: 'Which profile is "DEV"? ', choices }]]);
});

const offered = [
  { name: "broken", hint: "cannot be read" },
  { name: "dev-eu", hint: "333333333333" },
  { name: "dev-us", hint: "us-east-1" },
  { name: "production", hint: "222222222222 eu-west-1" },
];
for (
  const [what, options, settings] of [["--pick", { pick: true }, ""], [
    "the setting",
    {},
    "pick: true",
  ]] as const
) {
  Deno.test(`chooseProfile() offers what -l lists, because of ${what}`, async () => {
    const { profile, offers } = await choose(options, { settings, chosen: ["production"] });
    assert.deepEqual([profile, offers], ["production", [{ question: "Which profile? ", choices: offered }]]);
  });
}

Deno.test("chooseProfile() asks nothing because of the setting where a profile is named", async () => {
  const { profile } = await choose({ profile: "dev-us" }, { settings: "pick: true", chosen: [] });
  assert.equal(profile, "dev-us");
});

Deno.test("chooseProfile() refuses --pick without a terminal", async () => {
  await assert.rejects(choose({ pick: true }), UsageError);
});

Deno.test("chooseProfile() refuses --pick without a profile", async () => {
  await assert.rejects(choose({ pick: true }, { config: "", chosen: [] }), ConfigError);
});
