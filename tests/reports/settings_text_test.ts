/** Errors of config.yaml repeated what stood on the line: a value that cannot be, and what the YAML parser quotes. */
import assert from "node:assert/strict";
import { comeTo } from "../support/ways.ts";

/** What stands there by mistake. */
const secret = "wJalrXUtnFEMI/K7MDENG";
const word = secret.replace("/", "");

const broken: Readonly<Record<string, string>> = {
  "an alias": `x: *${word}\n`,
  "a tag": `x: !${word} y\n`,
  "a tag of YAML's own": `x: !!${word} y\n`,
  "a whole tag": `x: !<tag:${word}> y\n`,
  "a handle of a tag": `x: !${word}!y z\n`,
  "an escape": `x: "\\q${secret}"\n`,
  "a list without end": `x: [${secret}\n`,
  "a colon too many": `x: y: ${secret}\n`,
  "a line of its own": `- x\n${secret}\n`,
  "a directive": `%TAG ${word}\n---\nx: y\n`,
  "a tab": `\t${secret}: y\n`,
  "no blank": `x:${secret}\n`,
  "a quote without end": `x: '${secret}\n`,
  "two documents": `x: ${secret}\n---\ny: z\n`,
  "no mapping": `- ${secret}\n`,
};
/** Values that are none, each with the command that reads it. */
const wrong: Readonly<Record<string, readonly [text: string, words: readonly string[]]>> = {
  "a duration": [`role-duration: ${secret}\n`, ["keys"]],
  "a switch": [`fuzzy-match: ${secret}\n`, ["keys"]],
  "a list for a word": [`role-session-name: [${secret}]\n`, ["keys"]],
  "a session's duration": [`debug:\n  session_token_duration: ${secret}\n`, ["keys"]],
  "a path": [`config-file: ${secret}\n`, ["keys"]],
  "colours": [`colors: [${secret}]\n`, ["ls"]],
  "an account": [`cdk:\n  ${word}: one\n`, ["cdk-plugin", "--account", "222222222222"]],
  "a mode": [`cdk:\n  "222222222222":\n    ${word}: one\n`, ["cdk-plugin", "--account", "222222222222"]],
  "plugins": [`plugins: {a: ${secret}}\n`, ["keys"]],
};
const credentials = "[keys]\naws_access_key_id = AKIAFAKE\naws_secret_access_key = s\n";

function placeOf(text: string): Parameters<typeof comeTo>[1] {
  return {
    credentials,
    env: { AWSUME_SHELL: "bash" },
    files: { "/home/me/.awsume/config.yaml": text },
    screen: { columns: 80, rows: 24 },
    stdoutIsTerminal: true,
  };
}

for (const [title, text] of Object.entries(broken)) {
  Deno.test(`a settings file with ${title} is refused with its line, and without its text`, async () => {
    for (
      const words of [["config", "list"], ["config", "get", "x"], ["config", "set", "region", "eu-west-1"], [
        "doctor",
        "--offline",
        "--json",
      ], ["cdk-plugin", "--account", "222222222222"]]
    ) {
      const place = placeOf(words[0] === "cdk-plugin" ? `${text}cdk: {}\n` : text);
      const { stdout, stderr } = await comeTo(words, place);
      assert.ok(!(stdout + stderr).includes(word), `${words.join(" ")}: ${stdout}${stderr}`);
      assert.ok(!(stdout + stderr).includes(secret), `${words.join(" ")}: ${stdout}${stderr}`);
      assert.match(stdout + stderr, /Cannot read \/home\/me\/\.awsume\/config\.yaml/, words.join(" "));
    }
  });
}

for (const [title, [text, words]] of Object.entries(wrong)) {
  Deno.test(`${title} in the settings that is none is refused with its line, and without its text`, async () => {
    for (const line of [words, ["doctor", "--offline", "--json"]]) {
      const { status, stdout, stderr } = await comeTo(line, placeOf(text));
      assert.ok(!(stdout + stderr).includes(word), `${line.join(" ")}: ${stdout}${stderr}`);
      assert.ok(!(stdout + stderr).includes(secret), `${line.join(" ")}: ${stdout}${stderr}`);
      if (line === words) assert.equal(status, 3, stderr);
      if (line === words) assert.match(stderr, /Cannot (?:use|read) \S+ in \S+config\.yaml/);
    }
  });
}
