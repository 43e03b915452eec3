/**
 * Another awsume that asks a person who does not answer: who can ask nobody waits for the setting's time, and says who it
 * is. The locks themselves are tried in `tests/system/locks_test.ts`.
 */
import assert from "node:assert/strict";
import { run } from "../../src/cli/run.ts";
import { StillAsking } from "../../src/errors.ts";
import { type FakeOptions, type FakeSystem, fakeSystem } from "../support/fake_system.ts";
import { printedSession } from "../support/moments.ts";

const config = `[profile p]
role_arn = arn:aws:iam::222222222222:role/deploy
source_profile = alice
[profile alice]
mfa_serial = arn:aws:iam::111111111111:mfa/alice
[profile command]
credential_process = get
`;
const files = {
  "/home/me/.aws/config": config,
  "/home/me/.aws/credentials": "[alice]\naws_access_key_id = AKIAALICE\naws_secret_access_key = fake/alice\n",
};

interface Row {
  readonly words: readonly string[];
  readonly settings?: string;
  /** Whether there is a person to be asked here. */
  readonly canAsk: boolean;
  /** How long it waits; undefined: as long as it takes. */
  readonly seconds: number | undefined;
}

const rows: Readonly<Record<string, Row>> = {
  "an SDK": { words: ["credential-process", "p"], canAsk: true, seconds: 30 },
  "an SDK, where the setting says so": {
    words: ["credential-process", "p"],
    settings: "wait-for-question: 5\n",
    canAsk: true,
    seconds: 5,
  },
  "an SDK that may not wait": {
    words: ["credential-process", "p"],
    settings: "wait-for-question: 0\n",
    canAsk: false,
    seconds: 0,
  },
  "an SDK over a command": { words: ["credential-process", "command"], canAsk: true, seconds: 30 },
  "a switch in a script without a terminal": { words: ["p"], canAsk: false, seconds: 30 },
  "an export in a script without a terminal": { words: ["export", "p"], canAsk: false, seconds: 30 },
  "an exec in a script without a terminal": {
    words: ["exec", "p", "--", "true"],
    settings: "wait-for-question: 7\n",
    canAsk: false,
    seconds: 7,
  },
  "a switch with -r in a script without a terminal": { words: ["p", "-r"], canAsk: false, seconds: 30 },
  "a switch at a terminal": { words: ["p"], canAsk: true, seconds: undefined },
  "an exec at a terminal": { words: ["exec", "p", "--", "true"], canAsk: true, seconds: undefined },
};

function startFake(settings: string | undefined, more: FakeOptions): FakeSystem {
  return fakeSystem({
    env: { HOME: "/home/me" },
    files: { ...files, ...(settings === undefined ? {} : { "/home/me/.awsume/config.yaml": settings }) },
    ...more,
  });
}

function still(): never {
  throw new StillAsking("Cannot wait any longer for another awsume: process 7 has asked a person", {
    isOwn: true,
  });
}

for (const [name, { words, settings, canAsk, seconds }] of Object.entries(rows)) {
  Deno.test(`who waits for another's question: ${name}`, async () => {
    const waits: (number | undefined)[] = [];
    const others: FakeOptions["others"] = (_path, { questionSeconds }) => {
      waits.push(questionSeconds);
      still();
    };
    using fake = startFake(settings, { canAsk, others });
    assert.equal(await run(words, { ...fake.system, removeLeftovers: () => Promise.resolve() }), 4);
    assert.deepEqual(waits, [seconds]);
    assert.match(fake.told.join("\n"), /^awsume: Cannot wait any longer for another awsume: process 7/);
    assert.doesNotMatch(fake.printed.join(""), /AWS_|AccessKeyId/);
  });
}

Deno.test("credential-process --interactive waits for another's question, and then as long as it takes", async () => {
  const waits: (number | undefined)[] = [];
  const others: FakeOptions["others"] = (_path, { questionSeconds }) => {
    waits.push(questionSeconds);
    if (questionSeconds !== undefined) still();
  };
  using fake = startFake(undefined, { others, outputs: [printedSession("ASIAONE")] });
  assert.equal(await run(["credential-process", "command", "--interactive"], fake.system), 0);
  assert.deepEqual(waits, [30, undefined]);
});

Deno.test("a setting that is no number of seconds is an error with its line", async () => {
  using fake = startFake("wait-for-question: soon\n", {});
  assert.equal(await run(["credential-process", "p"], fake.system), 3);
  assert.match(fake.told.join("\n"), /wait-for-question in \S+config\.yaml:1: .*\n.*up to 86400/);
});

/** An entry of the cache, of which nothing but its name matters. */
function entry(key: string): Readonly<Record<string, string>> {
  const text = JSON.stringify({
    key,
    accessKeyId: "ASIAKEPT",
    secretAccessKey: "fake",
    sessionToken: "token",
    expiresAt: "2026-01-01T06:00:00Z",
    takenAt: "2026-01-01T00:00:00Z",
  });
  return { [`/home/me/.awsume/cache/${key}.json`]: text };
}

Deno.test("cache clear removes all but what somebody is asked for, and then says who asks", async () => {
  const [one, two, three] = ["1", "2", "3"].map((digit) => digit.repeat(64));
  using fake = fakeSystem({
    env: { HOME: "/home/me" },
    files: { ...files, ...entry(`${one}`), ...entry(`${two}`), ...entry(`${three}`) },
    others: (path, { questionSeconds }) => {
      assert.equal(questionSeconds, 30);
      if (path.includes(`${two}`)) still();
    },
  });
  assert.equal(await run(["cache", "clear"], fake.system), 4);
  const left = [...fake.files.keys()].filter((path) => path.endsWith(".json"));
  assert.deepEqual(left, [`/home/me/.awsume/cache/${two}.json`]);
  assert.match(fake.told.join("\n"), /Removed 2 entries from .*\n.*process 7 has asked a person/);
});
