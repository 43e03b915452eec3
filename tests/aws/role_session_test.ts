import assert from "node:assert/strict";
import {
  readPolicy,
  readPolicyArns,
  readSourceIdentity,
  readTagKeys,
  readTags,
  type Refuse,
  selectTagKeys,
} from "../../src/aws/role_session.ts";

const refuse: Refuse = (problem) => new Error(problem);
const policyArn = "arn:aws:iam::aws:policy/ReadOnlyAccess";

const taken: readonly (readonly [text: string, tags: readonly (readonly [string, string])[]])[] = [
  ["k=v", [["k", "v"]]],
  ["k1=a=b,k2=", [["k1", "a=b"], ["k2", ""]]],
  ["a=1, b = 2", [["a", "1"], [" b ", " 2"]]],
  ["Ämter_.:/+-@=ü 1", [["Ämter_.:/+-@", "ü 1"]]],
  [`${"k".repeat(128)}=${"v".repeat(256)}`, [["k".repeat(128), "v".repeat(256)]]],
];

for (const [text, tags] of taken) {
  Deno.test(`readTags() reads ${text.slice(0, 40)}`, () => {
    assert.deepEqual(readTags(text, refuse), tags.map(([key, value]) => ({ key, value })));
  });
}

const numbered = (count: number): string => Array.from({ length: count }, (_, i) => `k${i}=v`).join(",");

Deno.test("readTags() takes 50 tags", () => {
  assert.equal(readTags(numbered(50), refuse).length, 50);
});

const refused: readonly (readonly [what: string, read: () => unknown, problem: RegExp])[] = [
  ["no text", () => readTags("", refuse), /"" has no "="/],
  ["a tag without =", () => readTags("a=1,b", refuse), /"b" has no "="/],
  ["a comma at the end", () => readTags("a=1,", refuse), /"" has no "="/],
  ["a tag without a key", () => readTags("=v", refuse), /"=v" has no key/],
  ["51 tags", () => readTags(numbered(51), refuse), /STS takes 50 tags, these are 51/],
  ["a key twice, in two cases", () => readTags("Team=a,team=b", refuse), /"team" is given twice/],
  ["a key of 129", () => readTags(`${"k".repeat(129)}=v`, refuse), /is too long/],
  ["a value of 257", () => readTags(`k=${"v".repeat(257)}`, refuse), /"k" is too long/],
  ["a key with a character of no tag", () => readTags("a*=v", refuse), /"a\*" has a character/],
  ["a value with a line end", () => readTags("k=a\nb", refuse), /"k" has a character/],
  ["an empty key of a tag", () => readTagKeys("a,,b", refuse), /a key is empty/],
  [
    "a key of no tag",
    () => selectTagKeys(["b"], [{ key: "a", value: "" }], refuse),
    /no tag has the key "b"/,
  ],
  ["a policy that is no JSON", () => readPolicy("{", refuse), /no JSON object/],
  ["a policy that is a list", () => readPolicy("[]", refuse), /no JSON object/],
  ["a policy that is null", () => readPolicy("null", refuse), /no JSON object/],
  ["an empty policy", () => readPolicy("", refuse), /no JSON object/],
  ["a policy of 2049", () => readPolicy(`{"a":"${"x".repeat(2041)}"}`, refuse), /these are 2049/],
  ["a policy with a character of no policy", () => readPolicy('{"a":"€"}', refuse), /has a character/],
  ["an ARN of something else", () => readPolicyArns("arn:aws:iam::123456789012:role/x", refuse), /no ARN/],
  ["a name for an ARN", () => readPolicyArns(`${policyArn},dev`, refuse), /"dev" is no ARN of a policy/],
  ["11 policies", () => readPolicyArns(Array(11).fill(policyArn).join(","), refuse), /these are 11/],
  ...["a", "a b", "aws:me", "x".repeat(65)].map((name) =>
    [
      `the source identity ${name}`,
      () => readSourceIdentity(name, refuse),
      /no name that STS takes/,
    ] as const
  ),
];

for (const [what, read, problem] of refused) {
  Deno.test(`a role's session refuses ${what}`, () => {
    assert.throws(read, { message: problem });
  });
}

Deno.test("readPolicy() keeps the text as it was written, up to 2048 characters", () => {
  const text = `{ "a":\n"${"x".repeat(2038)}"}`;
  assert.equal(text.length, 2048);
  assert.equal(readPolicy(text, refuse), text);
});

Deno.test("readPolicyArns() reads AWS's policies and one's own, in any partition", () => {
  const arns = [policyArn, "arn:aws-us-gov:iam::123456789012:policy/team/own"];
  assert.deepEqual(readPolicyArns(arns.join(","), refuse), arns);
});

Deno.test("readSourceIdentity() takes 2 to 64 characters", () => {
  for (const name of ["me", "a.b@example.com", "x".repeat(64)]) {
    assert.equal(readSourceIdentity(name, refuse), name);
  }
});

Deno.test("selectTagKeys() spells keys as the tags do, each once", () => {
  const tags = [{ key: "Team", value: "a" }, { key: "cost", value: "b" }];
  assert.deepEqual(selectTagKeys(["team", "COST", "Team"], tags, refuse), ["Team", "cost"]);
});
