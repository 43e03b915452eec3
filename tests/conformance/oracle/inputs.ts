import type { OracleInput } from "../../support/oracle.ts";
import { ambientInputs } from "./ambient.ts";
import { identitiesInputs } from "./identities.ts";
import { keysInputs } from "./keys.ts";
import { linesInputs } from "./lines.ts";
import { processesInputs } from "./processes.ts";
import { roleSettingsInputs } from "./role_settings.ts";
import { rolesInputs } from "./roles.ts";
import { sectionsInputs } from "./sections.ts";
import { variablesInputs } from "./variables.ts";

/** Every input that awsume, boto3 and the AWS CLI are given. A theme's module is listed here once. */
export const oracleInputs: readonly OracleInput[] = [
  ...keysInputs,
  ...sectionsInputs,
  ...linesInputs,
  ...processesInputs,
  ...ambientInputs,
  ...identitiesInputs,
  ...rolesInputs,
  ...roleSettingsInputs,
  ...variablesInputs,
];
