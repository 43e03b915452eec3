import assert from "node:assert/strict";
import { initText } from "../../shells/functions.ts";
import { findShell, shells } from "../../shells/mod.ts";
import { UsageError } from "../../src/errors.ts";

for (const shell of shells) {
  Deno.test(`findShell() knows ${shell.name}`, () => assert.equal(findShell(shell.name), shell));

  Deno.test(`initText() leaves no placeholder in ${shell.name}, and takes a path literally`, () => {
    const text = initText(shell, ["/a b/$&$1/awsume", "-A"], ["init", "exec"]);
    assert.doesNotMatch(text, /::[A-Z_]+::/);
    assert.ok(text.includes([shell.quote("/a b/$&$1/awsume"), shell.quote("-A")].join(shell.and ?? " ")));
    assert.ok(text.includes(`${shell.quote("init")}${shell.or}${shell.quote("exec")}`));
  });
}

const served = { sh: "dash", ash: "dash", busybox: "dash", mksh: "ksh", ksh93: "ksh" } as const;

for (const [name, shell] of Object.entries(served)) {
  Deno.test(`findShell() has the function of ${shell} for ${name}`, () => {
    assert.equal(findShell(name).name, shell);
  });
}

Deno.test("findShell() names the nearest shell and all of them", () => {
  assert.throws(() => findShell("bahs"), (error: unknown) => {
    assert.ok(error instanceof UsageError);
    assert.equal(error.message, 'Unknown shell "bahs"');
    assert.match(error.hint ?? "", /^Did you mean "bash"\? awsume speaks bash/);
    return true;
  });
});

Deno.test("findShell() offers the list alone when nothing is near", () => {
  assert.throws(() => findShell("vim"), { hint: `awsume speaks ${shells.map((s) => s.name).join(", ")}` });
});
