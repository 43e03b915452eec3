import assert from "node:assert/strict";
import { initText } from "../../shells/functions.ts";
import { type Shell, shells } from "../../shells/mod.ts";
import { version } from "../../src/version.ts";

const folder = new URL("../golden/", import.meta.url);

/** Run with UPDATE=1 to write what the code says now, and read the difference before it is committed. */
const updating = Deno.env.get("UPDATE") === "1";

const awkward = `it's "$HOME" \`id\` \\n 100% !! ~ * -x é 🔑`;

const samples: Readonly<Record<string, (shell: Shell) => string>> = {
  set: (shell) =>
    shell.render(
      new Map([
        ["AWS_REGION", "eu-west-1"],
        // cmd refuses what is left out here.
        ["AWSUME_PROFILE", shell.name === "cmd" ? awkward.replaceAll(/["%!]/g, "") : awkward],
        ["AWS_PROFILE", ""],
      ]),
    ),
  unset: (shell) => shell.render(new Map([["AWS_ACCESS_KEY_ID", null], ["AWS_SECURITY_TOKEN", null]])),
  say: (shell) => shell.say(`usage: awsume [PROFILE]\n\n  ${awkward}\n\tno line end`),
  // A new version is no other text.
  init: (shell) =>
    initText(shell, ["/opt/it's $5/awsume"], ["init", "__complete", "exec"])
      .replace(`${shell.name}:${version}`, `${shell.name}:VERSION`),
};

for (const shell of shells) {
  for (const [name, sample] of Object.entries(samples)) {
    Deno.test(`${shell.name} ${name} is the golden text`, async () => {
      const file = new URL(`${shell.name}/${name}.txt`, folder);
      const text = sample(shell);
      if (updating) await Deno.mkdir(new URL(`${shell.name}/`, folder), { recursive: true });
      if (updating) await Deno.writeTextFile(file, text);
      assert.equal(text, await Deno.readTextFile(file));
    });
  }
}
