import { ConfigError } from "../errors.ts";
import { atHome, type HomeSystem } from "../home.ts";
import { explainFileError } from "./files.ts";

/** The only certificates to trust, and which setting says so. */
export interface Bundle {
  readonly setting: string;
  readonly path: string;
  /** Each in PEM. */
  readonly certificates: readonly string[];
}

/**
 * The certificates that take the place of the system's: AWS_CA_BUNDLE, else `caFile` (a profile's `ca_bundle`), else
 * REQUESTS_CA_BUNDLE, as in botocore. Undefined when nothing is set. Throws ConfigError for a file without any.
 */
export async function readBundle(
  system: HomeSystem,
  caFile: string | undefined,
): Promise<Bundle | undefined> {
  const { AWS_CA_BUNDLE, REQUESTS_CA_BUNDLE } = system.env;
  const settings = { AWS_CA_BUNDLE, ca_bundle: caFile, REQUESTS_CA_BUNDLE };
  const [setting, path] = Object.entries(settings).find(([, path]) => path?.trim()) ?? [];
  return setting && path ? readPem(setting, await atHome(path.trim(), system)) : undefined;
}

function readPem(setting: string, path: string): Bundle {
  const certificates = readText(setting, path)
    .match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  if (certificates.length > 0) return { setting, path, certificates };
  throw new ConfigError(
    `Cannot use the certificates in "${path}", which ${setting} names: there is none in it`,
    {
      hint:
        "Name a PEM file, with lines -----BEGIN CERTIFICATE-----; `openssl x509 -inform der` makes one of a .cer",
    },
  );
}

function readText(setting: string, path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    const { why, hint = `Correct ${setting}, or unset it to trust the system's certificates` } =
      explainFileError(error);
    throw new ConfigError(`Cannot read "${path}", which ${setting} names: ${why}`, { cause: error, hint });
  }
}
