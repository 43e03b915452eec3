/**
 * When a process began, in whatever words the system has for it: with its number that names one process for ever.
 * Empty when there is no such process, and on Windows, which is not asked.
 */
export function readStart(pid: number): string {
  if (Deno.build.os === "windows") return "";
  return Deno.build.os === "linux" ? startOnLinux(pid) : startByPs(pid);
}

/** Signal 0 only asks. A process of somebody else's counts as running: that may not be asked for. */
export async function isRunning(pid: number): Promise<boolean> {
  const { kill } = await import("node:process");
  try {
    kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { readonly code?: string }).code !== "ESRCH";
  }
}

/** The 22nd field: clock ticks since the system began. The second, a name in brackets, may hold blanks. */
function startOnLinux(pid: number): string {
  try {
    const text = Deno.readTextFileSync(`/proc/${pid}/stat`);
    const [state, ...fields] = text.slice(text.lastIndexOf(")") + 2).split(" ");
    // A zombie has ended, though its parent has not asked how.
    return state === "Z" ? "" : fields[18] ?? "";
  } catch {
    return "";
  }
}

function startByPs(pid: number): string {
  const args = ["-o", "lstart=", "-p", `${pid}`];
  const env = { LC_ALL: "C", TZ: "UTC" };
  try {
    const { stdout } = new Deno.Command("/bin/ps", { args, env, clearEnv: true }).outputSync();
    return new TextDecoder().decode(stdout).trim();
  } catch {
    return "";
  }
}
