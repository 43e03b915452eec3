import assert from "node:assert/strict";
import { run } from "../../src/cli/run.ts";
import { fakeSystem } from "../support/fake_system.ts";
import { config, credentials, list, secret } from "../support/listing.ts";

/** What STS answers, or a refusal. */
function identity(account: string): Response {
  const result = `<Account>${account}</Account><Arn>arn:aws-cn:iam::${account}:user/x</Arn>`;
  return new Response(
    `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>${result}` +
      "</GetCallerIdentityResult></GetCallerIdentityResponse>",
  );
}

function refusal(code: string): Response {
  const error = `<Type>Sender</Type><Code>${code}</Code><Message>No AKIALISTUSEREXAMPLE here</Message>`;
  return new Response(`<ErrorResponse><Error>${error}</Error></ErrorResponse>`, { status: 403 });
}

Deno.test("-l more asks once for each key and keeps the answer, no key in it", async () => {
  const twins =
    `${credentials}[twin]\naws_access_key_id = AKIALISTUSEREXAMPLE\naws_secret_access_key = ${secret}\n`;
  using fake = fakeSystem({
    env: { HOME: "/home/me" },
    files: { "/home/me/.aws/config": config, "/home/me/.aws/credentials": twins },
    http: [identity("099999999999")],
  });
  assert.equal(await run(["-l", "more"], fake.system), 0);
  const [text = ""] = fake.printed;
  assert.match(text, /^user +User +None +No +None +aws-cn +099999999999$/m);
  assert.match(text, /^twin +User +None +No +None +aws-cn +099999999999$/m);
  assert.match(text, /^default .* Unavailable$/m);
  assert.deepEqual(fake.requests.map(({ url }) => url), ["https://sts.us-east-1.amazonaws.com/"]);
  const kept = [...fake.files].filter(([path]) => path.includes("/cache/"));
  assert.match(kept[0]?.[0] ?? "", /^\/home\/me\/\.awsume\/cache\/account-[0-9a-f]{64}\.json$/);
  assert.ok(!JSON.stringify(kept).includes("LIST") && !JSON.stringify(kept).includes(secret));
  assert.equal(await run(["-l", "more"], fake.system), 0);
  assert.deepEqual([fake.printed[1], fake.requests.length, fake.told], [text, 1, []]);
});

Deno.test("-l more calls the endpoint of the profile's own region, or that of the flags", async () => {
  const files = { config: "[profile user]\nregion = cn-north-1\n", credentials };
  for (
    const [words, url] of [
      [[], "https://sts.cn-north-1.amazonaws.com.cn/"],
      [["--fips"], "https://sts-fips.cn-north-1.amazonaws.com.cn/"],
    ] as const
  ) {
    const seen: string[] = [];
    await list(["-l", "more", ...words], files, {
      http: (request) => {
        seen.push(request.url);
        return identity("099999999999");
      },
    });
    assert.ok(seen.includes(url), seen.join());
  }
});

Deno.test("-l more says a failure once, without the key, and leaves the row as it was", async () => {
  const files = { credentials: `${credentials}[half]\naws_access_key_id = AKIAHALF\n` };
  const { code, text, told } = await list(["-l", "more"], files, { http: () => refusal("ExpiredToken") });
  assert.equal(code, 0);
  assert.match(text, /^user .* Unavailable$/m);
  assert.match(text, /^half .* Unavailable$/m);
  assert.equal(told.length, 2);
  assert.match(told[0] ?? "", /^awsume: no account for "device", "user": .*have expired$/);
  assert.match(told[1] ?? "", /^awsume: no account for "half": .*aws_secret_access_key is missing/);
  assert.ok(!told.join().includes("LIST"));
});

Deno.test("-l more runs eight calls at once, no more", async () => {
  let [now, most] = [0, 0];
  // Nobody is answered before eight are asked: however slow the computer is, a ninth had its time.
  const { promise: full, resolve: fill } = Promise.withResolvers<void>();
  const many = Array.from(
    { length: 30 },
    (_, index) => `[u${index}]\naws_access_key_id = AKIA${index}\naws_secret_access_key = x\n`,
  );
  const { text } = await list(["-l", "more"], { credentials: many.join("") }, {
    http: async () => {
      most = Math.max(most, ++now);
      if (now === 8) setTimeout(fill, 5);
      await full;
      now--;
      return identity("099999999999");
    },
  });
  assert.equal(most, 8);
  assert.equal(text.match(/099999999999/g)?.length, 30);
});

Deno.test("-l more --no-cache and -r ask anew", async () => {
  using fake = fakeSystem({
    env: { HOME: "/home/me" },
    files: { "/home/me/.aws/credentials": credentials },
    http: ["1", "2", "3"].map((digit) => identity(digit.repeat(12))),
  });
  for (const more of ["--no-cache", "--no-cache", "-r"]) await run(["-l", "more", more], fake.system);
  await run(["-l", "more"], fake.system);
  assert.match(fake.printed[3] ?? "", /333333333333/);
});

Deno.test("-l more shows how far it has come, once for each call, and removes that", async () => {
  const keys = ["a", "b", "c"].map((name) =>
    `[${name}]\naws_access_key_id = AKIA${name}\naws_secret_access_key = x\n`
  );
  using fake = fakeSystem({
    env: { HOME: "/home/me" },
    files: { "/home/me/.aws/credentials": `${keys.join("")}${keys[0]?.replace("[a]", "[twin]")}` },
    http: [identity("1".repeat(12)), refusal("AccessDenied"), identity("3".repeat(12))],
  });
  await run(["-l", "more"], fake.system);
  assert.deepEqual(fake.progress, [
    "Asking AWS  [          ]  0/3",
    "Asking AWS  [###       ]  1/3",
    "Asking AWS  [######    ]  2/3",
    "Asking AWS  [##########]  3/3",
    "",
  ]);
});

Deno.test("-l more shows no progress when there is nobody to ask for", async () => {
  using fake = fakeSystem({ files: { "/home/me/.aws/config": config }, env: { HOME: "/home/me" } });
  await run(["-l", "more"], fake.system);
  assert.deepEqual([fake.printed.length, fake.progress], [1, []]);
});
