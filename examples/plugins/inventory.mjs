// A profile for each role of each account in a file that somebody keeps: {"accounts": [{"name": "shop",
// "account": "222222222222", "roles": ["dev", "admin"], "region": "eu-west-1"}]}. The profiles are shop-dev and
// shop-admin. Settings:
//   inventory:
//     file: /home/me/accounts.json
//     source-profile: main
import { readFileSync } from "node:fs";

export default {
  awsume: 1,
  name: "inventory",
  hooks: {
    collectProfiles: ({ config }) => Object.fromEntries(readProfiles(config)),
    getProfileNames: ({ config }) => readProfiles(config).map(([name]) => name),
  },
};

function readProfiles({ inventory }) {
  if (inventory === undefined) return [];
  const { accounts } = JSON.parse(readFileSync(inventory.file, "utf8"));
  return accounts.flatMap(({ name, account, roles, region }) =>
    roles.map((role) => [`${name}-${role}`, {
      role_arn: `arn:aws:iam::${account}:role/${role}`,
      source_profile: inventory["source-profile"],
      ...(region === undefined ? {} : { region }),
    }])
  );
}
