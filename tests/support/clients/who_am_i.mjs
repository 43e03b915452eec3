// The JavaScript SDK 3, as it finds credentials by itself. Without arguments: whose the credentials are, asked of STS.
// With "keys": for each line of CONFIG<tab>CREDENTIALS<tab>PROFILE on standard input a line of JSON, with the access
// key id or what went wrong. The packages are those beside the file that SDK_FOLDER names.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const require = createRequire(`${process.env.SDK_FOLDER}/`);

if (process.argv.length > 2) {
  const { fromNodeProviderChain } = require("@aws-sdk/credential-providers");
  for await (const line of createInterface({ input: process.stdin })) {
    const [configFilepath, filepath, profile] = line.split("\t");
    // The variables as well: the provider of `credential_process` has no options for the files in every version.
    Object.assign(process.env, {
      AWS_CONFIG_FILE: configFilepath,
      AWS_SHARED_CREDENTIALS_FILE: filepath,
      AWS_PROFILE: profile,
    });
    const answer = await fromNodeProviderChain({ ignoreCache: true })()
      .then(({ accessKeyId }) => ({ key: accessKeyId }), (error) => ({ error: String(error) }));
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
} else {
  const { STSClient, GetCallerIdentityCommand } = require("@aws-sdk/client-sts");
  const { Arn } = await new STSClient({}).send(new GetCallerIdentityCommand({}));
  process.stdout.write(`${Arn}\n`);
}
