import { type FakeAws, startFakeAws } from "../../tests/support/fake_aws.ts";
import { accounts, files } from "../../tests/support/world.ts";
import { type CacheState, readCache } from "./cache_state.ts";
import { type Caller, type End, startCaller } from "./caller.ts";
import type { Stage } from "./stage.ts";

export interface Size {
  readonly callers: number;
  /** How many of them end by SIGKILL, at random moments. */
  readonly kills: number;
}

/** What came of many callers at once for one role that takes an MFA code, none of it in the cache. */
export interface Crowd {
  readonly killed: number;
  /** How many of the killed had asked for the code. */
  readonly killedAskers: number;
  readonly prompts: number;
  /** The actions that AWS was asked for. */
  readonly calls: readonly string[];
  /** Of the callers that were not killed: the most that print one and the same set of keys that AWS issued. */
  readonly sameAnswers: number;
  readonly cache: CacheState;
  /** From the start of the first to the end of the last. */
  readonly wallMs: number;
  readonly isTimedOut: boolean;
}

/** The callers while they run. */
interface Running {
  readonly callers: readonly Caller[];
  /** Who has asked, last one last; a caller that asks twice stands here twice. */
  readonly askers: readonly Caller[];
  readonly victims: Set<Caller>;
}

const timeOutMs = 90_000;
const code = "123456";

/** Who types the code of a crowd with victims takes so long at most: a kill has to find someone who asks. */
const maxThinkingMs = 600;

/** The longest pause between two kills; the short one once somebody has the answer, as all will soon have it. */
const maxPauseMs = { before: 200, after: 20 };

/** Starts them all, answers who asks, kills some, and waits for the rest, 90 seconds at most. */
export async function gather({ callers: count, kills }: Size, stage: Stage): Promise<Crowd> {
  await using aws = startFakeAws(accounts);
  const env = { ...await stage.homeEnv(files), AWS_ENDPOINT_URL_STS: aws.url };
  const command = { words: [await stage.binary(), "locked"], env };
  const callers: Caller[] = [];
  const askers: Caller[] = [];
  const running: Running = { callers, askers, victims: new Set() };
  const hear = (text: string, caller: Caller): void => {
    if (!text.includes("MFA code of")) return;
    askers.push(caller);
    setTimeout(() => caller.type(code), kills === 0 ? 0 : Math.random() * maxThinkingMs);
  };
  const start = performance.now();
  using limit = limitTime(running, stage);
  // In one go: the event loop sees no question before all have started, so that none has the answer before.
  for (let index = 0; index < count; index++) callers.push(startCaller(command, hear));
  await killSome(kills, running);
  const ends = await Promise.all(callers.map(({ end }) => end));
  const wallMs = performance.now() - start;
  const cache = await readCache(`${env.HOME}/.awsume/cache`);
  return { ...judge(running, ends, aws), cache, wallMs, isTimedOut: limit.isOver() };
}

/** Kills all that still run when the time is over, when this scope is left, and when Ctrl-C ends the benchmark. */
function limitTime({ callers }: Running, { left }: Stage): Disposable & { isOver(): boolean } {
  let isOver = false;
  const killAll = (): void => callers.forEach((caller) => caller.kill());
  const timer = setTimeout(() => {
    isOver = true;
    killAll();
  }, timeOutMs);
  left.addEventListener("abort", killAll);
  return {
    isOver: () => isOver,
    [Symbol.dispose](): void {
      clearTimeout(timer);
      left.removeEventListener("abort", killAll);
      killAll();
    },
  };
}

/** One after the other, until so many have died of it or none is left. */
async function killSome(count: number, running: Running): Promise<void> {
  const { callers, victims } = running;
  let hasAnswer = false;
  for (const { end } of callers) end.then(({ code }) => hasAnswer ||= code === 0);
  while (victims.size < count) {
    const pauseMs = Math.random() * (hasAnswer ? maxPauseMs.after : maxPauseMs.before);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    const victim = chooseVictim(running);
    if (victim === undefined) return;
    victim.kill();
    victims.add(victim);
    // It may have come to its own end at that moment.
    victim.end.then(({ signal }) => signal === "SIGKILL" || victims.delete(victim));
    if (victims.size === count) await Promise.all([...victims].map(({ end }) => end));
  }
}

/** Every other time the one who asked last, who holds the lock until it has called; the first time in any case. */
function chooseVictim({ callers, askers, victims }: Running): Caller | undefined {
  const alive = callers.filter((caller) => caller.isAlive() && !victims.has(caller));
  const asker = alive.find((caller) => caller === askers.at(-1));
  const isWanted = Math.random() < 0.5 || !askers.some((each) => victims.has(each));
  return isWanted && asker !== undefined ? asker : alive[Math.floor(Math.random() * alive.length)];
}

function judge(
  { callers, askers, victims }: Running,
  ends: readonly End[],
  { issued, calls }: FakeAws,
): Omit<Crowd, "cache" | "wallMs" | "isTimedOut"> {
  const survivors = ends.filter((_, index) => callers[index] && !victims.has(callers[index]));
  const sameAnswers = issued.filter(({ kind }) => kind === "role").map((keys) => {
    const parts = [keys.accessKeyId, keys.secretAccessKey, keys.sessionToken];
    return survivors.filter((end) =>
      end.code === 0 && parts.every((part) => end.stdout.includes(`'${part}'`))
    )
      .length;
  });
  return {
    killed: victims.size,
    killedAskers: [...victims].filter((victim) => askers.includes(victim)).length,
    prompts: askers.length,
    calls: calls.map(({ action }) => action),
    sameAnswers: Math.max(0, ...sameAnswers),
  };
}
