import { type Setup, startWorld, type World } from "./world.ts";

/**
 * A world whose folder of plugins holds these files, by their paths in it; programs (`awsume-plugin-NAME`) may be
 * executed.
 */
export async function startPlugged(
  files: Readonly<Record<string, string>>,
  setup: Setup = {},
): Promise<World> {
  const world = await startWorld(setup);
  await writePlugins(`${world.home}/.awsume/plugins`, files);
  return world;
}

/** Writes files of plugins below a folder, for nobody else to write. */
export async function writePlugins(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
  for (const [path, text] of Object.entries(files)) {
    const file = `${folder}/${path}`;
    const isProgram = /^awsume-plugin-[^.]*$/.test(file.replace(/^.*\//, ""));
    await Deno.mkdir(file.replace(/\/[^/]*$/, ""), { recursive: true, mode: 0o700 });
    await Deno.writeTextFile(file, text, { mode: isProgram ? 0o700 : 0o600 });
  }
}

/** The text of a module with these hooks. */
export function pluginText(name: string, hooks: string): string {
  return `export default { awsume: 1, name: "${name}", hooks: { ${hooks} } };\n`;
}
