import assert from "node:assert/strict";
import { ConfigError } from "../../src/errors.ts";
import { type FakeOptions, fakeSystem } from "./fake_system.ts";

Deno.test("fakeSystem() answers questions in order, from a terminal unless told otherwise", async () => {
  using fake = fakeSystem({ answers: ["123456", { text: "654321", from: "pipe" }] });
  assert.deepEqual(await fake.system.ask("Code: "), { text: "123456", from: "terminal" });
  assert.deepEqual(await fake.system.ask("Word: ", { secret: true }), { text: "654321", from: "pipe" });
  assert.deepEqual(fake.questions, [{ question: "Code: ", secret: false }, {
    question: "Word: ",
    secret: true,
  }]);
});

Deno.test("fakeSystem() keeps what is printed and told apart", () => {
  using fake = fakeSystem();
  fake.system.print("export A=1;\n");
  fake.system.tell("done");
  assert.deepEqual([fake.printed, fake.told], [["export A=1;\n"], ["done"]]);
});

Deno.test("fakeSystem() reads back what was written", async () => {
  using fake = fakeSystem({ files: { "/a": "old" } });
  await fake.system.write("/b", "new");
  assert.deepEqual([await fake.system.read("/a"), await fake.system.read("/b")], ["old", "new"]);
  assert.equal(await fake.system.read("/c"), undefined);
  assert.deepEqual([...fake.files], [["/a", "old"], ["/b", "new"]]);
});

Deno.test("fakeSystem() throws the errors given for files", async () => {
  const unreadable = new ConfigError('Cannot read "/a": is a directory');
  using fake = fakeSystem({ files: { "/a": unreadable }, writeError: new ConfigError("Cannot write") });
  await assert.rejects(fake.system.read("/a"), unreadable);
  await assert.rejects(fake.system.write("/b", ""), ConfigError);
  assert.equal(fake.files.size, 0);
});

Deno.test("fakeSystem() serves one scripted reply for each request and keeps the bodies", async () => {
  using fake = fakeSystem({ http: [new Response("one"), (request) => new Response(request.url)] });
  const request = new Request("https://sts.example/", { method: "POST", body: "Action=x" });
  assert.equal(await (await fake.system.http(request)).text(), "one");
  assert.equal(
    await (await fake.system.http(new Request("https://b.example/"))).text(),
    "https://b.example/",
  );
  assert.equal(await fake.requests[0]?.text(), "Action=x");
});

Deno.test("fakeSystem() gives every request to a function, which need not be called", async () => {
  using fake = fakeSystem({ http: () => new Response("same") });
  using _unused = fakeSystem({ http: () => new Response() });
  for (const _time of [1, 2]) {
    assert.equal(await (await fake.system.http(new Request("https://a.example"))).text(), "same");
  }
});

Deno.test("fakeSystem() gives each command that is run its output, and keeps what it was run with", async () => {
  using fake = fakeSystem({ outputs: ["one", new ConfigError("no such program")] });
  const options = { name: "mfa_process", env: { A: "1" } };
  assert.equal(await fake.system.run("print one", options), "one");
  await assert.rejects(fake.system.run("print two", options), ConfigError);
  assert.deepEqual(fake.commands, [{ command: "print one", options }, { command: "print two", options }]);
});

Deno.test("fakeSystem() fails on a command that is not foreseen, and on one that is not run", async () => {
  const fake = fakeSystem();
  await assert.rejects(
    fake.system.run("print", { name: "mfa_process" }),
    /no output is scripted for mfa_process/,
  );
  assert.throws(() => fake[Symbol.dispose](), /no output is scripted/);
  const unused = fakeSystem({ outputs: ["one"] });
  assert.throws(() => unused[Symbol.dispose](), /1 of 1 outputs were not asked for/);
});

Deno.test("fakeSystem() works one at a time under a lock, after what others did", async () => {
  using fake = fakeSystem({ others: (path) => void order.push(`others ${path}`) });
  const order: string[] = [];
  const work = (name: string): Promise<string> =>
    fake.system.locked("/lock", "Waiting", async () => {
      order.push(`${name} begins`);
      await Promise.resolve();
      order.push(`${name} ends`);
      return name;
    });
  assert.deepEqual(await Promise.all([work("one"), work("two")]), ["one", "two"]);
  const turn = (name: string): string[] => ["others /lock", `${name} begins`, `${name} ends`];
  assert.deepEqual(order, [...turn("one"), ...turn("two")]);
  assert.deepEqual(fake.locks, ["/lock", "/lock"]);
});

Deno.test("fakeSystem() throws the error of another under a lock, which later turns survive", async () => {
  const error = new ConfigError("denied");
  let times = 0;
  using fake = fakeSystem({ others: () => times++ === 0 ? Promise.reject(error) : undefined });
  await assert.rejects(fake.system.locked("/lock", "", () => Promise.resolve(1)), error);
  assert.equal(await fake.system.locked("/lock", "", () => Promise.resolve(2)), 2);
});

Deno.test("fakeSystem() hands out copies of its instant", () => {
  using fake = fakeSystem({ now: new Date("2026-02-03T04:05:06Z") });
  fake.system.now().setFullYear(1999);
  assert.equal(fake.system.now().toISOString(), "2026-02-03T04:05:06.000Z");
});

const unused: readonly (readonly [string, FakeOptions, RegExp])[] = [
  ["an answer", { answers: ["1"] }, /1 of 1 answers were not asked for/],
  ["a choice", { chosen: ["1"] }, /1 of 1 choices were not asked for/],
  ["a reply", { http: [new Response()] }, /1 of 1 replies were not asked for/],
];
for (const [what, options, message] of unused) {
  Deno.test(`fakeSystem() fails at the end of the scope when ${what} is left over`, () => {
    assert.throws(() => {
      using _fake = fakeSystem(options);
    }, message);
  });
}

Deno.test("fakeSystem() fails at the end of the scope when an unforeseen call was caught and hidden", async () => {
  const fake = fakeSystem();
  await assert.rejects(fake.system.ask("Code: "), /no answer is scripted for "Code: "/);
  await assert.rejects(fake.system.http(new Request("https://a.example/b")), /no reply is scripted for GET/);
  assert.throws(
    () => fake[Symbol.dispose](),
    /no answer is scripted for "Code: "; no reply is scripted for GET/,
  );
});

Deno.test("fakeSystem() shows the error that came first as the cause", () => {
  const first = new Error("first");
  assert.throws(() => {
    using _fake = fakeSystem({ answers: ["left over"] });
    throw first;
  }, (error: Error) => error.cause === first);
});
