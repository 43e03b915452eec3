/** A comment sign inside a command: cut inside quotes, or cut without a word, another command runs. */
import assert from "node:assert/strict";
import { keys, oracleMfaSerial, role } from "../support/oracle_people.ts";
import { tryWords } from "../support/tried.ts";

const alice = keys("alice");
const printed =
  '{"Version":1,"AccessKeyId":"AKIAFAKEPROCESSEXAMPLE","SecretAccessKey":"fake/process+secret/=="}';

/** What is written, and what runs; a column where a comment begins. */
const commands: readonly (readonly [written: string, runs: string, column?: number])[] = [
  ['helper --arg "team #1" --json', 'helper --arg "team #1" --json'],
  ["helper --arg 'a ;b' --json", "helper --arg 'a ;b' --json"],
  ['helper "say \\" #1"', 'helper "say \\" #1"'],
  ["helper team\\ #1", "helper team\\ #1"],
  ["helper 'a' \"b #c\" 'd ;e'", "helper 'a' \"b #c\" 'd ;e'"],
  ["helper a#b;c", "helper a#b;c"],
  ['sh -c "a ; b"', 'sh -c "a ; b"'],
  ["helper --team #1 --role readonly", "helper --team", 36],
  ["helper 'a #b' #c", "helper 'a #b'", 36],
  ["helper ;old", "helper", 29],
  ["helper\t# old", "helper", 29],
  ["helper 'it''s' #old 'x'", "helper 'it''s'", 37],
];

for (const [written, runs, column] of commands) {
  Deno.test(`${JSON.stringify(written)} runs as ${JSON.stringify(runs)}`, async () => {
    const place = { config: `[profile p]\ncredential_process = ${written}\n` };
    const given = await tryWords(["p"], { ...place, outputs: [printed] });
    assert.deepEqual([given.status, given.gives, given.commands], [0, "process", [runs]], given.stderr);
    const note = column === undefined
      ? ""
      : `credential_process of profile "p" ends before column ${column} of /home/me/.aws/config:2`;
    const explained = await tryWords(["explain", "p"], place);
    const doctor = await tryWords(["doctor", "--offline"], place);
    for (const said of [given.stderr, explained.stdout, doctor.stdout]) {
      assert.equal(said.split("where a comment begins").length - 1, column === undefined ? 0 : 1, said);
      assert.ok(said.includes(note), said);
    }
  });
}

Deno.test("a quote that a command closes in a line below keeps what is in it", async () => {
  const config = "[profile p]\ncredential_process = sh -c 'a # b\n  c # d\n  e'\n";
  const { commands, stderr } = await tryWords(["p"], { config, outputs: [printed] });
  assert.deepEqual([commands, stderr], [["sh -c 'a # b\nc # d\ne'"], ""]);
});

Deno.test("the column counts what stands before the setting", async () => {
  const config = "[profile p]\n    credential_process = helper # old\n";
  const { stderr } = await tryWords(["p"], { config, outputs: [printed] });
  assert.match(stderr, /ends before column 33 of /);
});

Deno.test("the other commands are read so, too, and other settings are cut as ever", async () => {
  const config =
    `[profile p]\n${role("one")}source_profile = hub # "the user #1"\nmfa_serial = ${oracleMfaSerial}\n` +
    'mfa_process = code "a #1" #old\n';
  const place = { config, credentials: `[hub]\n${alice}` };
  const given = await tryWords(["p"], { ...place, outputs: ["123456"] });
  assert.deepEqual([given.gives, given.commands], ["alice > one", ['code "a #1"']]);
  assert.match(given.stderr, /^mfa_process of profile "p" ends before column 27 of \S+config:5, /m);
});

Deno.test("a SAML command and one for a token keep what is quoted", async () => {
  for (const key of ["saml_process", "web_identity_token_process"]) {
    const config = `[profile p]\n${role("web")}${key} = get "a #1" # b\n`;
    const { commands, stderr } = await tryWords(["p"], { config, outputs: ["x"] });
    assert.deepEqual(commands, ['get "a #1"'], stderr);
    assert.match(stderr, new RegExp(`^${key} of profile "p" ends before column \\d+ `, "m"));
  }
});
