// MFA codes from 1Password, by its command line `op`. Settings:
//   onepassword:
//     arn:aws:iam::111111111111:mfa/alice: AWS of Alice
import { execFileSync } from "node:child_process";

export default {
  awsume: 1,
  name: "onepassword",
  hooks: {
    /** Nothing for a device that is not in the settings: awsume then goes on, and asks. */
    getMfaToken({ serial, config }) {
      const item = config.onepassword?.[serial];
      if (item === undefined) return undefined;
      // `op` may ask at the terminal; what it prints is the code.
      const stdio = ["inherit", "pipe", "inherit"];
      return execFileSync("op", ["item", "get", item, "--otp"], { stdio, encoding: "utf8" });
    },
  },
};
