import { parseRole } from "../aws/arn.ts";
import { toIdentity } from "../sources/mod.ts";
import type { Plan } from "./plan.ts";

/** The account that a plan's credentials will be of, where a role says it: twelve digits. Nobody is asked. */
export function statedAccount({ source, hops }: Pick<Plan, "source" | "hops">): string | undefined {
  const last = hops.at(-1);
  const roleArn = last === undefined
    ? toIdentity(source)?.roleArn
    : last.kind === "assume-role"
    ? last.roleArn
    : undefined;
  return roleArn === undefined ? undefined : parseRole(roleArn)?.accountId;
}
