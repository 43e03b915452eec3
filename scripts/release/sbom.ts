import { type Package, withNeeds } from "./lock.ts";

/** What the list is of. */
export interface SbomSubject {
  readonly version: string;
  /** When its commit was made, in seconds since 1970: not when this was written, or two builds would differ. */
  readonly time: number;
  readonly denoVersion: string;
  /** All that the lock file pins. */
  readonly packages: readonly Package[];
  /** The names of those that the program itself loads. */
  readonly direct: readonly string[];
}

/** The software bill of materials, CycloneDX 1.6 in JSON. What only builds or tests is `excluded`. */
export function toSbom({ version, time, denoVersion, packages, direct }: SbomSubject): string {
  const self = `pkg:generic/awsume@${version}`;
  const runtime = `pkg:github/denoland/deno@v${denoVersion}`;
  const ofId = new Map(packages.map((each) => [each.id, purl(each)]));
  const loaded = packages.filter(({ name }) => direct.includes(name)).map(purl);
  const shipped = withNeeds(packages, direct);
  const needs = packages.map((each) => ({
    ref: purl(each),
    dependsOn: each.needs.flatMap((id) => ofId.get(id) ?? []).sort(),
  }));
  const bom = {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      timestamp: new Date(time * 1000).toISOString(),
      component: { type: "application", "bom-ref": self, name: "awsume", version, purl: self },
    },
    components: [
      { type: "platform", "bom-ref": runtime, name: "deno", version: denoVersion, purl: runtime },
      ...packages.map((each) => component(each, shipped.includes(each))),
    ],
    dependencies: [{ ref: self, dependsOn: [runtime, ...loaded].sort() }, ...needs],
  };
  return `${JSON.stringify(bom, undefined, 2)}\n`;
}

function component(each: Package, isShipped: boolean): Readonly<Record<string, unknown>> {
  const [scope, name] = each.name.startsWith("@") ? each.name.split("/") : [undefined, each.name];
  return {
    type: "library",
    "bom-ref": purl(each),
    ...scope === undefined ? {} : { group: scope },
    name,
    version: each.version,
    scope: isShipped ? "required" : "excluded",
    hashes: [{ alg: "SHA-512", content: toHex(each.integrity) }],
    purl: purl(each),
  };
}

/** The package's name in the form that all such lists share; an `@` in front is written as `%40`. */
function purl({ name, version }: Package): string {
  return `pkg:npm/${name.replace("@", "%40")}@${version}`;
}

function toHex(integrity: string): string {
  const [algorithm, base64 = ""] = integrity.split(/-(.*)/s);
  if (algorithm !== "sha512") throw new Error(`Cannot read the digest ${integrity}`);
  return [...atob(base64)].map((char) => char.charCodeAt(0).toString(16).padStart(2, "0")).join("");
}
