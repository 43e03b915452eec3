import type { Option } from "./options.ts";

/** The options of `cdk-plugin`, and what its plugin tells `credential-process`. */
export const cdkOptions = [
  {
    long: "account",
    value: "ID",
    group: "Credentials",
    doc: "say which profile is for that account",
    commands: ["cdk-plugin"],
  },
  {
    long: "mode",
    value: "read|write",
    group: "Credentials",
    doc: "what for, with --account; read when left out",
    completes: ["read", "write"],
    commands: ["cdk-plugin"],
  },
  {
    long: "expect-account",
    value: "ID",
    group: "Credentials",
    doc: "fail unless they are of that account",
    about: "Where the profile ends in a role, the role says whose they are; else AWS is asked.",
    commands: ["credential-process"],
  },
] as const satisfies readonly Option[];
