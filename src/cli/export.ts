import { AwsumeError } from "../errors.ts";
import type { System } from "../system.ts";
import type { ExportOptions } from "./export_options.ts";
import type { Plugged } from "./unplugged.ts";
import { atTerminal, takeSession } from "./take_session.ts";
import { suggestedOperand } from "../suggested.ts";

/** `awsume export PROFILE`: the credentials on stdout, in the format that was asked for. */
export async function exportSession(
  { options, format, yes }: ExportOptions,
  plugged: Plugged,
  system: System,
): Promise<void> {
  if (system.stdoutIsTerminal && !yes) throw onTerminal(options.profile);
  const session = await takeSession(
    { options, plugged, decided: ({ profile }) => format.refuse?.(profile) },
    atTerminal(system),
  );
  system.print(await format.write(session, system));
}

function onTerminal(profile: string | undefined): AwsumeError {
  const word = profile === undefined ? "\u2026" : suggestedOperand(profile);
  return new AwsumeError("Cannot print credentials: they would stand on this terminal", {
    hint: [
      `For this shell, write eval "$(awsume export ${word})", or awsume ${word} alone.`,
      "For a file or a program, write > FILE or | PROGRAM behind it; --yes prints them here.",
    ].join("\n"),
  });
}
