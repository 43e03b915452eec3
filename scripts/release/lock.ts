/** A package as `deno.lock` pins it. */
export interface Package {
  /** `NAME@VERSION`, by which the others refer to it. */
  readonly id: string;
  readonly name: string;
  readonly version: string;
  /** The digest that npm publishes: `sha512-` and base64. */
  readonly integrity: string;
  /** The ids of what it needs. */
  readonly needs: readonly string[];
}

interface LockFile {
  readonly specifiers: Readonly<Record<string, string>>;
  readonly npm: Readonly<
    Record<string, {
      readonly integrity: string;
      readonly dependencies?: readonly string[];
      readonly optionalDependencies?: readonly string[];
    }>
  >;
}

/** The packages of a lock file (version 5), as they stand there: sorted by id. */
export function readLock(text: string): readonly Package[] {
  const { npm }: LockFile = JSON.parse(text);
  const ids = Object.keys(npm);
  return Object.entries(npm).map(([id, { integrity, dependencies = [], optionalDependencies = [] }]) => ({
    id,
    ...splitId(id),
    integrity,
    needs: [...dependencies, ...optionalDependencies].map((word) => toId(word, ids)),
  }));
}

/** The packages of those names and all that they need, in the order of the lock file. */
export function withNeeds(packages: readonly Package[], names: readonly string[]): readonly Package[] {
  const found = new Set<string>();
  const add = (id: string): void => {
    if (found.has(id)) return;
    found.add(id);
    packages.find((each) => each.id === id)?.needs.forEach(add);
  };
  for (const { id } of packages.filter(({ name }) => names.includes(name))) add(id);
  return packages.filter(({ id }) => found.has(id));
}

/** The packages that `src/lazy.ts` loads, which is the one place where the program may name any. */
export function packagesOfProgram(lazy: string): readonly string[] {
  return [...lazy.matchAll(/import\("([^"]+)"\)/g)].map(([, name = ""]) => name).sort();
}

function splitId(id: string): { readonly name: string; readonly version: string } {
  const at = id.indexOf("@", 1);
  // Behind `_` stand the packages by which the same version is told apart.
  return { name: id.slice(0, at), version: id.slice(at + 1).replace(/_.*/, "") };
}

/** Only where there are two versions of a package does the lock file say which is needed. */
function toId(word: string, ids: readonly string[]): string {
  const found = ids.find((id) => id === word) ?? ids.find((id) => id.startsWith(`${word}@`));
  if (found === undefined) throw new Error(`Cannot find ${word} in the lock file`);
  return found;
}
