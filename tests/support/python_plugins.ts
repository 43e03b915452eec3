import { type Setup, startWorld, type World } from "./world.ts";

/** A world whose folder of plugins holds these files. */
export async function startPlugged(
  plugins: Readonly<Record<string, string>>,
  setup: Setup = {},
): Promise<World> {
  const world = await startWorld(setup);
  await Deno.mkdir(`${world.home}/.awsume/plugins`, { recursive: true, mode: 0o700 });
  for (const [name, text] of Object.entries(plugins)) await putPlugin(world, name, text);
  return world;
}

/** Writes one of these files, as nobody else may. */
export async function putPlugin({ home }: World, name: string, text: string): Promise<void> {
  await Deno.writeTextFile(`${home}/.awsume/plugins/${name}`, text, { mode: 0o600 });
}
