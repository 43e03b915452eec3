import { readExports } from "../../tests/support/oracle.ts";
import { describeWhole, oracleAccounts } from "../../tests/support/oracle_people.ts";
import { assertKept } from "../../tests/support/tried.ts";
import { startWorld } from "../../tests/support/world.ts";
import type { MadeFiles } from "./files_made.ts";

/** A switch of the executable (`AWSUME_BINARY`, else this checkout), with real files: its status, and whose credentials. */
export async function askExecutable(
  { config, credentials, profile }: MadeFiles,
): Promise<readonly [number, string | undefined]> {
  await using world = await startWorld({ accounts: oracleAccounts, config, credentials });
  const { status, stdout, stderr } = await world.run([profile]);
  const isGiven = /^export AWS_ACCESS_KEY_ID=/m.test(stdout);
  assertKept({ stdout: isGiven ? "" : stdout, stderr }, "the executable");
  return [status, isGiven ? describeWhole(readExports(stdout), world.aws) : undefined];
}
