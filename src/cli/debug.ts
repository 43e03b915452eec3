import type { System } from "../system.ts";

/**
 * A System that says on stderr what it does: paths, hosts, STS's actions, times. It never sees into a file, a
 * question's answer or the rest of a request, so that nothing secret can be said.
 */
export function debugging(system: System): System {
  const timed = async <T>(what: string, work: () => Promise<T>, end: (result: T) => string): Promise<T> => {
    const start = system.now().getTime();
    const say = (text: string): void =>
      system.tell(`debug: ${what}: ${text} (${system.now().getTime() - start} ms)`);
    try {
      const result = await work();
      say(end(result));
      return result;
    } catch (error) {
      say("failed");
      throw error;
    }
  };
  return {
    ...system,
    read: (path) =>
      timed(`read ${path}`, () => system.read(path), (text) => text === undefined ? "absent" : "done"),
    write: (path, ...rest) => timed(`write ${path}`, () => system.write(path, ...rest), () => "done"),
    ask: (...question) => timed("ask", () => system.ask(...question), ({ from }) => `answered by ${from}`),
    together: (path, ...rest) =>
      timed(`run for all ${path}`, () => system.together(path, ...rest), () => "done"),
    locked: (path, ...rest) => timed(`lock ${path}`, () => system.locked(path, ...rest), () => "freed"),
    run: (command, options) => timed(`run ${options.name}`, () => system.run(command, options), () => "done"),
    http: async (request, options) => {
      const what = `${request.method} ${new URL(request.url).host} ${await actionOf(request)}`;
      return await timed(what, () => system.http(request, options), ({ status }) => `status ${status}`);
    },
  };
}

/** The action alone: the other parameters may hold an MFA code. */
async function actionOf(request: Request): Promise<string> {
  const form = new URLSearchParams(await request.clone().text());
  return (form.get("Action") ?? "").replaceAll(/\W/g, "");
}
