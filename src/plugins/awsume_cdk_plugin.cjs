// A plugin of the AWS CDK CLI that takes its credentials from awsume. `awsume cdk-plugin` writes this file and prints
// its path: cdk deploy --plugin "$(awsume cdk-plugin)"
// It is written anew when awsume changes, so do not edit it. It needs Node 18 and no packages.
"use strict";

const { spawn } = require("node:child_process");
const { accessSync, constants } = require("node:fs");

/** The words that run awsume. */
const awsume = ["::AWSUME::"];

/** Runs awsume on the terminal of the CDK, so that it can ask for a code; `stderr` is "inherit" or "pipe". */
function run(words, stderr) {
  return new Promise((resolve, reject) => {
    const { AWSUME_SHELL: _, ...env } = process.env;
    const child = spawn(awsume[0], [...awsume.slice(1), ...words], {
      stdio: ["inherit", "pipe", stderr],
      env,
    });
    const texts = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"]) {
      child[name]?.setEncoding("utf8").on("data", (text) => void (texts[name] += text));
    }
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ end: signal ?? code, ...texts }));
  });
}

/** Whose credentials are for an account: the names of the profiles, or null where there is none. */
async function findProfiles(account) {
  const { end, stdout, stderr } = await run(["cdk-plugin", "--account", account, "--json"], "pipe");
  if (end !== 0) throw new Error(stderr.replace(/^awsume: /, "").trimEnd() || `awsume ended with ${end}`);
  return JSON.parse(stdout);
}

/** What awsume says of an account stays the same while one `cdk` runs. */
const known = new Map();
function profilesOf(account) {
  if (!known.has(account)) known.set(account, findProfiles(account));
  return known.get(account);
}

/**
 * The credentials of a profile, which must be of the account: the CDK does not look. What awsume has to say, or to ask,
 * it does itself.
 */
async function takeCredentials(profile, account) {
  const options = ["--interactive", "--expect-account", account];
  const { end, stdout } = await run(["credential-process", ...options, "--", profile], "inherit");
  if (end !== 0) {
    throw new Error(`awsume has no credentials of the profile "${profile}" (it ended with ${end})`);
  }
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = JSON.parse(stdout);
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    ...(SessionToken === undefined ? {} : { sessionToken: SessionToken }),
    ...(Expiration === undefined ? {} : { expiration: new Date(Expiration) }),
  };
}

/** The CDK asks for several accounts at once; a person can answer one question at a time. */
let turn = Promise.resolve();
function inTurn(work) {
  const result = turn.then(work);
  turn = result.catch(() => {});
  return result;
}

/** For a CDK that cannot take a function: an object that renews itself, asked before each use. */
async function toObject(provide) {
  const object = {
    async getPromise() {
      const { accessKeyId, expireTime } = object;
      const lives = expireTime === null ||
        (expireTime !== undefined && expireTime.getTime() - Date.now() > 60_000);
      if (accessKeyId !== undefined && lives) return;
      const { expiration = null, ...keys } = await provide();
      Object.assign(object, keys, { expireTime: expiration });
    },
  };
  await object.getPromise();
  return object;
}

let hasTold = false;

/** awsume as a source of credentials, by the contract of the CDK CLI. */
const source = {
  name: "awsume",

  async isAvailable() {
    // Loaded by awsume itself, it could only ask in a circle.
    if (process.execPath === awsume[0]) return false;
    try {
      accessSync(awsume[0], constants.X_OK);
      return true;
    } catch {
      if (!hasTold) console.error(`awsume: ${awsume[0]} is gone; run awsume cdk-plugin to find it again`);
      hasTold = true;
      return false;
    }
  },

  async canProvideCredentials(account) {
    const { read, write } = await profilesOf(account);
    return read !== null || write !== null;
  },

  /** `mode` is 0 for reading, 1 for writing. */
  async getProvider(account, mode, options) {
    const [key, what] = mode === 1 ? ["write", "writing"] : ["read", "reading"];
    const profile = (await profilesOf(account))[key];
    if (!profile) {
      throw new Error(
        `awsume has no profile for ${what} in account ${account}: add it under cdk: in its settings`,
      );
    }
    const provide = () => inTurn(() => takeCredentials(profile, account));
    return options?.supportsV3Providers ? provide : await toObject(provide);
  },
};

module.exports = {
  version: "1",
  init(host) {
    host.registerCredentialProviderSource(source);
  },
};
