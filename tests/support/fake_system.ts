import { ConfigError } from "../../src/errors.ts";
import type { Answer, System } from "../../src/system.ts";

/** What a test's world is made of. All of it may be left out. */
export interface FakeOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly os?: System["os"];
  readonly self?: readonly string[];
  readonly stdoutIsTerminal?: boolean;
  /** The instant that the clock shows, or a clock of the test's own. */
  readonly now?: Date | (() => Date);
  readonly home?: string;
  /** Path to text; an error is thrown when that path is read. */
  readonly files?: Readonly<Record<string, string | Error>>;
  /** Thrown by every write. */
  readonly writeError?: Error;
  /** Answers in the order of the questions; a bare text comes from the terminal, an error is thrown. */
  readonly answers?: readonly (string | Answer | Error)[];
  /** What others did while this one waited for the lock of that path: write the result, say, or fail with an error. */
  readonly others?: (path: string) => void | Promise<void>;
  /** One function for all requests, or one reply for each in their order. A reply may be an error or a function. */
  readonly http?: Handler | readonly (Response | Error | Handler)[];
}

type Handler = (request: Request) => Response | Promise<Response>;

/** The System of a test, and what was done to it. The arrays and the map grow while the test runs. */
export interface FakeSystem extends Disposable {
  readonly system: System;
  readonly printed: readonly string[];
  readonly told: readonly string[];
  /** Bodies are still to be read. */
  readonly requests: readonly Request[];
  /** The texts of all files, written ones included; not those that are errors. */
  readonly files: ReadonlyMap<string, string>;
  readonly questions: readonly { readonly question: string; readonly secret: boolean }[];
  /** The paths that were locked, in the order in which the locks were had. */
  readonly locks: readonly string[];
}

/**
 * A System without a world. It throws on what the test does not foresee (a question without an answer, a request
 * without a reply) and, with `using`, fails at the end of the scope when something foreseen did not happen or
 * something unforeseen was caught and hidden.
 */
export function fakeSystem(options: FakeOptions = {}): FakeSystem {
  const printed: string[] = [];
  const told: string[] = [];
  const unforeseen: string[] = [];
  const disk = fakeDisk(options);
  const person = fakePerson(options.answers ?? [], unforeseen);
  const turns = fakeLocks(options);
  const network = fakeNetwork(options.http ?? [], unforeseen);
  const { now = new Date("2026-01-01T00:00:00Z") } = options;
  return {
    system: {
      env: options.env ?? {},
      os: options.os ?? "linux",
      self: options.self ?? ["/opt/awsume/awsume"],
      stdoutIsTerminal: options.stdoutIsTerminal ?? false,
      now: () => typeof now === "function" ? now() : new Date(now),
      home: () => Promise.resolve(options.home ?? "/home/me"),
      read: disk.read,
      write: disk.write,
      ask: person.ask,
      locked: turns.locked,
      http: network.http,
      print: (text) => void printed.push(text),
      tell: (text) => void told.push(text),
    },
    printed,
    told,
    requests: network.requests,
    files: disk.files,
    questions: person.questions,
    locks: turns.locks,
    [Symbol.dispose](): void {
      const problems = [...unforeseen, ...person.unused(), ...network.unused()];
      if (problems.length > 0) throw new Error(`fakeSystem: ${problems.join("; ")}`);
    },
  };
}

/**
 * `using` reports an error at the end of a scope as a SuppressedError when the test had failed before, and
 * `deno test` does not print the first error. It does print causes.
 */
Object.defineProperty(SuppressedError.prototype, "cause", {
  configurable: true,
  get(this: SuppressedError): unknown {
    return this.suppressed;
  },
});

function fakeDisk(
  { files = {}, writeError }: FakeOptions,
): Pick<System, "read" | "write"> & Pick<FakeSystem, "files"> {
  const texts = new Map<string, string>();
  const errors = new Map<string, Error>();
  for (const [path, content] of Object.entries(files)) {
    if (typeof content === "string") texts.set(path, content);
    else errors.set(path, content);
  }
  return {
    files: texts,
    read: (path) => {
      const error = errors.get(path);
      return error === undefined ? Promise.resolve(texts.get(path)) : Promise.reject(error);
    },
    write: (path, text, options) => {
      if (writeError !== undefined) return Promise.reject(writeError);
      if (options !== undefined && options.edited !== texts.get(path)) {
        return Promise.reject(new ConfigError(`Cannot write "${path}": another program has just changed it`));
      }
      errors.delete(path);
      texts.set(path, text);
      return Promise.resolve();
    },
  };
}

/** One at a time for a path, as the real locks are: what nests them hangs here too. */
function fakeLocks({ others = () => {} }: FakeOptions): Pick<System, "locked"> & Pick<FakeSystem, "locks"> {
  const locks: string[] = [];
  const last = new Map<string, Promise<unknown>>();
  return {
    locks,
    locked: (path, _waiting, work) => {
      const before = last.get(path) ?? Promise.resolve();
      const turn = before.catch(() => {}).then(async () => {
        locks.push(path);
        await others(path);
        return await work();
      });
      last.set(path, turn);
      return turn;
    },
  };
}

type Person = Pick<System, "ask"> & Pick<FakeSystem, "questions"> & {
  readonly unused: () => readonly string[];
};

function fakePerson(answers: readonly (string | Answer | Error)[], unforeseen: string[]): Person {
  const questions: { question: string; secret: boolean }[] = [];
  return {
    questions,
    ask: (question, { secret = false } = {}) => {
      const answer = answers[questions.length];
      questions.push({ question, secret });
      if (answer === undefined) return refuse(unforeseen, `no answer is scripted for "${question}"`);
      if (answer instanceof Error) return Promise.reject(answer);
      return Promise.resolve(typeof answer === "string" ? { text: answer, from: "terminal" } : answer);
    },
    unused: () => {
      const left = answers.length - questions.length;
      return left > 0 ? [`${left} of ${answers.length} answers were not asked for`] : [];
    },
  };
}

type Network = Pick<System, "http"> & Pick<FakeSystem, "requests"> & {
  readonly unused: () => readonly string[];
};

function fakeNetwork(replies: NonNullable<FakeOptions["http"]>, unforeseen: string[]): Network {
  const requests: Request[] = [];
  return {
    requests,
    http: async (request) => {
      const reply = typeof replies === "function" ? replies : replies[requests.length];
      requests.push(request.clone());
      if (reply === undefined) {
        return refuse(unforeseen, `no reply is scripted for ${request.method} ${request.url}`);
      }
      if (reply instanceof Error) throw reply;
      return typeof reply === "function" ? await reply(request) : reply;
    },
    unused: () => {
      const left = typeof replies === "function" ? 0 : replies.length - requests.length;
      return left > 0 ? [`${left} of ${replies.length} replies were not asked for`] : [];
    },
  };
}

/** Remembered as well as thrown: the code under test may catch it. */
function refuse(unforeseen: string[], problem: string): Promise<never> {
  unforeseen.push(problem);
  return Promise.reject(new Error(`fakeSystem: ${problem}`));
}
