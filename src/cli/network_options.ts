import type { Option } from "./options.ts";

/** The options that decide where STS is called, in the order of the help. */
export const networkOptions = [
  {
    long: "fips",
    group: "Network",
    doc: "call the FIPS endpoint of STS, or fail",
    about: "The plain host is never called instead. It is about awsume's own calls only.",
  },
  {
    long: "dualstack",
    group: "Network",
    doc: "call the dualstack endpoint (IPv4 and IPv6)",
  },
  {
    long: "endpoint-url",
    value: "URL",
    group: "Network",
    doc: "call this URL in place of AWS's own STS",
    about: "`http://` beyond this computer takes `AWSUME_ALLOW_HTTP=true`.",
  },
] as const satisfies readonly Option[];
