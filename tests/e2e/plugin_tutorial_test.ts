import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { runClean } from "../support/script.ts";
import { isInstalled } from "../support/shells.ts";
import { startWorld } from "../support/world.ts";

Deno.test("the tutorial of docs/plugins.md ends with a plugin that works", async () => {
  const page = await Deno.readTextFile(fileURLToPath(new URL("../../docs/plugins.md", import.meta.url)));
  const [code = "", test = ""] = [...page.matchAll(/```js\n([^]*?)```/g)].map(([, text]) => text);
  await using world = await startWorld();
  assert.equal((await world.run(["plugin", "new", "codes"])).status, 0);
  await Deno.writeTextFile(`${world.home}/codes/plugin.mjs`, code);
  await Deno.mkdir(`${world.home}/bin`);
  await Deno.writeTextFile(
    `${world.home}/bin/my-codes`,
    '#!/bin/sh\necho "$1" >>"$HOME/asked"\necho 123456\n',
    {
      mode: 0o700,
    },
  );
  const env = { PATH: `${world.home}/bin:/usr/bin:/bin` };
  if (isInstalled("node")) {
    await Deno.writeTextFile(`${world.home}/codes/plugin.test.mjs`, test);
    const path = `${env.PATH}:${Deno.env.get("PATH") ?? ""}`;
    const words = ["node", "--test", "codes/plugin.test.mjs"];
    const tested = await runClean(words, { folder: world.home, env: { PATH: path } });
    assert.equal(tested.status, 0, tested.stdout + tested.stderr);
    assert.match(tested.stdout, /^. pass 1$/m);
  }
  const checked = await world.run(["plugin", "check", "codes/plugin.mjs"], { env });
  assert.match(checked.stdout, /^codes \(module\) .*\nok {2}getMfaToken\n$/);
  assert.equal((await world.run(["plugin", "add", "codes/plugin.mjs"], { env })).status, 0);
  const switched = await world.run(["mfa", "-r"], { env });
  assert.equal(switched.status, 0, switched.stderr);
  assert.match(switched.stdout, /AWS_SESSION_TOKEN=/);
  const asked = (await Deno.readTextFile(`${world.home}/asked`)).trimEnd().split("\n");
  assert.match(asked.at(-1) ?? "", /^arn:aws:iam::111111111111:mfa\/alice$/);
});
