/**
 * The formats of `awsume export` that are files, for programs that read one. A file cannot unset a variable; of
 * long-term keys it empties AWS_SESSION_TOKEN, because an old token beside new keys is nobody's identity.
 *
 * @module
 */
import { toEnvChange } from "../assume/environment.ts";
import { toProfileSettings } from "../assume/managed.ts";
import { refuseUnportable, toPortableName } from "../assume/profile_name.ts";
import type { Session } from "../assume/session.ts";
import { setSection } from "../aws/ini_edit.ts";
import { ConfigError } from "../errors.ts";
import type { System } from "../system.ts";

/**
 * `NAME='value'`. Every reader takes what stands between single quotes as it is, but for these: some read a backslash
 * or a `$` there, and none of them agree on how to write a quote. Throws ConfigError.
 */
export function toDotenv(session: Session): string {
  return toLines(session, (name, value) => {
    const [found] = /['\\$]/.exec(value) ?? [];
    if (found === undefined) return `${name}='${value}'`;
    throw new ConfigError(
      `Cannot write ${name} as dotenv: its readers disagree about a value with ${found}`,
      {
        hint: "Write --format sh for a shell, or --format docker-env for docker",
      },
    );
  });
}

/** `NAME=value` as `docker run --env-file` reads it: no quotes, all up to the line end is the value. */
export function toDockerEnv(session: Session): string {
  return toLines(session, (name, value) => `${name}=${value}`);
}

/**
 * For a step of GitHub Actions: first the commands that hide the values from the log, on stdout, which is that log. The
 * variables go into the file of GITHUB_ENV themselves; where there is none, they follow on stdout. As every value is
 * one line, they need none of the delimiters that a value could forge. What an earlier export of the job has set and
 * these credentials have not is emptied: the end and the account of others.
 */
export async function toGithub(session: Session, system: System): Promise<string> {
  refuseBefore(system.env);
  const { accessKeyId, secretAccessKey, sessionToken } = session.credentials;
  const path = system.env.GITHUB_ENV;
  const old = path ? await system.read(path) : undefined;
  const has = (name: string): boolean =>
    Boolean(system.env[name]) || new RegExp(`^${name}=`, "m").test(old ?? "");
  const change = toEnvChange(session, {});
  const stale = ["AWS_CREDENTIAL_EXPIRATION", "AWS_ACCOUNT_ID"].filter((name) =>
    change.get(name) === null && has(name)
  );
  const lines = toDockerEnv(session) + stale.map((name) => `${name}=\n`).join("");
  const masks = [accessKeyId, secretAccessKey, sessionToken ?? ""].filter((secret) => secret !== "")
    .map((secret) => `::add-mask::${secret.replaceAll("%", "%25")}\n`).join("");
  if (!path) return masks + lines;
  const ended = old === undefined || old === "" || old.endsWith("\n") ? old ?? "" : `${old}\n`;
  await system.write(path, ended + lines, ...old === undefined ? [] : [{ edited: old }]);
  return masks;
}

/** Some SDKs take these before the keys, and a job cannot unset what it has. Throws ConfigError. */
function refuseBefore(env: System["env"]): void {
  const found = ["AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_SECURITY_TOKEN"].find((name) => env[name]);
  if (found === undefined) return;
  throw new ConfigError(
    `Cannot export to a job that has ${found}: programs may take that before these keys`,
    {
      hint: `Take ${found} out of the workflow`,
    },
  );
}

/**
 * A section for a credentials file. A role that only its ARN names gets a name of awsume's. Throws ConfigError for what
 * a reader would read otherwise, UsageError as `refuseIniName` does.
 */
export async function toIni(session: Session): Promise<string> {
  refuseIniName(session.profile);
  const name = isArn(session.profile) ? await toPortableName(session.profile) : session.profile;
  return setSection("", name, toProfileSettings(session));
}

/** Throws UsageError for a profile under whose name some program would find nothing, or another's credentials. */
export function refuseIniName(profile: string): void {
  if (!isArn(profile)) refuseUnportable(profile, "Cannot use --format ini with the profile");
}

/** What a session is called whose role no profile asks for. */
function isArn(name: string): boolean {
  return name.startsWith("arn:");
}

/** A line for every variable of AWS that a switch sets, in the same order. */
function toLines(session: Session, line: (name: string, value: string) => string): string {
  return [...toEnvChange(session, {})]
    .map(([name, value]) => [name, value ?? (name === "AWS_SESSION_TOKEN" ? "" : null)] as const)
    .filter(([name]) => name.startsWith("AWS_"))
    .map(([name, value]) => value === null ? "" : `${line(name, value)}\n`).join("");
}
