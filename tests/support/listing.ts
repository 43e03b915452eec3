import { run } from "../../src/cli/run.ts";
import { type FakeOptions, fakeSystem } from "./fake_system.ts";

/** What no list may show. */
export const secret = "fake/list+secret/==";
/** A profile of every kind. */
export const config = `[default]
region = us-east-1
[profile role]
role_arn = arn:aws-us-gov:iam::222222222222:role/x
source_profile = user
mfa_serial = arn:aws-us-gov:iam::111111111111:mfa/me
region = us-gov-west-1
[profile heir]
role_arn = arn:aws:iam::033333333333:role/x
source_profile = device
[profile device]
mfa_serial = arn:aws:iam::111111111111:mfa/me
[profile hardware]
mfa_serial = GAHT12345678
[profile sso]
sso_session = corp
sso_account_id = 012345678901
[profile saml]
role_arn = arn:aws:iam::444444444444:role/x
principal_arn = arn:aws:iam::444444444444:saml-provider/corp
[profile web]
role_arn = arn:aws:iam::555555555555:role/x
web_identity_token_file = /token
[profile process]
credential_process = /bin/x
[profile machine]
role_arn = arn:aws:iam::666666666666:role/x
credential_source = Ec2InstanceMetadata
[profile odd]
role_arn = role/x
region =
[profile autoawsume-role]
autoawsume = true
[profile auto-refresh-role]
region = us-east-1
`;
/** Two profiles that share a key. */
export const credentials = `[user]
aws_access_key_id = AKIALISTUSEREXAMPLE
aws_secret_access_key = ${secret}
[device]
aws_access_key_id = AKIALISTUSEREXAMPLE
aws_secret_access_key = ${secret}
`;

/** What came out. */
export interface Listed {
  readonly code: number;
  readonly text: string;
  readonly told: readonly string[];
}

/** Runs awsume with these two files (with all of `config` and `credentials` unless told). */
export async function list(
  words: readonly string[],
  files: { readonly config?: string; readonly credentials?: string } = { config, credentials },
  options: FakeOptions = {},
): Promise<Listed> {
  using fake = fakeSystem({
    ...options,
    env: { HOME: "/home/me", ...options.env },
    files: {
      "/home/me/.aws/config": files.config ?? "",
      "/home/me/.aws/credentials": files.credentials ?? "",
      ...options.files,
    },
  });
  const code = await run(words, fake.system);
  return { code, text: fake.printed.join(""), told: [...fake.told] };
}
