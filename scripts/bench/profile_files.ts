/** The one user whom every role trusts. */
const user = {
  accessKeyId: "AKIABENCHUSEREXAMPLE",
  secretAccessKey: "fake/bench+secret/==",
  arn: "arn:aws:iam::111111111111:user/bench",
};

/** The profile to switch to stands in the middle of so many others, and its user among so many others. */
export const worlds = {
  few: { profiles: 10, users: 0, target: profileName(5) },
  many: { profiles: 5000, users: 100, target: profileName(2500) },
  "many users": { profiles: 10, users: 5000, target: profileName(5) },
} as const;

export type World = keyof typeof worlds;

/** Roles that a token and an assertion open. */
export const federated = {
  web: {
    arn: "arn:aws:iam::222222222222:role/web",
    federation: { issuer: "https://ci.example.com", audience: "sts.amazonaws.com" },
  },
  saml: {
    arn: "arn:aws:iam::222222222222:role/saml",
    federation: { samlProvider: "arn:aws:iam::222222222222:saml-provider/corp" },
  },
} as const;

/** What the loopback AWS has to know of them. */
export const accounts = {
  users: [user],
  roles: [{ arn: roleArn(5) }, { arn: roleArn(2500) }, federated.web, federated.saml],
};

/** The texts of both files. */
export interface ProfileFiles {
  readonly config: string;
  readonly credentials: string;
}

/** Both files as a platform team would generate them: comments, and roles of six to eight keys, 200 bytes each. */
export function profileFiles(world: World): ProfileFiles {
  const { profiles, users: others } = worlds[world];
  const users = indexes(others).map((index) => keysProfile(`user-${index}`, otherUser(index)));
  const middle = users.length / 2;
  return {
    config: ["[default]\nregion = us-east-1\n", ...indexes(profiles).map(roleProfile)].join("\n"),
    credentials: [...users.slice(0, middle), keysProfile("bench", user), ...users.slice(middle)].join("\n"),
  };
}

function indexes(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

function roleProfile(index: number): string {
  return [
    ...(index % 4 === 0 ? [`# account ${accountId(index)}, owned by team ${index % 97}`] : []),
    `[profile ${profileName(index)}]`,
    `role_arn = ${roleArn(index)}`,
    "source_profile = bench",
    "role_session_name = bench.user",
    "region = eu-west-1",
    "output = json",
    "cli_pager =",
    ...(index % 2 === 0 ? ["duration_seconds = 3600"] : []),
    ...(index % 3 === 0 ? ["sts_regional_endpoints = regional"] : []),
    "",
  ].join("\n");
}

function keysProfile(name: string, keys: Pick<typeof user, "accessKeyId" | "secretAccessKey">): string {
  return [
    `[${name}]`,
    `aws_access_key_id = ${keys.accessKeyId}`,
    `aws_secret_access_key = ${keys.secretAccessKey}`,
    "",
  ].join("\n");
}

function otherUser(index: number): Pick<typeof user, "accessKeyId" | "secretAccessKey"> {
  return { accessKeyId: `AKIA${String(index).padStart(16, "0")}`, secretAccessKey: "x".repeat(40) };
}

/** The name of the profile with that role. */
export function profileName(index: number): string {
  return `team-${index % 97}-service-${String(index).padStart(4, "0")}`;
}

/** The role of that profile. */
export function roleArn(index: number): string {
  return `arn:aws:iam::${accountId(index)}:role/platform/DeploymentOperator`;
}

function accountId(index: number): string {
  return String(200_000_000_000 + index * 7919);
}
