import type { Row } from "./row.ts";
import { autoRefreshRows } from "./rows/auto_refresh.ts";
import { chainsRows } from "./rows/chains.ts";
import { commandsRows } from "./rows/commands.ts";
import { credentialSourcesRows } from "./rows/credential_sources.ts";
import { ctrlCRows } from "./rows/ctrl_c.ts";
import { durationsRows } from "./rows/durations.ts";
import { givenRows } from "./rows/given.ts";
import { identitiesRows } from "./rows/identities.ts";
import { laterSourcesRows } from "./rows/later_sources.ts";
import { mfaRows } from "./rows/mfa.ts";
import { mfaCacheRows } from "./rows/mfa_cache.ts";
import { namesRows } from "./rows/names.ts";
import { outputProfilesRows } from "./rows/output_profiles.ts";
import { plainKeysRows } from "./rows/plain_keys.ts";
import { processesRows } from "./rows/processes.ts";
import { roleArnRows } from "./rows/role_arn.ts";
import { roleSessionsRows } from "./rows/role_sessions.ts";
import { rolesRows } from "./rows/roles.ts";
import { settingsRows } from "./rows/settings.ts";
import { shellsRows } from "./rows/shells.ts";
import { wrongProfilesRows } from "./rows/wrong_profiles.ts";

/** Every row, by number. A theme's module is listed here once. */
export const allRows: readonly Row[] = [
  ...plainKeysRows,
  ...mfaRows,
  ...mfaCacheRows,
  ...rolesRows,
  ...roleSessionsRows,
  ...chainsRows,
  ...durationsRows,
  ...roleArnRows,
  ...wrongProfilesRows,
  ...laterSourcesRows,
  ...processesRows,
  ...credentialSourcesRows,
  ...identitiesRows,
  ...givenRows,
  ...outputProfilesRows,
  ...commandsRows,
  ...settingsRows,
  ...autoRefreshRows,
  ...shellsRows,
  ...ctrlCRows,
  ...namesRows,
].toSorted((one, other) => one.number - other.number);
