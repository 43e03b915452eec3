/** The picker in a real bash with the function loaded: what a person types, and what the shell then holds. */
import assert from "node:assert/strict";
import { atTerminal, type Terminal, testAtTerminal } from "../support/interactive.ts";
import { realShells } from "../support/shells.ts";
import { startWorld, type World } from "../support/world.ts";

const report = 'echo "status=$?. $AWSUME_PROFILE."';

/** A bash at a terminal that can draw, awsume loaded, and the settings file as told. */
function atPrompt(
  criterion: string,
  work: (terminal: Terminal, world: World) => Promise<void>,
  settings = "",
): void {
  testAtTerminal(criterion, async () => {
    await using world = await startWorld({ credentials });
    await writeSettings(settings, world);
    const { stdout } = await world.run(["init", "bash"]);
    await Deno.writeTextFile(`${world.home}/init`, stdout);
    await using terminal = atTerminal(realShells.bash?.interactive ?? [], world.home, {
      ...world.env,
      TERM: "xterm",
    });
    await terminal.type(". ./init; echo rea''dy\n");
    await terminal.until(/[\r\n]ready/);
    await work(terminal, world);
  }, "bash");
}

const credentials = `[alice]
aws_access_key_id = AKIAFAKEALICEEXAMPLE
aws_secret_access_key = fake/alice+secret/==
[bob]
aws_access_key_id = AKIAFAKEALICEEXAMPLE
aws_secret_access_key = fake/alice+secret/==
[default]
aws_access_key_id = AKIAFAKEALICEEXAMPLE
aws_secret_access_key = fake/alice+secret/==
[mfa]
aws_access_key_id = AKIAFAKEALICEEXAMPLE
aws_secret_access_key = fake/alice+secret/==
`;

async function writeSettings(text: string, { home }: World): Promise<void> {
  await Deno.mkdir(`${home}/.awsume`);
  await Deno.writeTextFile(`${home}/.awsume/config.yaml`, text);
}

atPrompt("--pick exports the profile that is chosen", async (terminal, world) => {
  await terminal.type(`awsume --pick; ${report}\n`);
  await terminal.until(/> alice[^]*closed[^]*9 of 9/);
  await terminal.type("two\r");
  await terminal.until(/status=0\. two\./);
  assert.deepEqual(world.calls(), ["AssumeRole", "AssumeRole"]);
  // From memory, as if it had been typed.
  await terminal.type(`awsume -u; awsume two; ${report}\n`);
  await terminal.until(/status=0\. two\./);
  assert.deepEqual(world.calls(), ["AssumeRole", "AssumeRole"]);
});

atPrompt("--pick leaves an MFA code that is typed ahead to its question", async (terminal, world) => {
  await terminal.type(`awsume --pick; ${report}\n`);
  await terminal.until(/9 of 9/);
  await terminal.type("mfa\r123456\r");
  await terminal.until(/MFA code of/);
  await terminal.until(/status=0\. mfa\./);
  assert.deepEqual(world.calls(), ["GetSessionToken"]);
});

atPrompt("Ctrl-C in the list changes nothing and restores the terminal", async (terminal, world) => {
  await terminal.type(`awsume alice; awsume --pick; ${report}\n`);
  await terminal.until(/9 of 9/);
  await terminal.type("tw\x03");
  await terminal.until(/status=130\. alice\./);
  await terminal.type("stty -a | tr ' ;' '\\n' | grep -cx -e echo -e icanon -e isig\n");
  await terminal.until(/[\r\n]3\r?\n/);
  assert.deepEqual(world.calls(), []);
});

atPrompt("the setting opens the list for a bare awsume, whatever was used before", async (terminal) => {
  await terminal.type(`awsume default; awsume default; ${report}\n`);
  await terminal.until(/status=0\. default\./);
  await terminal.type(`awsume; ${report}\n`);
  await terminal.until(/9 of 9/);
  await terminal.type("alic\r");
  await terminal.until(/status=0\. alice\./);
}, "pick: true\n");

atPrompt("a bare awsume is awsume default without the setting", async (terminal) => {
  await terminal.type(`awsume; ${report}\n`);
  await terminal.until(/status=0\. default\./);
});

atPrompt("several names that are equally near are asked about", async (terminal) => {
  await terminal.type(`awsume T; ${report}\n`);
  await terminal.until(/Which profile is "T"\? [^]*> three[^]*two[^]*2 of 2/);
  await terminal.type("\x1b[B\r");
  await terminal.until(/status=0\. two\./);
}, "fuzzy-match: true\n");

Deno.test("--pick without a terminal is a wrong command line", async () => {
  await using world = await startWorld();
  const { status, stdout, stderr } = await world.run(["--pick"]);
  assert.deepEqual([status, stdout], [2, "(exit 2);\n"]);
  assert.match(
    stderr,
    /^awsume: Cannot show the profiles to pick from: there is no terminal\n +Name the profile/,
  );
});

Deno.test("the setting leaves a bare awsume without a terminal to default", async () => {
  await using world = await startWorld({ credentials });
  await writeSettings("pick: true\n", world);
  for (let turn = 0; turn < 2; turn++) {
    const { status, stdout } = await world.run([]);
    assert.equal(status, 0);
    assert.match(stdout, /AWSUME_PROFILE='?default\b/);
  }
});
