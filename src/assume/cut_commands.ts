import { placeOf, type Profile } from "../aws/profiles.ts";

/**
 * What a person may not know of the commands of a profile: that a comment ends one, where a blank before `#` or `;` was
 * meant as a part of it. One sentence for each, without a word of the command.
 */
export function noteCuts({ name, settings }: Profile): readonly string[] {
  return [...settings].flatMap(([key, setting]) => {
    if (setting.cut === undefined) return [];
    const where = `column ${setting.cut} of ${placeOf(setting)}`;
    return [
      `${key} of profile "${name}" ends before ${where}, where a comment begins: quote what is a part of the command`,
    ];
  });
}
