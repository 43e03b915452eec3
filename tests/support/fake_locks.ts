import type { System } from "../../src/system.ts";
import type { FakeOptions, FakeSystem } from "./fake_system.ts";

/** One at a time for a path, as the real locks are: what nests them hangs here too. */
export function fakeLocks(
  { others = () => {} }: FakeOptions,
): Pick<System, "locked" | "together"> & Pick<FakeSystem, "locks"> {
  const locks: string[] = [];
  const last = new Map<string, Promise<unknown>>();
  const locked: System["locked"] = (path, _waiting, work, options = {}) => {
    const before = last.get(path) ?? Promise.resolve();
    const turn = before.catch(() => {}).then(async () => {
      locks.push(path);
      await others(path, options);
      return await work();
    });
    last.set(path, turn);
    return turn;
  };
  return {
    locks,
    locked,
    together: async (path, waiting, work, options) => (await locked(path, waiting, work, options)).text,
  };
}
