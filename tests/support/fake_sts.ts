import type { Federation } from "./fake_federation.ts";
import type { Refusal, SigningKey } from "./sigv4.ts";
import { checkParameters, checkPolicy, checkPresent, checkRange, type Params } from "./sts_parameters.ts";
import { denied, invalid, refuse, type Reply, succeed, type Tree, unknownAction } from "./sts_xml.ts";

/** A person with long-term keys. The account is the one in `arn`, as `arn:aws:iam::111111111111:user/alice`. */
export interface FakeUser {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of keys that a machine was given; people have none. */
  readonly sessionToken?: string;
  readonly arn: string;
  readonly mfaSerial?: string;
}

/** A role. `trusts` lists users, roles and accounts (`…:root`), or decides; left out, anyone known may assume it. */
export interface FakeRole {
  readonly arn: string;
  /** 3600 unless told. */
  readonly maxDurationSeconds?: number;
  readonly trusts?: readonly string[] | ((principalArn: string) => boolean);
  /** Satisfied by a code on the call or by a session token got with one; role sessions do not hand it on. */
  readonly requiresMfa?: boolean;
  readonly externalId?: string;
  /** Whose token or assertion opens it; nobody's unless told. */
  readonly federation?: Federation;
}

/** What `set` may change while the server runs. */
export interface Settings {
  /** The one valid code, "123456" unless told. */
  readonly mfaCode?: string;
  /** As AWS does it: a code is good for one call. */
  readonly mfaCodesOnce?: boolean;
  /** The server's clock minus the real one: rules the Date header, signature checks and expirations. */
  readonly clockSkewMs?: number;
  /** How long issued credentials live, whatever was asked for. */
  readonly lifetimeSeconds?: number;
}

export interface World extends Settings {
  readonly users: readonly FakeUser[];
  readonly roles?: readonly FakeRole[];
}

/** Credentials and who they stand for: a user's long-term keys, a session token of theirs, or a role session. */
export interface Identity extends SigningKey {
  readonly kind: "user" | "session" | "role";
  readonly accessKeyId: string;
  /** As GetCallerIdentity says it. */
  readonly arn: string;
  /** As trust policies name it: the user or the role. */
  readonly principalArn: string;
  readonly userId: string;
  readonly mfaSerial?: string;
  readonly mfaPresent: boolean;
  readonly sourceIdentity?: string;
}

/** The world as it stands: who is known, and what was given out. */
export interface State {
  settings: Settings;
  readonly roles: readonly FakeRole[];
  readonly users: readonly Identity[];
  readonly issued: Identity[];
  readonly usedCodes: Set<string>;
}

/** The world before the first call. */
export function toState(world: World): State {
  const { users, roles = [] } = world;
  const fresh = { issued: [], usedCodes: new Set<string>() };
  return { settings: world, roles, users: users.map(toIdentity), ...fresh };
}

/** The time by the server's own, skewable clock. */
export function serverTime({ settings }: State): Date {
  return new Date(Date.now() + (settings.clockSkewMs ?? 0));
}

/** What STS answers to a rightly signed call, by its own rules. */
export function act(
  { action, params }: { readonly action: string; readonly params: Params },
  caller: Identity,
  state: State,
): Reply {
  switch (action) {
    case "GetCallerIdentity":
      return succeed(action, { Arn: caller.arn, UserId: caller.userId, Account: accountOf(caller.arn) });
    case "GetSessionToken":
      return getSessionToken(params, caller, state);
    case "AssumeRole":
      return assumeRole(params, caller, state);
    default:
      return refuse(unknownAction(action));
  }
}

function getSessionToken(params: Params, caller: Identity, state: State): Reply {
  const seconds = Number(params.DurationSeconds ?? 43_200);
  const refusal = caller.kind === "user"
    ? checkParameters(params) ?? checkRange(seconds, 129_600) ?? checkMfa(params, caller, state)
    : denied("Cannot call GetSessionToken with session credentials");
  if (refusal !== undefined) return refuse(refusal);
  const mfaPresent = params.TokenCode !== undefined;
  const session = issue({ ...caller, kind: "session", mfaPresent }, seconds, state);
  return succeed("GetSessionToken", { Credentials: toCredentials(session) });
}

function assumeRole(params: Params, caller: Identity, state: State): Reply {
  const { RoleArn = "", RoleSessionName = "", SourceIdentity = caller.sourceIdentity } = params;
  const seconds = Number(params.DurationSeconds ?? 3_600);
  const role = state.roles.find((each) => each.arn === RoleArn);
  const refusal = checkParameters(params) ?? checkPresent(params, ["RoleArn", "RoleSessionName"]) ??
    checkRange(seconds, 43_200) ?? checkPolicy(params) ?? checkMfa(params, caller, state) ??
    checkTrust(role, params, caller) ??
    checkRoleDuration(seconds, role?.maxDurationSeconds ?? 3_600, caller);
  if (refusal !== undefined) return refuse(refusal);
  const source = SourceIdentity === undefined ? {} : { sourceIdentity: SourceIdentity };
  return issueRole({ action: "AssumeRole", RoleArn, name: RoleSessionName, seconds, ...source }, state);
}

/** Who gets a role, and for how long. */
export interface RoleGrant {
  readonly action: string;
  readonly RoleArn: string;
  readonly name: string;
  readonly seconds: number;
  readonly sourceIdentity?: string;
}

/** The answer that gives a role's credentials. */
export function issueRole({ action, RoleArn, name, seconds, ...source }: RoleGrant, state: State): Reply {
  const [, partition = "", , , account = "", path = ""] = RoleArn.split(":");
  const roleName = path.split("/").at(-1) ?? "";
  const arn = `arn:${partition}:sts::${account}:assumed-role/${roleName}/${name}`;
  const userId = `AROAFAKE${roleName.toUpperCase().replace(/\W/g, "")}:${name}`;
  const session = issue(
    { kind: "role", arn, userId, principalArn: RoleArn, mfaPresent: false, ...source },
    seconds,
    state,
  );
  return succeed(action, {
    Credentials: toCredentials(session),
    AssumedRoleUser: { AssumedRoleId: userId, Arn: arn },
    ...(source.sourceIdentity === undefined ? {} : { SourceIdentity: source.sourceIdentity }),
  });
}

function checkMfa(params: Params, caller: Identity, state: State): Refusal | undefined {
  const { SerialNumber, TokenCode } = params;
  if (SerialNumber === undefined && TokenCode === undefined) return undefined;
  if (SerialNumber === undefined || TokenCode === undefined) {
    return denied(
      "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code. ",
    );
  }
  if (SerialNumber !== caller.mfaSerial) {
    return denied(
      "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid " +
        "and associated with this user.",
    );
  }
  const { mfaCode = "123456", mfaCodesOnce = false } = state.settings;
  const use = `${SerialNumber} ${TokenCode}`;
  if (TokenCode !== mfaCode || (mfaCodesOnce && state.usedCodes.has(use))) {
    return denied("MultiFactorAuthentication failed with invalid MFA one time pass code. ");
  }
  state.usedCodes.add(use);
  return undefined;
}

function checkTrust(role: FakeRole | undefined, params: Params, caller: Identity): Refusal | undefined {
  const names = [caller.principalArn, caller.principalArn.replace(/:[^:]+$/, ":root")];
  const { trusts = (): boolean => true, externalId, requiresMfa = false } = role ?? { trusts: [] };
  const trusted = typeof trusts === "function"
    ? trusts(caller.principalArn)
    : trusts.some((each) => names.includes(each));
  const known = externalId === undefined || externalId === params.ExternalId;
  const present = !requiresMfa || caller.mfaPresent || params.TokenCode !== undefined;
  const sameSource = caller.sourceIdentity === (params.SourceIdentity ?? caller.sourceIdentity);
  if (trusted && known && present && (sameSource || caller.sourceIdentity === undefined)) return undefined;
  return denied(
    `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${params.RoleArn}`,
  );
}

/** Why a role's lifetime is refused; whoever is no caller with credentials chains nothing. */
export function checkRoleDuration(seconds: number, longest: number, caller?: Identity): Refusal | undefined {
  if (seconds > 3_600 && caller !== undefined && caller.kind !== "user") {
    return invalid(
      "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
    );
  }
  if (seconds <= longest) return undefined;
  return invalid("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
}

/** New keys, distinct and the same on every run; the secret and the token use all of base64's punctuation. */
function issue(
  identity: Omit<Identity, "accessKeyId" | "secretAccessKey">,
  seconds: number,
  state: State,
): Identity {
  const number = String(state.issued.length + 1).padStart(4, "0");
  const lifetimeMs = (state.settings.lifetimeSeconds ?? seconds) * 1000;
  const issued: Identity = {
    ...identity,
    accessKeyId: `ASIAFAKE${number}EXAMPLE0`,
    secretAccessKey: `fake/temporary+secret/${number}+/EXAMPLEKEY/+=`,
    sessionToken: `FwoG//fake+session/token+${number}/${"+/EXAMPLE/+".repeat(24)}==`,
    expiresAt: new Date(serverTime(state).getTime() + lifetimeMs),
  };
  state.issued.push(issued);
  return issued;
}

function toCredentials({ accessKeyId, secretAccessKey, sessionToken = "", expiresAt }: Identity): Tree {
  return {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
    Expiration: (expiresAt ?? new Date(0)).toISOString().replace(/\.\d+/, ""),
  };
}

function toIdentity({ arn, ...keys }: FakeUser): Identity {
  const userId = `AIDAFAKE${accountOf(arn)}`;
  return { ...keys, kind: "user", arn, principalArn: arn, userId, mfaPresent: false };
}

function accountOf(arn: string): string {
  return arn.split(":")[4] ?? "";
}
