import assert from "node:assert/strict";
import { changedLines, maskLine } from "../../../src/cli/define/show.ts";

const masked: readonly (readonly [line: string, shown: string])[] = [
  ["role_arn = arn:aws:iam::123456789012:role/x", "role_arn = arn:aws:iam::123456789012:role/x"],
  ["aws_access_key_id = AKIAIOSFODNN7EXAMPLE", "aws_access_key_id = AKIAIOSFODNN7EXAMPLE"],
  ["aws_secret_access_key = SECRET", "aws_secret_access_key = ****"],
  ["AWS_SESSION_TOKEN=SECRET", "AWS_SESSION_TOKEN=****"],
  ["some_plugin_password = SECRET", "some_plugin_password = ****"],
  ["credential_process = /bin/get --password SECRET", "credential_process = /bin/get ****"],
  ["Credential_Process = /bin/get --password SECRET", "Credential_Process = /bin/get ****"],
  ["  endpoint_url = https://me:SECRET@sts", "  endpoint_url = ****"],
  ["# aws_secret_access_key = SECRET", "# ****"],
  ["[profile x] # SECRET", "[profile x]"],
  ["SECRET", "****"],
  ["  SECRET", "****"],
  ["sts =", "sts ="],
];

for (const [line, shown] of masked) {
  Deno.test(`maskLine() shows ${JSON.stringify(shown)} for ${JSON.stringify(line)}`, () => {
    assert.equal(maskLine(line), shown);
  });
}

const changes:
  readonly (readonly [criterion: string, old: string, text: string, lines: readonly string[]])[] = [
    ["a first section", "", "[b]\nregion = z\n", ["+ [b]", "+ region = z"]],
    ["a section behind a last line without an end", "[a]\nregion = q", "[a]\nregion = q\n\n[b]\nregion = q", [
      "+ [b]",
      "+ region = q",
    ]],
    ["the header above a change", "[a]\n\n[b]\nregion = q\n\n[c]\n", "[a]\n\n[b]\nregion = r\n\n[c]\n", [
      "  [b]",
      "- region = q",
      "+ region = r",
    ]],
    ["a section that goes", "[a]\nregion = q\n\n[b]\nregion = q\n", "[b]\nregion = q\n", [
      "- [a]",
      "- region = q",
    ]],
    ["nothing for what is alike", "[a]\n", "[a]\n", []],
  ];

for (const [criterion, old, text, lines] of changes) {
  Deno.test(`changedLines() shows ${criterion}`, () => assert.deepEqual(changedLines(old, text), lines));
}
