import assert from "node:assert/strict";
import { readAssertion } from "../../src/aws/saml.ts";
import { AuthError } from "../../src/errors.ts";
import { makeAssertion } from "../support/fake_federation.ts";

const provider = "arn:aws:iam::222222222222:saml-provider/corp";
const [one, two] = ["arn:aws:iam::222222222222:role/one", "arn:aws:iam::222222222222:role/team/two"];
const gov = "arn:aws-us-gov:iam::222222222222";

const pairs: Readonly<Record<string, readonly [values: readonly string[], expected: readonly string[]]>> = {
  "the role first": [[`${one},${provider}`], [`${one} ${provider}`]],
  "the provider first": [[`${provider},${one}`], [`${one} ${provider}`]],
  "several values": [[`${provider},${one}`, `${two},${provider}`], [
    `${one} ${provider}`,
    `${two} ${provider}`,
  ]],
  "blanks and line breaks": [[`\n  ${provider} ,\n\t${one}  `], [`${one} ${provider}`]],
  "a pair twice": [[`${provider},${one}`, `${one},${provider}`], [`${one} ${provider}`]],
  "another partition": [
    [`${gov}:role/x,${gov}:saml-provider/corp`],
    [`${gov}:role/x ${gov}:saml-provider/corp`],
  ],
  "values that are no pair beside one": [
    [one, `${one},${two}`, `${provider},${provider}`, "", `${one},${provider},${two}`, `${two},${provider}`],
    [`${two} ${provider}`],
  ],
  "a comment in a value": [[`${one}<!-- x -->,${provider}`], [`${one} ${provider}`]],
  "a letter by its number": [[`${one.replace("one", "o&#110;e")},${provider}`], [`${one} ${provider}`]],
};

const readHere = (base64: string): ReturnType<typeof readAssertion> => readAssertion(base64, "here");

for (const [name, [roles, expected]] of Object.entries(pairs)) {
  for (const version of ["1.0", "1.1", "2.0"] as const) {
    Deno.test(`readAssertion() reads ${name} in SAML ${version}`, async () => {
      const read = await readHere(btoa(makeAssertion({ roles, version })));
      assert.deepEqual(read.roles.map(({ roleArn, principalArn }) => `${roleArn} ${principalArn}`), expected);
    });
  }
}

Deno.test("readAssertion() reads forty roles", async () => {
  const roles = Array.from({ length: 40 }, (_, index) => `${one}${index},${provider}`);
  const read = await readHere(btoa(makeAssertion({ roles })));
  assert.equal(read.roles.length, 40);
  assert.deepEqual(read.roles[39], { roleArn: `${one}39`, principalArn: provider });
});

Deno.test("readAssertion() reads the whole name as SAML 1 has it too", async () => {
  const xml = makeAssertion({ roles: [`${one},${provider}`], version: "1.1" }).replace(
    'AttributeName="Role" AttributeNamespace="https://aws.amazon.com/SAML/Attributes"',
    'AttributeName="https://aws.amazon.com/SAML/Attributes/Role"',
  );
  assert.deepEqual((await readHere(btoa(xml))).roles, [{ roleArn: one, principalArn: provider }]);
});

Deno.test("readAssertion() gives STS base64 without line breaks", async () => {
  const base64 = btoa(makeAssertion({ roles: [`${one},${provider}`] }));
  const broken = `\n${base64.replaceAll(/.{76}/g, "$&\r\n")}\n`;
  assert.equal((await readHere(broken)).text, base64);
});

Deno.test("readAssertion() reads the session's length, if it is one that STS takes", async () => {
  const lengths = {
    "900": 900,
    " 28800 ": 28800,
    "43200": 43200,
    "899": undefined,
    "43201": undefined,
    "1h": undefined,
  };
  for (const [sessionDuration, expected] of Object.entries(lengths)) {
    const read = await readHere(btoa(makeAssertion({ roles: [`${one},${provider}`], sessionDuration })));
    assert.equal(read.sessionSeconds, expected, sessionDuration);
  }
});

Deno.test("readAssertion() reads the earliest end", async () => {
  const xml = makeAssertion({ roles: [`${one},${provider}`], notOnOrAfter: "2026-01-01T01:00:00Z" })
    .replace("<s:Conditions", '<s:SubjectConfirmationData NotOnOrAfter="2026-01-01T00:05:00Z"/>$&');
  assert.equal((await readHere(btoa(xml))).endsAt?.toISOString(), "2026-01-01T00:05:00.000Z");
});

const entities = "".concat(
  '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "secret"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
  "<x>&b;&b;&b;&b;&b;&b;&b;&b;</x>",
);
const external = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>';
const refused: Readonly<Record<string, readonly [base64: string, says: string]>> = {
  "nothing": [" \n", "it is empty"],
  "no base64": ["secret!", "it is no XML in base64"],
  "XML that is not in base64": [makeAssertion({ roles: [] }), "it is no XML in base64"],
  "no text": [btoa("\xff\xfe\x00secret"), "it is no XML in base64"],
  "no XML": [btoa("secret"), "it is no XML in base64"],
  "broken XML": [btoa("<a><secret></a>"), "it is no XML in base64"],
  "XML without end": [btoa("<a>".repeat(20_000)), "it is no XML in base64"],
  "XML that is too deep": [btoa("<a>".repeat(9_000) + "</a>".repeat(9_000)), "it is no XML in base64"],
  "entities in entities": [btoa(entities), "it defines entities of its own"],
  "entities of other files": [btoa(external), "it defines entities of its own"],
  "too much": [btoa("<a>" + "x".repeat(75_000) + "</a>"), "it is longer than 100000 characters"],
};

for (const [name, [base64, says]] of Object.entries(refused)) {
  Deno.test(`readAssertion() refuses ${name}`, async () => {
    await assert.rejects(readHere(base64), (error) => {
      assert.ok(error instanceof AuthError);
      assert.equal(error.message, `Cannot read the SAML assertion of here: ${says}`);
      return true;
    });
  });
}

Deno.test("readAssertion() refuses an assertion without a role", async () => {
  for (const roles of [[], [one], ["", ","]]) {
    await assert.rejects(readHere(btoa(makeAssertion({ roles }))), {
      message: "Cannot use the SAML assertion of here: it names no role of AWS",
    });
  }
});
