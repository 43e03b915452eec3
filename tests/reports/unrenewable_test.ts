/** What cannot be had again later was taken for `exec --refresh`, and failed in the program at the first renewal. */
import assert from "node:assert/strict";
import { comeTo } from "../support/ways.ts";

const config = `[profile env]
role_arn = arn:aws:iam::222222222222:role/one
credential_source = Environment
[profile under]
role_arn = arn:aws:iam::222222222222:role/two
source_profile = env
[profile saml]
role_arn = arn:aws:iam::222222222222:role/one
principal_arn = arn:aws:iam::222222222222:saml-provider/corp
`;
const env = { AWS_ACCESS_KEY_ID: "AKIAFAKE", AWS_SECRET_ACCESS_KEY: "s" };
const rows: readonly (readonly [words: string, says: RegExp])[] = [
  ["exec env --refresh true", /Cannot use --refresh with the profile "env": its source are variables/],
  ["exec under --refresh true", /Cannot use --refresh with the profile "under": its source are variables/],
  ["env -a", /Cannot use --auto-refresh with the profile "env": its source are variables/],
  ["exec saml --refresh --with-saml --saml-assertion /f true", /Cannot use --refresh with --saml-assertion/],
  ["saml -a --with-saml --saml-assertion /f", /Cannot use --auto-refresh with --saml-assertion/],
  ["-a --account 111111111111", /Cannot use --auto-refresh with --account/],
];

for (const [words, says] of rows) {
  Deno.test(`awsume ${words} is refused before anybody is called`, async () => {
    const came = await comeTo(words.split(" "), { config, env });
    assert.equal(came.status, 3);
    assert.match(came.stderr, says);
    assert.deepEqual(came.given, {});
    assert.doesNotMatch(came.stdout, /export/);
  });
}
