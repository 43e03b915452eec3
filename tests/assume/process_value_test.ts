import assert from "node:assert/strict";
import { decodeWords, toProcessValue } from "../../src/assume/process_value.ts";

const plain: readonly (readonly string[])[] = [
  ["prod"],
  ["--region=eu-west-1", "--config-file=~/.aws/config", "--", "-x"],
  ["arn:aws:iam::123456789012:role/a,b"],
];

for (const words of plain) {
  Deno.test(`toProcessValue() writes ${words.join(" ")} as it is`, () => {
    const value = toProcessValue(["/usr/bin/awsume"], ["credential-process", ...words], "linux");
    assert.equal(value, `/usr/bin/awsume credential-process ${words.join(" ")}`);
    assert.deepEqual(decodeWords(["credential-process", ...words]), ["credential-process", ...words]);
  });
}

const encoded: readonly (readonly [words: readonly string[], written: string])[] = [
  [["dev#2"], "dev=232"],
  [["--region=eu-west-1", "a;b"], "--region=3Deu-west-1 a=3Bb"],
  [["日本"], "=E6=97=A5=E6=9C=AC"],
  [["50%"], "50=25"],
  [["it's"], "it=27s"],
  [["two words"], "two=20words"],
  [["😀"], "=F0=9F=98=80"],
  [["~x"], "=7Ex"],
  [[",x"], "=2Cx"],
  [["a:,b"], "a:=2Cb"],
  [["--tags=,a=b"], "--tags=3D=2Ca=3Db"],
  [["a,b;"], "a=2Cb=3B"],
  [["a=3Bb", "$(id)"], "a=3D3Bb =24=28id=29"],
  [['--session-policy={"a":"b"}'], "--session-policy=3D=7B=22a=22:=22b=22=7D"],
  [["a\\b", "`x`", "!y"], "a=5Cb =60x=60 =21y"],
];

for (const [words, written] of encoded) {
  for (const os of ["linux", "windows"] as const) {
    Deno.test(`toProcessValue() on ${os} writes ${JSON.stringify(words)} in characters that all SDKs read alike`, () => {
      const value = toProcessValue(["/usr/bin/awsume"], ["credential-process", ...words], os);
      assert.equal(value, `/usr/bin/awsume credential-process --encoded ${written}`);
      assert.deepEqual(decodeWords(["credential-process", "--encoded", ...written.split(" ")]), [
        "credential-process",
        ...words,
      ]);
    });
  }
}

Deno.test("decodeWords() leaves alone what no awsume has written", () => {
  for (const argv of [[], ["prod"], ["exec", "--encoded", "a=3Bb"], ["credential-process", "a=3Bb"]]) {
    assert.deepEqual(decodeWords(argv), argv);
  }
  const broken = ["credential-process", "--encoded", "a=3", "=zz", "="];
  assert.deepEqual(decodeWords(broken), ["credential-process", "a=3", "=zz", "="]);
});
