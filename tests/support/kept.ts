import { run } from "../../src/cli/run.ts";
import { type FakeOptions, type FakeSystem, fakeSystem } from "./fake_system.ts";

/** What no list may show. */
export const secrets = ["fake/kept+secret/==", "ASIAKEPTEXAMPLE", "kept+session/token"];

/** Profiles of every kind that `ls` tells apart. */
export const config = `[default]
region = us-east-1
[profile one]
role_arn = arn:aws:iam::222222222222:role/one
source_profile = user
[profile two]
role_arn = arn:aws:iam::333333333333:role/team/two
source_profile = one
[profile device]
mfa_serial = arn:aws:iam::111111111111:mfa/me
[profile admin]
role_arn = arn:aws:iam::444444444444:role/admin
source_profile = device
[profile sso]
sso_session = corp
sso_account_id = 012345678901
`;
const credentials = `[user]
aws_access_key_id = AKIAKEPTUSEREXAMPLE
aws_secret_access_key = fake/kept+secret/==
[device]
aws_access_key_id = AKIAKEPTUSEREXAMPLE
aws_secret_access_key = fake/kept+secret/==
[written]
manager = awsume
aws_access_key_id = ASIAKEPTEXAMPLE
aws_secret_access_key = fake/kept+secret/==
aws_session_token = kept+session/token
expiration = 2026-01-01T01:40:00Z
`;
export const cache = "/home/me/.awsume/cache";

/** A System with these profiles, and with what the options add. */
export function withProfiles(options: FakeOptions = {}): FakeSystem {
  return fakeSystem({
    ...options,
    env: { HOME: "/home/me", ...options.env },
    files: {
      "/home/me/.aws/config": config,
      "/home/me/.aws/credentials": credentials,
      ...options.files,
    },
  });
}

/** The paths of the cache entries on the way to a profile, as `explain` names them. */
export async function entriesOf(profile: string): Promise<readonly string[]> {
  using fake = withProfiles();
  await run(["explain", profile, "--json"], fake.system);
  const { calls }: { readonly calls: readonly { readonly cacheEntry: string }[] } = JSON.parse(
    fake.printed.join(""),
  );
  return calls.map(({ cacheEntry }) => cacheEntry);
}

/** An entry that was taken at midnight, as awsume writes it; `more` has the subject, which older ones lack. */
export function entryText(
  path: string,
  expiresAt: string,
  more: Readonly<Record<string, unknown>> = {},
): string {
  const key = path.replace(/^.*\//, "").replace(".json", "");
  const [secretAccessKey, accessKeyId, sessionToken] = secrets;
  const takenAt = "2026-01-01T00:00:00.000Z";
  return JSON.stringify({ key, accessKeyId, secretAccessKey, sessionToken, expiresAt, takenAt, ...more });
}
