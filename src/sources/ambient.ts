import { placeOf, type Profile, type ProfileSetting } from "../aws/profiles.ts";
import { ConfigError } from "../errors.ts";
import type { System } from "../system.ts";
import { type ContainerSource, readContainer } from "./container.ts";
import { type EnvironmentSource, missingKeys, readEnvironment } from "./environment.ts";
import { type InstanceSource, readInstance } from "./instance.ts";

/** What `credential_source` names: credentials of the place that awsume runs in. */
export type AmbientSource = EnvironmentSource | ContainerSource | InstanceSource;

/**
 * The `credential_source` of a profile, or undefined when it has none. The names count as AWS writes them. Throws
 * ConfigError when this place does not have what it names: no other source takes its turn.
 */
export function readAmbient(profile: Profile, env: System["env"]): AmbientSource | undefined {
  const setting = profile.settings.get("credential_source");
  if (setting === undefined) return undefined;
  switch (setting.value) {
    case "Environment":
      return readEnvironment(env) ?? noKeys(setting, env);
    case "EcsContainer":
      return readContainer({ profile: profile.name, from: placeOf(setting) }, env);
    case "Ec2InstanceMetadata":
      return readInstance(profile, env);
  }
  throw new ConfigError(
    `Cannot get credentials for profile "${profile.name}": credential_source (${placeOf(setting)}) is ` +
      `"${setting.value}", which AWS does not know`,
    { hint: "Write Environment, EcsContainer or Ec2InstanceMetadata, in these letters" },
  );
}

function noKeys(setting: ProfileSetting, env: System["env"]): never {
  const names = missingKeys(env);
  throw new ConfigError(
    `Cannot use credential_source = Environment (${placeOf(setting)}): ${names.join(" and ")} ` +
      `${names.length > 1 ? "are" : "is"} not set`,
    { hint: `Export ${names.join(" and ")}` },
  );
}
