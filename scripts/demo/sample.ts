/** The user with the MFA device, as STS knows her. Account, keys and device are made up. */
const alice = {
  accessKeyId: "AKIAFAKEALICEEXAMPLE",
  secretAccessKey: "fake/alice+secret/==",
  arn: "arn:aws:iam::111111111111:user/alice",
  mfaSerial: "arn:aws:iam::111111111111:mfa/alice",
};

const hub = "arn:aws:iam::222222222222:role/hub";

/** What the demo's AWS knows: a user, a role that only she may assume with MFA, and one that only the first role may. */
export const accounts = {
  users: [alice],
  roles: [
    { arn: hub, trusts: [alice.arn], requiresMfa: true },
    { arn: "arn:aws:iam::333333333333:role/deploy", trusts: [hub] },
  ],
  mfaCode: "314159",
  mfaCodesOnce: true,
};

/** `~/.aws/config` of the demo, which the viewer is shown. */
export const config = `[profile alice]
mfa_serial = ${alice.mfaSerial}
region = us-east-1

[profile hub]
role_arn = ${hub}
source_profile = alice

[profile prod]
role_arn = arn:aws:iam::333333333333:role/deploy
source_profile = hub
region = eu-west-1
`;

/** `~/.aws/credentials` of the demo. */
export const credentials = `[alice]
aws_access_key_id = ${alice.accessKeyId}
aws_secret_access_key = ${alice.secretAccessKey}
`;
