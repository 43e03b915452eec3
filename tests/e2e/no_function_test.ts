/** The executable where no function of a shell calls it. */
import assert from "node:assert/strict";
import { testAtTerminal } from "../support/interactive.ts";
import { testWith } from "../support/shells.ts";
import { awsumeWords, startWorld } from "../support/world.ts";

testAtTerminal(
  "awsume without its function prints no secret to a terminal, and says the line to add",
  async () => {
    await using world = await startWorld();
    const [program = "", ...rest] = awsumeWords();
    const words = [program, ...rest].map((word) => `'${word}'`).join(" ");
    const { code, stdout } = await new Deno.Command("script", {
      args: ["-qec", `${words} one`, "/dev/null"],
      clearEnv: true,
      env: { ...world.env, HOME: world.home, PATH: "/usr/bin:/bin", SHELL: "/bin/sh" },
    }).output();
    const screen = new TextDecoder().decode(stdout);
    assert.equal(code, 1, screen);
    assert.match(screen, /its awsume function is not loaded\s+Add the line for your shell/);
    assert.match(screen, /~\/\.bashrc +eval "\$\(.* init bash\)"/);
    assert.match(screen, /config\.fish +.* init fish \| source/);
    assert.doesNotMatch(screen, /export|ASIA|AKIA/);
    assert.deepEqual(world.calls(), []);
  },
);

testWith("setsid", "awsume without any terminal says that nobody can be asked", async () => {
  await using world = await startWorld();
  const { code, stderr } = await new Deno.Command("setsid", {
    args: ["-w", ...awsumeWords(), "mfa"],
    clearEnv: true,
    env: { ...world.env, HOME: world.home, PATH: "/usr/bin:/bin" },
    stdin: "null",
  }).output();
  assert.equal(code, 4);
  assert.match(new TextDecoder().decode(stderr), /MFA code.*\n.*(terminal|--mfa-token)/s);
});
