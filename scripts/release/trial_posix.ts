import { fileURLToPath } from "node:url";
import { runClean } from "../../tests/support/script.ts";
import type { Target } from "./targets.ts";
import type { Session, Subject, Trial } from "./trial.ts";

const installer = fileURLToPath(new URL("../../install.sh", import.meta.url));

/** Where the programs of Linux for ARM find their libraries, as Debian's libc6-arm64-cross puts them. */
const armLibraries = "/usr/aarch64-linux-gnu";

/** The archive of a Linux or of macOS. Throws an Error for one that this computer cannot run. */
export async function posixTrial({ target, archive, sum, world }: Subject): Promise<Trial> {
  const isForeign = target.triple !== Deno.build.target;
  if (isForeign && !(target.name === "linux-arm64" && Deno.build.os === "linux")) {
    throw new Error(`Cannot run ${target.name} on this computer`);
  }
  const start = isForeign ? withQemu : [];
  const env = { ...world.env, ...isForeign ? await armEnv(world.home) : {} };
  const prefix = `${world.home}/a prefix`;
  return {
    install: ["sh", installer, "--prefix", prefix, "--offline", archive, "--sha256", sum],
    // A start by qemu takes seconds.
    sessions: sessions(target, prefix).slice(0, isForeign ? 1 : undefined),
    run: (words) => runClean([...start, ...words], { folder: world.home, env }),
  };
}

function sessions({ name }: Target, prefix: string): readonly Session[] {
  const awsume = `"${prefix}/bin/awsume"`;
  const lines = (switchTo: (profile: string) => string, command: string): readonly string[] => [
    switchTo("one"),
    'echo "switched $AWS_ACCESS_KEY_ID $AWSUME_PROFILE"',
    `${command} exec two -- sh -c 'echo "ran $AWS_ACCESS_KEY_ID"'`,
    `${switchTo("nobody")} || echo "missing $? $AWSUME_PROFILE"`,
  ];
  const withFunction = (shell: string): string =>
    ["set -e", `eval "$(${awsume} init ${shell})"`, ...lines((profile) => `awsume ${profile}`, "awsume")]
      .join("\n");
  // The bash of macOS is 3.2, and its sh the same one.
  const script = ["set -e", ...lines((profile) => `eval "$(${awsume} ${profile})"`, awsume)].join("\n");
  const all = [
    { title: "bash, by its function", words: ["bash", "-c", withFunction("bash")] },
    { title: "sh, in a script", words: ["sh", "-c", script] },
  ];
  // There, it is everybody's shell; the Linux of a runner has none.
  const zsh = { title: "zsh, by its function", words: ["zsh", "-fc", withFunction("zsh")] };
  return name.startsWith("macos") ? [...all, zsh] : all;
}

/**
 * The words before a program which, and whose children, may start programs for ARM: for it alone, because the kernel
 * keeps such a list for each namespace of users (since Linux 6.7).
 */
const withQemu: readonly string[] = [
  ...["unshare", "--user", "--map-root-user", "--mount", "sh", "-ec"],
  `list=/proc/sys/fs/binfmt_misc
mount -t binfmt_misc none $list
printf '%s' ':arm:M::${magic("\\x7fELF", "\\x00", "\\xb7\\x00")}:${
    magic("\\xff\\xff\\xff\\xff", "\\x00", "\\xff\\xff")
  }:'"$(command -v qemu-aarch64)": >$list/register
exec "$@"`,
  "sh",
];

/** The first twenty bytes: an ELF file is known by four, and its machine by the last two. */
function magic(start: string, between: string, end: string): string {
  return `${start}${between.repeat(14)}${end}`;
}

/** What makes a computer of another kind look like one of ARM, as far as `install.sh` and qemu ask. */
async function armEnv(home: string): Promise<Readonly<Record<string, string>>> {
  const folder = `${home}/machine`;
  await Deno.mkdir(folder);
  const uname = `#!/bin/sh\n[ "$*" = -m ] && echo aarch64 || exec /usr/bin/uname "$@"\n`;
  await Deno.writeTextFile(`${folder}/uname`, uname, { mode: 0o755 });
  // A processor of a later kind signs pointers, and to play that takes two thirds of the time.
  return {
    PATH: `${folder}:/usr/local/bin:/usr/bin:/bin`,
    QEMU_LD_PREFIX: armLibraries,
    QEMU_CPU: "cortex-a72",
  };
}
