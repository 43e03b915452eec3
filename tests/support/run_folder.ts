/** What the test files of one run have in common, each of which knows nothing of the others. */

/** The folder of a run of `scripts/test.ts`; undefined for a file that is run by itself. */
export const runFolder = Deno.env.get("AWSUME_TEST_RUN");

/** What `make` gives, as JSON keeps it: made by the file that needs it first. */
export function oncePerRun<T>(name: string, make: () => T): T {
  if (runFolder === undefined) return make();
  const file = `${runFolder}/${encodeURIComponent(name)}.json`;
  try {
    return JSON.parse(Deno.readTextFileSync(file));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  const made = make();
  // Nobody may see half of it.
  const half = `${file}.${crypto.randomUUID()}`;
  Deno.writeTextFileSync(half, JSON.stringify(made));
  Deno.renameSync(half, file);
  return made;
}
