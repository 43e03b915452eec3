import { tellSkipped } from "./skipped.ts";

/** Where test data and tools lie beside the project: AWSUME_SHARED, by default `../shared`. */
const root = new URL("../../", import.meta.url);
const folder = Deno.env.get("AWSUME_SHARED") ?? new URL("../shared", root);

/** A file or a folder there, whether or not it exists. */
export function sharedUrl(path: string): URL {
  return new URL(`${String(folder).replace(/\/$/, "")}/${path}`, root);
}

/** Whether AWS's test data at this place is absent. Says so: else tests would be left out in silence. */
export function isAbsent(data: URL): boolean {
  try {
    Deno.statSync(data);
    return false;
  } catch {
    tellSkipped("test data of AWS", `${data}: set AWSUME_SHARED to run it`);
    return true;
  }
}
