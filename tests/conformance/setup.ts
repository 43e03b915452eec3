import type { FakeRole, World as Accounts } from "../support/fake_aws.ts";
import { mfaSerial, type Setup, startWorld, type World } from "../support/world.ts";

/** The keys of `[user]`, whose MFA device is `mfaSerial`. */
export const userKey = "AKIAFAKE000000000001";
export const userSecret = "fake/sk1+/==";
/** The keys of somebody else, where a tool that falls through would end. */
export const otherKey = "AKIAFAKE000000000002";
export const otherSecret = "fake/sk2+/==";

export { mfaSerial };

/** The ARN of a role of the rows' AWS. */
export function roleArn(name: string): string {
  return `arn:aws:iam::222222222222:role/${name}`;
}

/** `dev`, `r1`, `r2` and `r3` may be had for twelve hours, `short` for one, `closed` not at all. */
const roles: readonly FakeRole[] = [
  ...["dev", "r1", "r2", "r3"].map((name) => ({ arn: roleArn(name), maxDurationSeconds: 43200 })),
  { arn: roleArn("short") },
  { arn: roleArn("closed"), trusts: [] },
  { arn: roleArn("locked"), requiresMfa: true, maxDurationSeconds: 43200 },
];

/** Who there is in the rows' AWS. */
export const rowAccounts: Accounts = {
  users: [
    {
      accessKeyId: userKey,
      secretAccessKey: userSecret,
      arn: "arn:aws:iam::111111111111:user/user",
      mfaSerial,
    },
    { accessKeyId: otherKey, secretAccessKey: otherSecret, arn: "arn:aws:iam::111111111111:user/other" },
  ],
  roles,
};

/** A section with access keys, for either file: `[user]` unless told. */
export function keysSection(name = "user", accessKeyId = userKey, secretAccessKey = userSecret): string {
  return section(name, { aws_access_key_id: accessKeyId, aws_secret_access_key: secretAccessKey });
}

/** A section with settings, in that order. */
export function section(name: string, settings: Readonly<Record<string, string>>): string {
  const lines = Object.entries(settings).map(([key, value]) => `${key} = ${value}\n`);
  return `[${name}]\n${lines.join("")}\n`;
}

/** A role profile of the config file, from `user` unless told. */
export function roleProfile(
  name: string,
  role: string,
  settings: Readonly<Record<string, string>> = { source_profile: "user" },
): string {
  return section(`profile ${name}`, { role_arn: roleArn(role), ...settings });
}

/** "UM" of the table: `user` has an MFA device, and a region. */
export const userWithMfa = section("profile user", { mfa_serial: mfaSerial, region: "eu-west-1" });

/** "dev" of the table: a role from `user`. */
export const dev = roleProfile("dev", "dev");

/** A home folder and an AWS for a row. */
export function startRowWorld(setup: Setup = {}): Promise<World> {
  return startWorld({ config: "", credentials: keysSection(), accounts: rowAccounts, ...setup });
}

/** Changes one of the two profile files of a world, awsume's own settings, or a file that lies beside the profiles. */
export async function writeText(
  { home }: World,
  file: "config" | "credentials" | "settings" | "token" | "assertion",
  text: string,
): Promise<void> {
  const path = file === "settings" ? `${home}/.awsume/config.yaml` : `${home}/.aws/${file}`;
  await Deno.mkdir(`${home}/.awsume`, { recursive: true });
  await Deno.writeTextFile(path, text);
}
