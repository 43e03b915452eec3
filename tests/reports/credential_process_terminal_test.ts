/** `awsume credential-process`, typed to see whether it works, showed the secrets on the terminal. */
import assert from "node:assert/strict";
import { quick } from "../../src/cli/quick.ts";
import { fakeSystem } from "../support/fake_system.ts";
import { atTerminal, testAtTerminal } from "../support/interactive.ts";
import { comeTo } from "../support/ways.ts";
import { awsumeWords, startWorld } from "../support/world.ts";

const credentials = "[keys]\naws_access_key_id = AKIAFAKE\naws_secret_access_key = hidden\n" +
  "[two words]\naws_access_key_id = AKIAFAKE\naws_secret_access_key = hidden\n";

Deno.test("credential-process prints no secret on a terminal, and asks and runs nothing for it", async () => {
  const config = "[profile process]\ncredential_process = give\n";
  for (const words of [["keys"], ["process"], ["keys", "--interactive"], ["keys", "-r"]]) {
    const came = await comeTo(["credential-process", ...words], {
      config,
      credentials,
      stdoutIsTerminal: true,
    });
    assert.equal(came.status, 1);
    assert.equal(came.stdout, "");
    assert.match(came.stderr, /^awsume: Cannot print credentials: they would stand on this terminal\n/);
    assert.match(came.stderr, /awsume explain (?:keys|process) says/);
    assert.doesNotMatch(came.stderr, /hidden/);
    assert.deepEqual([came.questions, came.commands], [[], []]);
  }
  const named = await comeTo(["credential-process", "two words"], { credentials, stdoutIsTerminal: true });
  assert.match(named.stderr, /awsume explain 'two words' says/);
});

Deno.test("credential-process prints them there with --yes, and for a program without", async () => {
  for (const [words, stdoutIsTerminal] of [[["--yes"], true], [[], false], [["--yes"], false]] as const) {
    const came = await comeTo(["credential-process", "keys", ...words], { credentials, stdoutIsTerminal });
    assert.deepEqual([came.status, JSON.parse(came.stdout).SecretAccessKey], [0, "hidden"]);
  }
});

Deno.test("the quick way leaves a terminal to the rest of the program", async () => {
  using fake = fakeSystem({ stdoutIsTerminal: true, env: { HOME: "/home/me" } });
  assert.equal(await quick(["credential-process", "keys"], fake.system), undefined);
  assert.deepEqual(fake.printed, []);
});

testAtTerminal("credential-process keeps a session from memory off a real terminal", async () => {
  await using world = await startWorld();
  assert.match((await world.run(["credential-process", "one"])).stdout, /ASIAFAKE/);
  await using terminal = atTerminal([...awsumeWords(), "credential-process", "one"], world.home, world.env);
  const seen = await terminal.until(/--yes prints the credentials here/);
  assert.doesNotMatch(seen, /ASIA|SecretAccessKey/);
});
