/** Does `work` in an empty folder of its own, which is gone afterwards. */
export async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "awsume-test-" });
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** A folder in which not even root may make a file; undefined where the system shows none, as in some containers. */
export const refusingFolder: string | undefined = await Deno.stat("/sys/kernel/notes").then(
  () => "/sys/kernel",
  () => undefined,
);
