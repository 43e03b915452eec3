import type { System } from "../../system.ts";
import type { Finding } from "./finding.ts";
import { findOnPath, isOwn, ownPath, type Program } from "./on_path.ts";
import { suggested } from "../../suggested.ts";

/** Which awsume the PATH finds, and which others lie behind it. */
export async function checkProgram(system: System): Promise<readonly Finding[]> {
  const programs = await findOnPath(system);
  const owned = await Promise.all(programs.map((program) => isOwn(program, system)));
  const first = owned.indexOf(true);
  const own = ownPath(system) ?? system.self.join(" ");
  const others = programs.map((program, index) => ({ program, isBefore: first === -1 || index < first }))
    .filter((_, index) => owned[index] === false);
  return [
    { check, level: "ok", text: `this is ${own}` },
    ...others.map(({ program, isBefore }) => toFinding(program, isBefore, own)),
    ...(first === -1 && ownPath(system) !== undefined ? [notOnPath(own)] : []),
    ...await checkWritable(system),
  ];
}

const check = "program";

function toFinding({ kind, path }: Program, isBefore: boolean, own: string): Finding {
  const name = kind === "python" ? `the Python tool, ${path},` : `another awsume, ${path},`;
  return {
    check,
    level: kind === "python" && isBefore ? "problem" : "warning",
    text: `${name} is on the PATH ${isBefore ? `before ${own}` : `behind ${own}`}`,
    mend: kind === "python"
      ? `Uninstall it, as with: pipx uninstall awsume (or pip uninstall awsume)`
      : `Remove ${path} if nobody needs it`,
  };
}

/** The function calls awsume by its path; scripts (`eval "$(awsume prod)"`) do not. */
function notOnPath(own: string): Finding {
  const folder = own.replace(/[\\/][^\\/]*$/, "");
  return {
    check,
    level: "warning",
    text: `${folder} is not on the PATH: scripts do not find this awsume`,
    mend: `Put ${folder} on the PATH`,
  };
}

/** Whoever may write the program may do anything with the credentials that it sees. */
async function checkWritable(system: System): Promise<readonly Finding[]> {
  const own = ownPath(system);
  const status = own === undefined ? undefined : await system.statusOf(own);
  if (own === undefined || ((status?.mode ?? 0) & 0o022) === 0) return [];
  return [{
    check,
    level: "problem",
    text: `others may change ${own}`,
    mend: `chmod go-w ${suggested(own)}`,
  }];
}
