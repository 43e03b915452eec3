import assert from "node:assert/strict";
import { writeAll } from "../../src/system/output.ts";
import { testAtTerminal } from "../support/interactive.ts";

Deno.test("writeAll() goes on after partial writes and full pipes", () => {
  const written: number[] = [];
  let calls = 0;
  const output = {
    writeSync(bytes: Uint8Array): number {
      calls += 1;
      if (calls === 2) throw new Deno.errors.WouldBlock();
      written.push(...bytes.subarray(0, 3));
      return Math.min(3, bytes.length);
    },
  };
  writeAll(output, "sieben €");
  assert.equal(new TextDecoder().decode(new Uint8Array(written)), "sieben €");
});

const unix = Deno.build.os !== "windows";
const source = JSON.stringify(new URL("../../src/system/output.ts", import.meta.url).href);

Deno.test({ name: "print() writes more than a pipe holds", ignore: !unix }, async () => {
  const line = `"$DENO" eval "$SCRIPT" | { sleep 0.2; wc -c; }`;
  assert.equal((await shell(line, `print("x".repeat(1_000_000));`)).trim(), "1000000");
});

Deno.test(
  { name: "print() ends the program with code 0 when the reader is gone", ignore: !unix },
  async () => {
    const line = `exec 3>&1; { "$DENO" eval "$SCRIPT"; echo "code $?" >&3; } | true`;
    const script = `for (let n = 0; n < 100; n++) print("x".repeat(100_000)); Deno.exit(9);`;
    assert.equal(await shell(line, script), "code 0\n");
  },
);

Deno.test({ name: "tell() goes on when the reader is gone", ignore: !unix }, async () => {
  const line = `exec 3>&1; { "$DENO" eval "$SCRIPT" 2>&1 >&3; echo "code $?" >&3; } | true`;
  const script = `for (let n = 0; n < 100; n++) tell("x".repeat(100_000)); print("still here, ");`;
  assert.equal(await shell(line, script), "still here, code 0\n");
});

testAtTerminal("progress() is drawn in place, gives way to what is told, and is removed", async () => {
  const script = `progress("one of two"); progress("two"); tell("word"); progress("three"); progress("");`;
  const drawn = "one of two\r          \rtwo\r   \rword\r\nthree\r     \r";
  assert.equal(await screen("stty cols 11", script), drawn);
});

const withoutProgress = ["TERM=dumb", "stty cols 10", "stty cols 0", "exec 2>/dev/null"];
for (const line of withoutProgress) {
  testAtTerminal(`progress() shows nothing after ${line}`, async () => {
    assert.equal(
      await screen(`stty cols 40; ${line}`, `progress("one of two"); progress(""); print("done");`),
      "done",
    );
  });
}

testAtTerminal("progress() removes a line that the next text is too long to replace", async () => {
  const drawn = await screen("stty cols 10", `progress("short"); progress("one of two"); print("done");`);
  assert.equal(drawn, "short\r     \rdone");
});

/** What a terminal is sent by the script, after a line of the shell. */
async function screen(line: string, script: string): Promise<string> {
  const { stdout } = await new Deno.Command("script", {
    args: ["--quiet", "--return", "--command", `${line}; "$DENO" eval "$SCRIPT"`, "/dev/null"],
    env: {
      DENO: Deno.execPath(),
      SCRIPT: `import { print, progress, tell } from ${source};\n${script}`,
      TERM: "xterm",
      SHELL: "/bin/sh",
    },
    stdin: "null",
    stderr: "null",
  }).output();
  return new TextDecoder().decode(stdout);
}

async function shell(line: string, script: string): Promise<string> {
  const { stdout } = await new Deno.Command("sh", {
    args: ["-c", line],
    env: { DENO: Deno.execPath(), SCRIPT: `import { print, tell } from ${source};\n${script}` },
    stderr: "null",
  }).output();
  return new TextDecoder().decode(stdout);
}
