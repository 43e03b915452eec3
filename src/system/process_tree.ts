/**
 * The processes below one, as they are at this moment: its children, and theirs. None on Windows, which is not asked, and
 * where nobody tells.
 */
export function findBelow(pid: number): readonly number[] {
  if (Deno.build.os === "windows") return [];
  const pairs = Deno.build.os === "linux" ? pairsOnLinux() : pairsByPs();
  const below = (parent: number): readonly number[] =>
    pairs.filter(([, each]) => each === parent).flatMap(([child]) => [child, ...below(child)]);
  return below(pid);
}

type Pair = readonly [child: number, parent: number];

function pairsOnLinux(): readonly Pair[] {
  const names = [...Deno.readDirSync("/proc")].map(({ name }) => name).filter((name) => /^\d+$/.test(name));
  return names.flatMap((name) => {
    try {
      const text = Deno.readTextFileSync(`/proc/${name}/stat`);
      // The second field, a name in brackets, may hold blanks; the fourth is the parent.
      const [, parent] = text.slice(text.lastIndexOf(")") + 2).split(" ");
      return [[Number(name), Number(parent)]] as const;
    } catch {
      // It has just ended.
      return [];
    }
  });
}

function pairsByPs(): readonly Pair[] {
  try {
    const { stdout } = new Deno.Command("/bin/ps", { args: ["-A", "-o", "pid=,ppid="] }).outputSync();
    return new TextDecoder().decode(stdout).trim().split("\n").map((line) => {
      const [child = 0, parent = 0] = line.trim().split(/\s+/).map(Number);
      return [child, parent];
    });
  } catch {
    return [];
  }
}
