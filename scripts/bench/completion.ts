import type { ShellName } from "../../shells/mod.ts";
import type { Subject } from "./measure.ts";
import type { Stage } from "./stage.ts";

/** What each shell's function asks after `awsume team-42<TAB>`; dash and cmd cannot complete. */
const asked = {
  bash: ["awsume team-42", "team-42"],
  zsh: ["team-42"],
  fish: ["awsume", "team-42"],
  powershell: ["", "team-42"],
  ksh: ["awsume team-42"],
  tcsh: ["awsume team-42"],
  elvish: ["awsume", "team-42"],
  xonsh: ["", "team-42"],
  nushell: ["awsume team-42"],
} as const satisfies Partial<Record<ShellName, readonly string[]>>;

type Completing = keyof typeof asked;

/** `completion in zsh of 5,000, compiled` */
export type CompletionName = `completion in ${Completing} of 5,000, compiled`;

/** The shells that complete. */
export const completingShells = Object.keys(asked) as readonly Completing[];

/** That question to the executable, or undefined for a name of something else. Throws NotMeasured. */
export async function findCompletion(name: string, stage: Stage): Promise<Subject | undefined> {
  const shell = completingShells.find((shell) => name === `completion in ${shell} of 5,000, compiled`);
  if (shell === undefined) return undefined;
  const words = [await stage.binary(), "__complete", shell, ...asked[shell]];
  return { words, env: await stage.env("many"), prints: /team-42|service-/, calls: 0 };
}
