/** Settings by section name; a setting with sub-settings is a record or the text of its lines, as the suite has it. */
export type Sections = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** What a suite expects or another reader showed; a group that is left out is empty, or not told. */
export interface Outcome {
  readonly error: boolean;
  readonly profiles?: Sections;
  readonly sso?: Sections;
  readonly services?: Sections;
  readonly unknown?: Sections;
}

/** The two files of a case. */
export interface Files {
  readonly configFile?: string;
  readonly credentialsFile?: string;
}

/** A row of ini-dialects. */
export interface Row {
  readonly suite: string;
  readonly name: string;
  readonly input: Files;
  readonly expected_sdk_spec?: unknown;
  readonly observed_js_sdk: Observed;
  readonly observed_botocore: Observed;
}

interface Observed {
  readonly error?: string;
  readonly profiles?: Sections;
  readonly sso?: Sections;
  readonly services?: Sections;
}

/** Cases of AWS's own suites that awsume differs from on purpose. Each is in `docs/config-files.md`, too. */
export const deviations: Readonly<Record<string, string>> = {
  "kotlin: All valid property name characters are supported.": "keys are in lower case",
  "kotlin: Config profiles without prefix are ignored.": "the original awsume reads them",
  "smithy-rs: Config profiles without prefix are ignored.": "the original awsume reads them",
  "kotlin: Invalid profile names are ignored.": "aws configure writes such names into the credentials file",
  "smithy-rs: Invalid profile names are ignored.":
    "aws configure writes such names into the credentials file",
  "smithy-rs: Profile names support alphanumeric characters and - / . % @ _ : +":
    "the AWS CLI accepts any character",
  "locations: The default profile can be overridden via environment variable.":
    "awsume's argument names the profile",
};

type Choice = "both" | "botocore" | "JS" | "spec" | "own";

/** What was chosen for each input without an official expectation; expected values where no observed one fits. */
export const choices = new Map<string, readonly [Choice, Outcome?]>([
  ["BOM", ["JS"]],
  ["CR only", ["botocore"]],
  ["quoted value", ["both"]],
  ["quoted section dq", ["botocore"]],
  ["quoted section sq", ["both"]],
  ["unquoted two words", ["both"]],
  ["profile default", ["both"]],
  ["both defaults default last", ["JS"]],
  ["both defaults default first", ["both"]],
  ["indented key", ["both"]],
  ["mixed indent first", ["own", { error: true, profiles: {} }]],
  ["colon sep", ["spec", { error: true }]],
  ["no spaces", ["both"]],
  ["upper keys", ["botocore"]],
  ["credentials upper section", ["both"]],
  ["[DEFAULT] section", ["own", {
    error: false,
    profiles: { a: { output: "json" }, DEFAULT: { region: "x", aws_access_key_id: "k" }, b: { x: "1" } },
  }]],
  ["percent", ["both"]],
  ["inline hash w/ space", ["JS"]],
  ["comment indented", ["both"]],
  ["empty value then key", ["botocore"]],
  ["empty value then indented", ["botocore"]],
  ["nested then blank then key", ["botocore"]],
  ["dup section", ["own", { error: false, profiles: { a: { x: "1", y: "2" }, b: {} } }]],
  ["dup key", ["JS"]],
  ["config key vs cred key", ["both"]],
  ["bad line in middle", ["own", { error: true, profiles: { b: { y: "1" } } }]],
  ["sso-session quoted", ["botocore"]],
  ["services", ["botocore"]],
  ["plugins", ["both"]],
  ["section w/ dot", ["botocore"]],
  ["unicode profile", ["botocore"]],
  ["profile in credentials", ["spec", { error: false }]],
  ["space before bracket", ["both"]],
  ["section trailing ws", ["both"]],
  ["value w/ trailing ws", ["both"]],
  ["NUL/ctrl", ["both"]],
  ["continued credential_process", ["botocore"]],
  ["__proto__", ["botocore"]],
]);

/** What awsume has to read in a row without an official expectation; empty where no choice was made. */
export function expectedOf({ name, observed_js_sdk, observed_botocore }: Row): readonly Outcome[] {
  const [choice, own] = choices.get(name) ?? ["own"];
  switch (choice) {
    case "both":
      return [fromObserved(observed_js_sdk), fromObserved(observed_botocore)];
    case "JS":
      return [fromObserved(observed_js_sdk)];
    case "botocore":
      return [fromObserved(observed_botocore)];
    case "spec":
      return own === undefined ? [] : [{ profiles: {}, ...own }];
    case "own":
      return own === undefined ? [] : [own];
  }
}

function fromObserved({ error, ...groups }: Observed): Outcome {
  return error === undefined ? { error: false, ...groups } : { error: true };
}
