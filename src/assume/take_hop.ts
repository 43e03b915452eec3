import type { Credentials } from "../aws/credentials.ts";
import { findStsEndpoint } from "../aws/endpoints.ts";
import { assumeRole, type Caller, getSessionToken, type MfaCode } from "../aws/sts.ts";
import { withoutSent } from "../aws/without_sent.ts";
import { AwsumeError, ConfigError } from "../errors.ts";
import type { System } from "../system.ts";
import type { ExecuteOptions } from "./execute.ts";
import { withMfaCode } from "./mfa.ts";
import { mfaSerialVariable } from "./mfa_process.ts";
import { withoutCode } from "./no_code.ts";
import type { Hop, Plan } from "./plan.ts";

/** Who takes a hop. */
export interface HopCaller {
  readonly plan: Plan;
  readonly credentials: Credentials;
  readonly options: Pick<ExecuteOptions, "mfaToken" | "mfaCode">;
}

/** The call to STS, with a code where the hop needs one. Throws AwsError, AuthError, ConfigError, Interrupted. */
export async function takeHop(
  hop: Hop,
  { plan, credentials, options }: HopCaller,
  system: System,
): Promise<Credentials> {
  const caller = { credentials, endpoint: findStsEndpoint(plan.network) };
  const { mfaSerial } = hop;
  const call = async (mfa: { readonly tokenCode?: string }): Promise<Credentials> => {
    try {
      return await callSts({ ...hop, ...mfa }, caller, system);
    } catch (error) {
      if (!(error instanceof AwsumeError)) throw error;
      const known = withoutCode(error, plan.noCode);
      known.message = withoutSent(known.message, sentWith(hop, mfa.tokenCode));
      known.refused = hop.kind === "session-token" ? "user" : "role";
      throw known;
    }
  };
  if (mfaSerial === undefined) return await call({});
  const { mfaToken, mfaCode } = options;
  const { profile, mfaProcess } = plan;
  const question = {
    mfaSerial,
    profile,
    ...(mfaToken ? { givenCode: mfaToken } : {}),
    ...(mfaCode ? { plugin: mfaCode } : {}),
    ...(mfaProcess ? { process: mfaProcess } : {}),
  };
  return await withMfaCode(question, (tokenCode) => call({ tokenCode }), system);
}

/** What of a call is nobody's business who reads an error. */
function sentWith(hop: Hop, tokenCode: string | undefined): readonly (string | undefined)[] {
  if (hop.kind === "session-token") return [tokenCode];
  return [tokenCode, hop.externalId, hop.policy];
}

function callSts(hop: Hop & MfaCode, caller: Caller, system: System): Promise<Credentials> {
  switch (hop.kind) {
    case "session-token":
      return getSessionToken(hop, caller, system);
    case "assume-role":
      return assumeRole(hop, caller, system);
  }
}

/** An `mfa_process` that comes back to awsume for what it shall help to get would wait for itself. Throws ConfigError. */
export function refuseCodeCircle({ mfaSerial }: Hop, { env }: Pick<System, "env">): void {
  if (mfaSerial === undefined || mfaSerial !== env[mfaSerialVariable]) return;
  throw new ConfigError(
    `Cannot get a code of ${mfaSerial}: the mfa_process that shall print it asks awsume`,
    {
      hint:
        "Let the command of mfa_process print the code without awsume, and without a profile that runs awsume",
    },
  );
}
