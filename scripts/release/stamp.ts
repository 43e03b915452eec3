/** What the installers of a release know of it. */
export interface Stamp {
  readonly version: string;
  /** Where its files can be downloaded, without a `/` at the end; empty where that is not known. */
  readonly source: string;
  /** The lines of SHA256SUMS for its archives; empty inside an archive, which cannot hold its own sum. */
  readonly sums: string;
}

/** Fills in the three settings at the top of `install.sh` or `install.ps1`. Throws an Error where one is missing. */
export function stamp(installer: string, { version, source, sums }: Stamp): string {
  const values = { version, source, sums: sums.trim() };
  return Object.entries(values).reduce((text, [name, value]) => {
    if (/['\\]/.test(value)) throw new Error(`Cannot write the ${name} "${value}" into an installer`);
    const line = new RegExp(`^(\\$?${name} ?= ?)''$`, "m");
    if (!line.test(text)) throw new Error(`There is no line for the ${name} in the installer`);
    return text.replace(line, (_, start) => `${start}'${value}'`);
  }, installer);
}
