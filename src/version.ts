import metadata from "../deno.json" with { type: "json" };

/** This awsume's version, as `deno.json` has it. */
export const version: string = metadata.version;
