import { type Tenure, tenureOf } from "../sources/mod.ts";
import { valueOf } from "./chain.ts";
import type { AssumeRequest, AssumeRoleHop, Hop, Plan, Start } from "./plan.ts";
import { chainedLimitSeconds } from "./role.ts";

/** The hops with the code where it belongs. Where only a run of a command tells whose keys there are, there are two ways. */
export function placeMfa(
  start: Start,
  roles: readonly AssumeRoleHop[],
  { sessionTokenSeconds: durationSeconds }: AssumeRequest["defaults"],
): Pick<Plan, "hops" | "userHops"> {
  const tenure = tenureOf(start.source);
  const hops = placeFor(tenure, { start, roles, durationSeconds });
  if (tenure !== "unknown") return { hops };
  const userHops = placeFor("long-term", { start, roles, durationSeconds });
  return JSON.stringify(userHops) === JSON.stringify(hops) ? { hops } : { hops, userHops };
}

interface Placing {
  readonly start: Start;
  readonly roles: readonly AssumeRoleHop[];
  /** Of a session; STS's own default is twelve hours. */
  readonly durationSeconds: number | undefined;
}

/**
 * One code for the whole chain: a session of the user is taken first and the roles are left bare, so that
 * the code serves for hours. Only a single role that shall live longer than an hour takes the code itself,
 * because a session token cannot buy more. Temporary keys have been through MFA, or cannot use it.
 *
 * Over a session that a command prints the first role takes the code, as in the AWS CLI: STS gives a session token for a
 * user's own keys only, while a role can be assumed with a code in any case that AWS allows. There a role's own serial
 * counts alone: that of a profile without a role was for its command to use.
 */
function placeFor(tenure: Tenure, { start, roles, durationSeconds }: Placing): readonly Hop[] {
  const [role, ...more] = roles;
  const speakers = start.path.filter((profile) => tenure !== "unknown" || profile.settings.has("role_arn"));
  const serial = speakers.map((profile) => valueOf(profile, "mfa_serial")).find(Boolean);
  if (serial === undefined || tenure === "temporary") return roles;
  if (tenure === "unknown") return role ? [{ ...role, mfaSerial: serial }, ...more] : [];
  if (role && more.length === 0 && (role.durationSeconds ?? 0) > chainedLimitSeconds) {
    return [{ ...role, mfaSerial: serial }];
  }
  const duration = durationSeconds === undefined ? {} : { durationSeconds };
  return [{ kind: "session-token", mfaSerial: serial, ...duration }, ...roles];
}
