import { type Profiles, readProfiles } from "../../src/aws/profiles.ts";

/** Profiles from the text of the two files, read as `~/.aws/config` and `~/.aws/credentials` of /home/me. */
export function profilesOf(config: string, credentials = ""): Promise<Profiles> {
  const files = new Map([["/home/me/.aws/config", config], ["/home/me/.aws/credentials", credentials]]);
  return readProfiles({
    env: { HOME: "/home/me" },
    os: "linux",
    home: () => Promise.resolve("/home/me"),
    read: (path) => Promise.resolve(files.get(path)),
  });
}
