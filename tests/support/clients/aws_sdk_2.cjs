// The JavaScript SDK 2, as it finds credentials by itself. For each line of CONFIG<tab>CREDENTIALS<tab>PROFILE on standard
// input a line of JSON, with the access key id or what went wrong. SDK_FOLDER has the package.
const { createRequire } = require("node:module");
const { createInterface } = require("node:readline");

process.env.AWS_SDK_LOAD_CONFIG = "1";
process.env.AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE = "1";
const load = createRequire(`${process.env.SDK_FOLDER}/`);

const findKey = async (configFile, credentialsFile, profile) => {
  process.env.AWS_CONFIG_FILE = configFile;
  process.env.AWS_SHARED_CREDENTIALS_FILE = credentialsFile;
  process.env.AWS_PROFILE = profile;
  // It keeps what it has read of a file.
  load("aws-sdk").util.iniLoader.clearCachedFiles();
  const AWS = load("aws-sdk");
  const chain = new AWS.CredentialProviderChain([
    () => new AWS.SharedIniFileCredentials({ profile, filename: credentialsFile }),
    () => new AWS.ProcessCredentials({ profile, filename: credentialsFile }),
    () => new AWS.ProcessCredentials({ profile }),
  ]);
  return (await chain.resolvePromise()).accessKeyId;
};

(async () => {
  for await (const line of createInterface({ input: process.stdin })) {
    const answer = await findKey(...line.split("\t"))
      .then((key) => ({ key }), (error) => ({ error: String(error) }));
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
})();
