import assert from "node:assert/strict";
import { withMfaCode } from "../../src/assume/mfa.ts";
import { WrongCodeError } from "../../src/aws/sts_errors.ts";
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

Deno.test("withMfaCode() uses a given code once and asks nothing", async () => {
  using fake = fakeSystem();
  const { call, codes } = callThatTakes("222222");
  await assert.rejects(withMfaCode({ ...question, givenCode: "111111" }, call, fake.system), WrongCodeError);
  assert.deepEqual(codes, ["111111"]);
});
