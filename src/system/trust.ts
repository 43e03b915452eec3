import { ConfigError } from "../errors.ts";
import type { System } from "../system.ts";
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
export function readBundle(env: System["env"], caFile: string | undefined): Bundle | undefined {
  const [own, requests] = [env.AWS_CA_BUNDLE?.trim(), env.REQUESTS_CA_BUNDLE?.trim()];
  if (own) return readPem("AWS_CA_BUNDLE", own);
  if (caFile) return readPem("ca_bundle", caFile);
  return requests ? readPem("REQUESTS_CA_BUNDLE", requests) : undefined;
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
