/** A package and the terms it came with. */
export interface Notice {
  /** `NAME@VERSION`. */
  readonly id: string;
  /** The short name of its licence, as `package.json` has it. */
  readonly license: string;
  /** As `package.json` has it, where it is one text. */
  readonly author?: string;
  /** The text of its licence; undefined where it brought none. */
  readonly text: string | undefined;
}

/** What every executable of Deno holds besides the packages. */
export interface Runtime {
  readonly denoVersion: string;
  readonly v8Version: string;
  /** The licences of Deno and V8. */
  readonly text: string;
}

const rule = `${"=".repeat(78)}\n`;

/** The file of third-party notices. Packages with the same text share it. Throws an Error where one has none at all. */
export function toNotices(notices: readonly Notice[], runtime: Runtime): string {
  const groups = Map.groupBy(notices.map((notice) => withText(notice, notices)), ({ text }) => text);
  const parts = [...groups].map(([text, group]) => {
    const names = group.map(({ id, license }) => `${id} (${license})\n`).join("");
    return `${rule}${names}\n${text?.trim()}\n`;
  });
  const start = "awsume contains the following software of others, under the terms that follow each.\n";
  const { denoVersion, v8Version, text } = runtime;
  const base =
    `${rule}Deno ${denoVersion}, with V8 ${v8Version}, is the runtime in the executable.\n\n${text.trim()}\n`;
  return [start, base, ...parts].join("\n");
}

/** Some packages forget the file: the text of a sister stands for it, of one scope or author and under one licence. */
function withText(notice: Notice, all: readonly Notice[]): Notice {
  if (notice.text !== undefined) return notice;
  const scope = notice.id.split("/")[0] ?? "";
  const sisters = all.filter(({ license, text }) => text !== undefined && license === notice.license);
  const sister = sisters.find(({ id }) => id.startsWith(`${scope}/`)) ??
    sisters.find(({ author }) => author !== undefined && author === notice.author);
  if (sister === undefined) throw new Error(`Cannot find the licence of ${notice.id}`);
  return { ...notice, text: sister.text };
}
