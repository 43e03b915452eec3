import assert from "node:assert/strict";
import { run } from "../../src/cli/run.ts";
import { AwsError } from "../../src/errors.ts";
import { fakeSystem } from "../support/fake_system.ts";

const windows = {
  os: "windows",
  self: ["C:\\My Tools\\awsume.exe"],
  env: { USERPROFILE: "C:\\Users\\me", PATH: "C:\\Windows;C:\\x" },
} as const;
const bin = "C:\\My Tools\\bin";
const files = [`${bin}\\awsume.cmd`, `${bin}\\awsume.ps1`];
const gone = new AwsError("Cannot use PowerShell: its command failed");

/** What a PowerShell answers; the second of two is PowerShell 7, which few have. */
const says = (isOnPath: "True" | "False", policy = "RemoteSigned"): readonly (string | Error)[] => [
  `awsume path=${isOnPath} policy=${policy}\r\n`,
  gone,
];

Deno.test("awsume setup on Windows writes both files, puts their folder on the PATH, and does so once", async () => {
  using fake = fakeSystem({ ...windows, outputs: [...says("False"), ...says("False"), ...says("True")] });
  assert.equal(await run(["setup", "--yes"], fake.system), 0);
  assert.deepEqual([...fake.files.keys()], files);
  assert.match(fake.files.get(files[0] ?? "") ?? "", /^@set _awsume_program="%~dp0\.\.\\awsume\.exe"\r\n/m);
  assert.match(fake.files.get(files[1] ?? "") ?? "", /& "\$PSScriptRoot\\\.\.\\awsume\.exe" /);
  const actions = fake.commands.map((
    { options },
  ) => [options.env?.AWSUME_ACTION, options.env?.AWSUME_FOLDER]);
  assert.deepEqual(actions, [["look", bin], ["look", bin], ["add", bin], ["look", bin]]);
  assert.deepEqual(fake.told, [
    ...files.map((path) => `+ ${path}`),
    `+ ${bin} on the PATH of your user`,
    "Done: open a new terminal, and type awsume PROFILE",
  ]);
  assert.equal(await run(["setup", "cmd", "--yes"], fake.system), 0);
  assert.equal(fake.told.at(-1), "All is set up already");
});

Deno.test("awsume setup on Windows asks first, and --undo takes all away", async () => {
  const outputs = [...says("False"), ...says("False"), ...says("False"), ...says("True"), ...says("True")];
  using fake = fakeSystem({ ...windows, outputs, answers: ["n", "y", "y"] });
  await run(["setup"], fake.system);
  assert.deepEqual([fake.told.at(-1), fake.files.size], ["Nothing was changed", 0]);
  await run(["setup"], fake.system);
  assert.equal(fake.files.size, 2);
  await run(["setup", "--undo"], fake.system);
  assert.deepEqual([fake.told.at(-1), fake.files.size], ["All is as it was", 0]);
  assert.equal(fake.commands.at(-2)?.options.env?.AWSUME_ACTION, "remove");
});

Deno.test("awsume setup --print on Windows prints both files, and calls nothing", async () => {
  using fake = fakeSystem(windows);
  assert.equal(await run(["setup", "--print"], fake.system), 0);
  assert.match(
    fake.printed.join(""),
    /^@rem C:\\My Tools\\bin\\awsume\.cmd\n[^]*\n\n# C:\\My Tools\\bin\\awsume\.ps1\n/,
  );
});

const obstacles: readonly (readonly [what: string, Parameters<typeof fakeSystem>[0], RegExp])[] = [
  [
    "a policy that refuses scripts",
    { ...windows, outputs: [...says("True", "Restricted")] },
    /^Windows PowerShell does not run .* policy is Restricted.*\n +Set-ExecutionPolicy -Scope CurrentUser RemoteSigned$/m,
  ],
  [
    "no PowerShell",
    { ...windows, outputs: [gone, ""] },
    /^Put C:\\My Tools\\bin on your PATH yourself: no PowerShell answers/m,
  ],
  [
    "an awsume.exe on the PATH",
    { ...windows, env: { PATH: "c:\\my tools\\;C:\\Windows" }, outputs: [...says("True")] },
    /^Take C:\\My Tools out of your PATH/m,
  ],
];

for (const [what, options, words] of obstacles) {
  Deno.test(`awsume setup on Windows names ${what} with the remedy`, async () => {
    const written = new Map<string, string>();
    using first = fakeSystem({ ...windows, outputs: [...says("True")] });
    await run(["setup", "--yes"], first.system);
    for (const [path, text] of first.files) written.set(path, text);
    using fake = fakeSystem({ ...options, files: Object.fromEntries(written) });
    assert.equal(await run(["setup", "--yes"], fake.system), 0);
    assert.match(fake.told.join("\n"), words);
  });
}

const refused:
  readonly (readonly [what: string, Parameters<typeof fakeSystem>[0], words: string, code: number])[] = [
    ["a checkout", { ...windows, self: ["C:\\deno.exe", "run", "-A", "C:\\main.ts"] }, "setup", 3],
    ["a folder that a PATH cannot hold", { ...windows, self: ["C:\\a;b\\awsume.exe"] }, "setup", 3],
    ["cmd where there is none", {}, "setup cmd", 2],
  ];

for (const [what, options, words, code] of refused) {
  Deno.test(`awsume setup refuses ${what}`, async () => {
    using fake = fakeSystem(options);
    assert.equal(await run([...words.split(" "), "--yes"], fake.system), code);
    assert.equal(fake.files.size, 0);
  });
}

const homes: readonly (readonly [what: string, env: Readonly<Record<string, string>>, folder: string])[] = [
  ["USERPROFILE", { USERPROFILE: "C:\\Users\\Jo Do" }, "C:\\Users\\Jo Do"],
  ["a UNC home", { USERPROFILE: "\\\\server\\home$\\me" }, "\\\\server\\home$\\me"],
  ["a drive of its own", { HOMEDRIVE: "H:", HOMEPATH: "\\me" }, "H:\\me"],
  ["HOME before them", { HOME: "D:\\me", USERPROFILE: "C:\\Users\\me" }, "D:\\me"],
];

for (const [what, env, folder] of homes) {
  Deno.test(`awsume on Windows finds the files by ${what}`, async () => {
    const path = `${folder}\\.aws\\credentials`;
    const text = "[a]\r\naws_access_key_id = AKIAEXAMPLE\r\naws_secret_access_key = s\r\n";
    using fake = fakeSystem({ os: "windows", env: { ...env, AWSUME_SHELL: "cmd" }, files: { [path]: text } });
    assert.equal(await run(["a"], fake.system), 0, fake.told.join("\n"));
    assert.match(
      fake.printed.join(""),
      /^set "AWS_ACCESS_KEY_ID=AKIAEXAMPLE"\nset "AWS_SECRET_ACCESS_KEY=s"\n/,
    );
  });
}

Deno.test("awsume.exe on a terminal of Windows says to set up first", async () => {
  using fake = fakeSystem({ ...windows, stdoutIsTerminal: true });
  assert.equal(await run(["prod"], fake.system), 1);
  assert.match(
    fake.told.join("\n"),
    /^ +For cmd and PowerShell run this once.*\n +"C:\\My Tools\\awsume\.exe" setup$/m,
  );
});
