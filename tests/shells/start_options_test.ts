/** Shells that were started in an odd way: a mood of the wrapper matrix begins only when the shell runs already. */
import { type RealShell, realShells, testWith } from "../support/shells.ts";
import { type Answer, fakeAwsume } from "../support/fake_awsume.ts";
import { script } from "../support/script.ts";

const starts: readonly (readonly [shell: keyof typeof realShells, words: string])[] = [
  ["bash", "bash --norc --posix"],
  ["bash", "bash --norc --posix -uC"],
  ["bash", "bash --norc -uC"],
  ["zsh", "zsh --emulate sh -f"],
  ["zsh", "zsh --emulate ksh -fu"],
  ["zsh", "zsh -fuC"],
  ["dash", "dash -uC"],
  ["busybox", "busybox sh -uC"],
  ["ksh", "ksh -uC"],
  ["mksh", "mksh -uC"],
  ["mksh", "mksh -o posix"],
];

for (const [name, words] of starts) {
  const real = realShells[name];
  if (real !== undefined) testStart({ ...real, start: words.split(" ") });
}

function testStart(real: RealShell): void {
  const { shell } = real;
  const [program = ""] = real.start;
  const change = new Map([["AWS_REGION", "it's"], ["AWS_PROFILE", null]]);
  const answers: Readonly<Record<string, Answer>> = {
    prod: { out: shell.render(change) },
    bad: { out: shell.render(new Map([["AWS_REGION", "wrong"]])), status: 3 },
  };
  testWith(program, `awsume() works in a shell that was started as ${real.start.join(" ")}`, async () => {
    await using fake = await fakeAwsume(answers);
    await script(real, { init: fake.init(shell), folder: fake.home, env: { AWS_PROFILE: "old" } })
      .run("awsume", "prod").expectStatus(0).expectEnv("AWS_REGION", "it's").expectEnv(
        "AWS_PROFILE",
        undefined,
      )
      .run("awsume", "bad").expectStatus(3).expectEnv("AWS_REGION", "it's")
      .end();
  });
}
