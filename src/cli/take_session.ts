import type { Profiles } from "../aws/profiles.ts";
import { execute, type ExecuteOptions } from "../assume/execute.ts";
import { idleFlags } from "../assume/idle_flags.ts";
import { readInputs } from "../assume/inputs.ts";
import { withDeciding } from "../assume/memory.ts";
import { type AssumeRequest, makePlan, type Plan } from "../assume/plan.ts";
import { forgetRefusal } from "../assume/refusals.ts";
import type { Session } from "../assume/session.ts";
import { nobodyHas } from "../plugins/none.ts";
import { settle } from "../assume/settle.ts";
import { readQuestionSeconds } from "../settings.ts";
import type { System } from "../system.ts";
import type { AssumeOptions } from "./assume_options.ts";
import { chooseProfile } from "./choose_profile.ts";
import { withNamedFiles } from "./file_options.ts";
import type { Plugged } from "./unplugged.ts";
import { rememberPlain, withFiles } from "./remember.ts";
import { findShellSource, requestFrom, type ShellSource, withFilesOf } from "./shell_source.ts";

/** Whose session is taken, and who has a say in it. */
export interface Taking {
  readonly options: AssumeOptions;
  readonly plugged: Plugged;
  /** Nothing is said where the cache answers all. */
  readonly isQuiet?: true;
  /** Told what is decided before anybody is called; what it throws ends the taking. */
  decided?(what: Decided): void | Promise<void>;
}

/** What is known before anybody is called. */
export interface Decided {
  readonly profile: string;
  readonly profiles: Profiles;
  /** Absent where a plugin gives the credentials. */
  readonly plan?: Plan;
  readonly request?: AssumeRequest;
}

/** A profile's credentials, as a switch gets them. Throws ConfigError, UsageError, AuthError, AwsError, Interrupted. */
export async function takeSession(
  { options: typed, plugged, isQuiet, decided }: Taking,
  caller: System,
): Promise<Session> {
  const source = await findShellSource(typed, caller);
  const real = withNamedFiles(withFilesOf(source, typed), caller);
  const inputs = await readInputs(real);
  const system = withFiles(inputs, real);
  const profiles = await plugged.profiles(system);
  const options = await plugged.request(await chooseProfile(typed, profiles, system), profiles);
  const { profile = "default" } = options;
  const take = async (): Promise<Session> => {
    const given = await fromPlugin(options, profiles, plugged);
    if (given !== undefined) {
      await decided?.({ profile, profiles });
      idleForAccount(given, options, profiles).forEach(system.tell);
      return given;
    }
    const request = await settledRequest(source, options, { profiles, plugged, system });
    const plan = makePlan(request, profiles);
    await decided?.({ profile: plan.profile, profiles, plan, request });
    plan.notes.forEach(system.tell);
    const deciding = await withDeciding(inputs, plan, real);
    const session = await execute(
      plan,
      { ...withPlugin(request, plugged), ...(isQuiet && { isQuiet }), ...await patienceOf(system) },
      withFiles(deciding, real),
    );
    if (plugged.memory) {
      await rememberPlain(plan, { options, inputs: deciding, ...plugged.memory }, withFiles(deciding, real));
    }
    return session;
  };
  const session = await take().catch((error) => plugged.rescue(error, options));
  await plugged.done(session);
  if (session.profile === profile && !options.noCache) await forgetRefusal(profile, real);
  return session;
}

/** A script without a terminal waits for nobody's answer for ever. */
async function patienceOf(system: System): Promise<Pick<ExecuteOptions, "questionSeconds">> {
  return await system.canAsk() ? {} : { questionSeconds: await readQuestionSeconds(system) };
}

/** The request, with what is read for it, and for the profile from which it goes on. */
async function settledRequest(
  source: ShellSource | undefined,
  options: AssumeOptions,
  { profiles, plugged, system }: {
    readonly profiles: Profiles;
    readonly plugged: Plugged;
    readonly system: System;
  },
): Promise<AssumeRequest> {
  // A plugin gives that profile's credentials here, where it gives them to the profile's own command.
  const given = source && await fromPlugin(source.options, profiles, plugged);
  const request = await requestFrom(source, options, {
    profiles,
    system,
    settle: async (asked) =>
      given
        ? { ...asked, handed: { kind: "handed", credentials: given.credentials } }
        : await settle(asked, profiles, system),
  });
  return await settle(request, profiles, system);
}

/** A plugin of the CDK's, which a profile's `cdk_account` asks, is told the account and nothing else. */
function idleForAccount(
  { credentials }: Session,
  options: AssumeOptions,
  profiles: Profiles,
): readonly string[] {
  const { profile } = options;
  const idle = idleFlags({ source: { kind: "handed", credentials }, hops: [], asking: [] }, options);
  if (idle.length === 0 || profile === undefined) return [];
  return profiles.find(profile)?.settings.has("cdk_account") ? idle : [];
}

/** The session that a plugin gives. Who asks for an account gets that account's or an error: only a plugin has one. */
export async function fromPlugin(
  options: AssumeOptions,
  profiles: Profiles,
  plugged: Plugged,
): Promise<Session | undefined> {
  const given = await plugged.session(options);
  if (given !== undefined) return given;
  const { profile = "default", account, roleArn, handed, identity } = options;
  // Where a role, credentials or the way to them are named, [default] is not asked for.
  const isOther = [roleArn, handed, identity].some((each) => each !== undefined);
  const named = isOther ? undefined : profiles.find(profile);
  const wanted = account ?? named?.settings.get("cdk_account")?.value;
  if (wanted) throw nobodyHas(wanted, plugged.cdkNames);
  return undefined;
}

/** The request with the plugins' codes of MFA devices. */
export function withPlugin(
  request: AssumeRequest,
  { mfaToken }: Plugged,
): AssumeRequest & { readonly mfaCode?: NonNullable<Plugged["mfaToken"]> } {
  return mfaToken === undefined ? request : { ...request, mfaCode: mfaToken };
}

/** A system that asks at the terminal alone, for commands whose stdin belongs to somebody else. */
export function atTerminal(system: System): System {
  return {
    ...system,
    ask: (question, options) => system.ask(question, { ...options, terminalOnly: true }),
  };
}
