import type { CommandWord } from "./command_words.ts";

/** The command words that look after profiles, settings, shells and what is remembered. */
export const upkeepWords: readonly CommandWord[] = [
  {
    word: "ls",
    operand: "[NAME...]",
    doc: "show each profile's role, and the time it has left",
    about: "What is left comes from the cache, so nobody is called: `-` is for credentials that a " +
      "switch would have to get. A profile that cannot be used says why behind a `!`.",
    takesProfile: false,
    examples: [
      ["awsume ls", "all profiles"],
      ["awsume ls prod dev --watch", "two of them, drawn anew each second until Ctrl-C"],
      ["awsume ls --json | jq '.[] | select(.state == \"live\").name'", "for programs"],
    ],
  },
  {
    word: "cache",
    operand: "ls|clear [PROFILE]",
    doc: "list or forget what is remembered",
    about: "`cache ls` shows for whom and until when, never a key. `cache clear` forgets everything, " +
      "`cache clear PROFILE` what that profile comes to, and what leads to nothing else. It waits " +
      "for an awsume that is getting the same credentials. At AWS they stay valid until they end.",
    takesProfile: false,
    examples: [
      ["awsume cache ls", "what is remembered, for whom, until when"],
      ["awsume cache clear prod", "forget the credentials of prod"],
      ["awsume cache clear prod --all", "and the session and roles they were got with"],
      ["awsume cache clear", "forget everything"],
    ],
  },
  {
    word: "add",
    operand: "NAME [options]",
    doc: "write a profile into ~/.aws/config",
    about: "It is an ordinary profile, for every program that reads AWS's files. What is missing is " +
      "asked for on a terminal. Not a byte of other profiles changes, and what changes is shown. A " +
      "name that is there is refused.",
    takesProfile: false,
    examples: [
      ["awsume add example", "asks how it gets its credentials"],
      ["awsume add example -r 123456789012:other --source-profile dev", "a role"],
      ["awsume add dev --access-key-id AKIAIOSFODNN7EXAMPLE", "keys; the secret is typed unseen"],
      ["awsume add example --endpoint-url https://sts-fips.us-east-1.amazonaws.com", "its own STS"],
      ["awsume add example --region eu-west-1 --force --dry-run", "see what replacing it would change"],
    ],
  },
  {
    word: "mv",
    operand: "OLD NEW [options]",
    doc: "rename a profile, and every source_profile",
    about: "The name changes in both files, and wherever a source_profile says it. Not another byte " +
      "changes. A new name that is there is refused.",
    takesProfile: false,
    examples: [
      ["awsume mv dev development", "and what has source_profile = dev"],
      ["awsume mv dev development --dry-run", "see it first"],
    ],
  },
  {
    word: "rm",
    operand: "NAME [options]",
    doc: "remove a profile that no other one needs",
    about: "It goes from both files, with the services section that add wrote for it. While it is " +
      "another's source_profile it is refused. Before access keys go, it asks.",
    takesProfile: false,
    examples: [
      ["awsume rm example", "asks if it has access keys"],
      ["awsume rm example --dry-run", "see it first"],
      ["awsume rm example --yes", "for scripts"],
    ],
  },
  {
    word: "config",
    operand: "ACTION ...",
    doc: "read or change awsume's settings",
    about: "The actions are `list`, `get KEY`, `set KEY VALUE`, `reset KEY` and `clear KEY`; " +
      "`awsume config help` says more.",
    takesProfile: false,
    examples: [
      ["awsume config list", "all settings"],
      ["awsume config set region eu-west-1", "the region of profiles that name none"],
      ["awsume config clear region", "forget it again"],
    ],
  },
  {
    word: "plugin",
    operand: "ACTION ...",
    doc: "list, add, write or check plugins",
    about:
      "The actions are `list`, `add PATH|PACKAGE`, `remove NAME|PATH`, `new NAME`, `check PATH|PACKAGE`, " +
      "`types` and `python`. Plugins are loaded from the settings' list and from `~/.awsume/plugins`, and only if nobody else " +
      "could have written them. `add` loads one before it gets into the list. `check` runs each hook against a " +
      "sample; the exit code is 3 when one is at fault. `types` prints the TypeScript declarations, " +
      "`python` what runs the plugins of the Python awsume.",
    takesProfile: false,
    examples: [
      ["awsume plugin new hello", "write one with a test, into the folder hello"],
      ["awsume plugin check hello/plugin.mjs", "run its hooks against a sample"],
      ["awsume plugin add hello/plugin.mjs", "load it for each switch"],
      ["awsume plugin list", "what is loaded, with its hooks and its trouble"],
      ["awsume plugin remove hello", "load it no more"],
    ],
  },
  {
    word: "doctor",
    operand: "[options]",
    doc: "look for what is wrong, and say what mends it",
    about: "It looks at start-up files, other programs called awsume, file modes, settings, profiles, " +
      "variables and certificates, and sends STS one request that is not signed. It changes nothing. " +
      "The exit code is 3 when there is a problem; warnings do not count.",
    takesProfile: false,
    examples: [
      ["awsume doctor", "all there is to look at"],
      ["awsume doctor --offline", "call nobody"],
      ["awsume doctor --json | jq .findings", "for programs"],
    ],
  },
  {
    word: "help",
    operand: "[COMMAND|OPTION]",
    doc: "say more about a command or an option",
    takesProfile: false,
    examples: [
      ["awsume help explain", "the same as `awsume explain -h`"],
      ["awsume help --region", "one option at greater length"],
    ],
  },
  {
    word: "init",
    operand: "SHELL",
    doc: "print the function to load into a shell",
    takesProfile: false,
    examples: [
      ['eval "$(awsume init bash)"', "the line for ~/.bashrc; the same with zsh for ~/.zshrc"],
      ["awsume init fish | source", "the line for ~/.config/fish/config.fish"],
      ['Invoke-Expression ((awsume init powershell) -join "`n")', "the line for PowerShell's $PROFILE"],
    ],
  },
  {
    word: "setup",
    operand: "SHELL",
    doc: "put that line into the shell's start-up file",
    about: "It shows the change and asks before it. What the file was is kept beside it, in " +
      "`FILE.before-awsume`, and `--undo` makes it what it was. On Windows, `awsume.exe setup` without SHELL writes " +
      "`bin\\awsume.cmd` and `bin\\awsume.ps1` beside awsume.exe, puts `bin` on your PATH, and says when PowerShell's " +
      "execution policy is in the way.",
    takesProfile: false,
    examples: [
      ["awsume setup zsh", "show the change, and ask"],
      ["awsume setup fish --yes", "for scripts"],
      ["awsume setup bash --print", "the lines, to be put in by hand"],
      ["awsume setup bash --undo", "the way back"],
    ],
  },
  {
    word: "__complete",
    operand: "SHELL WORD...",
    doc: "print completions",
    takesProfile: false,
    isHidden: true,
    examples: [],
  },
];
