import { strictEqual as equal } from "node:assert/strict";
import { locateFiles, needsHome, profileFiles, withPublicFiles } from "../../src/aws/profile_files.ts";
import type { System } from "../../src/system.ts";
import { fakeSystem } from "../support/fake_system.ts";

const places: readonly (readonly [string, System["os"], string, string, string])[] = [
  ["expands ~/", "linux", "/h", "~/c", "/h/c"],
  ["expands a bare ~", "linux", "/h", "~", "/h"],
  ["leaves ~name alone", "linux", "/h", "~name/c", "~name/c"],
  ["leaves ~\\ alone on Linux", "linux", "/h", "~\\c", "~\\c"],
  ["expands ~\\ on Windows", "windows", "C:\\h", "~\\c", "C:\\h\\c"],
  ["expands ~/ on Windows", "windows", "C:\\h", "~/c", "C:\\h/c"],
  ["takes blank as unset", "darwin", "/h", " ", "/h/.aws/config"],
  ["writes no separator twice", "linux", "/", "", "/.aws/config"],
  ["writes no separator twice on Windows", "windows", "C:\\", "", "C:\\.aws\\config"],
  ["leaves patterns in the home folder alone", "linux", "/$&", "~/c", "/$&/c"],
  ["keeps relative paths", "linux", "/h", "c", "c"],
];

for (const [criterion, os, home, variable, config] of places) {
  Deno.test(`profileFiles() ${criterion}`, () => {
    equal(profileFiles({ AWS_CONFIG_FILE: variable }, os, home).config, config);
  });
}

Deno.test("needsHome() is false when both files are named and neither starts with ~", () => {
  equal(needsHome({ AWS_CONFIG_FILE: "/c", AWS_SHARED_CREDENTIALS_FILE: "/k" }), false);
  equal(needsHome({ AWS_CONFIG_FILE: "/c", AWS_SHARED_CREDENTIALS_FILE: "~/k" }), true);
  equal(needsHome({ AWS_CONFIG_FILE: "/c" }), true);
});

const settings = "config-file: ~/c\ncredentials-file: /k\n";
const located: readonly (readonly [string, Readonly<Record<string, string>>, string, string])[] = [
  ["go by the settings", {}, "/h/c", "/k"],
  ["go by the variables first", { AWS_CONFIG_FILE: "/e", AWS_SHARED_CREDENTIALS_FILE: "~/f" }, "/e", "/h/f"],
  ["go by either", { AWS_SHARED_CREDENTIALS_FILE: "/f" }, "/h/c", "/f"],
  ["take a blank variable as unset", { AWS_CONFIG_FILE: " " }, "/h/c", "/k"],
];

for (const [criterion, env, config, credentials] of located) {
  Deno.test(`locateFiles() lets both files ${criterion}`, async () => {
    using fake = fakeSystem({ env: { HOME: "/h", ...env }, files: { "/h/.awsume/config.yaml": settings } });
    const found = await locateFiles(fake.system);
    equal(found.config, config);
    equal(found.credentials, credentials);
  });
}

Deno.test("locateFiles() reads no settings when the variables name both files", async () => {
  const files = { "/h/.awsume/config.yaml": new Error("read") };
  using fake = fakeSystem({
    env: { HOME: "/h", AWS_CONFIG_FILE: "/c", AWS_SHARED_CREDENTIALS_FILE: "/k" },
    files,
  });
  equal((await locateFiles(fake.system)).config, "/c");
});

Deno.test("withPublicFiles() passes over the settings, as other programs do", async () => {
  const files = { "/h/.awsume/config.yaml": settings };
  using fake = fakeSystem({ env: { HOME: "/h", AWS_CONFIG_FILE: "/e" }, files });
  const found = await locateFiles(await withPublicFiles(fake.system));
  equal(found.config, "/e");
  equal(found.credentials, "/h/.aws/credentials");
});
