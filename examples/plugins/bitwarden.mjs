// MFA codes from Bitwarden, by its command line `bw`, which has to be unlocked (BW_SESSION) or asks. Settings:
//   bitwarden:
//     arn:aws:iam::111111111111:mfa/alice: AWS of Alice
import { execFileSync } from "node:child_process";

export default {
  awsume: 1,
  name: "bitwarden",
  hooks: {
    /** Nothing for a device that is not in the settings: awsume then goes on, and asks. */
    getMfaToken({ serial, config }) {
      const item = config.bitwarden?.[serial];
      if (item === undefined) return undefined;
      const stdio = ["inherit", "pipe", "inherit"];
      return execFileSync("bw", ["get", "totp", item], { stdio, encoding: "utf8" });
    },
  },
};
