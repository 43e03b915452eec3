import type {
  Answer,
  Choice,
  FileStatus,
  LockOptions,
  RunOptions,
  Screen,
  System,
} from "../../src/system.ts";
import { Interrupted } from "../../src/errors.ts";
import { fakeDisk } from "./fake_disk.ts";
import { fakeLocks } from "./fake_locks.ts";
import "./suppressed.ts";

/** What a test's world is made of. All of it may be left out. */
export interface FakeOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly os?: System["os"];
  readonly self?: readonly string[];
  readonly stdoutIsTerminal?: boolean;
  /** The terminal that stdout is. */
  readonly screen?: Screen;
  /** What happens in each pause, in their order; in the one behind them somebody presses Ctrl-C. */
  readonly pauses?: readonly (() => void)[];
  /** Whether stderr is a terminal that shows progress: it is unless told. */
  readonly showsProgress?: boolean;
  /** The instant that the clock shows, or a clock of the test's own. */
  readonly now?: Date | (() => Date);
  readonly home?: string;
  /** The folder that it works in. */
  readonly folder?: string;
  /** Path to text; an error is thrown when that path is read. */
  readonly files?: Readonly<Record<string, string | Error>>;
  /** What lies at paths beside that: a file of `files` is private unless told, and no folder is there unless told. */
  readonly statuses?: Readonly<Record<string, Partial<FileStatus>>>;
  /** Thrown by every write. */
  readonly writeError?: Error;
  /** Answers in the order of the questions; a bare text comes from the terminal, an error is thrown. */
  readonly answers?: readonly (string | Answer | Error)[];
  /** Whether a person could be asked: yes unless told. */
  readonly canAsk?: boolean;
  /** The names that are chosen, in the order of the questions; an error is thrown. Present: there is a terminal. */
  readonly chosen?: readonly (string | Error)[];
  /** What each command that is run prints, in their order, or by what it is told; an error is thrown. */
  readonly outputs?: readonly (string | Error)[] | Runner;
  /** What others did while this one waited for the lock of that path: write the result, say, or fail with an error. */
  readonly others?: (path: string, options: LockOptions) => void | Promise<void>;
  /** What modules export, by their path; an error is thrown. */
  readonly modules?: Readonly<Record<string, unknown>>;
  /** One function for all requests, or one reply for each in their order. A reply may be an error or a function. */
  readonly http?: Handler | readonly (Response | Error | Handler)[];
}

type Runner = (command: string, options: RunOptions) => string | Error;

type Handler = (request: Request) => Response | Promise<Response>;

/** The System of a test, and what was done to it. The arrays and the map grow while the test runs. */
export interface FakeSystem extends Disposable {
  readonly system: System;
  readonly printed: readonly string[];
  readonly told: readonly string[];
  /** What was shown of the progress, "" where it was removed. */
  readonly progress: readonly string[];
  /** Bodies are still to be read. */
  readonly requests: readonly Request[];
  /** The texts of all files, written ones included; not those that are errors. */
  readonly files: ReadonlyMap<string, string>;
  readonly questions: readonly { readonly question: string; readonly secret: boolean }[];
  /** What was offered to choose from. */
  readonly offers: readonly { readonly question: string; readonly choices: readonly Choice[] }[];
  /** The commands that were run. */
  readonly commands: readonly { readonly command: string; readonly options: RunOptions }[];
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
  const progress: string[] = [];
  const unforeseen: string[] = [];
  const { files, ...disk } = fakeDisk(options);
  const person = fakePerson(options.answers ?? [], unforeseen);
  const chooser = fakeChooser(options.chosen ?? [], unforeseen);
  const turns = fakeLocks(options);
  const runner = fakeRunner(options.outputs ?? [], unforeseen);
  const network = fakeNetwork(options.http ?? [], unforeseen);
  const { now = new Date("2026-01-01T00:00:00Z") } = options;
  return {
    system: {
      env: options.env ?? {},
      os: options.os ?? "linux",
      self: options.self ?? ["/opt/awsume/awsume"],
      stdoutIsTerminal: options.stdoutIsTerminal ?? options.screen !== undefined,
      canChoose: () => Promise.resolve(options.chosen !== undefined),
      reply: (text) => Promise.resolve(void told.push(text)),
      stdoutIsKept: () => false,
      screen: () => options.screen,
      pause: fakePauses(options),
      now: () => typeof now === "function" ? now() : new Date(now),
      home: () => Promise.resolve(options.home ?? "/home/me"),
      place: () => [options.folder ?? "/work", "host", "1000"],
      ...disk,
      ask: person.ask,
      canAsk: () => Promise.resolve(options.canAsk ?? true),
      choose: chooser.choose,
      locked: turns.locked,
      together: turns.together,
      run: runner.run,
      loadModule: (path) => {
        const exported = options.modules?.[path] ?? new Error(`Cannot find module '${path}'`);
        return exported instanceof Error ? Promise.reject(exported) : Promise.resolve(exported);
      },
      runInPlace: (words) => refuse(unforeseen, `nothing is run in place: ${words[0]}`),
      removeLeftovers: (folder) => refuse(unforeseen, `no leftovers are sought in ${folder}`),
      withPrivateFile: (folder) => refuse(unforeseen, `no private file is made in ${folder}`),
      http: network.http,
      print: (text) => void printed.push(text),
      tell: (text) => void told.push(text),
      progress: (text) => progress.push(text) > 0 && (options.showsProgress ?? true),
    },
    printed,
    told,
    progress,
    requests: network.requests,
    files,
    questions: person.questions,
    offers: chooser.offers,
    commands: runner.commands,
    locks: turns.locks,
    [Symbol.dispose](): void {
      const parts = [person, chooser, runner, network];
      const problems = [...unforeseen, ...parts.flatMap((part) => part.unused())];
      if (problems.length > 0) throw new Error(`fakeSystem: ${problems.join("; ")}`);
    },
  };
}

function fakePauses({ pauses = [] }: FakeOptions): System["pause"] {
  const left = [...pauses];
  return () => {
    const work = left.shift();
    return work === undefined ? Promise.reject(new Interrupted()) : Promise.try(work);
  };
}

/** A part of the System that a test foresees one by one. */
type Part<Member extends keyof System, Record extends keyof FakeSystem> =
  & Pick<System, Member>
  & Pick<FakeSystem, Record>
  & { readonly unused: () => readonly string[] };

function fakePerson(
  answers: readonly (string | Answer | Error)[],
  unforeseen: string[],
): Part<"ask", "questions"> {
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
    unused: () => findUnused("answers", answers, questions.length),
  };
}

function fakeChooser(chosen: readonly (string | Error)[], unforeseen: string[]): Part<"choose", "offers"> {
  const offers: { question: string; choices: readonly Choice[] }[] = [];
  return {
    offers,
    choose: (question, choices) => {
      const name = chosen[offers.length];
      offers.push({ question, choices });
      if (name === undefined) return refuse(unforeseen, `no choice is scripted for "${question}"`);
      if (name instanceof Error) return Promise.reject(name);
      if (choices.some((choice) => choice.name === name)) return Promise.resolve(name);
      return refuse(unforeseen, `"${name}" is not among the choices for "${question}"`);
    },
    unused: () => findUnused("choices", chosen, offers.length),
  };
}

/** The command is not named in what is thrown: the real System keeps it to itself too. */
function fakeRunner(
  outputs: NonNullable<FakeOptions["outputs"]>,
  unforeseen: string[],
): Part<"run", "commands"> {
  const commands: { command: string; options: RunOptions }[] = [];
  return {
    commands,
    run: (command, options) => {
      const output = typeof outputs === "function" ? outputs(command, options) : outputs[commands.length];
      commands.push({ command, options });
      if (output === undefined) return refuse(unforeseen, `no output is scripted for ${options.name}`);
      return output instanceof Error ? Promise.reject(output) : Promise.resolve(output);
    },
    unused: () => typeof outputs === "function" ? [] : findUnused("outputs", outputs, commands.length),
  };
}

function fakeNetwork(
  replies: NonNullable<FakeOptions["http"]>,
  unforeseen: string[],
): Part<"http", "requests"> {
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
    unused: () => typeof replies === "function" ? [] : findUnused("replies", replies, requests.length),
  };
}

function findUnused(what: string, foreseen: readonly unknown[], used: number): readonly string[] {
  const left = foreseen.length - used;
  return left > 0 ? [`${left} of ${foreseen.length} ${what} were not asked for`] : [];
}

/** Remembered as well as thrown: the code under test may catch it. */
function refuse(unforeseen: string[], problem: string): Promise<never> {
  unforeseen.push(problem);
  return Promise.reject(new Error(`fakeSystem: ${problem}`));
}
