import { programOf } from "./clients.ts";
import { isInstalled, testPath } from "./programs.ts";
import assert from "node:assert/strict";

/** moto's server of AWS: an STS and an IAM that are not our own work, in one account. */
export interface Moto extends AsyncDisposable {
  readonly url: string;
  /** Calls it without a signature, and gives the elements of the answer that hold text. Works while it is open. */
  call(
    service: "iam" | "sts",
    params: Readonly<Record<string, string>>,
    accessKeyId?: string,
  ): Promise<ReadonlyMap<string, string>>;
  /** From now on signatures, policies and trust are checked, or (as it starts) not. */
  set(mode: "open" | "checking"): Promise<void>;
}

/** The account of everybody who is not known. */
export const motoAccount = "123456789012";

const versions = { iam: "2010-05-08", sts: "2011-06-15" } as const;

/** Today's, else the one on the PATH: what a test needs. */
const today = await programOf("python", "bin/moto_server");
export const motoServer: string = isInstalled(today) ? today : "moto_server";

export async function startMoto(): Promise<Moto> {
  const child = new Deno.Command(motoServer, {
    args: ["--host", "127.0.0.1", "--port", "0"],
    env: { PATH: testPath },
    clearEnv: true,
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const [lines, rest] = child.stderr.tee();
  const drained = rest.pipeTo(new WritableStream());
  const url = await readUrl(lines);
  const post = async (path: string, init: RequestInit): Promise<string> => {
    const response = await fetch(`${url}${path}`, { method: "POST", ...init });
    const text = await response.text();
    assert.ok(response.ok, text);
    return text;
  };
  return {
    url,
    async call(service, params, accessKeyId = "nobody"): Promise<ReadonlyMap<string, string>> {
      const scope = `Credential=${accessKeyId}/20260101/us-east-1/${service}/aws4_request`;
      const authorization = `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host, Signature=none`;
      const body = new URLSearchParams({ Version: versions[service], ...params });
      const text = await post("/", { headers: { authorization }, body });
      return new Map(
        [...text.matchAll(/<(\w+)>([^<]+)</g)].map(([, name = "", value = ""]) => [name, value]),
      );
    },
    async set(mode): Promise<void> {
      await post("/moto-api/reset-auth", { body: mode === "open" ? "1000000" : "0" });
    },
    async [Symbol.asyncDispose](): Promise<void> {
      child.kill();
      await child.status;
      await drained;
    },
  };
}

/** It says where it listens when it does. */
async function readUrl(lines: ReadableStream<Uint8Array>): Promise<string> {
  let said = "";
  for await (const text of lines.pipeThrough(new TextDecoderStream())) {
    said += text;
    const url = /Running on (http:\S+)/.exec(said)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error(`moto does not start: ${said}`);
}

/** The ARN of a role there. */
export function arnOf(role: string): string {
  return `arn:aws:iam::${motoAccount}:role/${role}`;
}

const allowed = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sts:*", Resource: "*" }],
});

/** Makes the user `alice`, who may do all that STS has; gives `AccessKeyId` and `SecretAccessKey`. */
export async function addUser(moto: Moto): Promise<ReadonlyMap<string, string>> {
  const UserName = "alice";
  await moto.call("iam", { Action: "CreateUser", UserName });
  await moto.call("iam", { Action: "PutUserPolicy", UserName, PolicyName: "all", PolicyDocument: allowed });
  return await moto.call("iam", { Action: "CreateAccessKey", UserName });
}

/** Makes a role that this principal may assume, by ARN. */
export async function addRole(RoleName: string, AWS: string, moto: Moto): Promise<void> {
  const statement = { Effect: "Allow", Principal: { AWS }, Action: "sts:AssumeRole" };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  await moto.call("iam", { Action: "CreateRole", RoleName, AssumeRolePolicyDocument });
  await moto.call("iam", { Action: "PutRolePolicy", RoleName, PolicyName: "all", PolicyDocument: allowed });
}
