import { locateFiles } from "../../aws/profile_files.ts";
import { lockPath } from "../../assume/cache.ts";
import { settingsPath } from "../../settings.ts";
import type { System } from "../../system.ts";
import type { Finding } from "./finding.ts";
import { suggested } from "../../suggested.ts";

/** A file or a folder, and who else may do what with it. */
interface Guarded {
  readonly path: string;
  readonly kind: "file" | "folder";
  /** The permission bits that others must not have. */
  readonly forbidden: number;
  /** Who must be able to write it, and what for. */
  readonly writer?: string;
}

const [readByOthers, writtenByOthers] = [0o044, 0o022];

/**
 * Who may read and write the files that decide about credentials, or hold them. Whoever writes the config
 * file chooses programs that awsume and every SDK will run. Windows has no modes: there is nothing to say
 * about it.
 */
export async function checkFiles(system: System): Promise<readonly Finding[]> {
  const files = await locateFiles(system);
  const cache = folderOf(await lockPath("any", system));
  const guarded: readonly Guarded[] = [
    { path: files.config, kind: "file", forbidden: writtenByOthers },
    {
      path: files.credentials,
      kind: "file",
      forbidden: readByOthers | writtenByOthers,
      writer: "-o and -a cannot write to it",
    },
    { path: await settingsPath(system), kind: "file", forbidden: writtenByOthers },
    { path: folderOf(files.credentials), kind: "folder", forbidden: writtenByOthers },
    { path: cache, kind: "folder", forbidden: writtenByOthers, writer: "nothing can be remembered in it" },
  ];
  const sick = (await Promise.all(guarded.map((each) => checkOne(each, system)))).flat();
  const findings = [...await checkNamed(files, system), ...sick];
  return findings.length > 0 || system.os === "windows"
    ? findings
    : [{ check, level: "ok", text: "nobody else may read the credentials or write what decides" }];
}

const check = "files";

function folderOf(path: string): string {
  return path.replace(/[\\/][^\\/]*$/, "");
}

async function checkOne(
  { path, kind, forbidden, writer }: Guarded,
  system: System,
): Promise<readonly Finding[]> {
  const status = await system.statusOf(path);
  if (status === undefined) return [];
  if (kind === "folder" && status.kind !== "folder") {
    return [{ check, level: "problem", text: `${path} is no folder`, mend: `Move ${path} away` }];
  }
  const findings: Finding[] = [];
  const { mode = 0o600, isForeign } = status;
  if (isForeign) {
    const mend = `sudo chown "$(id -un)" ${suggested(path)}`;
    findings.push({ check, level: "warning", text: `${path} belongs to another user`, mend });
  }
  const found = mode & forbidden;
  if (found !== 0) {
    const what = (found & readByOthers) === 0
      ? "write"
      : (found & writtenByOthers) === 0
      ? "read"
      : "read and write";
    const text = `others may ${what} ${path} (mode ${mode.toString(8)})`;
    findings.push({ check, level: "problem", text, mend: `chmod ${allow(found)} ${suggested(path)}` });
  }
  if (writer !== undefined && (mode & 0o200) === 0) {
    const text = `${path} is read-only: ${writer}`;
    findings.push({ check, level: "warning", text, mend: `chmod u+w ${suggested(path)}` });
  }
  return findings;
}

/** A config file that others read stays so; what holds secrets becomes private. */
function allow(found: number): string {
  return (found & readByOthers) === 0 ? "go-w" : "go-rwx";
}

/** A variable that names a file which is not there: programs take the profiles for empty. */
async function checkNamed(
  { config, credentials }: { readonly config: string; readonly credentials: string },
  system: System,
): Promise<readonly Finding[]> {
  const named = [["AWS_CONFIG_FILE", config], ["AWS_SHARED_CREDENTIALS_FILE", credentials]] as const;
  const absent = await Promise.all(
    named.map(async ([name, path]) =>
      system.env[name]?.trim() && await system.read(path) === undefined ? [[name, path] as const] : []
    ),
  );
  return absent.flat().map(([name, path]) => ({
    check,
    level: "warning",
    text: `${name} names ${path}, which is not there`,
    mend: `unset ${name}`,
  }));
}
