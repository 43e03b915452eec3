// The profile of a plain `awsume`: AWSUME_DEFAULT_PROFILE, else the setting
//   default-profile: dev
import process from "node:process";

/** Arguments that say themselves whose credentials are meant, or ask for something else. */
const others = [
  "profileName",
  "roleArn",
  "account",
  "json",
  "pick",
  "withSaml",
  "withWebIdentity",
  "listProfiles",
  "listPlugins",
  "refreshAutocomplete",
];

export default {
  awsume: 1,
  name: "default-profile",
  hooks: {
    postAddArguments({ arguments: given, config }) {
      if (others.some((name) => given[name] !== null && given[name] !== undefined && given[name] !== false)) {
        return;
      }
      const profile = process.env.AWSUME_DEFAULT_PROFILE || config["default-profile"];
      if (profile) given.profileName = profile;
    },
  },
};
