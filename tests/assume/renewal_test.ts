import assert from "node:assert/strict";
import type { Section } from "../../src/aws/ini.ts";
import { parseIni } from "../../src/aws/ini.ts";
import { toProcessValue } from "../../src/assume/process_value.ts";
import { autoName, readRenewal, type Renewal, wordsOf } from "../../src/assume/renewal.ts";

const usual = { configFile: "~/.aws/config", credentialsFile: "~/.aws/credentials" };
const prod: Renewal = { profile: "prod", ...usual, options: [] };

function sectionOf(value: string): Section {
  const { sections: [section] } = parseIni(`[x]\ncredential_process = ${value}\n`);
  assert.ok(section);
  return section;
}

const renewals: Readonly<Record<string, Renewal>> = {
  "the usual files": prod,
  "a role of an account": { ...prod, account: "111111111111" },
  "other files": { ...prod, configFile: "/w/client one/.aws/config", credentialsFile: "/w/it's/credentials" },
  "options with values of all kinds": {
    ...prod,
    options: [
      "--region=eu-west-1",
      '--session-policy={"Version": "2012-10-17"}',
      "--tags=a=b,c=d e",
      "--fips",
    ],
  },
  "a profile with blanks and quotes": { ...prod, profile: `my "dev" \\ it's $(x)` },
  "a profile that looks like an option": { ...prod, profile: "-x" },
  "a profile called --": { ...prod, profile: "--" },
  "a profile called like the command": { ...prod, profile: "credential-process" },
  "no files": { profile: "prod", options: [] },
};

for (const [name, renewal] of Object.entries(renewals)) {
  for (
    const self of [["/opt/awsume"], ["/opt/my tools/it's/awsume"], ["/bin/deno", "run", "-A", "/x y/main.ts"]]
  ) {
    Deno.test(`readRenewal() reads what wordsOf() says: ${name}, by ${self.join(" ")}`, () => {
      const value = toProcessValue(self, wordsOf(renewal), "linux");
      assert.deepEqual(readRenewal(sectionOf(value), "linux"), renewal);
    });
  }
}

Deno.test("readRenewal() reads what is written on Windows", () => {
  const renewal = { ...prod, profile: "my dev", configFile: "C:/Users/my name/.aws/config" };
  const value = toProcessValue(["C:\\tools\\awsume.exe"], wordsOf(renewal), "windows");
  assert.equal(
    value,
    "C:/tools/awsume.exe credential-process --encoded --config-file=3DC:/Users/my=20name/.aws/config " +
      "--credentials-file=3D=7E/.aws/credentials my=20dev",
  );
  assert.deepEqual(readRenewal(sectionOf(value), "windows"), renewal);
});

for (
  const value of [
    "/opt/vault-helper prod",
    "credential-process prod",
    "/opt/awsume credential-process",
    "/opt/awsume credential-process one two",
    "/opt/awsume exec prod -- env",
  ]
) {
  Deno.test(`readRenewal() takes nothing from ${value}`, () => {
    assert.equal(readRenewal(sectionOf(value), "linux"), undefined);
  });
}

Deno.test("autoName() is the original's name for the usual files, whatever the region and the account are", async () => {
  const plain: readonly Renewal[] = [
    prod,
    { ...prod, account: "111111111111" },
    { ...prod, options: ["--region=eu-west-1"] },
    { ...prod, profile: "a/b.c@d:e+f-g_h" },
  ];
  const names = await Promise.all(plain.map(autoName));
  assert.deepEqual(names, [
    "autoawsume-prod",
    "autoawsume-prod",
    "autoawsume-prod",
    "autoawsume-a/b.c@d:e+f-g_h",
  ]);
});

Deno.test("autoName() tells apart what gives other credentials, by names that every program finds", async () => {
  const others: readonly Renewal[] = [
    { ...prod, configFile: "/w/client/.aws/config" },
    { ...prod, credentialsFile: "/w/client/.aws/config" },
    { ...prod, configFile: "/w/other/.aws/config" },
    { ...prod, options: ["--session-policy={}"] },
    { ...prod, options: ["--role-duration=900"] },
    { ...prod, options: ["--fips"] },
    ...[
      "prod,eu",
      "prod;eu",
      "prød",
      "x!",
      "a$b",
      "it's",
      "a=b",
      "p(1)",
      "日本",
      "本日",
      "a b",
      "a%b",
      "#",
      ";",
    ]
      .map((profile) => ({ ...prod, profile })),
  ];
  const names = await Promise.all(others.map(autoName));
  for (const name of names) assert.match(name, /^autoawsume-[A-Za-z0-9_-]+-[0-9a-f]{8}$/);
  assert.equal(new Set(names).size, others.length);
  assert.deepEqual(await Promise.all(others.map(autoName)), names);
});
