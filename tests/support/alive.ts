import { kill } from "node:process";

/** Whether the process of that number goes on. The program `kill` is not everywhere. */
export function isAlive(pid: string): boolean {
  try {
    return kill(Number(pid), 0);
  } catch {
    return false;
  }
}
