/** A header with something at it that a program does not expect took the section away, and with it the role. */
import assert from "node:assert/strict";
import { keys, oracleMfaSerial, role } from "../support/oracle_people.ts";
import { testReport, tryWords } from "../support/tried.ts";

const alice = keys("alice");
const bob = keys("bob");
const roleOfHub = `${role("one")}source_profile = hub\n`;
const credentials = `[prod]\n${bob}[hub]\n${alice}`;
const place = "/home/me/.aws/config:";

/** Whoever means this, the section is that of `prod`. */
const readable = [
  "[profile prod] // main",
  "[profile prod]main",
  "[profile prod] # main",
  "[profile prod] ; main",
  "[profile prod] = x",
  "[profile prod] [x",
  "[profile prod] 'main",
  "[ profile  prod ]",
  "[profile\tprod]",
  '[profile "prod"]',
  "[profile 'pr'\"od\"]",
  "  [profile prod]",
];

/** Programs read these otherwise, or not at all. */
const unreadable = [
  "[profile prod",
  "[profile prod)",
  "[profile prod}  # main",
  "[profile prod]]",
  "[profile prod] # see [wiki]",
  "[profile prod] [profile main]",
  "[[profile prod]]",
  "[profile 'prod]",
  '[profile prod"]',
  "[profile \u201cprod\u201d]",
  "[profile\u00a0prod]",
  "[profile prod\u200b]",
  "[\ufeffprofile prod]",
  "[Profile prod]",
  "[PROFILE prod]",
  "['prod']",
  "\ufeff[profile prod]",
  "\ufeff[profile prod] // id=1",
  "profile prod]",
  "profile prod",
  "(profile prod)",
  "*[profile prod]",
];

testReport([
  ...readable.map((header) => ({
    title: `${JSON.stringify(header)} is the header of prod`,
    profile: "prod",
    config: `${header}\n${roleOfHub}`,
    credentials,
    gives: "alice > one",
  })),
  ...unreadable.map((header) => ({
    title: `${JSON.stringify(header)} stops prod: what is left of it is another identity`,
    profile: "prod",
    config: `[profile other]\nregion = eu-west-1\n${header}\n${roleOfHub}`,
    credentials,
    says: /Cannot read profile "prod": \/home\/me\/\.aws\/config:3: /,
    place: `${place}3`,
  })),
  {
    title: "a source profile with such a header stops the role above it",
    profile: "top",
    config: `[profile top]\n${role("two")}source_profile = prod\n[profile 'prod]\n${roleOfHub}`,
    credentials,
    says: /Cannot read profile "prod": \S+config:4/,
    place: `${place}4`,
  },
  {
    title: "the device of such a section is not passed over",
    profile: "prod",
    config: `[profile prod] see [1]\nmfa_serial = ${oracleMfaSerial}\n`,
    credentials: `[prod]\n${alice}`,
    says: /Cannot read profile "prod": \S+config:1/,
    place: `${place}1`,
  },
  {
    title: "a header of the credentials file stops as one of the config file does",
    profile: "prod",
    config: `[profile prod]\n${bob}`,
    credentials: `[prod\n${alice}`,
    says: /Cannot read profile "prod": \S+credentials:1/,
    place: "credentials:1",
  },
  {
    title: "a name of two words is known in a broken header",
    profile: "my prod",
    config: `[profile 'my prod\n${roleOfHub}`,
    credentials: `[my prod]\n${bob}`,
    says: /Cannot read profile "my prod": \S+config:1/,
    place: `${place}1`,
  },
  {
    title: "a broken header of another profile is no obstacle",
    profile: "prod",
    config: `[profile prod]\n${roleOfHub}[profile 'prod-eu]\n${bob}[profile production\n${bob}`,
    credentials,
    gives: "alice > one",
  },
  {
    title: "[profile two words] is nobody's section",
    profile: "prod",
    config: `[profile prod two]\n${roleOfHub}[profile one prod]\n${roleOfHub}`,
    credentials,
    gives: "bob",
  },
  {
    title: "a comment with brackets is no header",
    profile: "prod",
    config: `# [profile prod\n  ; [prod\n[profile x] # prod\nregion = eu-west-1 # [prod\n`,
    credentials,
    gives: "bob",
  },
]);

Deno.test("a profile like the lost one is not taken for it, with fuzzy-match", async () => {
  const settings = { "/home/me/.awsume/config.yaml": "fuzzy-match: true\n" };
  for (const header of ["[profile prod", "[profile x]\nregion = a\n  [profile prod]"]) {
    const config = `[profile prod-eu]\n${roleOfHub}${header}\n${roleOfHub}`;
    const { status, stderr, gives } = await tryWords(["prod"], {
      config,
      credentials: `[hub]\n${alice}`,
      files: settings,
    });
    assert.deepEqual([status, gives], [3, undefined]);
    assert.match(stderr, /Cannot read profile "prod": \S+config:\d/);
  }
});

Deno.test("a profile that is written is not the lost one", async () => {
  const config = `[profile hub]\n${alice}[profile x]\noutput = json\n  [profile prod]\n${roleOfHub}`;
  for (
    const words of [["hub", "-o", "prod"], [
      "add",
      "prod",
      "--source-profile",
      "hub",
      "--role-arn",
      "222222222222:r",
      "--yes",
    ]]
  ) {
    const { status, stderr, stdout } = await tryWords(words, { config });
    assert.equal(status, 3, stdout);
    assert.match(stderr, /config/);
  }
});

Deno.test("lines below a lost header are not taken away with the section above them", async () => {
  const own = "[hub]\nmanager = awsume\nexpiration = 2020-01-01T00:00:00Z\nregion = x\n  [prod]\n";
  const lost = `${own}  ${bob.replace("\n", "\n  ").trimEnd()}\n`;
  for (const words of [["alice", "-o", "hub"], ["--clean"], ["rm", "hub", "--yes"]]) {
    const place = { credentials: `[alice]\n${alice}${lost}` };
    const { status, stderr, credentials } = await tryWords(words, place);
    assert.equal(status, 3, words.join(" "));
    assert.match(stderr, /\/home\/me\/\.aws\/credentials:8/);
    assert.equal(credentials, place.credentials, words.join(" "));
  }
});
