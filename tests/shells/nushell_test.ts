import assert from "node:assert/strict";
import { nushell } from "../../shells/nushell.ts";
import { type Answer, fakeAwsume } from "../support/fake_awsume.ts";
import { runClean } from "../support/script.ts";
import { testWith } from "../support/shells.ts";

const answers: Readonly<Record<string, Answer>> = {
  prod: { out: nushell.render(new Map([["AWS_SECRET_ACCESS_KEY", "s3cret"], ["AWS_REGION", "eu-west-1"]])) },
  off: { out: nushell.render(new Map([["AWS_REGION", null], ["AWS_NEVER_SET", null]])) },
  bad: { out: nushell.render(new Map([["AWS_REGION", "evaluated"]])), err: "no\n", status: 3 },
  say: { out: nushell.say("one\ntwo\n") },
  exec: { out: "ran\n", status: 5 },
};

interface Case {
  readonly criterion: string;
  readonly code: string;
  readonly stdout: string;
  readonly stderr?: RegExp;
}

const cases: readonly Case[] = [
  {
    criterion: "ends a failure as an error that knows the status, and changes nothing",
    code: "let status = try { awsume bad; 0 } catch {|e| $e.exit_code }\n" +
      "print $status ($env.AWS_REGION? | default none)",
    stdout: "3\nnone\n",
    stderr: /^no\n/,
  },
  {
    criterion: "has the status of the last command in $env.LAST_EXIT_CODE",
    code: "try { awsume bad }\nawsume prod\nprint $env.LAST_EXIT_CODE",
    stdout: "0\n",
    stderr: /^no\n/,
  },
  {
    criterion: "exports from inside a def --env, and from a plain one to its own end only",
    code: "def plain [] { awsume prod; $env.AWS_REGION }\ndef --env switch [] { awsume prod }\n" +
      "print (plain) ($env.AWS_REGION? | default none)\nswitch\nprint $env.AWS_REGION",
    stdout: "eu-west-1\nnone\neu-west-1\n",
  },
  {
    criterion: "unsets what is set, and what never was",
    code: "awsume prod\nawsume off\nprint ($env.AWS_REGION? | default none) $env.AWS_SECRET_ACCESS_KEY",
    stdout: "none\ns3cret\n",
  },
  {
    criterion: "takes the place of a variable that is no text",
    code: "$env.AWS_REGION = {a: 1}\nawsume prod\nprint $env.AWS_REGION",
    stdout: "eu-west-1\n",
  },
  {
    criterion: "leaves the settings and the conversions as they are",
    code: "$env.config.show_banner = false\n$env.ENV_CONVERSIONS.AWS_REGION = " +
      "{from_string: {|text| $text | str upcase }, to_string: {|text| $text }}\n" +
      "let before = $env.config\nawsume prod\nprint ($before == $env.config) ($env.ENV_CONVERSIONS | columns | last)",
    stdout: "true\nAWS_REGION\n",
  },
  {
    criterion: "goes into pipelines and closures",
    code:
      'print (awsume say | lines | str join "+")\nprint (["say"] | each {|word| awsume $word } | first | lines | length)',
    stdout: "one+two\n2\n",
  },
];

for (const { criterion, code, stdout, stderr = /^$/ } of cases) {
  testWith("nu", `nushell awsume ${criterion}`, async () => {
    await using fake = await fakeAwsume(answers);
    await Deno.writeTextFile(`${fake.home}/script.nu`, `${fake.init(nushell)}\n${code}\n`);
    const outcome = await runClean(["nu", "--no-config-file", "script.nu"], { folder: fake.home });
    assert.equal(outcome.stdout, stdout, outcome.stderr);
    assert.match(outcome.stderr, stderr);
  });
}
