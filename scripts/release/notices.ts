/** A package and the terms it came with. */
export interface Notice {
  /** `NAME@VERSION`. */
  readonly id: string;
  /** The short name of its licence, as `package.json` has it. */
  readonly license: string;
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

/** Some packages of AWS forget the file: the text of a sister under the same licence stands for it. */
function withText(notice: Notice, all: readonly Notice[]): Notice {
  if (notice.text !== undefined) return notice;
  const scope = notice.id.split("/")[0] ?? "";
  const sister = all.find(({ id, license, text }) =>
    text !== undefined && license === notice.license && id.startsWith(`${scope}/`)
  );
  if (sister === undefined) throw new Error(`Cannot find the licence of ${notice.id}`);
  return { ...notice, text: sister.text };
}
