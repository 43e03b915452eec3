import assert from "node:assert/strict";
import { withMfaCode } from "../../src/assume/mfa.ts";
import { WrongCodeError } from "../../src/aws/sts_errors.ts";
import { AwsError } from "../../src/errors.ts";
import { fakeSystem } from "../support/fake_system.ts";

const question = { mfaSerial: "arn:aws:iam::111111111111:mfa/me", profile: "prod" };

/** A call that takes one code only, and remembers what it was given. */
function callThatTakes(
  right: string,
): { readonly call: (code: string) => Promise<string>; readonly codes: string[] } {
  const codes: string[] = [];
  const call = (code: string): Promise<string> => {
    codes.push(code);
    return code === right
      ? Promise.resolve("done")
      : Promise.reject(new WrongCodeError("AWS refused the MFA code"));
  };
  return { call, codes };
}

Deno.test("withMfaCode() names the device and the profile", async () => {
  using fake = fakeSystem({ answers: ["123456"] });
  assert.equal(await withMfaCode(question, callThatTakes("123456").call, fake.system), "done");
  assert.equal(fake.questions[0]?.question, "MFA code of arn:aws:iam::111111111111:mfa/me for prod: ");
});

Deno.test("withMfaCode() asks again for what is no code, without a call", async () => {
  using fake = fakeSystem({ answers: ["", "12ab56", "1234567", "123 456"] });
  const { call, codes } = callThatTakes("123456");
  await withMfaCode(question, call, fake.system);
  assert.deepEqual(codes, ["123456"]);
  assert.deepEqual(fake.told, Array(3).fill("An MFA code has six digits"));
});

Deno.test("withMfaCode() asks a person three times in all", async () => {
  using fake = fakeSystem({ answers: ["111111", "222222", "333333"] });
  const { call, codes } = callThatTakes("444444");
  await assert.rejects(withMfaCode(question, call, fake.system), WrongCodeError);
  assert.deepEqual(codes, ["111111", "222222", "333333"]);
  assert.equal(fake.told.length, 2);
});

Deno.test("withMfaCode() does not ask a pipe again", async () => {
  using fake = fakeSystem({ answers: [{ text: "111111", from: "pipe" }] });
  await assert.rejects(withMfaCode(question, callThatTakes("222222").call, fake.system), WrongCodeError);
});

Deno.test("withMfaCode() asks a pipe once, and does not repeat what is no code", async () => {
  using fake = fakeSystem({ answers: [{ text: "hunter2", from: "pipe" }] });
  const { call, codes } = callThatTakes("123456");
  const [serial, digits] = [question.mfaSerial, "which has six digits"];
  await assert.rejects(withMfaCode(question, call, fake.system), {
    exitCode: 4,
    isOwn: true,
    message: `Cannot use the line on standard input: it was taken for the MFA code of ${serial}, ${digits}`,
  });
  assert.deepEqual([codes, fake.told], [[], []]);
});

Deno.test("withMfaCode() uses a given code once and asks nothing", async () => {
  using fake = fakeSystem();
  const { call, codes } = callThatTakes("222222");
  await assert.rejects(withMfaCode({ ...question, givenCode: "111111" }, call, fake.system), WrongCodeError);
  assert.deepEqual(codes, ["111111"]);
});

const process = { command: "secret command", profile: "user", from: "/config:4" };

Deno.test("withMfaCode() takes the code of mfa_process and asks nobody", async () => {
  for (const output of ["123456\n", "123456", "\r\n \t123456 \r\n\n"]) {
    using fake = fakeSystem({ outputs: [output] });
    const { call, codes } = callThatTakes("123456");
    assert.equal(await withMfaCode({ ...question, process }, call, fake.system), "done");
    assert.deepEqual(codes, ["123456"]);
    assert.deepEqual(fake.commands, [{
      command: "secret command",
      options: {
        name: 'mfa_process of profile "user" (/config:4)',
        env: { AWSUME_MFA_SERIAL: "arn:aws:iam::111111111111:mfa/me", AWSUME_PROFILE: "prod" },
      },
    }]);
  }
});

Deno.test("withMfaCode() prefers a given code to mfa_process", async () => {
  using fake = fakeSystem();
  const { call, codes } = callThatTakes("111111");
  await withMfaCode({ ...question, process, givenCode: "111111" }, call, fake.system);
  assert.deepEqual(codes, ["111111"]);
});

for (
  const output of [
    "",
    "\n",
    "12345",
    "1234567",
    "123 456",
    "code: 123456",
    "123456\n654321\n",
    "123456\nDone\n",
    "١٢٣٤٥٦",
    "123456\x1b[2J",
    "123456\0",
  ]
) {
  Deno.test(`withMfaCode() takes ${JSON.stringify(output)} of mfa_process for no code`, async () => {
    using fake = fakeSystem({ outputs: [output] });
    const { call, codes } = callThatTakes("123456");
    await assert.rejects(withMfaCode({ ...question, process }, call, fake.system), {
      name: "AuthError",
      message: 'Cannot use mfa_process of profile "user" (/config:4): what its command prints is no MFA code',
      hint: "Let it print the six digits of one code on a line, and nothing else",
    });
    assert.deepEqual([codes, fake.told], [[], []]);
  });
}

Deno.test("withMfaCode() runs mfa_process once, and shares that its code is refused", async () => {
  using fake = fakeSystem({ outputs: ["111111"] });
  const { call, codes } = callThatTakes("222222");
  await assert.rejects(withMfaCode({ ...question, process }, call, fake.system), {
    exitCode: 4,
    isOwn: false,
    message: "AWS refused the MFA code",
    hint:
      "Wait for the next code, and see that mfa_process (/config:4) is about arn:aws:iam::111111111111:mfa/me",
  });
  assert.deepEqual(codes, ["111111"]);
});

Deno.test("withMfaCode() asks nobody when mfa_process fails", async () => {
  const failed = new AwsError("Cannot use mfa_process: its command ended with status 1");
  using fake = fakeSystem({ outputs: [failed] });
  const { call, codes } = callThatTakes("123456");
  await assert.rejects(withMfaCode({ ...question, process }, call, fake.system), failed);
  assert.deepEqual(codes, []);
});
