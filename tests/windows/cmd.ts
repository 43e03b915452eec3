/** What cmd makes of the statements that awsume prints, and of the words that are typed. */
import assert from "node:assert/strict";
import { cmd } from "../../shells/cmd.ts";
import { pathFiles } from "../../shells/on_path.ts";
import { version } from "../../src/version.ts";
import { passThrough } from "../support/fake_awsume.ts";
import { inFolder } from "../support/folder.ts";
import { hostileValues } from "../support/hostile.ts";
import { placeStandIn, playOnWindows, testOnWindows, writeLines } from "../support/windows.ts";

/** What the stand-in prints for its first word; it writes down the words that it gets. */
const standIn = `
const [word = "_"] = Deno.args;
Deno.writeTextFileSync("calls.txt", JSON.stringify([Deno.args, ...["SHELL", "FUNCTION"].map((name) => Deno.env.get("AWSUME_" + name) ?? "unset")]) + "\\n", { append: true });
const read = (part) => { try { return Deno.readTextFileSync("answers/" + word + "." + part); } catch { return ""; } };
Deno.stdout.writeSync(new TextEncoder().encode(read("out")));
Deno.exit(Number(read("status")));
`;

const text = 'plain\n\n  indented (so) & <so> | 100% %PATH% !bang! ^ "q" ;\n;first on off\n(paren)\n';

/** All typed in one line, because each start takes a while. */
const words: readonly (readonly [typed: string, words: readonly string[]])[] = [
  ["prod", ["prod"]],
  ['"a  b" c', ["a  b", "c"]],
  ['"a & b | c > d < e ^ f (g)"', ["a & b | c > d < e ^ f (g)"]],
  ['"say ""hi"" & go"', ['say "hi" & go']],
  ['"say \\"hi\\""', ['say "hi"']],
  ['"100%% %%PATH%% !x!"', ["100% %PATH% !x!"]],
  ["a=b,c;d *.txt ? ~", ["a=b,c;d", "*.txt", "?", "~"]],
  ['"" "C:\\My Files\\\\"', ["", "C:\\My Files\\"]],
  ["it's `id` $(id)", ["it's", "`id`", "$(id)"]],
];

/** The 1,000 values without what is refused, and without what a console has to have the code page for: Wine has none. */
const values = hostileValues().map((value) => value.replaceAll(/["%!]|[^ -~]/g, "").slice(0, 6000))
  .filter((value) => value !== "");

/** Split so that one change may hold each. */
const groups = values.reduce<readonly (readonly string[])[]>((groups, value) => {
  const last = groups.at(-1) ?? [];
  const fits = [...last, value].join("").length + 12 * last.length < 7000;
  return fits ? [...groups.slice(0, -1), [...last, value]] : [...groups, [value]];
}, [[]]);

/** The change that sets the values of one group; `letter` keeps two ways apart. */
function changeOf(group: number, letter: string): string {
  return cmd.render(new Map((groups[group] ?? []).map((value, i) => [`${letter}${group}_${i}`, value])));
}

testOnWindows("awsume.cmd keeps to what every function of awsume does", async () => {
  await inFolder(async (folder) => {
    await placeStandIn(`${folder}/my tools & co`, standIn);
    await Deno.mkdir(`${folder}/my tools & co/bin`);
    const [file] = pathFiles(passThrough);
    await Deno.writeTextFile(`${folder}/my tools & co/bin/awsume.cmd`, file?.text ?? "");
    await Deno.mkdir(`${folder}/answers`);
    const change = new Map([["AWS_REGION", "eu-west-1"], ["AWS_PROFILE", null]]);
    const answers = {
      "prod.out": cmd.render(change),
      "fail.out": cmd.render(new Map([["AWS_REGION", "wrong"]])),
      "fail.status": "3",
      "say.out": cmd.say(text),
      "both.out": "a stray line & echo wrong\n" + cmd.say("said\n") + cmd.render(change),
      "exec.out": 'no statement & "so" on\n',
      "exec.status": "7",
    };
    for (const [name, answer] of Object.entries(answers)) {
      await Deno.writeTextFile(`${folder}/answers/${name}`, answer);
    }
    for (const group of groups.keys()) {
      await Deno.writeTextFile(`${folder}/answers/many${group}.out`, changeOf(group, "V"));
      const lines = changeOf(group, "W").split("\n").map((line) => `@${line}`);
      await writeLines(`${folder}/values${group}.cmd`, lines.slice(0, -1));
    }
    await Deno.writeTextFile(`${folder}/dump.js`, "console.log(JSON.stringify(Deno.env.toObject()))");
    await writeLines(`${folder}/play.cmd`, [
      '@set "PATH=%~dp0my tools & co\\bin;%PATH%"',
      ...["@set AWS_PROFILE=old", "@set AWS_REGION=old", "@set AWSUME_SHELL=mine"],
      "@call awsume fail",
      "@echo fail %errorlevel% %AWS_REGION% %AWS_PROFILE%",
      "@call awsume fail || echo or",
      "@call awsume both && echo and",
      "@echo both %errorlevel% %AWS_REGION% [%AWS_PROFILE%] %AWSUME_SHELL%",
      "@call awsume say",
      "@call awsume exec x",
      "@echo exec %errorlevel%",
      "@call awsume say | findstr paren",
      "@setlocal EnableDelayedExpansion",
      "@call awsume prod",
      "@echo delayed !AWS_REGION!",
      "@endlocal",
      ...[...groups.keys()].flatMap((group) => [`@call awsume many${group}`, `@call values${group}.cmd`]),
      "@deno.exe run -A --no-config dump.js > dump.json",
      // Not `call`, which reads its line twice.
      "@cmd /c words.cmd",
      "@set _awsume",
      "@set AWSUME_FUNCTION",
    ]);
    const typed = words.map(([typed]) => typed).join(" ");
    await writeLines(`${folder}/words.cmd`, [`@"%~dp0my tools & co\\bin\\awsume.cmd" ${typed}`]);
    const { stdout, stderr } = await playOnWindows(["cmd", "/c", "play.cmd"], folder);
    assert.equal(
      stdout.replaceAll(/ +$/gm, ""),
      "fail 3 old old\nor\nsaid\nand\nboth 0 eu-west-1 [] mine\n" + text +
        'no statement & "so" on\nexec 7\n(paren)\ndelayed eu-west-1\n',
      stderr,
    );
    const env = JSON.parse(await Deno.readTextFile(`${folder}/dump.json`));
    for (const [group, expected] of groups.entries()) {
      assert.deepEqual(expected.map((_, i) => env[`V${group}_${i}`]), expected);
      assert.deepEqual(expected.map((_, i) => env[`W${group}_${i}`]), expected);
    }
    const calls = (await Deno.readTextFile(`${folder}/calls.txt`)).trim().split("\n").map((line) =>
      JSON.parse(line)
    );
    assert.deepEqual(calls.at(-1), [words.flatMap(([, expected]) => expected), "cmd", "unset"]);
    assert.deepEqual(calls.find(([[word]]) => word === "exec"), [["exec", "x"], "mine", `cmd:${version}`]);
    assert.match(stderr, /_awsume not defined[^]*AWSUME_FUNCTION not defined/);
  });
});
