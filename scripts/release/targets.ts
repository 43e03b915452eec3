/** A platform that releases are made for. */
export interface Target {
  /** How archives, installers and people call it. */
  readonly name: string;
  /** How Deno calls it. */
  readonly triple: string;
  readonly executable: string;
  readonly kind: "tar.gz" | "zip";
}

/** All targets. Windows gets the archive that it can open by itself. */
export const targets: readonly Target[] = [
  { name: "linux-x64", triple: "x86_64-unknown-linux-gnu", executable: "awsume", kind: "tar.gz" },
  { name: "linux-arm64", triple: "aarch64-unknown-linux-gnu", executable: "awsume", kind: "tar.gz" },
  { name: "macos-x64", triple: "x86_64-apple-darwin", executable: "awsume", kind: "tar.gz" },
  { name: "macos-arm64", triple: "aarch64-apple-darwin", executable: "awsume", kind: "tar.gz" },
  { name: "windows-x64", triple: "x86_64-pc-windows-msvc", executable: "awsume.exe", kind: "zip" },
];

/** The target of that name. Throws an Error that lists them. */
export function findTarget(name: string): Target {
  const found = targets.find((target) => target.name === name);
  if (found !== undefined) return found;
  throw new Error(`Unknown target "${name}": there are ${targets.map((target) => target.name).join(", ")}`);
}

/** The one folder in a target's archive. */
export function folderOf(target: Target, version: string): string {
  return `awsume-${version}-${target.name}`;
}

/** The name of a target's archive. */
export function archiveName(target: Target, version: string): string {
  return `${folderOf(target, version)}.${target.kind}`;
}
