import { toOneLine } from "../printable.ts";
import { show, writeAll } from "./output.ts";

/** Where keys come from: `Deno.stdin`, or the controlling terminal opened as a file. */
export interface Keyboard {
  read(bytes: Uint8Array): Promise<number | null>;
  setRaw(isRaw: boolean): void;
}

/** Where a person is asked: the keys, and what shows the question and what is typed. */
export interface Terminal {
  readonly keyboard: Keyboard;
  /** Draws text as it is: the words in it are spelled out already. */
  show(text: string): void;
  close(): void;
}

/**
 * The terminal at which a person can be asked, or why there is none. stdin and stderr are that where they are a
 * terminal; in the place of either that is not, the controlling terminal itself: what catches stderr (an SDK, a log,
 * `2>&1` in `$(…)`) shall get neither the question nor what is typed, and the person shall see both.
 */
export function openTerminal(): Terminal | string {
  if (!isForeground()) return "awsume is in the background";
  const [hasKeys, hasScreen] = [Deno.stdin.isTerminal(), Deno.stderr.isTerminal()];
  const keys = hasKeys ? undefined : open(isWindows ? "CONIN$" : "/dev/tty");
  const screen = hasScreen
    ? undefined
    : !hasKeys && !isWindows
    ? keys
    : open(isWindows ? "CONOUT$" : "/dev/tty");
  const files = new Set([keys, screen].filter((file) => file !== undefined));
  const close = (): void => files.forEach((file) => file.close());
  const keyboard = hasKeys ? Deno.stdin : keys;
  if (keyboard !== undefined && (hasScreen || screen !== undefined)) {
    return { keyboard, show: screen === undefined ? show : (text) => writeAll(screen, text), close };
  }
  close();
  return "there is no terminal";
}

/** `System.canChoose`: the keys are those of stdin, which says how large the terminal is. */
export function canChoose(): Promise<boolean> {
  const terminal = Deno.stdin.isTerminal() ? openTerminal() : "";
  if (typeof terminal === "string") return Promise.resolve(false);
  terminal.close();
  return Promise.resolve(true);
}

/** `System.reply`. */
export function reply(text: string): Promise<void> {
  return Promise.resolve(showBeside(`${toOneLine(text)}\n`));
}

/** Draws on the terminal where a person is asked; on stderr, where there is no such terminal. */
export function showBeside(text: string): void {
  const terminal = Deno.stderr.isTerminal() ? "" : openTerminal();
  if (typeof terminal === "string") return show(text);
  try {
    terminal.show(text);
  } finally {
    terminal.close();
  }
}

const isWindows = Deno.build.os === "windows";

/** Undefined when there is no such terminal: the error says no more than that. */
function open(path: string): Deno.FsFile | undefined {
  try {
    // Both rights: without that of writing the mode of a Windows console cannot be set.
    return Deno.openSync(path, { read: true, write: true });
  } catch {
    return undefined;
  }
}

/**
 * Whether the terminal is this process's to use. The kernel stops a process in its background that reads keys or sets
 * the mode, and it would stay so with the lock that it holds. What cannot be found out counts as the foreground.
 */
function isForeground(): boolean {
  try {
    const [group = 0, owner = 0] = readGroups();
    // Nobody owns a terminal that is not there, or that of another container.
    return owner <= 0 || group === owner;
  } catch {
    return true;
  }
}

/** The process group, and the one in the foreground of the controlling terminal. */
function readGroups(): readonly number[] {
  switch (Deno.build.os) {
    case "linux": {
      // proc_pid_stat(5). The name of the program, in parentheses, may hold anything.
      const text = Deno.readTextFileSync("/proc/self/stat");
      const [_state, _parent, group, _session, _terminal, owner] = text.slice(text.lastIndexOf(")") + 2)
        .split(" ");
      return [Number(group), Number(owner)];
    }
    case "windows":
      return [];
    default: {
      const args = ["-o", "pgid=,tpgid=", "-p", String(Deno.pid)];
      const { stdout } = new Deno.Command("/bin/ps", { args, stderr: "null" }).outputSync();
      return new TextDecoder().decode(stdout).trim().split(/\s+/).map(Number);
    }
  }
}
