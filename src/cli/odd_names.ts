import { isPortableName } from "../assume/profile_name.ts";

/** Profiles whose names a person has chosen in a file, and what programs other than awsume make of such names. */
export interface OddNames {
  readonly names: readonly string[];
  /** Whose profiles go wrong, and how: a sentence without the names. */
  readonly text: string;
  /** Whether somebody else's profile goes wrong with them. */
  readonly isHarmful: boolean;
}

/**
 * The names that not every program reads, in at most three groups. Tried in November 2026: at `#` or `;` Go and Terraform
 * end the header, and go on with the profile above; the JavaScript SDK 3 does so in the config file. Java, Rust and C++
 * refuse the file. The Go SDK 1 refuses a header that begins with `:`. Of the others some see no profile, each its own; a
 * `%` does no harm in a name.
 */
export function findOddNames(names: readonly string[]): readonly OddNames[] {
  const odd = names.filter((name) => !isPortableName(name.replaceAll("%", "_")));
  const groups = [
    {
      names: odd.filter((name) => /[#;]/.test(name)),
      text:
        "Go, Terraform and JavaScript can read them into the profile above, whose credentials are then others; " +
        "Java, Rust and C++ refuse the whole file",
      isHarmful: true,
    },
    {
      names: odd.filter((name) => /^:[\w./@:+%-]*$/.test(name)),
      text: "the Go SDK 1 refuses a credentials file that has them",
      isHarmful: false,
    },
    {
      names: odd.filter((name) => !/[#;]|^:[\w./@:+%-]*$/.test(name)),
      text: "some of Java, Rust, C++, JavaScript, PHP and Python do not find them",
      isHarmful: false,
    },
  ];
  return groups.filter(({ names }) => names.length > 0);
}

/** Some of the names for a person: `"a#b", "c;d" and 3 more`. */
export function namesText(names: readonly string[]): string {
  const shown = names.slice(0, 5).map((name) => JSON.stringify(name));
  const more = names.length > shown.length ? ` and ${names.length - shown.length} more` : "";
  return `${shown.join(", ")}${more}`;
}
