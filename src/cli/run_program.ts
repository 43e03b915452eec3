import type { System } from "../system.ts";

/** Runs a program with this environment and returns its exit code, or 126 or 127 as a shell does. */
export async function runProgram(
  words: readonly string[],
  env: System["env"],
  system: System,
): Promise<number> {
  const [name = ""] = words;
  const end = await system.runInPlace(words, env);
  switch (end.kind) {
    case "ended":
      return end.status;
    case "not-found":
      system.tell(`awsume: Cannot run "${name}": there is no such program`);
      system.tell("        Switch with awsume PROFILE to run a function or an alias of your shell");
      return 127;
    case "not-executable":
      system.tell(`awsume: Cannot run "${name}": ${end.why}`);
      system.tell("        Make it executable (chmod +x), or name the program that reads it first");
      return 126;
  }
}
