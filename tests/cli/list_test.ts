import assert from "node:assert/strict";
import { ConfigError } from "../../src/errors.ts";
import { credentials, list, secret } from "../support/listing.ts";

Deno.test("-l prints the original's columns, sorted by name, without any part of a key", async () => {
  const { code, text, told } = await list(["-l"]);
  assert.equal(
    text,
    `PROFILE   TYPE  SOURCE              MFA?  REGION         PARTITION   ACCOUNT
default   User  None                No    us-east-1      ?           Unavailable
device    User  None                Yes   None           aws         111111111111
hardware  User  None                Yes   None           ?           Unavailable
heir      Role  device              No    None           aws         033333333333
machine   Role  (instance)          No    None           aws         666666666666
odd       Role  None                No    None           ?           Unavailable
process   User  (process)           No    None           ?           Unavailable
role      Role  user                Yes   us-gov-west-1  aws-us-gov  222222222222
saml      Role  saml-provider/corp  No    None           aws         444444444444
sso       User  (sso)               No    None           ?           012345678901
user      User  None                No    None           ?           Unavailable
web       Role  (web-identity)      No    None           aws         555555555555
`,
  );
  assert.deepEqual([code, told], [0, []]);
  assert.ok(!text.includes("LIST") && !text.includes(secret));
});

Deno.test("-l shows a profile that cannot be read with its place, and goes on", async () => {
  const { code, text, told } = await list(["-l"], {
    config: "[profile a]\nregion = eu-west-1\n[profile b]\nsecret words\n[broken\n[profile c]\n",
    credentials: "[a]\nmore secret words\n",
  });
  assert.equal(
    text,
    `PROFILE  TYPE  SOURCE  MFA?  REGION  PARTITION  ACCOUNT
a        !     cannot be read: /home/me/.aws/credentials:2: expected "key = value"
b        !     cannot be read: /home/me/.aws/config:4: expected "key = value"
c        User  None    No    None    ?          Unavailable
`,
  );
  assert.deepEqual([code, told], [0, [
    'awsume: cannot read /home/me/.aws/config:5: expected "[profile name]" or another name in brackets',
  ]]);
});

Deno.test("-l aligns wide names, spells out control characters and pads no line's end", async () => {
  const { text } = await list(["-l"], {
    config: "[profile 日本]\n[profile e\u0301]\n[profile 🚀x]\n[profile a\x1b[0m]\nregion = eu\n\n west\n",
  });
  assert.deepEqual(text.split("\n").map((line) => line.trimEnd() === line), Array(6).fill(true));
  assert.ok(text.includes("\n日本      User  None"), text);
  assert.ok(text.includes("\ne\u0301         User  None"), text);
  assert.ok(text.includes("\n🚀x       User  None"), text);
  assert.ok(!text.includes("\x1b"), text);
});

Deno.test("-l without a profile prints the header, and says so on stderr", async () => {
  const { code, text, told } = await list(["-l"], {});
  assert.deepEqual([code, text], [0, "PROFILE  TYPE  SOURCE  MFA?  REGION  PARTITION  ACCOUNT\n"]);
  assert.deepEqual(told, ["awsume: there is no profile in the config file or the credentials file"]);
});

Deno.test("-l fails for a file that cannot be read", async () => {
  const unreadable = new ConfigError('Cannot read "/home/me/.aws/config": permission denied');
  const { code, told } = await list(["-l"], {}, { files: { "/home/me/.aws/config": unreadable } });
  assert.deepEqual([code, told], [3, [`awsume: ${unreadable.message}`]]);
});

Deno.test("-l needs no settings: a broken config.yaml does not stop it", async () => {
  const broken = { files: { "/home/me/.awsume/config.yaml": "region: [\n" } };
  assert.equal((await list(["-l"], {}, broken)).code, 0);
});

Deno.test("-l --json prints every key of every profile", async () => {
  const files = { config: "[profile b]\nnonsense\n", credentials };
  const { text } = await list(["-l", "--json"], files);
  const absent = { source: null, region: null, partition: null, account: null, from: null, problem: null };
  const user = { ...absent, type: "User", credentials: "keys", mfa: false };
  const problem = { line: 2, text: 'expected "key = value"', file: "/home/me/.aws/config" };
  assert.deepEqual(JSON.parse(text), [
    { ...absent, name: "b", type: null, credentials: null, mfa: null, problem },
    { ...user, name: "device" },
    { ...user, name: "user" },
  ]);
  assert.ok(!text.includes("LIST") && !text.includes(secret));
});

for (
  const words of [
    ["-l", "list"],
    ["--list-profiles=list"],
    ["-l=list"],
    ["-llist"],
    ["--list-pr"],
    ["user", "-l"],
    ["-l", "-s"],
    ["-rl"],
    ["-l", "--", "user"],
    ["--config-file", "/home/me/.aws/config", "-l"],
  ]
) {
  Deno.test(`awsume ${words.join(" ")} lists, and takes nothing else into account`, async () => {
    assert.deepEqual(await list(words), await list(["-l"]));
  });
}

for (
  const [words, message] of [
    [["-l", "dev"], /Cannot list "dev"/],
    [["-l", "mroe"], /Did you mean "more"/],
    [["-lr"], /Cannot list "r"/],
    [["--list-profiles=json"], /Cannot list "json"/],
    [["explain", "-l"], /Cannot understand the option -l/],
    [["user", "--json"], /Cannot use --json without credentials/],
    [["-l", "--fips=yes"], /Cannot give --fips a value/],
  ] as const
) {
  Deno.test(`awsume ${words.join(" ")} is a wrong command line`, async () => {
    const { code, told } = await list(words);
    assert.equal(code, 2);
    assert.match(told.join("\n"), message);
  });
}

Deno.test("-l is a statement that prints under the shell's function", async () => {
  const { text } = await list(["-l"], { config: "[profile it's]\n" }, { env: { AWSUME_SHELL: "bash" } });
  assert.match(text, /^printf '%s\\n' 'PROFILE .*' 'it'\\''s .*';\n$/);
});

Deno.test("the value of -l is completed", async () => {
  for (const asked of [["awsume -l ", ""], ["awsume --list-profiles ", ""]]) {
    assert.equal((await list(["__complete", "bash", ...asked])).text, "more\nlist\n");
  }
});
