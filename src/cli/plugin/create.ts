import { quotePosix } from "../../../shells/posix.ts";
import { UsageError } from "../../errors.ts";
import { didYouMean } from "../../nearest.ts";
import { declarations } from "../../plugins/declarations.ts";
import type { System } from "../../system.ts";
import { pluginLanguages } from "../plugin_actions.ts";
import jsPlugin from "./templates/js_plugin.txt" with { type: "text" };
import jsTest from "./templates/js_test.txt" with { type: "text" };
import pyPlugin from "./templates/py_plugin.txt" with { type: "text" };
import pyTest from "./templates/py_test.txt" with { type: "text" };
import shPlugin from "./templates/sh_plugin.txt" with { type: "text" };
import shTest from "./templates/sh_test.txt" with { type: "text" };
import tsPlugin from "./templates/ts_plugin.txt" with { type: "text" };
import tsTest from "./templates/ts_test.txt" with { type: "text" };

/** What is written for a language, by path in the folder; the first file is the plugin. */
interface Kit {
  readonly files: readonly (readonly [path: string, text: string])[];
  readonly isProgram: boolean;
  /** Command lines: its test, what must be made of it, how awsume gets to know it. */
  readonly steps: readonly (readonly [line: string, what: string])[];
}

/** `awsume plugin new`: writes a plugin that works, with a test, into a folder of its name. Throws UsageError, ConfigError. */
export async function writePlugin(name: string, language: string, system: System): Promise<void> {
  if (!/^[a-z][a-z0-9-]*$/.test(name)) {
    throw new UsageError(`Cannot call a plugin "${name}"`, { hint: "Use small letters, digits and dashes" });
  }
  const { files, isProgram, steps } = toKit(name, language, system);
  if (await system.statusOf(name) !== undefined) {
    throw new UsageError(`Cannot write the plugin "${name}": there is something of that name here`, {
      hint: "Use another name, or another folder",
    });
  }
  for (const [path, text] of files) {
    await system.write(`${name}/${path}`, text.replaceAll("__NAME__", name));
  }
  if (isProgram) {
    const [[path] = [""]] = files;
    await system.run(`chmod u+x ${quotePosix(`${name}/${path}`)}`, { name: `${name}/${path}` });
  }
  system.tell(`Wrote ${files.map(([path]) => `${name}/${path}`).join(", ")}`);
  for (const [line, what] of steps) system.tell(`  ${line.padEnd(44)}  ${what}`);
}

function toKit(name: string, language: string, { os }: Pick<System, "os">): Kit {
  const known = pluginLanguages.find((each) => each === language);
  if (os === "windows" && (known === "py" || known === "sh")) {
    throw new UsageError(
      `Cannot write a plugin in ${known} on Windows: it starts no script by its first line`,
      {
        hint: `Write it in JavaScript: awsume plugin new ${name} --lang js`,
      },
    );
  }
  const add = (path: string) => [`awsume plugin add ${name}/${path}`, "load it for each switch"] as const;
  const program = `awsume-plugin-${name}`;
  switch (known) {
    case "js":
      return {
        files: [["plugin.mjs", jsPlugin], ["plugin.test.mjs", jsTest]],
        isProgram: false,
        steps: [[`node --test ${name}/plugin.test.mjs`, "run its test"], add("plugin.mjs")],
      };
    case "ts":
      return {
        files: [["plugin.ts", tsPlugin], ["plugin_test.ts", tsTest], ["awsume.d.ts", declarations()]],
        isProgram: false,
        steps: [
          [`deno test ${name}`, "run its test"],
          [bundleLine(name), "once more after each change"],
          add("plugin.mjs"),
        ],
      };
    case "py":
      return {
        files: [[program, pyPlugin], ["test_plugin.py", pyTest]],
        isProgram: true,
        steps: [[`python3 ${name}/test_plugin.py`, "run its test"], add(program)],
      };
    case "sh":
      return {
        files: [[program, shPlugin], ["test.sh", shTest]],
        isProgram: true,
        steps: [[`sh ${name}/test.sh`, "run its test"], add(program)],
      };
    case undefined:
      throw new UsageError(`Cannot write a plugin in "${language}"`, {
        hint: didYouMean(language, pluginLanguages) ?? `Use one of ${pluginLanguages.join(", ")}`,
      });
  }
}

function bundleLine(name: string): string {
  const options = "--bundle --format=esm --platform=node";
  return `npx esbuild ${name}/plugin.ts ${options} --outfile=${name}/plugin.mjs`;
}
