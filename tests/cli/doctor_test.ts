import assert from "node:assert/strict";
import { pathFiles } from "../../shells/on_path.ts";
import { initText } from "../../shells/functions.ts";
import { findShell } from "../../shells/mod.ts";
import { directWords } from "../../src/cli/direct_words.ts";
import { run } from "../../src/cli/run.ts";
import { AwsError, ConfigError } from "../../src/errors.ts";
import { version } from "../../src/version.ts";
import { type FakeOptions, fakeSystem } from "../support/fake_system.ts";

type Row = readonly [level: string, text: string, mend: string | null];

const home = "/home/me";
const env = { HOME: home, PATH: "/opt/awsume:/usr/bin" };
const own = "/opt/awsume/awsume";
const program = { mode: 0o755, sizeBytes: 90_000_000 };
const config = `${home}/.aws/config`;
const credentials = `${home}/.aws/credentials`;
const saved = `${home}/.awsume/function.bash`;
const loader = 'eval "$(/opt/awsume/awsume init bash)"\n';
const keys = "aws_access_key_id = AKIAFAKEALICEEXAMPLE\naws_secret_access_key = fake/alice+secret/==\n";

/** What the doctor finds in one matter, nobody being called. */
async function findingsOf(
  check: string,
  options: FakeOptions,
  words = ["--offline"],
): Promise<readonly Row[]> {
  using fake = fakeSystem({
    ...options,
    env: { ...env, ...options.env },
    statuses: { [own]: program, ...options.statuses },
  });
  await run(["doctor", "--json", ...words], fake.system);
  assert.deepEqual(fake.told, []);
  const { findings } = JSON.parse(fake.printed.join(""));
  return findings.filter((finding: { check: string }) => finding.check === check)
    .filter(({ text }: { text: string }) => !text.startsWith("what runs this doctor"))
    .map(({ level, text, mend }: Record<string, string>) => [level, text, mend]);
}

type Case = readonly [check: string, what: string, options: FakeOptions, expected: readonly Row[]];

const inFunction: readonly Case[] = [
  ["function", "the line of setup", { files: { [`${home}/.bashrc`]: loader } }, [
    ["ok", `${home}/.bashrc:1 loads it (bash)`, null],
  ]],
  ["function", "a bare name that the PATH leads here", {
    files: { [`${home}/.zshrc`]: '\neval "$(awsume init zsh)"\n' },
  }, [["ok", `${home}/.zshrc:2 loads it (zsh)`, null]]],
  ["function", "the way by the home folder", {
    files: { [`${home}/.zshrc`]: 'eval "$(~/bin/awsume init zsh)"' },
    statuses: { [`${home}/bin/awsume`]: { ...program, realPath: own } },
  }, [["ok", `${home}/.zshrc:1 loads it (zsh)`, null]]],
  ["function", "a folder that only the shell knows", {
    files: { [`${home}/.zshrc`]: 'eval "$($TOOLS/awsume init zsh)"' },
  }, [["ok", `${home}/.zshrc:1 loads it (zsh)`, null]]],
  ["function", "no line", { env: { SHELL: "/bin/zsh" } }, [
    ["warning", "no start-up file that awsume knows of loads it", "/opt/awsume/awsume setup zsh"],
  ]],
  ["function", "a line that is a comment", { files: { [`${home}/.bashrc`]: `# ${loader}` } }, [
    ["warning", "no start-up file that awsume knows of loads it", "/opt/awsume/awsume setup SHELL"],
  ]],
  ["function", "an old block of an awsume that has been moved", {
    files: {
      [`${home}/.bashrc`]: `# >>> awsume setup >>>\n${
        loader.replace("/opt/", "/old/")
      }# <<< awsume setup <<<\n`,
    },
  }, [[
    "problem",
    `${home}/.bashrc:2 runs /old/awsume/awsume, which is not there`,
    "/opt/awsume/awsume setup bash",
  ]]],
  ["function", "a line of one's own for an awsume that is gone", {
    files: { [`${home}/.config/fish/config.fish`]: "'/my tools/awsume' init fish | source" },
  }, [[
    "problem",
    `${home}/.config/fish/config.fish:1 runs /my tools/awsume, which is not there`,
    `Write into line 1 of ${home}/.config/fish/config.fish: /opt/awsume/awsume init fish | source`,
  ]]],
  ["function", "a bare name that no folder of the PATH has", {
    env: { PATH: "/usr/bin" },
    files: { [`${home}/.bashrc`]: 'eval "$(awsume init bash)"' },
  }, [[
    "problem",
    `${home}/.bashrc:1 runs awsume, which no folder of the PATH has`,
    `Write into line 1 of ${home}/.bashrc: eval "$(/opt/awsume/awsume init bash)"`,
  ]]],
  ["function", "another installation", {
    files: { [`${home}/.bashrc`]: 'eval "$(/usr/bin/awsume init bash)"' },
    statuses: { "/usr/bin/awsume": program },
  }, [[
    "warning",
    `${home}/.bashrc:1 loads another awsume, /usr/bin/awsume`,
    `Write into line 1 of ${home}/.bashrc: eval "$(/opt/awsume/awsume init bash)"`,
  ]]],
  ["function", "an alias of the Python tool behind the function", {
    files: { [`${home}/.bashrc`]: `${loader}alias awsume="source awsume"\n` },
  }, [
    ["ok", `${home}/.bashrc:1 loads it (bash)`, null],
    [
      "problem",
      `${home}/.bashrc:2 makes awsume the Python tool: an alias is found before the function`,
      `Remove line 2 of ${home}/.bashrc, and open a new shell`,
    ],
  ]],
  ["function", "an alias of the Python tool before the function", {
    files: { [`${home}/.bashrc`]: `alias awsume=". awsume"\n${loader}` },
  }, [
    ["ok", `${home}/.bashrc:2 loads it (bash)`, null],
    [
      "warning",
      `${home}/.bashrc:1 makes awsume the Python tool, until the function is loaded`,
      `Remove line 1 of ${home}/.bashrc, and open a new shell`,
    ],
  ]],
  ["function", "a start-up file that cannot be read", {
    files: { [`${home}/.bashrc`]: loader, [`${home}/.zshrc`]: new ConfigError("Cannot read it") },
  }, [["ok", `${home}/.bashrc:1 loads it (bash)`, null]]],
  ["function", "a file of this version", {
    files: {
      [`${home}/.bashrc`]: `. '${saved}'\n`,
      [saved]: initText(findShell("bash"), [own], directWords),
    },
  }, [["ok", `${home}/.bashrc:1 reads ${saved}, which is of this version (bash)`, null]]],
  ["function", "a file of another version", {
    files: {
      [`${home}/.bashrc`]: `. ~/.awsume/saved\n`,
      [`${home}/.awsume/saved`]: "# awsume for bash. Old\n",
    },
  }, [[
    "problem",
    `${home}/.bashrc:1 reads ${home}/.awsume/saved, which is of another awsume or version`,
    "/opt/awsume/awsume setup bash --static",
  ]]],
  ["function", "a file that is gone", { files: { [`${home}/.zshrc`]: `. ${home}/.awsume/function.zsh` } }, [[
    "problem",
    `${home}/.zshrc:1 reads ${home}/.awsume/function.zsh, which is not there`,
    "/opt/awsume/awsume setup zsh --static",
  ]]],
  ["function", "a file of a person's own", {
    files: { [`${home}/.bashrc`]: `${loader}. ~/.awsume/prompt\n`, [`${home}/.awsume/prompt`]: "PS1=x\n" },
  }, [["ok", `${home}/.bashrc:1 loads it (bash)`, null]]],
  ["completion", "a file of this version", {
    files: {
      [`${home}/.bashrc`]: `. ${saved}\n`,
      [saved]: initText(findShell("bash"), [own], directWords),
    },
  }, [["ok", "comes with the function (bash)", null]]],
  ["function", "a file that is gone, in a place that only the shell knows, and one that cannot be read", {
    files: {
      [`${home}/.zshrc`]: `${loader}. $TOOLS/awsume/function.zsh\n. ~/awsume.sh\n`,
      [`${home}/awsume.sh`]: new ConfigError("Cannot read it"),
    },
  }, [["ok", `${home}/.zshrc:1 loads it (bash)`, null]]],
  ["completion", "the function of bash", { files: { [`${home}/.bashrc`]: loader } }, [
    ["ok", "comes with the function (bash)", null],
  ]],
  ["completion", "a function that is not loaded, and one that completes nothing", {
    files: {
      [`${home}/.bashrc`]: loader.replace("/opt/", "/old/"),
      [`${home}/.profile`]: loader.replace("bash", "dash"),
    },
  }, []],
  ["completion", "that of the Python tool", {
    files: { [`${home}/.zshenv`]: "fpath=(~/.awsume/zsh-autocomplete/ $fpath)" },
  }, [[
    "warning",
    `${home}/.zshenv:1 is the completion of the Python tool`,
    `Remove line 1 of ${home}/.zshenv`,
  ]]],
];

const python = "#!/bin/bash\n. awsumepy\n";
const inProgram: readonly Case[] = [
  ["program", "this awsume alone", {}, [["ok", `this is ${own}`, null]]],
  ["program", "a link to this awsume, and a folder twice on the PATH", {
    env: { PATH: "/usr/bin:/opt/awsume/:/opt/awsume::/usr/bin/" },
    statuses: { "/usr/bin/awsume": { ...program, realPath: own } },
  }, [["ok", `this is ${own}`, null]]],
  ["program", "a folder called awsume, and a file that cannot be run", {
    env: { PATH: "/a:/b:/opt/awsume" },
    statuses: { "/a/awsume": { kind: "folder", mode: 0o755 }, "/b/awsume": { mode: 0o644 } },
  }, [["ok", `this is ${own}`, null]]],
  ["program", "the Python tool before it", {
    env: { PATH: "/usr/bin:/opt/awsume" },
    files: { "/usr/bin/awsume": python },
    statuses: { "/usr/bin/awsume": { mode: 0o755 } },
  }, [["ok", `this is ${own}`, null], [
    "problem",
    `the Python tool, /usr/bin/awsume, is on the PATH before ${own}`,
    "Uninstall it, as with: pipx uninstall awsume (or pip uninstall awsume)",
  ]]],
  ["program", "the Python tool behind it, told by awsumepy beside", {
    files: { "/usr/bin/awsume": new ConfigError("Cannot read it"), "/usr/bin/awsumepy": "" },
    statuses: { "/usr/bin/awsume": { mode: 0o755 } },
  }, [["ok", `this is ${own}`, null], [
    "warning",
    `the Python tool, /usr/bin/awsume, is on the PATH behind ${own}`,
    "Uninstall it, as with: pipx uninstall awsume (or pip uninstall awsume)",
  ]]],
  ["program", "a second installation, and itself not on the PATH", {
    env: { PATH: "/usr/bin" },
    statuses: { "/usr/bin/awsume": program },
  }, [
    ["ok", `this is ${own}`, null],
    [
      "warning",
      `another awsume, /usr/bin/awsume, is on the PATH before ${own}`,
      "Remove /usr/bin/awsume if nobody needs it",
    ],
    [
      "warning",
      "/opt/awsume is not on the PATH: scripts do not find this awsume",
      "Put /opt/awsume on the PATH",
    ],
  ]],
  ["program", "a program that others may change", { statuses: { [own]: { ...program, mode: 0o775 } } }, [
    ["ok", `this is ${own}`, null],
    ["problem", `others may change ${own}`, `chmod go-w ${own}`],
  ]],
];

const allPrivate = "nobody else may read the credentials or write what decides";
const inFiles: readonly Case[] = [
  ["files", "private ones", { files: { [config]: "", [credentials]: "" } }, [["ok", allPrivate, null]]],
  ["files", "a config file that others read", { statuses: { [config]: { mode: 0o644 } } }, [
    ["ok", allPrivate, null],
  ]],
  ["files", "a config file that others write", { statuses: { [config]: { mode: 0o664 } } }, [
    ["problem", `others may write ${config} (mode 664)`, `chmod go-w ${config}`],
  ]],
  ["files", "credentials that others read", { statuses: { [credentials]: { mode: 0o644 } } }, [
    ["problem", `others may read ${credentials} (mode 644)`, `chmod go-rwx ${credentials}`],
  ]],
  ["files", "read-only credentials", { statuses: { [credentials]: { mode: 0o400 } } }, [
    ["warning", `${credentials} is read-only: -o and -a cannot write to it`, `chmod u+w ${credentials}`],
  ]],
  ["files", "a cache that others write, in a folder with a blank", {
    env: { XDG_CACHE_HOME: "/my cache" },
    statuses: { "/my cache/awsume": { kind: "folder", mode: 0o777 } },
  }, [["problem", "others may write /my cache/awsume (mode 777)", "chmod go-w '/my cache/awsume'"]]],
  ["files", "a cache that is another user's", {
    statuses: { [`${home}/.awsume/cache`]: { kind: "folder", mode: 0o700, isForeign: true } },
  }, [[
    "warning",
    `${home}/.awsume/cache belongs to another user`,
    `sudo chown "$(id -un)" ${home}/.awsume/cache`,
  ]]],
  ["files", "a cache that is a file", { files: { [`${home}/.awsume/cache`]: "" } }, [
    ["problem", `${home}/.awsume/cache is no folder`, `Move ${home}/.awsume/cache away`],
  ]],
  ["files", "a variable that names no file", { env: { AWS_CONFIG_FILE: "/gone" } }, [
    ["warning", "AWS_CONFIG_FILE names /gone, which is not there", "unset AWS_CONFIG_FILE"],
  ]],
];

const settings = `${home}/.awsume/config.yaml`;
const inSettings: readonly Case[] = [
  ["settings", "no file", {}, []],
  ["settings", "the original's file", { files: { [settings]: "colors: true\nconsole:\n  a: b\n" } }, [
    ["ok", settings, null],
  ]],
  ["settings", "a fault that no switch sees", { files: { [settings]: "region: eu-west-1\nplugin: [\n" } }, [
    [
      "problem",
      `Cannot read ${settings}:3: deficient indentation`,
      "Mend the file by hand",
    ],
  ]],
  ["settings", "a wrong value", { files: { [settings]: "role-duration: long\n" } }, [[
    "problem",
    `Cannot use role-duration in ${settings}:1: it cannot have that value`,
    "Write a number of seconds from 900 to 43200, or 0 for the role's own default",
  ]]],
  ["settings", "a slip", { files: { [settings]: "fuzy-match: true\n" } }, [
    ["warning", `awsume knows no setting "fuzy-match" (${settings})`, 'Did you mean "fuzzy-match"?'],
  ]],
];

const role = (number: number, source: string): string =>
  `[profile r${number}]\nrole_arn = arn:aws:iam::111111111111:role/r\nsource_profile = ${source}\n`;
const inProfiles: readonly Case[] = [
  ["profiles", "none", {}, [
    ["warning", "there is no profile in the config file or the credentials file", "aws configure"],
  ]],
  ["profiles", "those that can be used", {
    files: { [config]: role(1, "base"), [credentials]: `[base]\n${keys}` },
  }, [["ok", "2 can be used", null]]],
  ["profiles", "one that holds a region alone, and one for other programs", {
    files: {
      [config]: "[default]\nregion = eu-west-1\n",
      [credentials]: `[base]\n${keys}[autoawsume-x]\nmanager = awsume\nautoawsume = true\n` +
        "credential_process = awsume credential-process x\n",
    },
  }, [["ok", "1 of 3 can be used; 2 without credentials, or for other programs", null]]],
  ["profiles", "one for a container, where there is none, and one whose credential_source is a slip", {
    files: {
      [config]: "[profile a]\ncredential_source = EcsContainer\n[profile b]\ncredential_source = ecs\n",
    },
  }, [
    [
      "problem",
      `Cannot get credentials for profile "b": credential_source (${config}:4) is "ecs", which AWS does not know`,
      "Write Environment, EcsContainer or Ec2InstanceMetadata, in these letters",
    ],
  ]],
  ["profiles", "a source that is not there, for many", {
    files: { [config]: [1, 2, 3, 4, 5, 6, 7].map((number) => role(number, "r8")).join("") + role(8, "r9") },
  }, [[
    "problem",
    `Cannot find profile "r9", the source_profile of "r8" (${config}:24); needed by "r1", "r2", "r3", "r4", "r5" ` +
    "and 2 more",
    'Did you mean "r1" or "r2" or "r3"?',
  ]]],
  ["profiles", "half a pair of keys", { files: { [credentials]: "[a]\naws_access_key_id = AKIA\n" } }, [[
    "problem",
    `Cannot use the access keys of profile "a": aws_secret_access_key is missing beside ${credentials}:2`,
    "Add aws_secret_access_key to the same file",
  ]]],
  ["profiles", "lines that cannot be understood", {
    files: { [config]: `[profile a]\nnonsense\n`, [credentials]: `stray = 1\n[base]\n${keys}` },
  }, [
    ["ok", "1 of 2 can be used", null],
    [
      "problem",
      `Cannot read ${credentials}:1: expected a section such as "[profile name]" first`,
      `Correct line 1 of ${credentials}`,
    ],
    [
      "problem",
      `Cannot read profile "a": ${config}:2: expected "key = value"`,
      `Correct line 2 of ${config}`,
    ],
  ]],
  ["profiles", "sections of the config file without the word profile", {
    files: { [config]: `[a]\n${keys}[profile b]\n${keys}[b]\n${keys}` },
  }, [
    ["ok", "2 can be used", null],
    [
      "warning",
      `[a] in ${config} is read by awsume alone: other programs want [profile a]`,
      "Write it as [profile a]",
    ],
    ["warning", `[b] in ${config} is not read: there is [profile b], too`, "Remove [b]"],
  ]],
];

const renewing = (program: string): string =>
  `[autoawsume-x]\nmanager = awsume\nautoawsume = true\ncredential_process = ${program} credential-process x\n`;
const inLeftovers: readonly Case[] = [
  ["leftovers", "none", {
    files: { [credentials]: `[o]\nmanager = awsume\n${keys}expiration = 2026-01-01T00:00:01Z\n` },
  }, []],
  ["leftovers", "ended and odd profiles of -o", {
    files: {
      [credentials]: `[o]\nmanager = awsume\n${keys}expiration = 2025-12-31T23:59:59Z\n` +
        `[p]\nmanager = awsume\n${keys}expiration = soon\n`,
    },
  }, [
    ["warning", `the credentials of profile "o" have ended (${credentials}:1)`, "awsume --clean"],
    [
      "warning",
      `when profile "p" ends cannot be read (${credentials}:6)`,
      "Remove that section if nobody needs it",
    ],
  ]],
  ["leftovers", "a renewing profile of this awsume", { files: { [credentials]: renewing(own) } }, []],
  ["leftovers", "a renewing profile of an awsume that has been moved", {
    files: { [credentials]: renewing(String.raw`/my\ tools/awsume`) },
  }, [[
    "problem",
    `profile "autoawsume-x" runs /my tools/awsume, which is not there (${credentials}:4)`,
    "awsume -a x",
  ]]],
  ["leftovers", "what the Python tool's refresher renewed", {
    files: { [credentials]: `[autoawsume-x]\nmanager = awsume\nautoawsume = true\n${keys}` },
  }, [[
    "warning",
    `nothing renews profile "autoawsume-x": the Python tool wrote it (${credentials}:1)`,
    "awsume -k autoawsume-x",
  ]]],
];

const session = {
  AWS_ACCESS_KEY_ID: "ASIAFAKE",
  AWS_SECRET_ACCESS_KEY: "fake/secret",
  AWS_SESSION_TOKEN: "fake/token",
  AWSUME_PROFILE: "prod",
  AWSUME_EXPIRATION: "2026-01-01T00:00:01Z",
};
const inShell: readonly Case[] = [
  ["shell", "no variables", {}, [["ok", "no credentials in its variables", null]]],
  ["shell", "those of a switch", { env: session }, [["ok", 'its variables are those of "prod"', null]]],
  [
    "shell",
    "credentials that have ended",
    { env: { ...session, AWSUME_EXPIRATION: "2026-01-01T00:00:00Z" } },
    [
      ["problem", "its credentials have ended, at 2026-01-01T00:00:00Z", "awsume prod"],
    ],
  ],
  ["shell", "a profile's name that a shell would read otherwise", {
    env: { ...session, AWSUME_PROFILE: "a; b", AWSUME_EXPIRATION: "2020-01-01T00:00:00Z" },
  }, [["problem", "its credentials have ended, at 2020-01-01T00:00:00Z", "awsume 'a; b'"]]],
  ["shell", "a key without its secret", { env: { AWS_ACCESS_KEY_ID: "AKIA" } }, [
    ["problem", "AWS_SECRET_ACCESS_KEY is missing beside the other", "awsume -u"],
  ]],
  ["shell", "a token without keys", { env: { AWS_SECURITY_TOKEN: "fake" } }, [
    ["warning", "AWS_SESSION_TOKEN is set without keys", "awsume -u"],
  ]],
  ["shell", "a temporary key without its token", { env: { ...session, AWS_SESSION_TOKEN: "" } }, [
    ["problem", "AWS_ACCESS_KEY_ID is temporary, and AWS_SESSION_TOKEN is missing", "awsume -u"],
  ]],
  ["shell", "AWS_PROFILE beside keys", {
    env: { ...session, AWS_PROFILE: "a" },
    files: { [config]: "[profile a]\n" },
  }, [[
    "warning",
    "AWS_PROFILE is set beside keys: programs differ in which of them counts",
    "unset AWS_PROFILE",
  ]]],
  ["shell", "profiles that are not there", {
    env: { AWS_PROFILE: "autoawsume-x", AWS_DEFAULT_PROFILE: "gone" },
  }, [
    [
      "problem",
      'AWS_PROFILE names the profile "autoawsume-x", which renewed itself and has been removed',
      "awsume -u",
    ],
    [
      "problem",
      'AWS_DEFAULT_PROFILE names the profile "gone", which is not there',
      "unset AWS_DEFAULT_PROFILE",
    ],
  ]],
  ["shell", "two regions", { env: { AWS_REGION: "eu-west-1", AWS_DEFAULT_REGION: "us-east-1" } }, [[
    "warning",
    "AWS_REGION (eu-west-1) and AWS_DEFAULT_REGION (us-east-1) differ: programs read one or the other",
    "unset AWS_DEFAULT_REGION",
  ]]],
];

const pem = (body: string): string => `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`;
/** A sequence of 128 bytes, which is all that is looked at. */
const whole = pem(btoa(`\x30\x81\x80${"\0".repeat(128)}`));
const toPem = "openssl x509 -inform der -in FILE makes one of a .cer";
const inCertificates: readonly Case[] = [
  ["certificates", "no setting", {}, [
    ["ok", "no setting names any: those of the system are trusted", null],
  ]],
  ["certificates", "a bundle", { env: { AWS_CA_BUNDLE: "/ca.pem" }, files: { "/ca.pem": whole + whole } }, [
    ["ok", "AWS_CA_BUNDLE names /ca.pem (2 in it)", null],
  ]],
  ["certificates", "a bundle of a profile that is not there", {
    files: { [config]: "[profile a]\nca_bundle = ~/ca.pem\n[profile b]\nca_bundle = ~/ca.pem\n" },
  }, [[
    "problem",
    `ca_bundle (${config}:2) names ${home}/ca.pem, which is not there`,
    `Correct ca_bundle (${config}:2), or remove it`,
  ]]],
  ["certificates", "a file without certificates", {
    env: { REQUESTS_CA_BUNDLE: "/ca.pem" },
    files: { "/ca.pem": "x" },
  }, [["problem", "REQUESTS_CA_BUNDLE names /ca.pem, which holds no certificate in PEM", toPem]]],
  ["certificates", "one damaged certificate", {
    env: { AWS_CA_BUNDLE: "/ca.pem" },
    files: { "/ca.pem": whole + pem("MIIB") },
  }, [[
    "warning",
    "AWS_CA_BUNDLE names /ca.pem, of which 1 of 2 certificates are damaged",
    "Get that file anew",
  ]]],
  [
    "certificates",
    "a damaged file",
    { env: { AWS_CA_BUNDLE: "/ca.pem" }, files: { "/ca.pem": pem("MII?") } },
    [
      ["problem", "AWS_CA_BUNDLE names /ca.pem, which is damaged", "Get that file anew"],
    ],
  ],
  ["certificates", "a file that is no text", {
    env: { AWS_CA_BUNDLE: "/ca.der" },
    files: { "/ca.der": new ConfigError('Cannot read "/ca.der": line 1 is not UTF-8') },
  }, [[
    "problem",
    'Cannot read "/ca.der": line 1 is not UTF-8',
    "openssl x509 -inform der -in FILE makes a PEM file of a .cer",
  ]]],
];

const all = [inFunction, inProgram, inFiles, inSettings, inProfiles, inLeftovers, inShell, inCertificates]
  .flat();
for (const [check, what, options, expected] of all) {
  Deno.test(`awsume doctor looks at the ${check}: ${what}`, async () => {
    assert.deepEqual(await findingsOf(check, options), expected);
  });
}

const date = "Thu, 01 Jan 2026 00:00:00 GMT";
/** The clock of this computer is that of the fake system: 2026-01-01T00:00:00Z. */
const clocks: readonly (readonly [date: string, expected: Row])[] = [
  [date, ["ok", "agrees with sts.us-east-1.amazonaws.com", null]],
  ["Wed, 31 Dec 2025 23:55:00 GMT", ["ok", "agrees with sts.us-east-1.amazonaws.com", null]],
  [
    "Wed, 31 Dec 2025 23:54:00 GMT",
    [
      "problem",
      "this computer's clock is 6 min ahead of that of sts.us-east-1.amazonaws.com",
      "sudo timedatectl set-ntp true",
    ],
  ],
  [
    "Thu, 01 Jan 2026 01:00:00 GMT",
    [
      "problem",
      "this computer's clock is 60 min behind that of sts.us-east-1.amazonaws.com",
      "sudo timedatectl set-ntp true",
    ],
  ],
  ["", ["warning", "sts.us-east-1.amazonaws.com does not say what time it is", null]],
];
for (const [date, expected] of clocks) {
  Deno.test(`awsume doctor compares the clock with STS: "${date}"`, async () => {
    const http = [new Response(null, { status: 302, headers: date === "" ? {} : { date } })];
    assert.deepEqual(await findingsOf("clock", { http }, []), [expected]);
  });
}

const hosts: readonly (readonly [string, FakeOptions, string])[] = [
  ["no region", {}, "https://sts.us-east-1.amazonaws.com/"],
  [
    "[default]",
    { files: { [config]: "[default]\nregion = eu-west-1\n" } },
    "https://sts.eu-west-1.amazonaws.com/",
  ],
  [
    "the settings",
    { files: { [settings]: "region: us-gov-west-1\n" } },
    "https://sts.us-gov-west-1.amazonaws.com/",
  ],
  ["FIPS", {
    env: { AWS_USE_FIPS_ENDPOINT: "true" },
    files: { [config]: "[default]\nregion = us-east-2\n" },
  }, "https://sts-fips.us-east-2.amazonaws.com/"],
  ["a URL", { env: { AWS_ENDPOINT_URL_STS: "https://sts.corp.example/a" } }, "https://sts.corp.example/a"],
];
for (const [what, options, url] of hosts) {
  Deno.test(`awsume doctor asks the STS of ${what}, unsigned, and nobody else`, async () => {
    using fake = fakeSystem({ ...options, env: { ...env, ...options.env }, http: [new Response(null)] });
    await run(["doctor"], fake.system);
    assert.deepEqual(fake.requests.map(({ method, url }) => [method, url]), [["GET", url]]);
    assert.deepEqual(fake.requests.flatMap(({ headers }) => [...headers.keys()]), []);
  });
}

const down: readonly (readonly [string, Error, Row])[] = [
  [
    "an error of the network",
    new AwsError('Cannot reach "sts.amazonaws.com" through the proxy "p:1": connection refused', {
      hint: "Check",
    }),
    ["problem", 'Cannot reach "sts.amazonaws.com" through the proxy "p:1": connection refused', "Check"],
  ],
  [
    "no answer in time",
    new DOMException("x", "TimeoutError"),
    [
      "problem",
      "Cannot get an answer of sts.us-east-1.amazonaws.com: it took too long",
      "Look at the network and the proxy between",
    ],
  ],
];
for (const [what, error, expected] of down) {
  Deno.test(`awsume doctor says what stands between here and STS: ${what}`, async () => {
    assert.deepEqual(await findingsOf("network", { http: [error] }, []), [expected]);
  });
}

Deno.test("awsume doctor says what is wrong with the endpoint, and what is to be known about it", async () => {
  const url = "http://sts.corp.example";
  assert.deepEqual(await findingsOf("network", { env: { AWS_ENDPOINT_URL_STS: url } }, []), [[
    "warning",
    "Cannot use AWS_ENDPOINT_URL_STS: over http://sts.corp.example the credentials could be read on the way",
    "Write https://, or set AWSUME_ALLOW_HTTP=true where that network is yours alone",
  ]]);
  const allowed = { AWS_ENDPOINT_URL_STS: url, AWSUME_ALLOW_HTTP: "true" };
  assert.deepEqual(await findingsOf("network", { env: allowed, http: [new Response(null)] }, []), [
    ["warning", `STS is not AWS's: ${url} (AWS_ENDPOINT_URL_STS)`, null],
    ["warning", `${url} (AWS_ENDPOINT_URL_STS) is not encrypted`, null],
    ["ok", "sts.corp.example answers", null],
  ]);
});

Deno.test("awsume doctor prints a line for each finding, the mending line below, and the numbers", async () => {
  using fake = fakeSystem({
    env: {
      ...env,
      AWSUME_FUNCTION: `bash:${version}`,
      ...{ AWS_REGION: "eu-west-1", AWS_DEFAULT_REGION: "us-east-1", AWS_PROFILE: "gone" },
    },
    files: { [`${home}/.bashrc`]: loader, [credentials]: `[a]\n${keys}` },
    statuses: { [own]: program },
  });
  assert.equal(await run(["doctor", "--offline"], fake.system), 3);
  assert.deepEqual(fake.printed, [`ok       function      /home/me/.bashrc:1 loads it (bash)
ok       function      this shell (bash) has that of this version, ${version}
ok       completion    comes with the function (bash)
ok       program       this is /opt/awsume/awsume
ok       files         nobody else may read the credentials or write what decides
ok       profiles      1 can be used
warning  shell         AWS_REGION (eu-west-1) and AWS_DEFAULT_REGION (us-east-1) differ: programs read one or the other
                         unset AWS_DEFAULT_REGION
problem  shell         AWS_PROFILE names the profile "gone", which is not there
                         unset AWS_PROFILE
ok       certificates  no setting names any: those of the system are trusted

1 problem, 1 warning
`]);
});

Deno.test("awsume doctor is content with a warning, and says so when all is well", async () => {
  const files = { [`${home}/.bashrc`]: loader, [credentials]: `[a]\n${keys}` };
  const loaded = { ...env, AWSUME_FUNCTION: `bash:${version}` };
  using fake = fakeSystem({ env: loaded, files, statuses: { [own]: program } });
  assert.equal(await run(["doctor", "--offline"], fake.system), 0);
  assert.match(fake.printed.join(""), /\n\nAll is well\n$/);
  using warned = fakeSystem({ env });
  assert.equal(await run(["doctor", "--offline"], warned.system), 0);
  assert.match(warned.printed.join(""), /\n\n\d warnings\n$/);
});

Deno.test("awsume doctor shows the first of many, and --json all", async () => {
  const broken = Array.from({ length: 25 }, (_, number) => role(number, `gone${number}`)).join("");
  using fake = fakeSystem({ env, files: { [config]: broken } });
  await run(["doctor", "--offline"], fake.system);
  assert.match(fake.printed.join(""), /\nproblem {2}profiles +5 more: awsume doctor --json has them\n/);
  assert.equal((await findingsOf("profiles", { files: { [config]: broken } })).length, 25);
});

Deno.test("awsume doctor says once that a file cannot be read", async () => {
  using fake = fakeSystem({
    env,
    files: { [config]: new ConfigError("Cannot read it", { hint: "Mend it" }) },
  });
  assert.equal(await run(["doctor", "--json"], fake.system), 3);
  const { problems, findings } = JSON.parse(fake.printed.join(""));
  assert.equal(problems, 1);
  const found = findings.filter(({ level }: { level: string }) => level === "problem");
  assert.deepEqual(found, [{ check: "profiles", level: "problem", text: "Cannot read it", mend: "Mend it" }]);
});

Deno.test("awsume doctor tells on Windows whether the scripts are of this version", async () => {
  const folder = "C:\\tools";
  const scripts = pathFiles(directWords).map(({ name, text }) => [`${folder}\\bin\\${name}`, text] as const);
  const options: FakeOptions = {
    os: "windows",
    self: [`${folder}\\awsume.exe`],
    env: { USERPROFILE: "C:\\Users\\me", HOME: "", PATH: `C:\\x;${folder}\\bin` },
    files: Object.fromEntries(scripts),
  };
  const text = `the scripts in ${folder}\\bin are of this version`;
  assert.deepEqual(await findingsOf("function", options), [["ok", text, null]]);
  assert.deepEqual(await findingsOf("program", options), [["ok", `this is ${folder}\\awsume.exe`, null]]);
  assert.deepEqual(await findingsOf("files", options), []);
  const old = { ...options, files: Object.fromEntries(scripts.map(([path]) => [path, "old"])) };
  assert.deepEqual(await findingsOf("function", old), [
    ["problem", `the scripts in ${folder}\\bin are of another version`, `${folder}\\awsume.exe setup`],
  ]);
});

Deno.test("awsume doctor takes no word", async () => {
  using fake = fakeSystem({ env });
  assert.equal(await run(["doctor", "prod"], fake.system), 2);
  assert.deepEqual(fake.told, [
    'awsume: Cannot use "prod" with doctor: it takes options alone',
    "        Write awsume doctor, or awsume explain prod if it is a profile",
  ]);
});

Deno.test("awsume doctor tells a function that captures its output that it is an old one, and the person, too", async () => {
  using fake = fakeSystem({ env: { ...env, AWSUME_SHELL: "bash" }, statuses: { [own]: program } });
  assert.equal(await run(["doctor", "--offline"], fake.system), 3);
  assert.deepEqual(fake.printed, []);
  assert.match(
    fake.told.join("\n"),
    /^problem {2}function +this shell \(bash\) has the function of another version\n +Open a new shell\n/,
  );
});
