import { fileURLToPath } from "node:url";
import { makeAssertion, makeToken } from "../../tests/support/fake_federation.ts";
import { type FakeMetadata, startContainer, startInstance } from "../../tests/support/fake_metadata.ts";
import type { Subject } from "./measure.ts";
import { federated, profileName, roleArn } from "./profile_files.ts";
import type { Fact } from "./rows.ts";
import type { Env, Stage } from "./stage.ts";
import { findOutput, findPython } from "./subjects.ts";

/** The sources of first credentials that cost something to get. */
export const sourceNames = ["process", "container", "instance", "web identity", "SAML"] as const;

type SourceName = typeof sourceNames[number];

/** `cold process, compiled`; `cached role of process, compiled` is a role that the source's credentials open. */
export type SourceSubject =
  | `cold ${SourceName}, compiled`
  | `cold ${SourceName}, boto3`
  | `cached role of ${SourceName}, compiled`;

/** That program, or undefined for a name of something else. Throws NotMeasured. */
export async function findSource(name: string, stage: Stage): Promise<Subject | undefined> {
  const source = sourceNames.find((source) => name.includes(` ${source},`));
  if (source === undefined) return undefined;
  const { env, calls } = await place(source, stage);
  const awsume = await stage.binary();
  const prints = /^export AWS_ACCESS_KEY_ID='ASIA/;
  if (name === `cold ${source}, compiled`) return { words: [awsume, "source", "-r"], env, prints, calls };
  if (name === `cached role of ${source}, compiled`) {
    return { words: [awsume, "over"], env, prints, calls: 0 };
  }
  if (name !== `cold ${source}, boto3`) return undefined;
  const script = fileURLToPath(new URL("boto3_switch.py", import.meta.url));
  // It takes the credentials of a container and of an instance for no profile by itself.
  const profile = source === "container" || source === "instance" ? [] : ["source"];
  return { words: [await findPython(env), script, ...profile], env, prints: /^ASIA/, calls };
}

/** How often each source is asked for one switch: no source needs more. */
export async function findSourceCalls(stage: Stage): Promise<Fact> {
  const counts: string[] = [];
  for (const source of sourceNames) {
    const { env, asked } = await place(source, stage);
    const before = await asked();
    await findOutput(await stage.binary(), ["source"], env);
    counts.push(`${source} ${await asked() - before}`);
  }
  const found = counts.join(", ");
  return { found, isMet: found === leastCalls };
}

/** An instance is asked for a token, for the name of its role, and for its credentials. */
export const leastCalls = "process 1, container 1, instance 3, web identity 1, SAML 1";

interface Place {
  readonly env: Env;
  /** The calls of STS for credentials of the source. */
  readonly calls: number;
  /** How often the source was asked until now. */
  asked(): Promise<number>;
}

/** A home with a profile `source`, and a profile `over` with a role that its credentials open. */
async function place(source: SourceName, stage: Stage): Promise<Place> {
  const home = async (lines: string, env: Readonly<Record<string, string>> = {}): Promise<Env> => {
    const over = source === "container" || source === "instance" ? lines : "source_profile = source";
    const config = `[profile source]\nregion = eu-west-1\n${lines}\n` +
      `[profile over]\nregion = eu-west-1\nrole_arn = ${roleArn(5)}\n${over}\n`;
    return { ...await stage.homeEnv({ config, credentials: "" }), ...env };
  };
  const federation = async (name: "web" | "saml", lines: string): Promise<Place> => {
    const env = await home(`role_arn = ${federated[name].arn}\n${lines}`);
    return { env, calls: 1, asked: () => Promise.resolve(stage.aws.calls.length) };
  };
  switch (source) {
    case "process":
      return await placeProcess(await home(`credential_process = /bin/sh ${processFile(stage)}`), stage);
    case "container": {
      const metadata = stage.also.use(startContainer(await takeIssued(stage)));
      const env = { AWS_CONTAINER_CREDENTIALS_FULL_URI: `${metadata.url}/v1/credentials` };
      return placeMetadata(await home("credential_source = EcsContainer", env), metadata);
    }
    case "instance": {
      const metadata = stage.also.use(startInstance(await takeIssued(stage)));
      const env = { AWS_EC2_METADATA_SERVICE_ENDPOINT: `${metadata.url}/` };
      return placeMetadata(await home("credential_source = Ec2InstanceMetadata", env), metadata);
    }
    case "web identity": {
      const { issuer, audience } = federated.web.federation;
      const token = `${stage.folder}/token`;
      await Deno.writeTextFile(token, makeToken({ iss: issuer, aud: audience, sub: "bench" }));
      return await federation("web", `web_identity_token_file = ${token}`);
    }
    case "SAML": {
      const assertion = `${stage.folder}/assertion`;
      const { arn, federation: { samlProvider } } = federated.saml;
      await Deno.writeTextFile(assertion, btoa(makeAssertion({ roles: [`${arn},${samlProvider}`] })));
      return await federation("saml", `saml_process = cat ${assertion}`);
    }
  }
}

function processFile({ folder }: Stage): string {
  return `${folder}/process.sh`;
}

async function placeProcess(env: Env, stage: Stage): Promise<Place> {
  const { accessKeyId, secretAccessKey, sessionToken } = await takeIssued(stage);
  const answer = {
    Version: 1,
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
    Expiration: new Date(Date.now() + 3_600_000).toISOString(),
  };
  const script = `echo x >>"$HOME/starts"\necho '${JSON.stringify(answer)}'\n`;
  await Deno.writeTextFile(processFile(stage), script);
  await Deno.writeTextFile(`${env.HOME}/starts`, "");
  const asked = async (): Promise<number> => (await Deno.readTextFile(`${env.HOME}/starts`)).length / 2;
  return { env, calls: 0, asked };
}

function placeMetadata(env: Env, { asked }: FakeMetadata): Place {
  return { env, calls: 0, asked: () => Promise.resolve(asked.length) };
}

/** Credentials that the loopback AWS knows: those of the role of a profile. */
async function takeIssued(stage: Stage): Promise<Issued> {
  await findOutput(await stage.binary(), [profileName(5)], await stage.env("few"));
  const { accessKeyId, secretAccessKey, sessionToken } = stage.aws.issued.at(-1) ?? {};
  if (!accessKeyId || !secretAccessKey || !sessionToken) throw new Error("awsume got no credentials");
  return { accessKeyId, secretAccessKey, sessionToken };
}

interface Issued {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}
