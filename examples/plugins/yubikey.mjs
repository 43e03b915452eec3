// MFA codes from a YubiKey, by `ykman`. Settings, with the name of the account on the key:
//   yubikey:
//     arn:aws:iam::111111111111:mfa/alice: "Amazon Web Services:alice@corp"
import { execFileSync } from "node:child_process";

export default {
  awsume: 1,
  name: "yubikey",
  hooks: {
    /** Nothing for a device that is not in the settings: awsume then goes on, and asks. */
    getMfaToken({ serial, config }) {
      const account = config.yubikey?.[serial];
      if (account === undefined) return undefined;
      // `ykman` says on stderr when the key is to be touched.
      const stdio = ["inherit", "pipe", "inherit"];
      return execFileSync("ykman", ["oath", "accounts", "code", "--single", account], {
        stdio,
        encoding: "utf8",
      });
    },
  },
};
