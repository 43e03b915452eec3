import assert from "node:assert/strict";
import type { World } from "../../support/world.ts";
import { fail, succeed } from "../look.ts";
import type { Row } from "../row.ts";
import { keysSection, writeText } from "../setup.ts";

const settings = "# mine\ncolors: true\nregion: eu-west-2 # here\n";

const readSettings = ({ home }: World): Promise<string> => Deno.readTextFile(`${home}/.awsume/config.yaml`);

/** The words behind `--config`, and the file after them. */
const steps: readonly (readonly [words: readonly string[], text: string])[] = [
  [["set", "region", "eu-west-1"], "# mine\ncolors: true\nregion: eu-west-1 # here\n"],
  [["set", "role-duration", "3600"], "# mine\ncolors: true\nregion: eu-west-1 # here\nrole-duration: 3600\n"],
  [["reset", "role-duration"], "# mine\ncolors: true\nregion: eu-west-1 # here\nrole-duration: 0\n"],
  [["clear", "role-duration"], "# mine\ncolors: true\nregion: eu-west-1 # here\n"],
  [
    ["set", "mine.list", "x", "2"],
    '# mine\ncolors: true\nregion: eu-west-1 # here\nmine:\n  list: ["x", 2]\n',
  ],
];

const wrongWords: readonly (readonly [words: readonly string[], says: RegExp])[] = [
  [[], /awsume config list +all settings[^]*awsume config set KEY VALUE/],
  [["nonsense"], /Cannot understand "config nonsense"/],
  [["get"], /config get takes a key/],
  [["set", "region"], /Cannot set region without a value/],
  [["set", "role-duration", "soon"], /Cannot set role-duration to "soon"/],
];

/** awsume's own settings. */
export const settingsRows: readonly Row[] = [
  {
    number: 82,
    ids: "K13",
    title: "`--config` with `help`, `list`, `get`, `set`, `reset` and `clear`",
    verdict: "better",
    original: "Shows settings on standard error, and changes them without a word. Some mistakes end in a " +
      "stack trace, unknown words with 0, any value is written, and every change removes the comments.",
    ours: "Shows settings on standard output and says what was changed; comments stay. A mistake, or a " +
      "value that a setting cannot have, ends with 2 and changes nothing; to remove what is not there is " +
      "no mistake.",
    why: "What is shown can then be piped, and a setting that is wrong would stop every switch.",
    setup: { credentials: keysSection() },
    test: async (world) => {
      await writeText(world, "settings", settings);
      assert.match((await succeed(world, ["--config", "help"])).stdout, /config clear KEY/);
      assert.equal((await succeed(world, ["--config", "LIST"])).stdout, "colors: true\nregion: eu-west-2\n");
      assert.equal((await succeed(world, ["--config", "get", "region"])).stdout, '"eu-west-2"\n');
      assert.equal((await succeed(world, ["--config", "get", "nope"])).stdout, "null\n");
      for (const [words, says] of wrongWords) await fail(world, ["--config", ...words], { status: 2, says });
      for (const word of ["reset", "clear"]) await succeed(world, ["--config", word, "nope"]);
      assert.equal(await readSettings(world), settings);
      for (const [words, text] of steps) {
        assert.match((await succeed(world, ["--config", ...words])).stderr, /config\.yaml\n$/);
        assert.equal(await readSettings(world), text);
      }
      assert.match((await succeed(world, ["user"])).stdout, /^export AWS_REGION='eu-west-1';$/m);
    },
  },
];
