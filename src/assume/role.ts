import { readRole } from "../aws/arn.ts";
import { placeOf, type Profile } from "../aws/profiles.ts";
import { ConfigError, UsageError } from "../errors.ts";
import { valueOf } from "./chain.ts";
import type { AssumeRequest, AssumeRoleHop } from "./plan.ts";
import { sessionOf, shapeSession } from "./role_session.ts";

/** What STS grants at most, in seconds, to a role that is assumed with temporary credentials. */
export const chainedLimitSeconds = 3600;

/** The hop that a role profile asks for, by its own settings and the person's defaults. Throws ConfigError. */
export function toHop(profile: Profile, request: AssumeRequest): AssumeRoleHop {
  const role = readRole(profile);
  if (role === undefined) {
    throw new ConfigError(`Cannot assume the role of profile "${profile.name}": it names none`, {
      hint: "Add role_arn = arn:aws:iam::123456789012:role/NAME",
    });
  }
  return { kind: "assume-role", name: profile.name, roleArn: role.arn, ...roleSettings(profile, request) };
}

/** What a role's profile and the person's defaults say about its session. Throws ConfigError. */
export function roleSettings(
  profile: Profile,
  { defaults }: AssumeRequest,
): Omit<AssumeRoleHop, "kind" | "name" | "roleArn"> {
  const sessionName = valueOf(profile, "role_session_name") ?? defaults.sessionName ?? profile.name;
  const externalId = valueOf(profile, "external_id");
  const durationSeconds = durationOf(profile);
  return {
    sessionName: toSessionName(sessionName),
    ...(externalId === undefined ? {} : { externalId }),
    ...(durationSeconds === undefined ? {} : { durationSeconds }),
    ...sessionOf(profile),
  };
}

/**
 * Gives the flags that shape a role to the last one, and every other role a lifetime that STS can grant:
 * it is only passed through. `roleCount` counts a source that is a role, too.
 */
export function shapeLast(
  roles: readonly AssumeRoleHop[],
  roleCount: number,
  request: AssumeRequest,
): AssumeRoleHop[] {
  return roles.map((role, index) => {
    const { durationSeconds: asked, ...hop } = role;
    if (index < roles.length - 1) {
      return asked === undefined ? role : { ...hop, durationSeconds: Math.min(asked, chainedLimitSeconds) };
    }
    const durationSeconds = lastDuration(role, roleCount > 1, request);
    return {
      ...shapeSession(hop, request),
      ...(request.sessionName === undefined ? {} : { sessionName: toSessionName(request.sessionName) }),
      ...(request.externalId === undefined ? {} : { externalId: request.externalId }),
      ...(durationSeconds ? { durationSeconds } : {}),
    };
  });
}

/**
 * A longer life than STS grants to a chained role is refused where somebody asked for it, and cut where it
 * is only the default for all roles.
 */
function lastDuration(role: AssumeRoleHop, isChained: boolean, request: AssumeRequest): number | undefined {
  const asked = request.durationSeconds ?? role.durationSeconds;
  if (asked === undefined) {
    const usual = request.defaults.durationSeconds;
    return usual && isChained ? Math.min(usual, chainedLimitSeconds) : usual;
  }
  if (!isChained || asked <= chainedLimitSeconds) return asked;
  const message = `Cannot assume ${role.roleArn} for ${asked} seconds: AWS limits role chaining to one hour`;
  if (request.durationSeconds !== undefined) {
    throw new UsageError(message, { hint: `Ask for at most --role-duration ${chainedLimitSeconds}` });
  }
  throw new ConfigError(message, {
    hint: `Set duration_seconds of profile "${role.name}" to at most ${chainedLimitSeconds}`,
  });
}

/** STS takes 900 to 43200 seconds for a role. */
function durationOf(profile: Profile): number | undefined {
  const text = valueOf(profile, "duration_seconds");
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (/^\d+$/.test(text) && seconds >= 900 && seconds <= 43200) return seconds;
  const place = placeOf(profile.settings.get("duration_seconds"));
  throw new ConfigError(`Cannot use duration_seconds of profile "${profile.name}" (${place}): "${text}"`, {
    hint: "Write a number of seconds from 900 to 43200",
  });
}

/** A name that STS accepts: 2 to 64 of the characters `A-Z a-z 0-9 _ + = , . @ -`. */
export function toSessionName(name: string): string {
  return name.replace(/[^\w+=,.@-]/g, "_").slice(0, 64).padEnd(2, "_");
}
